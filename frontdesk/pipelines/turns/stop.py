"""Ends the caller's turn in Pipecat's user aggregator: frames in, `patience` decides, one timer waits.

Needs a recogniser service that answers every segment with one `TranscriptionFrame` or one `NothingHeardFrame`: the
stock strategies wait for a text that never comes (5 s after a cough) and take a late text of an earlier segment for the
end of a later one (half a sentence is answered).
"""

import asyncio
import logging

from pipecat.audio.turn.base_turn_analyzer import BaseTurnAnalyzer
from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    TranscriptionFrame,
    VADUserStartedSpeakingFrame,
    VADUserStoppedSpeakingFrame,
)
from pipecat.metrics.metrics import TurnMetricsData
from pipecat.processors.frame_processor import FrameProcessorSetup
from pipecat.turns.types import ProcessFrameResult
from pipecat.turns.user_stop import BaseUserTurnStopStrategy

from frontdesk.models.whisper_service import NothingHeardFrame
from frontdesk.pipelines.turns.clock import TurnClock
from frontdesk.pipelines.turns.patience import Patience, TurnPatience

logger = logging.getLogger(__name__)


class PatientTurnStop(BaseUserTurnStopStrategy):
    """Feeds `TurnPatience` with this call's voice activity, turn analyser and transcripts."""

    def __init__(
        self, analyser: BaseTurnAnalyzer, patience: Patience | None = None, clock: TurnClock | None = None
    ) -> None:
        super().__init__()
        self._analyser = analyser
        self._clock = clock or TurnClock()
        self._thinking = TurnPatience(patience or Patience())
        self._in_turn = False
        self.segment_lost = False
        """Whether the recogniser failed in this turn; whoever reads it may reset it, and so does the next turn."""
        self._timer: asyncio.Task[None] | None = None

    async def setup(self, setup: FrameProcessorSetup) -> None:  # type: ignore[override]  # as Pipecat's own base class
        """Tell the analyser the call's sample rate."""
        await super().setup(setup)
        self._analyser.set_sample_rate(setup.audio_in_sample_rate)

    async def cleanup(self) -> None:
        """Stop the timer and release the analyser."""
        await super().cleanup()  # type: ignore[no-untyped-call, unused-ignore]
        await self._stop_timer()
        await self._analyser.cleanup()  # type: ignore[no-untyped-call, unused-ignore]

    async def handle_user_turn_started(self) -> None:
        """Start with an empty turn."""
        await self._stop_timer()
        self._thinking.turn_started()
        self._in_turn = True
        self.segment_lost = False

    async def handle_user_turn_stopped(self) -> None:
        """Forget the turn, whoever ended it."""
        self._in_turn = False
        await self._stop_timer()
        self._thinking.turn_stopped()
        self._analyser.clear()

    async def process_frame(self, frame: Frame) -> ProcessFrameResult:
        """Take one frame that passes the user aggregator."""
        if isinstance(frame, InputAudioRawFrame):
            self._analyser.append_audio(frame.audio, self._thinking.speaking)
        elif isinstance(frame, VADUserStartedSpeakingFrame):
            self._analyser.update_vad_start_secs(frame.start_secs)
            self._thinking.speech_started()
            await self._reconsider()
        elif isinstance(frame, VADUserStoppedSpeakingFrame):
            self._thinking.speech_stopped(asyncio.get_running_loop().time() - frame.stop_secs)
            self._clock.speech_ended(frame.stop_secs)
            self._thinking.judged(await self._probability())
            await self._reconsider()
        elif isinstance(frame, TranscriptionFrame):
            self._thinking.heard(frame.text)
            self._clock.mark("transcript")
            await self._reconsider()
        elif isinstance(frame, NothingHeardFrame):
            self._thinking.heard("")
            self.segment_lost |= frame.failed
            await self._reconsider()
        return ProcessFrameResult.CONTINUE

    async def _probability(self) -> float | None:
        """Ask the analyser about the pause that just began; None when it fails (its failure must not hang the call)."""
        try:
            _, metrics = await self._analyser.analyze_end_of_turn()
        except Exception:
            logger.exception("the turn analyser failed; the turn ends by silence alone")
            return None
        return metrics.probability if isinstance(metrics, TurnMetricsData) else None

    async def _reconsider(self) -> None:
        """Set the timer for the moment at which the turn is over as far as is known now."""
        await self._stop_timer()
        ends_at = self._thinking.ends_at() if self._in_turn else None
        if ends_at is None:
            return
        if ends_at <= asyncio.get_running_loop().time():
            await self._end_turn()
        else:
            self._timer = self.task_manager.create_task(self._end_turn_at(ends_at), f"{self}::turn_timer")

    async def _end_turn_at(self, moment: float) -> None:
        await asyncio.sleep(moment - asyncio.get_running_loop().time())
        self._timer = None
        await self._end_turn()

    async def _end_turn(self) -> None:
        if self._in_turn:
            self._in_turn = False
            await self.trigger_user_turn_stopped()

    async def _stop_timer(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None:
            await self.task_manager.cancel_task(timer)
