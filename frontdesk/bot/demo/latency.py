"""Voice to voice at the wire: from the last voiced sample of the caller to the first audible sample of the answer.

A frame of the caller is sent when its last sample was spoken; a message of the server begins to sound when it arrives.
So nothing of the server's work is left out, and nothing of a telephone's own delay is added.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from frontdesk.bot.demo.ears import AUDIBLE
from frontdesk.bot.demo.wire.recording import Crossing, Recording
from frontdesk.bot.demo.wire.ulaw import RATE, decode

_WINDOW = 40
"""Samples (5 ms) in which loudness is measured."""
_SAME_UTTERANCE = 1.0
"""Seconds of silence up to which a caller's sounds belong to one utterance."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One utterance of the caller and the answer's delay; None where no answer came before the next utterance.

    `ended_at` is the utterance's end in monotonic seconds. `cut_in`: the answer began before the caller had finished.
    """

    ended_at: float
    milliseconds: float | None
    cut_in: bool


def answers(recording: Recording) -> list[Answered]:
    """Every utterance of a call with the delay of its answer."""
    voiced = [span for crossing in recording.sent if (span := _sounding(crossing, ends=True))]
    audible = [span[0] for crossing in recording.received if (span := _sounding(crossing, ends=False))]
    utterances = _joined(voiced)
    found = []
    for index, (begun, ended) in enumerate(utterances):
        horizon = utterances[index + 1][0] if index + 1 < len(utterances) else float("inf")
        cut_in = any(begun < at < ended for at in audible)
        first = next((at for at in audible if ended <= at < horizon), None)
        found.append(Answered(ended, None if first is None else (first - ended) * 1000, cut_in))
    return found


def first_word_ms(recording: Recording, answered_at: float) -> float | None:
    """From the opening of the stream to the first audible sample of the greeting, in milliseconds."""
    spans = (_sounding(crossing, ends=False) for crossing in recording.received)
    first = next((span[0] for span in spans if span), None)
    return None if first is None else (first - answered_at) * 1000


def _sounding(crossing: Crossing, *, ends: bool) -> tuple[float, float] | None:
    """When the audible part of a piece of audio sounded; `ends`: it crossed the wire at its end, not its beginning."""
    samples = decode(crossing.audio).astype(np.float32)
    windows = samples[: len(samples) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
    loud = np.flatnonzero(np.sqrt((windows * windows).mean(axis=1)) > AUDIBLE)
    if not loud.size:
        return None
    origin = crossing.at - (len(samples) / RATE if ends else 0.0)
    return origin + int(loud[0]) * _WINDOW / RATE, origin + (int(loud[-1]) + 1) * _WINDOW / RATE


def _joined(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for begun, ended in spans:
        if joined and begun - joined[-1][1] <= _SAME_UTTERANCE:
            joined[-1] = (joined[-1][0], ended)
        else:
            joined.append((begun, ended))
    return joined
