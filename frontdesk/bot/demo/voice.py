"""The caller's voice: a Piper voice made higher or lower, so that a recording tells it from the receptionist's."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
import soxr
from piper import PiperVoice, SynthesisConfig
from piper.config import PiperConfig

from frontdesk.bot.demo.wire.ulaw import RATE, encode

LOUDEST = 0.7
"""Peak as a share of full scale: below it mu-law has room for the voice's loudest sounds."""
_AUDIBLE = 0.01


@dataclass(frozen=True, slots=True)
class Timbre:
    """`pitch` 1.2 raises every frequency by a fifth; `speed` 1.1 talks a tenth faster."""

    pitch: float = 1.0
    speed: float = 1.0


class CallerVoice:
    """Speaks lines as telephone audio."""

    def __init__(self, file: Path, timbre: Timbre) -> None:
        """`file` is a voice's `.onnx`, its `.onnx.json` beside it."""
        self._timbre = timbre
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        config = json.loads(file.with_name(file.name + ".json").read_text(encoding="utf-8"))
        session = onnxruntime.InferenceSession(str(file), sess_options=options, providers=["CPUExecutionProvider"])
        self._voice = PiperVoice(session=session, config=PiperConfig.from_dict(config))

    def speak(self, line: str, *, edge: float = 0.05) -> bytes:
        """Render a line as mu-law bytes at 8 kHz, with at most `edge` seconds of silence before and after."""
        # Played `pitch` times as fast the voice is higher; spoken as much slower before, it keeps its tempo.
        config = SynthesisConfig(length_scale=self._timbre.pitch / self._timbre.speed, normalize_audio=False)
        chunks = [chunk.audio_float_array for chunk in self._voice.synthesize(line, config)]
        audio = np.concatenate(chunks) if chunks else np.zeros(0, dtype=np.float32)
        audio = soxr.resample(audio, self._voice.config.sample_rate * self._timbre.pitch, RATE, quality="HQ")
        return encode(_levelled(_trimmed(audio, round(edge * RATE))))


def _trimmed(audio: npt.NDArray[np.float32], edge: int) -> npt.NDArray[np.float32]:
    audible = np.flatnonzero(np.abs(audio) > _AUDIBLE)
    if not audible.size:
        return audio[:0]
    return audio[max(0, int(audible[0]) - edge) : int(audible[-1]) + edge]


def _levelled(audio: npt.NDArray[np.float32]) -> npt.NDArray[np.int16]:
    peak = float(np.abs(audio).max(initial=1e-9))
    return (audio * (LOUDEST / peak) * 32767).astype(np.int16)
