"""The recogniser in one call's pipeline: a thin Pipecat service over the shared engine.

For every `VADUserStoppedSpeakingFrame` exactly one of two frames follows: a `TranscriptionFrame` with what was said,
or a `NothingHeardFrame` where nobody said anything (a cough, a click, the line's noise) or the engine failed. So
whoever ends turns never has to wait for a transcript that will not come.

A transcript is marked `finalized` only when the caller is silent and no later segment is waiting: Pipecat's segmented
service marks every one, and a turn that pauses in its middle would then be answered by its first half.
"""

import logging
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass

from pipecat.frames.frames import (
    Frame,
    SystemFrame,
    TranscriptionFrame,
    VADUserStoppedSpeakingFrame,
)
from pipecat.processors.frame_processor import FrameDirection, FrameProcessorSetup
from pipecat.services.settings import STTSettings
from pipecat.services.stt_service import SegmentedSTTService, STTService
from pipecat.transcriptions.language import Language
from pipecat.utils.time import time_now_iso8601

from frontdesk.errors import EngineFailed
from frontdesk.models.frames import EngineFailedFrame
from frontdesk.models.ports import Recogniser, Transcript

logger = logging.getLogger(__name__)

PRE_ROLL = 0.5
"""Seconds of audio kept from before the VAD's start, which itself comes 0.2 s late."""
TRAILING_SILENCE = 0.2
"""Seconds of silence appended; the VAD's stop comes 0.1-0.2 s after the last word, so as much is there already."""
SLOWEST_TRANSCRIPT = 3.0
"""Seconds that turn strategies may wait for a transcript; far above the engine's time, as `finalized` ends the wait."""


@dataclass
class NothingHeardFrame(SystemFrame):
    """A segment held no words; pushed both ways.

    `seconds` is the segment's length and `last` is True when the caller is silent and no later segment is waiting, as
    `finalized` is of a transcript. `failed` is True when the engine broke, so that words may have been lost.
    """

    seconds: float = 0.0
    last: bool = True
    failed: bool = False


class WhisperService(SegmentedSTTService):
    """Speech to text for one call."""

    def __init__(
        self,
        recogniser: Recogniser,
        language: Callable[[], str],
        rivals: Callable[[], Mapping[str, float]] = dict,
        on_transcript: Callable[[Transcript], None] | None = None,
    ) -> None:
        """`language` is asked before every segment for the ISO 639-1 code of what the caller speaks.

        `rivals` is asked as well for the languages to compare it with, see `Recogniser`; `on_transcript` hears
        every transcript, also one without words, before a frame is pushed.
        """
        super().__init__(
            settings=STTSettings(model="whisper", language=None),
            trailing_silence_secs=TRAILING_SILENCE,
            ttfs_p99_latency=SLOWEST_TRANSCRIPT,
        )
        self._recogniser = recogniser
        self._language = language
        self._rivals = rivals
        self._on_transcript = on_transcript or _ignore
        self._waiting = 0

    @property
    def wants_wav_segments(self) -> bool:
        """Segments come as plain PCM."""
        return False

    def can_generate_metrics(self) -> bool:
        """Time to the transcript and processing time are measured."""
        return True

    @property
    def _is_last(self) -> bool:
        """Whether the caller has stopped and every segment is transcribed."""
        return not self._user_speaking and self._waiting == 0

    async def setup(self, setup: FrameProcessorSetup) -> None:  # type: ignore[override]
        """Shorten the base class's pre-roll of one second: every second costs decoding time."""
        await super().setup(setup)
        self._audio_buffer_size_1s = int(PRE_ROLL * self.sample_rate) * 2

    async def run_stt(self, audio: bytes) -> AsyncGenerator[Frame | None, None]:
        """Transcribe one segment of PCM at the pipeline's rate."""
        heard = await self._transcribe(audio)
        self._waiting -= 1
        if heard is not None and heard.text:
            yield TranscriptionFrame(heard.text, self._user_id, time_now_iso8601(), Language(heard.language))
        else:
            await self._push_nothing_heard(len(audio) / 2 / self.sample_rate, failed=heard is None)

    async def push_frame(self, frame: Frame, direction: FrameDirection = FrameDirection.DOWNSTREAM) -> None:
        """Push a frame; a transcript is final only when nothing more is to come."""
        if isinstance(frame, TranscriptionFrame) and not self._is_last:
            await STTService.push_frame(self, frame, direction)
        else:
            await super().push_frame(frame, direction)

    async def _handle_user_stopped_speaking(self, frame: VADUserStoppedSpeakingFrame) -> None:
        self._waiting += 1
        await super()._handle_user_stopped_speaking(frame)

    async def _transcribe(self, audio: bytes) -> Transcript | None:
        """The transcript, or None where the engine failed."""
        await self.start_processing_metrics()
        try:
            heard = await self._recogniser.transcribe(
                audio, rate=self.sample_rate, language=self._language(), rivals=self._rivals()
            )
        except EngineFailed as error:
            logger.error("a segment was lost: %s", error.message)
            await self.push_frame(EngineFailedFrame(engine="recogniser"))
            return None
        finally:
            await self.stop_processing_metrics()
        self._on_transcript(heard)
        return heard

    async def _push_nothing_heard(self, seconds: float, *, failed: bool) -> None:
        await self._reset_stt_ttfb_state()  # type: ignore[no-untyped-call]
        await self.broadcast_frame(NothingHeardFrame, seconds=seconds, last=self._is_last, failed=failed)


def _ignore(_heard: Transcript) -> None:
    """Nobody listens."""
