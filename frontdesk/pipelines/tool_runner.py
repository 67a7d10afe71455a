"""Runs the model's tool calls, spoken or typed: bounded in number, journalled, and never raising."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from typing import Any

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk, Journal
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import ToolResult, call_tool

logger = logging.getLogger(__name__)

MOST_CALLS = 6
"""Tool calls in one turn; a model that wants more is going in circles."""


def to_json(payload: dict[str, Any]) -> str:
    """Write a tool's result as the model reads it."""
    return json.dumps(payload, ensure_ascii=False)


class ToolRunner:
    """The tools of one call."""

    def __init__(
        self, desk: Desk, call: CallState, journal: Journal, now: Callable[[], float] = time.monotonic
    ) -> None:
        """`now` measures durations, in seconds."""
        self._desk = desk
        self._call = call
        self._journal = journal
        self._now = now
        self._calls = 0

    def turn_began(self) -> None:
        """The caller said something new: the model may call tools again."""
        self._calls = 0

    async def run(self, name: str, arguments: dict[str, Any]) -> ToolResult:
        """Run one tool call; trouble comes back as a result whose announcement offers a message to the staff."""
        began = self._now()
        result = await self._result(name, arguments)
        took_ms = round((self._now() - began) * 1000, 1)
        self._journal.tool_called(
            name=name, arguments=arguments, result=result.payload, at=self._desk.clock(), took_ms=took_ms
        )
        return result

    async def _result(self, name: str, arguments: dict[str, Any]) -> ToolResult:
        self._calls += 1
        if self._calls <= MOST_CALLS:
            try:
                return await call_tool(self._desk, self._call, name, arguments)
            except Exception as error:
                # The outer edge of a tool: the call goes on. The error's text may hold a caller's words.
                logger.error("the tool %s broke with %s", name, type(error).__name__)
        say = sentences(self._call.language).engine_trouble
        return ToolResult({"error": "not_allowed", "say": say}, announce=say)
