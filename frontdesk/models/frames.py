"""Pipecat frames of our own that engines' services push."""

from dataclasses import dataclass
from typing import Literal

from pipecat.frames.frames import DataFrame

EngineName = Literal["recogniser", "language_model", "synthesiser"]


@dataclass
class EngineFailedFrame(DataFrame):
    """An engine could not answer this turn. The call goes on: a rendered sentence takes the answer's place."""

    engine: EngineName = "language_model"
