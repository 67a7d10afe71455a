"""The tools the model may call: one short file each, one shape (`SPEC` and `run`), one door (`call_tool`)."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Mapping
from typing import Any, Literal, TypeVar

from frontdesk.errors import CalendarUnavailable, FrontdeskError
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import (
    answer_question,
    book_appointment,
    cancel_appointment,
    check_availability,
    emergency,
    end_call,
    find_appointments,
    reschedule_appointment,
    switch_language,
    take_message,
    transfer_to_human,
)
from frontdesk.pipelines.tools.arguments import clean_arguments
from frontdesk.pipelines.tools.result import Tool, ToolResult, refusal

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result", ToolResult, ToolResult | None)

_ALL = (
    Tool(check_availability.SPEC, check_availability.run),
    Tool(book_appointment.SPEC, book_appointment.run, writes=True),
    Tool(find_appointments.SPEC, find_appointments.run),
    Tool(reschedule_appointment.SPEC, reschedule_appointment.run, writes=True),
    Tool(cancel_appointment.SPEC, cancel_appointment.run, writes=True),
    Tool(answer_question.SPEC, answer_question.run),
    Tool(take_message.SPEC, take_message.run, writes=True),
    Tool(transfer_to_human.SPEC, transfer_to_human.run),
    Tool(emergency.SPEC, emergency.run),
    Tool(switch_language.SPEC, switch_language.run),
    Tool(end_call.SPEC, end_call.run),
)
TOOLS: dict[str, Tool] = {tool.spec.name: tool for tool in _ALL}
"""Every tool of the contract by name, in the contract's order; their specs are the model's list."""


async def call_tool(desk: Desk, call: CallState, name: str, arguments: Mapping[str, Any]) -> ToolResult:
    """Run one tool call of the model.

    Arguments are stripped and checked against the schema; unknown tools and arguments are refused. Every
    `FrontdeskError` becomes a refusal that says the next step, so that the caller stays in a conversation.
    """
    spoken = sentences(call.language)
    tool = TOOLS.get(name)
    cleaned = clean_arguments(tool.spec, arguments) if tool else None
    if tool is None or cleaned is None:
        _log.warning("the model called %s outside its schema", name if tool else "an unknown tool")
        return refusal("not_allowed", spoken.repeat)
    return await _in_words(name, tool.run(desk, call, cleaned), call)


async def answered(
    desk: Desk, call: CallState, asked: Literal["identity", "draft", "booking"], words: str
) -> ToolResult | None:
    """What follows from the caller's answer to a question of the tools' own; None where the model shall go on."""
    if asked == "identity":
        return await _in_words("the answer", find_appointments.answered(desk, call, words), call)
    if asked == "booking":
        return await _in_words("the answer", book_appointment.answered(desk, call), call)
    return await _in_words("the answer", take_message.answered(desk, call, words), call)


async def _in_words(name: str, work: Awaitable[_Result], call: CallState) -> _Result | ToolResult:
    """The outcome of the work, with every error of ours in words for the caller."""
    spoken = sentences(call.language)
    try:
        return await work
    except CalendarUnavailable as problem:
        _log.warning("%s: %s: %s", name, problem.code, problem.message)
        changes = name in (reschedule_appointment.SPEC.name, cancel_appointment.SPEC.name)
        return refusal("calendar_down", spoken.calendar_down_change if changes else spoken.calendar_down)
    except FrontdeskError as problem:
        _log.error("%s: %s: %s", name, problem.code, problem.message)
        return refusal("not_allowed", spoken.engine_trouble)


__all__ = ["TOOLS", "Tool", "ToolResult", "answered", "call_tool"]
