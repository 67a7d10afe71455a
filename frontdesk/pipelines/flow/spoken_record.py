"""Behind the transport's output: what the caller really heard, word by word, goes into call state and journal.

Words arrive as their audio is played. A reply is complete a moment after the assistant fell silent (its last word is
timed at the end of its audio), at once when the caller interrupts. The end of the call and a transfer are held here
until the carrier confirms that what was said before them was played.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from pipecat.frames.frames import (
    BotStartedSpeakingFrame,
    BotStoppedSpeakingFrame,
    CancelFrame,
    EndFrame,
    EndWorkerFrame,
    Frame,
    InterruptionFrame,
    TTSStoppedFrame,
    TTSTextFrame,
)
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.utils.string import TextPartForConcatenation, concatenate_aggregated_text

from frontdesk.models.frames import EngineFailedFrame
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Clock, Journal
from frontdesk.pipelines.flow.key_presses import KeyWish
from frontdesk.pipelines.flow.keypad import KeyWishFrame
from frontdesk.pipelines.flow.owed_speech import OwedSpeech, Sentence
from frontdesk.pipelines.flow.passing_on import PassOnFrame
from frontdesk.pipelines.flow.troubles import Troubles
from frontdesk.pipelines.flow.twilio_serializer import SpeechPlayedFrame
from frontdesk.pipelines.turns.clock import TurnClock

LAST_WORDS = 0.25
"""Seconds after the end of the audio in which the last word may still be reported."""

PLAYOUT = 1.0
"""Seconds to wait for the carrier's confirmation of the last words; speech is sent in real time, little is ahead."""


class SpokenRecord(FrameProcessor):
    """Records one call's assistant as heard."""

    def __init__(
        self,
        call: CallState,
        journal: Journal,
        owed: OwedSpeech,
        turn_clock: TurnClock,
        troubles: Troubles,
        clock: Clock,
        *,
        on_unspoken: Callable[[Sentence | None], Awaitable[None]],
        on_pass_on: Callable[[], Awaitable[None]],
        on_key: Callable[[KeyWish], Awaitable[None]],
    ) -> None:
        """`clock` dates the journal's rows; `on_unspoken` hears of a sentence that the synthesiser gave up on,
        `on_pass_on` that everything before a transfer was played, `on_key` of a wish once the assistant is silent.
        """
        super().__init__()
        self._call = call
        self._journal = journal
        self._owed = owed
        self._turn_clock = turn_clock
        self._troubles = troubles
        self._clock = clock
        self._on_unspoken = on_unspoken
        self._on_pass_on = on_pass_on
        self._on_key = on_key
        self._words: list[TextPartForConcatenation] = []
        self._latency: dict[str, float] | None = None
        self._speaking = False
        self._flushing: asyncio.Task[None] | None = None
        self._beside: set[asyncio.Task[None]] = set()
        self._unplayed = 0
        self._played = asyncio.Event()

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Watch what was played; everything passes."""
        await super().process_frame(frame, direction)
        if direction == FrameDirection.DOWNSTREAM:
            await self._watch(frame)
            if isinstance(frame, EngineFailedFrame):
                await self._on_unspoken(self._owed.lost())
                return
            work = self._work_for(frame)
            if work is not None:
                task = self.create_task(work)
                self._beside.add(task)
                task.add_done_callback(self._beside.discard)
                return
        await self.push_frame(frame, direction)

    async def cleanup(self) -> None:
        """Stop the timers."""
        await super().cleanup()  # type: ignore[no-untyped-call]
        await self._stop_timer()
        for task in list(self._beside):
            await self.cancel_task(task)

    def _work_for(self, frame: Frame) -> Coroutine[Any, Any, None] | None:
        """What a frame asks for that takes time; done beside the other frames, as last words may still come."""
        if isinstance(frame, EndWorkerFrame):
            return self._end(frame)
        if isinstance(frame, PassOnFrame):
            return self._pass_on()
        if isinstance(frame, KeyWishFrame):
            return self._keyed(frame)
        return None

    async def _watch(self, frame: Frame) -> None:
        if isinstance(frame, TTSTextFrame):
            self._words.append(TextPartForConcatenation(frame.text, frame.includes_inter_frame_spaces))
            self._troubles.audible()
            if not all(sentence.remembered for sentence in self._owed.heard(frame.text)):
                self._troubles.worked("synthesiser")
        elif isinstance(frame, BotStartedSpeakingFrame):
            await self._started()
        elif isinstance(frame, BotStoppedSpeakingFrame):
            self._speaking = False
            self._flushing = self.create_task(self._flush_soon())
        elif isinstance(frame, InterruptionFrame | EndFrame | CancelFrame):
            await self._stop_timer()
            self._flush(interrupted=self._speaking)
        elif isinstance(frame, TTSStoppedFrame):
            self._unplayed += 1
            self._played.clear()
        elif isinstance(frame, SpeechPlayedFrame):
            self._unplayed -= 1
            if self._unplayed <= 0:
                self._played.set()

    async def _started(self) -> None:
        if self._flushing is not None:
            await self._stop_timer()
            self._flush(interrupted=False)
        self._speaking = True
        self._latency = self._turn_clock.answered() or self._latency

    async def _flush_soon(self) -> None:
        await asyncio.sleep(LAST_WORDS)
        self._flushing = None
        self._flush(interrupted=False)

    async def _stop_timer(self) -> None:
        timer, self._flushing = self._flushing, None
        if timer is not None:
            await self.cancel_task(timer)

    def _flush(self, *, interrupted: bool) -> None:
        text = concatenate_aggregated_text(self._words).strip()
        self._words.clear()
        self._speaking = False
        if not text:
            return
        latency, self._latency = self._latency, None
        self._call.assistant_says(text)
        self._journal.turn(
            speaker="assistant",
            text=text,
            language=self._call.language,
            at=self._clock(),
            latency_ms=latency,
            interrupted=interrupted,
        )

    async def _end(self, frame: EndWorkerFrame) -> None:
        """Let the end pass once the goodbye was played."""
        await self._all_played()
        await self.push_frame(frame)

    async def _pass_on(self) -> None:
        await self._all_played()
        await self._on_pass_on()

    async def _keyed(self, frame: KeyWishFrame) -> None:
        await self._on_key(frame.wanted)

    async def _all_played(self) -> None:
        await asyncio.sleep(LAST_WORDS)
        if self._unplayed > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._played.wait(), PLAYOUT)
