"""Between user aggregator and language model: the last look at the conversation before the model reads it.

It notes the caller's words, waits for a write that the caller's interruption left running, lets its outcome be told
first, and tidies what interruptions leave behind (tool calls without a result, two caller messages in a row). Input
audio stops here: behind this point nobody listens to it, and passing it on costs as much as the rest of an idle call.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, cast

from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    LLMContextFrame,
    LLMContextUserTurnFrame,
    UserStartedSpeakingFrame,
    UserStoppedSpeakingFrame,
)
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from frontdesk.models.frames import EngineFailedFrame
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.owed_speech import OwedSpeech
from frontdesk.pipelines.reply_guard import ReplyGuard
from frontdesk.pipelines.tool_handlers import ToolHandlers
from frontdesk.pipelines.turn_clock import TurnClock

_NO_RESULT = ("CANCELLED", "IN_PROGRESS")
"""What Pipecat's assistant aggregator writes for a tool call that was interrupted, or has not answered."""


class ContextKeeper(FrameProcessor):
    """Keeps one call's conversation fit to be read by the language model."""

    def __init__(
        self,
        call: CallState,
        tools: ToolHandlers,
        guard: ReplyGuard,
        owed: OwedSpeech,
        clock: TurnClock,
        *,
        insist: Callable[[], Awaitable[None]],
        closed: Callable[[], bool],
    ) -> None:
        """`insist` says what must be heard first; `closed` tells that goodbye was said and nobody is asked any more."""
        super().__init__()
        self._call = call
        self._tools = tools
        self._guard = guard
        self._owed = owed
        self._clock = clock
        self._insist = insist
        self._closed = closed

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Watch what the user aggregator sends down; everything else passes."""
        await super().process_frame(frame, direction)
        if direction == FrameDirection.DOWNSTREAM:
            if isinstance(frame, InputAudioRawFrame):
                return
            if isinstance(frame, EngineFailedFrame):
                return  # the recogniser's; `PatientTurnStop` has heard of the lost segment already
            if isinstance(frame, UserStartedSpeakingFrame | UserStoppedSpeakingFrame):
                self._tools.caller_speaking = isinstance(frame, UserStartedSpeakingFrame)
            elif isinstance(frame, LLMContextUserTurnFrame):
                self._heard(frame.text)
            elif isinstance(frame, LLMContextFrame):
                await self._pass_context(frame)
                return
        await self.push_frame(frame, direction)

    def _heard(self, words: str) -> None:
        self._clock.mark("turn_over")
        self._call.caller_says(words)
        self._owed.asked()
        self._tools.turn_began()
        self._guard.turn_began()

    async def answer_again(self, context: LLMContext) -> None:
        """Have the model answer the conversation as it stands: its answer was interrupted before it came."""
        await self._pass_context(LLMContextFrame(context))

    async def _pass_context(self, frame: LLMContextFrame) -> None:
        if self._closed():
            return
        await self._insist()
        await self._tools.settled()
        tidy(frame.context)
        await self.push_frame(frame)


def tidy(context: LLMContext) -> None:
    """Remove tool calls without a result, and join the caller's messages that follow one another."""
    messages = [cast("dict[str, Any]", message) for message in context.messages]
    dead = {m.get("tool_call_id") for m in messages if m.get("role") == "tool" and m.get("content") in _NO_RESULT}
    kept: list[dict[str, Any]] = []
    for message in messages:
        if message.get("tool_call_id") in dead or any(call["id"] in dead for call in message.get("tool_calls") or ()):
            continue
        if kept and message.get("role") == kept[-1].get("role") == "user":
            kept[-1] = {**message, "content": f"{kept[-1]['content']} {message['content']}"}
        else:
            kept.append(message)
    if kept != messages:
        context.set_messages(cast("list[Any]", kept))
