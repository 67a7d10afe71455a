"""Whether a known sentence occurs in speech, by comparing how both sound. Pure.

A small recogniser that was trained on callers misreads a receptionist, and a caller only has to tell apart a dozen
questions in a voice that always says them alike. So the caller knows them by example: the picture of loudness over time
and pitch of each question is slid along what was heard, and their correlation is 0.9 and more where the question was
said, below 0.8 where another was. Voices that never say a thing twice alike would need a recogniser instead.
"""

import numpy as np
import numpy.typing as npt

from frontdesk.bot.demo.wire.ulaw import RATE, Samples

Picture = npt.NDArray[np.float32]
"""Shape (frames, bands): log loudness, 10 ms a frame."""

SAME = 0.86
"""Correlation from which on a sentence was said."""
_WINDOW, _HOP, _BANDS = 256, 80, 24
_FLOOR = 1e6
"""Added to each band's power, so that silence is silence whatever its noise."""


def picture(samples: Samples) -> Picture:
    """The picture of speech at 8 kHz."""
    padded = np.pad(samples.astype(np.float32), (0, _WINDOW))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[: len(samples) : _HOP]
    power = np.abs(np.fft.rfft(frames * np.hanning(_WINDOW))) ** 2
    loudness: Picture = np.log(power @ _FILTERS + _FLOOR).astype(np.float32)
    return loudness


def likeness(example: Picture, speech: Picture) -> float:
    """The best correlation of `example` with any stretch of `speech` of its length, -1 to 1."""
    length = len(example)
    speech = np.pad(speech, ((0, max(0, length - len(speech))), (0, 0)), mode="edge")
    stretches = np.lib.stride_tricks.sliding_window_view(speech, (length, speech.shape[1]))[:, 0]
    heard = stretches - stretches.mean(axis=(1, 2), keepdims=True)
    known = example - example.mean()
    norms = np.sqrt(np.square(heard).sum(axis=(1, 2)) * np.square(known).sum())
    return float((np.tensordot(heard, known, axes=2) / np.maximum(norms, 1e-6)).max())


def _filters() -> Picture:
    """Triangular bands of equal width in mel between 100 and 3800 Hz, shape (frequencies, bands)."""
    edges = 700 * (10 ** (np.linspace(150.5, 2100.9, _BANDS + 2) / 2595) - 1)
    frequency = np.fft.rfftfreq(_WINDOW, 1 / RATE)[:, None]
    rising = (frequency - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - frequency) / (edges[2:] - edges[1:-1])
    bands: Picture = np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)
    return bands


_FILTERS = _filters()
