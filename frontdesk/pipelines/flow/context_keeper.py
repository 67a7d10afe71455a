"""Between user aggregator and language model: the last look at the conversation before the model reads it.

It notes the caller's words, waits for a write that the caller's interruption left running, lets its outcome be told
first, and tidies what interruptions leave behind. Then code itself may have the answer (`reflexes`); only where it has
none the model is asked. Nothing is waited for where somebody is in danger. A "mhm" into the assistant's sentence is no
turn: the sentence goes on. Input audio stops here: behind this point nobody listens to it, and passing it on costs as
much as the rest of an idle call.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    InterruptionFrame,
    LLMContextFrame,
    LLMContextUserTurnFrame,
    UserStartedSpeakingFrame,
    UserStoppedSpeakingFrame,
)
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from frontdesk.models.frames import EngineFailedFrame
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.flow.context_tidying import tidied, without_last
from frontdesk.pipelines.flow.filler import Filler
from frontdesk.pipelines.flow.key_presses import KeyWish
from frontdesk.pipelines.flow.owed_speech import OwedSpeech
from frontdesk.pipelines.flow.tool_handlers import ToolHandlers
from frontdesk.pipelines.guards.emergency.guard import is_emergency
from frontdesk.pipelines.guards.reply_guard import ReplyGuard
from frontdesk.pipelines.turns.backchannels import is_backchannel
from frontdesk.pipelines.turns.clock import TurnClock


class ContextKeeper(FrameProcessor):
    """Keeps one call's conversation fit to be read by the language model."""

    def __init__(
        self,
        call: CallState,
        tools: ToolHandlers,
        guard: ReplyGuard,
        owed: OwedSpeech,
        clock: TurnClock,
        filler: Filler,
        *,
        insist: Callable[[], Awaitable[None]],
        closed: Callable[[], bool],
    ) -> None:
        """`insist` says what must be heard first; `closed` tells that the line is quiet and nobody is asked."""
        super().__init__()
        self._call = call
        self._tools = tools
        self._guard = guard
        self._owed = owed
        self._clock = clock
        self._filler = filler
        self._insist = insist
        self._closed = closed
        self._words: str | None = None
        """What the caller said that code has not looked at yet."""
        self._murmur: str | None = None
        """What the caller said only to show that they listen."""

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Watch what the user aggregator sends down; everything else passes."""
        await super().process_frame(frame, direction)
        if direction == FrameDirection.DOWNSTREAM:
            if isinstance(frame, InputAudioRawFrame):
                return
            if isinstance(frame, EngineFailedFrame):
                return  # the recogniser's; `PatientTurnStop` has heard of the lost segment already
            if isinstance(frame, InterruptionFrame):
                self._filler.stop()
            elif isinstance(frame, UserStartedSpeakingFrame):
                self._tools.caller_silent.clear()
            elif isinstance(frame, UserStoppedSpeakingFrame):
                self._tools.caller_silent.set()
            elif isinstance(frame, LLMContextUserTurnFrame):
                self._heard(frame.text)
            elif isinstance(frame, LLMContextFrame):
                await self._answer(frame.context)
                return
        await self.push_frame(frame, direction)

    async def cleanup(self) -> None:
        """Stop the timer."""
        await super().cleanup()  # type: ignore[no-untyped-call]
        self._filler.close()

    async def resume(self, context: LLMContext) -> None:
        """Nobody said anything that wants an answer: go on where the noise cut in."""
        await self._tools.settled()
        if self._owed.answer_due:
            await self._pass_context(context)
        else:
            await self._insist()

    async def key_pressed(self, wanted: KeyWish) -> None:
        """Do what a key asks for that stands for no digit."""
        if self._closed():
            return
        self._owed.asked()
        self._turn_began()
        self._filler.answering()
        await self._tools.settled()
        await self._tools.key_pressed(wanted)

    def _heard(self, words: str) -> None:
        self._clock.mark("turn_over")
        self._owed.interrupted()
        if self._only_listening(words):
            self._murmur = words
            return
        self._call.caller_says(words)
        self._words = f"{self._words} {words}" if self._words else words
        self._owed.asked()
        self._turn_began()

    def _only_listening(self, words: str) -> bool:
        """Whether the words want no answer. A yes to "Is this an emergency?" always does."""
        heard_out = not self._owed.mid_sentence or self._call.pending == "emergency"
        return not heard_out and is_backchannel(words, self._call.language)

    def _turn_began(self) -> None:
        self._filler.turn_began()
        self._tools.turn_began()
        self._guard.turn_began()

    async def _answer(self, context: LLMContext) -> None:
        murmur, self._murmur = self._murmur, None
        if murmur is None:
            await self._pass_context(context)
        else:
            context.set_messages(without_last(context.messages, murmur))
            await self.resume(context)

    async def _pass_context(self, context: LLMContext) -> None:
        if self._closed():
            return
        self._filler.answering()
        if self._words is None or not is_emergency(self._words):
            await self._insist()
            await self._tools.settled()
        if self._closed():
            return
        context.set_messages(tidied(context.messages))
        words, self._words = self._words, None
        if words is None or not await self._tools.reflex(words):
            await self.push_frame(LLMContextFrame(context))
