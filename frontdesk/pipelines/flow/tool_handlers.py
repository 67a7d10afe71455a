"""From Pipecat's function calls to `call_tool`, and safely back; and what code answers without the model.

An interruption cancels a function call. That is right for reading and wrong for writing: an appointment that stands in
the calendar must be told. So tools that write run shielded. Their outcome has one ticket; whoever redeems it first
tells the caller and the conversation:

    not interrupted    the result goes through Pipecat into the context, then the announcement is spoken
    interrupted        the write runs on; its result replaces Pipecat's CANCELLED, the announcement stands behind it in
                       the context and is spoken before anything else, once the caller has stopped speaking

What stands in the call's audit has a ticket too, and so has every answer of code's own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any, Protocol
from uuid import uuid4

from pipecat.frames.frames import FunctionCallResultProperties
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.services.llm_service import FunctionCallParams, LLMService

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.flow.context_tidying import corrected
from frontdesk.pipelines.flow.key_presses import KeyWish
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tool_runner import ToolRunner, writes
from frontdesk.pipelines.tools import TOOLS, ToolResult
from frontdesk.pipelines.turns.clock import TurnClock

LONGEST_WRITE = 20.0
"""Seconds for which the next answer waits for a write; CalDAV requests give up sooner by themselves."""

_MUST_BE_HEARD = frozenset({"booked", "moved", "cancelled", "message", "emergency"})
"""Actions whose announcement is said again when it is cut off."""


class Voice(Protocol):
    """What a result leads to. Every method returns when its sentence is queued, not when it is spoken."""

    async def say(self, sentence: str, *, remember: bool = True, insist: bool = False) -> None:
        """Speak; `remember` adds it to the conversation at once, `insist` repeats it if it is cut off."""
        ...

    async def goodbye(self, sentence: str, *, trouble: bool) -> None:
        """Speak the last words of the call and end it."""
        ...

    async def pass_on(self, result: ToolResult, *, remember: bool) -> None:
        """Announce a transfer and make it."""
        ...


class ToolHandlers:
    """The tools of one call, and code's own answers."""

    def __init__(self, runner: ToolRunner, call: CallState, context: LLMContext, clock: TurnClock) -> None:
        self._runner = runner
        self._call = call
        self._context = context
        self._clock = clock
        self._running: set[asyncio.Task[Any]] = set()
        self._tickets: dict[str, ToolResult] = {}
        self.caller_silent = asyncio.Event()
        self.caller_silent.set()
        self.voice: Voice

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
        if writes(name):
            self._shelter(task)
        try:
            result = await asyncio.shield(task)
            await self._give_back(params, result)
        except asyncio.CancelledError:
            if writes(name):
                task.add_done_callback(lambda _: self._tell_later())
            else:
                task.cancel()
            raise

    async def reflex(self, words: str) -> bool:
        """Whether code has answered the caller's turn."""
        return await self._answer_by_code(self._runner.reflex(words))

    async def key_pressed(self, wanted: KeyWish) -> None:
        """Do what a key asks for that stands for no digit."""
        await self._answer_by_code(self._runner.by_key(wanted))

    async def settled(self) -> None:
        """Wait for writes under way and tell the outcomes that nobody has told yet."""
        if self._running:
            await asyncio.wait(self._running, timeout=LONGEST_WRITE)
        await self.tell()

    async def finished(self) -> None:
        """Wait for writes that the end of the call found under way; nobody is there to be told."""
        if self._running:
            await asyncio.wait(self._running)

    async def call_over(self) -> None:
        """Keep what the caller dictated and the end of the call left unconfirmed."""
        await self._runner.call_over()

    async def tell(self) -> None:
        """Put every outcome that nobody has told into the conversation, and speak its announcement."""
        for ticket in list(self._tickets):
            result = self._tickets.pop(ticket)
            self._context.set_messages(corrected(self._context.messages, ticket, result))
            await self._speak(result, remember=False, insist=True)

    async def _run(self, name: str, arguments: dict[str, Any], ticket: str) -> ToolResult:
        began = self._clock.now()
        result = await self._runner.run(name, arguments)
        self._clock.tool_took(self._clock.now() - began)
        if writes(name) or result.actions:
            self._tickets[ticket] = result
        return result

    async def _answer_by_code(self, work: Coroutine[Any, Any, ToolResult | None]) -> bool:
        """Do the work whatever the caller does meanwhile, and speak what comes of it."""
        ticket = uuid4().hex

        async def run() -> ToolResult | None:
            result = await work
            if result is not None:
                self._tickets[ticket] = result
            return result

        task = asyncio.create_task(run(), name="answer of code")
        self._shelter(task)
        try:
            result = await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(lambda _: self._tell_later())
            raise
        if result is not None and self._tickets.pop(ticket, None) is not None:
            await self._speak(result, remember=True, insist=_must_be_heard(result))
        return result is not None

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
        ticketed = writes(name) or result.actions
        if not ticketed or self._tickets.pop(ticket, None) is not None:
            insist = writes(name) and "error" not in result.payload
            await self._speak(result, remember=True, insist=insist or _must_be_heard(result))

    async def _speak(self, result: ToolResult, *, remember: bool, insist: bool) -> None:
        if result.end_call:
            goodbye = result.announce or sentences(self._call.language).goodbye
            await self.voice.goodbye(goodbye, trouble="error" in result.payload)
        elif result.transfer_to is not None:
            await self.voice.pass_on(result, remember=remember)
        elif result.announce is not None:
            await self.voice.say(result.announce, remember=remember, insist=insist)

    def _shelter(self, task: asyncio.Task[Any]) -> None:
        """Keep a task that must come to its end, even behind the end of the call."""
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def _tell_later(self) -> None:
        """An interrupted write is done: tell it if the caller is silent, else `settled` does before the next answer."""
        if self.caller_silent.is_set():
            self._shelter(asyncio.get_running_loop().create_task(self.tell(), name="tell"))


def _must_be_heard(result: ToolResult) -> bool:
    return any(action.kind in _MUST_BE_HEARD for action in result.actions)
