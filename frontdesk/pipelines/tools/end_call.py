"""`end_call`: the caller is done; the model says goodbye and the line is closed."""

from __future__ import annotations

from typing import Any

from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.wants_more import wants_more
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.not_booked import ask_once
from frontdesk.pipelines.tools.result import ToolResult, refusal

SPEC = ToolSpec(
    name="end_call",
    description="End the call once the caller has said goodbye or needs nothing else. Say goodbye after it.",
    parameters={"type": "object", "properties": {}, "required": [], "additionalProperties": False},
)


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """End the call; hanging up waits until the goodbye was heard. A slot left unbooked is asked about first, and a
    caller who wants something else is not hung up on.
    """
    if wants_more(call):
        return refusal("not_allowed", sentences(call.language).how_help)
    if (question := ask_once(desk, call)) is not None:
        return question
    call.ended = True
    return ToolResult({"ok": True}, end_call=True)
