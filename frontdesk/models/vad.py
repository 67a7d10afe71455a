"""Voice activity and end-of-turn analysers of one call over ONNX sessions that all calls share.

Pipecat's analysers open their own sessions: 22 MB and 55 ms of a blocked event loop per call. The sessions keep no
state between runs (Silero's recurrent state is handed in and out), so one of each serves every call; what belongs to
a call stays in its analyser.
"""

import functools
from concurrent.futures import ThreadPoolExecutor
from importlib import resources

import numpy as np
import onnxruntime
from pipecat.audio.turn.smart_turn.base_smart_turn import BaseSmartTurn, SmartTurnParams
from pipecat.audio.turn.smart_turn.local_smart_turn_v3 import LocalSmartTurnAnalyzerV3
from pipecat.audio.vad.silero import SileroOnnxModel, SileroVADAnalyzer
from pipecat.audio.vad.vad_analyzer import VADAnalyzer, VADParams

SILERO = ("pipecat.audio.vad.data", "silero_vad.onnx")
SMART_TURN = ("pipecat.audio.turn.smart_turn.data", "smart-turn-v3.2-cpu.onnx")


@functools.cache
def _session(package: str, file: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.intra_op_num_threads = 1
    path = str(resources.files(package) / file)
    return onnxruntime.InferenceSession(path, sess_options=options, providers=["CPUExecutionProvider"])


@functools.cache
def _threads(name: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix=name)


class _SharedSileroModel(SileroOnnxModel):
    """The base class's recurrent state for one call, around the common session."""

    def __init__(self) -> None:
        self.session = _session(*SILERO)
        self.sample_rates = [8000, 16000]
        self.reset_states()  # type: ignore[no-untyped-call]


class SharedSilero(SileroVADAnalyzer):
    """Voice activity of one call, at 8 or 16 kHz."""

    def __init__(self, *, params: VADParams | None = None) -> None:
        VADAnalyzer.__init__(self, params=params)
        self._executor.shutdown(wait=False)
        self._executor = _threads("vad")
        self._model = _SharedSileroModel()
        self._windows_since_reset = 0
        self._low_confidence_windows = 0

    async def cleanup(self) -> None:
        """Leave the common threads running."""


class SharedSmartTurn(LocalSmartTurnAnalyzerV3):
    """Whether a pause ends one caller's turn. Never writes audio to disk, whatever the environment says."""

    def __init__(self, *, params: SmartTurnParams | None = None) -> None:
        BaseSmartTurn.__init__(self, params=params)
        self._log_data = False
        self._session = _session(*SMART_TURN)

    @property
    def _model_executor(self) -> ThreadPoolExecutor:
        return _threads("turn")

    async def cleanup(self) -> None:
        """Leave the common threads running."""


def warm_up() -> None:
    """Open both sessions and run each once; blocks for about 0.3 s. Called before the first call is answered."""
    silero = SharedSilero()
    silero.set_sample_rate(8000)
    silero.voice_confidence(bytes(2 * silero.num_frames_required()))
    turn = SharedSmartTurn()
    turn.set_sample_rate(8000)
    turn._predict_endpoint(np.zeros(8000, dtype=np.float32))
