"""From Pipecat's function calls to `call_tool`, and safely back.

An interruption cancels a function call. That is right for reading and wrong for writing: an appointment that stands in
the calendar must be told. So tools that write run shielded. Their outcome has one ticket; whoever redeems it first
tells the caller and the conversation:

    not interrupted    the result goes through Pipecat into the context, then the announcement is spoken
    interrupted        the write runs on; its result replaces Pipecat's CANCELLED, the announcement stands behind it in
                       the context and is spoken before anything else, once the caller has stopped speaking
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol, cast

from pipecat.frames.frames import FunctionCallResultProperties
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.services.llm_service import FunctionCallParams, LLMService

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk, Journal
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tool_runner import ToolRunner, to_json
from frontdesk.pipelines.tools import TOOLS, ToolResult
from frontdesk.pipelines.turn_clock import TurnClock

LONGEST_WRITE = 20.0
"""Seconds for which the next answer waits for a write; CalDAV requests give up sooner by themselves."""


def _writes(name: str) -> bool:
    tool = TOOLS.get(name)
    return tool is not None and tool.writes


class Say(Protocol):
    """Speaks a sentence; `remember` adds it to the conversation at once, `insist` repeats it if it is cut off."""

    async def __call__(self, sentence: str, *, remember: bool = True, insist: bool = False) -> None:
        """Return when the sentence is queued, not when it is spoken."""
        ...


class ToolHandlers:
    """The tools of one call."""

    def __init__(self, desk: Desk, call: CallState, journal: Journal, context: LLMContext, clock: TurnClock) -> None:
        self._runner = ToolRunner(desk, call, journal, clock.now)
        self._call = call
        self._context = context
        self._clock = clock
        self._writes: set[asyncio.Task[ToolResult]] = set()
        self._tickets: dict[str, ToolResult] = {}
        self.caller_speaking = False
        self.say: Say
        self.goodbye: Callable[[str], Awaitable[None]]

    def register(self, service: LLMService[Any]) -> None:
        """Make this the handler of every function call, known or not: `call_tool` refuses what it does not know."""
        for name in (*TOOLS, None):
            service.register_function(name, self.handle)

    def turn_began(self) -> None:
        """The caller said something new: the model may call tools again."""
        self._runner.turn_began()

    async def handle(self, params: FunctionCallParams) -> None:
        """Run one function call of the model and give its result back, unless an interruption comes first."""
        name, ticket = params.function_name, params.tool_call_id
        task = asyncio.create_task(self._run(name, dict(params.arguments), ticket), name=f"tool {name}")
        if _writes(name):
            self._writes.add(task)
            task.add_done_callback(self._writes.discard)
        try:
            result = await asyncio.shield(task)
            await self._give_back(params, result)
        except asyncio.CancelledError:
            if _writes(name):
                task.add_done_callback(lambda _: self._tell_later())
            else:
                task.cancel()
            raise

    async def settled(self) -> None:
        """Wait for writes under way and tell the outcomes that nobody has told yet."""
        if self._writes:
            await asyncio.wait(self._writes, timeout=LONGEST_WRITE)
        await self.tell()

    async def finished(self) -> None:
        """Wait for writes that the end of the call found under way; nobody is there to be told."""
        if self._writes:
            await asyncio.wait(self._writes)

    async def tell(self) -> None:
        """Put every outcome that nobody has told into the conversation, and speak its announcement."""
        for ticket in list(self._tickets):
            result = self._tickets.pop(ticket)
            self._correct_context(ticket, result)
            await self._speak(result, remember=False, insist=True)

    async def _run(self, name: str, arguments: dict[str, Any], ticket: str) -> ToolResult:
        began = self._clock.now()
        result = await self._runner.run(name, arguments)
        self._clock.tool_took(self._clock.now() - began)
        if _writes(name):
            self._tickets[ticket] = result
        return result

    async def _give_back(self, params: FunctionCallParams, result: ToolResult) -> None:
        if result.announce is None and not result.end_call:
            await params.result_callback(result.payload)
            self._tickets.pop(params.tool_call_id, None)
            return
        told = partial(self._told, params.function_name, params.tool_call_id, result)
        await params.result_callback(
            result.payload, properties=FunctionCallResultProperties(run_llm=False, on_context_updated=told)
        )

    async def _told(self, name: str, ticket: str, result: ToolResult) -> None:
        """The result stands in the context: speak, unless an interruption got in between and it was told that way."""
        if not _writes(name) or self._tickets.pop(ticket, None) is not None:
            await self._speak(result, remember=True, insist=_writes(name) and "error" not in result.payload)

    async def _speak(self, result: ToolResult, *, remember: bool, insist: bool) -> None:
        if result.end_call:
            await self.goodbye(result.announce or sentences(self._call.language).goodbye)
        elif result.announce is not None:
            await self.say(result.announce, remember=remember, insist=insist)

    def _tell_later(self) -> None:
        """An interrupted write is done: tell it if the caller is silent, else `settled` does before the next answer."""
        if not self.caller_speaking:
            telling = asyncio.get_running_loop().create_task(self.tell(), name="tell outcome")
            self._writes.add(cast("asyncio.Task[Any]", telling))
            telling.add_done_callback(self._writes.discard)

    def _correct_context(self, ticket: str, result: ToolResult) -> None:
        messages: list[Any] = list(self._context.messages)
        place = next((i for i, message in enumerate(messages) if message.get("tool_call_id") == ticket), None)
        if place is not None:
            messages[place] = {**messages[place], "content": to_json(result.payload)}
        if result.announce is not None:
            behind = len(messages) if place is None else place + 1
            messages.insert(behind, {"role": "assistant", "content": result.announce})
        self._context.set_messages(messages)
