"""Runs the model's tool calls and what code answers by itself, spoken or typed: bounded, journalled, never raising."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from typing import Any

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Action, Desk, Journal
from frontdesk.pipelines.flow.key_presses import KeyWish
from frontdesk.pipelines.guards.repeats import asked_in_vain, offered_instead
from frontdesk.pipelines.reflexes import reflex
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import TOOLS, ToolResult, call_tool
from frontdesk.pipelines.tools.result import refusal
from frontdesk.pipelines.tools.switch_language import go_on_in
from frontdesk.pipelines.tools.transfer_to_human import BY_KEY
from frontdesk.pipelines.unconfirmed import keep_unconfirmed
from frontdesk.pipelines.voicemail import Voicemail

logger = logging.getLogger(__name__)

MOST_CALLS = 6
"""Tool calls in one turn; a model that wants more is going in circles."""

LONGEST_READ = 8.0
"""Seconds that a tool which writes nothing may take; whoever waits longer on a telephone hangs up."""


def to_json(payload: dict[str, Any]) -> str:
    """Write a tool's result as the model reads it."""
    return json.dumps(payload, ensure_ascii=False)


def writes(name: str) -> bool:
    """Whether the tool changes something outside the call, so that nothing may cut it off."""
    tool = TOOLS.get(name)
    return tool is not None and tool.writes


class ToolRunner:
    """The tools of one call. `voicemail` takes messages while the model is down."""

    def __init__(
        self, desk: Desk, call: CallState, journal: Journal, now: Callable[[], float] = time.monotonic
    ) -> None:
        """`now` measures durations, in seconds."""
        self._desk = desk
        self._call = call
        self._journal = journal
        self._now = now
        self._calls = 0
        self.voicemail = Voicemail(desk, call)

    def turn_began(self) -> None:
        """The caller said something new: the model may call tools again."""
        self._calls = 0

    async def run(self, name: str, arguments: dict[str, Any]) -> ToolResult:
        """Run one tool call; trouble comes back as a result whose announcement offers a message to the staff."""
        began = self._now()
        result = self._unstuck(await self._result(name, arguments))
        took_ms = round((self._now() - began) * 1000, 1)
        self._journal.tool_called(
            name=name, arguments=arguments, result=result.payload, at=self._desk.clock(), took_ms=took_ms
        )
        self.acted(*result.actions)
        return result

    async def reflex(self, words: str) -> ToolResult | None:
        """Code's own answer to the caller's turn, which `call.turns` holds already; None where the model answers."""
        try:
            result = await self._by_code(words)
        except Exception as error:
            # The outer edge of a reflex: the model answers instead. The error's text may hold a caller's words.
            logger.error("a reflex broke with %s", type(error).__name__)
            return None
        if result is not None:
            result = self._unstuck(result)
            self.acted(*result.actions)
        return result

    def _unstuck(self, result: ToolResult) -> ToolResult:
        """The result, or an offer in place of a question that was asked twice in vain."""
        if result.announce is None or result.end_call or not asked_in_vain(self._call, result.announce):
            return result
        return refusal("ambiguous", offered_instead(self._call), *result.actions)

    async def by_key(self, wanted: KeyWish) -> ToolResult:
        """What a key asks for that stands for no digit."""
        if wanted == "person":
            return await self.run("transfer_to_human", {"reason": BY_KEY})
        result = self._next_language()
        self.acted(*result.actions)
        return result

    def _next_language(self) -> ToolResult:
        languages = self._desk.clinic.languages
        place = languages.index(self._call.language)
        language = languages[(place + 1) % len(languages)]
        actions = (Action("language", "*", language),) if len(languages) > 1 else ()
        return ToolResult({"ok": True}, announce=go_on_in(self._call, language), actions=actions)

    async def _by_code(self, words: str) -> ToolResult | None:
        result = await reflex(self._desk, self._call, words)
        advice = result is not None and any(action.kind == "advice refused" for action in result.actions)
        if result is None or (advice and self.voicemail.recording):  # a message may well ask the staff for advice
            return await self.voicemail.answer(words)
        return result

    async def call_over(self) -> None:
        """Keep what was dictated and not confirmed. What fails here must not keep the call from ending."""
        try:
            self.acted(*await keep_unconfirmed(self._desk, self._call))
        except Exception as error:
            logger.error("an unconfirmed message was lost with %s", type(error).__name__)

    def acted(self, *actions: Action) -> None:
        """Write the call's audit."""
        for action in actions:
            self._journal.acted(action, at=self._desk.clock())

    async def _result(self, name: str, arguments: dict[str, Any]) -> ToolResult:
        self._calls += 1
        spoken = sentences(self._call.language)
        if self._calls <= MOST_CALLS:
            try:
                async with asyncio.timeout(None if writes(name) else LONGEST_READ):
                    return await call_tool(self._desk, self._call, name, arguments)
            except TimeoutError:
                logger.error("the tool %s took too long", name)
                return refusal("calendar_down", spoken.calendar_down)
            except Exception as error:
                # The outer edge of a tool: the call goes on. The error's text may hold a caller's words.
                logger.error("the tool %s broke with %s", name, type(error).__name__)
        return refusal("not_allowed", spoken.engine_trouble)
