"""The recogniser: faster-whisper behind one thread, shared by every call.

Decoding is greedy, without timestamps or fall-back temperatures, so that its time is bounded by the audio's length; a
segment whose words are improbable, or which holds no speech, gives no text at all.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import soxr

from frontdesk.errors import EngineFailed, ModelMissing
from frontdesk.models.normaliser import normalise
from frontdesk.models.one_thread import OneThread
from frontdesk.models.ports import NO_RIVALS, Transcript
from frontdesk.models.whisper_model import Comparison, Samples, ShortWindowWhisper

logger = logging.getLogger(__name__)

MODEL_RATE = 16_000
SHORTEST_SEGMENT = 0.1
"""Seconds; less than this holds no word."""
PATIENCE = 2.0
"""Seconds that a transcript may take, and `PATIENCE_PER_SECOND` more for every second of audio."""
PATIENCE_PER_SECOND = 0.25
RATES = range(4_000, 192_001)
"""Samples per second that can be meant; resampling from others would fill the memory."""
LEAST_COMPARED = 1.0
"""Seconds of speech from which languages are compared."""
SPEECH_DEPTH = 30.0
"""Decibels below the loudest part of a segment at which its speech is taken to end."""
_FRAME = MODEL_RATE // 50


@dataclass(frozen=True, slots=True)
class SpeechLimits:
    """When a segment counts as speech.

    It does not when the model's no-speech probability is above `no_speech`, or its mean log probability per token is
    below `log_probability`. The pocket model gives speech a no-speech probability below 0.01 and everything else
    one above 0.99.
    """

    no_speech: float = 0.6
    log_probability: float = -1.2


class WhisperEngine:
    """A `Recogniser`. Nothing is loaded before `start`."""

    def __init__(self, folder: Path, *, threads: int = 1, limits: SpeechLimits | None = None) -> None:
        self._folder = folder
        self._threads = threads
        self._limits = limits or SpeechLimits()
        self._thread = OneThread("the recogniser", "whisper")
        self._model: ShortWindowWhisper | None = None

    @property
    def ready(self) -> bool:
        """Whether it is loaded and its thread takes work."""
        return self._model is not None and not self._thread.stuck

    async def start(self) -> None:
        """Load the model and run it once. Raises `ModelMissing` where the folder is no CTranslate2 Whisper model."""
        await self._thread.run(self._load, seconds=None)

    async def transcribe(
        self, audio: bytes, *, rate: int, language: str, rivals: Mapping[str, float] = NO_RIVALS
    ) -> Transcript:
        """Transcribe one segment; see `Recogniser`. Segments are worked off one at a time, in the order they came."""
        if rate not in RATES:
            raise EngineFailed(f"the recogniser was given audio at {rate} Hz")
        seconds = len(audio) / 2 / rate
        return await self._thread.run(
            partial(self._transcribe, audio, rate, language, rivals), seconds=PATIENCE + PATIENCE_PER_SECOND * seconds
        )

    async def close(self) -> None:
        """Stop the thread; segments still waiting are dropped and their callers get `EngineFailed`."""
        self._thread.close()

    def _load(self) -> None:
        try:
            self._model = ShortWindowWhisper(
                str(self._folder), device="cpu", compute_type="int8", cpu_threads=self._threads, local_files_only=True
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelMissing(
                f"{self._folder} is not a CTranslate2 Whisper model ({error}); "
                "set whisper to pocket or to the folder of one"
            ) from error
        self._transcribe(bytes(2 * MODEL_RATE), MODEL_RATE, "en")
        logger.info("recogniser ready: %s, %d threads", self._folder.name, self._threads)

    def _transcribe(
        self, audio: bytes, rate: int, language: str, rivals: Mapping[str, float] = NO_RIVALS
    ) -> Transcript:
        model = self._model
        if model is None:
            raise EngineFailed("the recogniser was asked before it was started")
        for code in (language, *rivals):
            if not model.knows(code):
                raise EngineFailed(f"the recogniser does not know the language {code!r}")
        samples = _lifted(audio, rate)
        seconds = len(samples) / MODEL_RATE
        if seconds < SHORTEST_SEGMENT:
            return Transcript("", language, 1.0, 1.0, seconds)
        comparison = Comparison(language, rivals)
        with model.comparing(comparison if rivals and speech_seconds(samples) >= LEAST_COMPARED else None):
            text, no_speech = self._decode(model, samples, seconds, language)
        if not text:  # noise has no language, though the model names one
            return Transcript("", language, 1.0, no_speech, seconds)
        chosen = comparison.chosen
        certain = comparison.found.get(chosen, 1.0)
        return Transcript(normalise(text, chosen), chosen, certain, no_speech, seconds, comparison.found)

    def _decode(self, model: ShortWindowWhisper, samples: Samples, seconds: float, language: str) -> tuple[str, float]:
        """Words and the lowest no-speech probability of the segment's windows; no words where nobody spoke."""
        windows, _ = model.transcribe(
            samples,
            language=language,
            beam_size=1,
            temperature=0.0,
            without_timestamps=True,
            condition_on_previous_text=False,
            compression_ratio_threshold=None,
            log_prob_threshold=None,
            no_speech_threshold=None,
            # Twice what fast speech needs, so that a model caught in a loop ends.
            max_new_tokens=int(12 + 16 * min(seconds, 12.0)),
        )
        words, no_speech = [], 1.0
        for window in windows:
            no_speech = min(no_speech, window.no_speech_prob)
            if self._is_speech(window.no_speech_prob, window.avg_logprob):
                words.append(window.text.strip())
        return " ".join(words), no_speech

    def _is_speech(self, no_speech: float, log_probability: float) -> bool:
        return no_speech <= self._limits.no_speech and log_probability >= self._limits.log_probability


def _lifted(audio: bytes, rate: int) -> Samples:
    """16-bit PCM at `rate` as floats at 16 kHz, in one pass: a stream resampler would hold back the segment's tail."""
    samples = np.frombuffer(audio[: len(audio) // 2 * 2], dtype="<i2").astype(np.float32) / 32768.0
    if rate == MODEL_RATE:
        return samples
    lifted: Samples = soxr.resample(samples, rate, MODEL_RATE, quality="HQ")
    return lifted


def speech_seconds(samples: Samples) -> float:
    """How much of a segment (16 kHz) is speech: its frames of 20 ms less than `SPEECH_DEPTH` below the loudest."""
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    power = np.square(frames).mean(axis=1)
    return float((power > power.max(initial=1e-12) / 10 ** (SPEECH_DEPTH / 10)).sum()) * _FRAME / MODEL_RATE
