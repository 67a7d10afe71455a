"""`check_availability`: the caller's own words about time become lettered slots with phrases ready to say.

A caller who wants to move or cancel an appointment is identified first: a small model looks for times at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.tools.find_appointments import find_first
from frontdesk.pipelines.tools.offering import said
from frontdesk.pipelines.tools.result import ToolResult
from frontdesk.pipelines.tools.times import look_for_times

SPEC = ToolSpec(
    name="check_availability",
    description="Find free times. Call it whenever the caller names or changes a day or time, before any offer.",
    parameters={
        "type": "object",
        "properties": {
            "when": {
                "type": "string",
                "description": "The day and time in the caller's own words, day first, never computed: "
                "'next Tuesday at three', 'mardi prochain matin', 'as soon as possible'.",
            },
            "service": {"type": "string", "description": "The service, only if the caller named one."},
            "practitioner": {"type": "string", "description": "The person, only if the caller named one."},
        },
        "required": ["when"],
        "additionalProperties": False,
    },
)


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Resolve, look up, offer. Raises `CalendarUnavailable`."""
    first = await find_first(desk, call)
    if first and first.announce:
        return first
    result = said(await look_for_times(desk, call, arguments["when"], arguments), call)
    return replace(result, actions=(*first.actions, *result.actions)) if first else result
