"""The synthesiser: piper-tts behind one thread, one voice per language, shared by every call.

A sentence is rendered whole and resampled in one pass to the call's rate; a stream resampler would lose the last 92
ms of it at 8 kHz. Fixed sentences are rendered beforehand by `prepare` and answered from memory.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
import soxr
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    NoSuchFile,
    RuntimeException,
)
from piper import PiperVoice, SynthesisConfig
from piper.config import PiperConfig

from frontdesk.errors import EngineFailed, ModelMissing
from frontdesk.models.one_thread import OneThread
from frontdesk.models.piper_alignment import align
from frontdesk.models.ports import Speech

logger = logging.getLogger(__name__)

Samples = npt.NDArray[np.float32]

ONNX_ERRORS = (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, NoSuchFile, RuntimeException)
"""All that onnxruntime raises; they share no base but Exception."""
PATIENCE = 3.0
"""Seconds that a sentence may take, waiting for others included; those rendered beforehand have `_AT_START`."""
_AT_START = 60.0
RATES = range(4_000, 192_001)
"""Samples per second that can be meant; resampling to others would fill the memory."""
FINAL_PUNCTUATION = ".!?…"
LOUDEST = 0.9
"""Peak of the audio that goes out, as a share of full scale: louder speech is turned down, softer speech not raised."""


class PiperEngine:
    """A `Synthesiser`. Nothing is loaded before `start`."""

    def __init__(self, voices: Mapping[str, Path], *, threads: int = 1) -> None:
        """`voices`: language code to the `.onnx` file, its `.onnx.json` beside it."""
        self._files = dict(voices)
        self._threads = threads
        self._voices: dict[str, PiperVoice] = {}
        self._prepared: dict[tuple[str, str, int], Speech] = {}
        self._thread = OneThread("the synthesiser", "piper")

    @property
    def ready(self) -> bool:
        """Whether its voices are loaded and its thread takes work."""
        return bool(self._voices) and not self._thread.stuck

    async def start(self) -> None:
        """Load every voice and let it speak once. Raises `ModelMissing` where a file is no Piper voice."""
        await self._thread.run(self._load, seconds=None)

    async def synthesise(self, text: str, *, language: str, rate: int) -> Speech:
        """Render one sentence; see `Synthesiser`. A cancelled request that waits its turn is never rendered."""
        prepared = self._prepared.get((text, language, rate))
        return prepared or await self._rendered(text, language, rate, seconds=PATIENCE)

    async def prepare(self, sentences: Sequence[str], *, language: str, rate: int) -> None:
        """Render fixed sentences and keep them for good; see `Synthesiser`."""
        for sentence in sentences:
            if (sentence, language, rate) not in self._prepared:
                speech = await self._rendered(sentence, language, rate, seconds=_AT_START)
                self._prepared[sentence, language, rate] = speech

    async def close(self) -> None:
        """Stop the thread; sentences still waiting are dropped and their callers get `EngineFailed`."""
        self._thread.close()

    async def _rendered(self, text: str, language: str, rate: int, *, seconds: float) -> Speech:
        if rate not in RATES:
            raise EngineFailed(f"the synthesiser was asked for audio at {rate} Hz")
        return await self._thread.run(partial(self._render, text, language, rate), seconds=seconds)

    def _load(self) -> None:
        for language, file in self._files.items():
            self._voices[language] = _load_voice(file, self._threads)
            self._render("A1", language, 8000)
            logger.info("synthesiser ready: %s, %s, %d threads", language, file.name, self._threads)

    def _render(self, text: str, language: str, rate: int) -> Speech:
        voice = self._voices.get(language)
        if voice is None:
            raise EngineFailed(f"the synthesiser has no voice for {language!r}")
        if not any(map(str.isalnum, text)):
            return Speech(text, b"", rate)
        as_it_is = SynthesisConfig(normalize_audio=False)
        chunks = list(voice.synthesize(_finished(text), as_it_is, include_alignments=True))
        if not chunks:
            return Speech(text, b"", rate)
        audio = np.concatenate([chunk.audio_float_array for chunk in chunks])
        out = _at_rate(audio, voice.config.sample_rate, rate)
        return Speech(text, _pcm(out), rate, align(text, voice, chunks, rate))


def _load_voice(file: Path, threads: int) -> PiperVoice:
    """A voice whose session uses `threads` threads; PiperVoice.load would take every core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    try:
        config = json.loads(file.with_name(file.name + ".json").read_text(encoding="utf-8"))
        session = onnxruntime.InferenceSession(str(file), sess_options=options, providers=["CPUExecutionProvider"])
        return PiperVoice(session=session, config=PiperConfig.from_dict(config))
    except (OSError, ValueError, KeyError, *ONNX_ERRORS) as error:
        raise ModelMissing(f"{file} is not a Piper voice ({error}); set it to pocket or to the path of one") from error


def _finished(text: str) -> str:
    """`text` with final punctuation: without it voices clip the last sound."""
    text = text.strip()
    return text if text[-1] in FINAL_PUNCTUATION else text.rstrip(",;:") + "."


def _at_rate(audio: Samples, voice_rate: int, rate: int) -> Samples:
    if voice_rate == rate:
        return audio
    resampled: Samples = soxr.resample(audio, voice_rate, rate, quality="HQ")
    return resampled


def _pcm(audio: Samples) -> bytes:
    peak = float(np.abs(audio).max(initial=0.0))
    gain = min(1.0, LOUDEST / peak) if peak > 0 else 1.0
    return (audio * gain * 32767.0).astype("<i2").tobytes()
