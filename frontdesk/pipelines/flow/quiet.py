"""Keeps callers' words out of the log: Pipecat writes transcripts, prompts and tool arguments into its own.

Of Pipecat's records only level and place are passed on, from warnings upward, never the text.
"""

from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING

from loguru import logger as pipecat_logger

if TYPE_CHECKING:
    from loguru import Message

logger = logging.getLogger("pipecat")


def _place_only(message: Message) -> None:
    record = message.record
    logger.log(record["level"].no, "%s in %s, line %d", record["level"].name, record["name"], record["line"])


@functools.cache
def hush_pipecat() -> None:
    """Replace every sink of Pipecat's logger, once per process."""
    pipecat_logger.remove()
    pipecat_logger.add(_place_only, level="WARNING", catch=True, backtrace=False, diagnose=False)
