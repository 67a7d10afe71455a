"""`cancel_appointment`: cancel the appointment that was read back with that question and answered with yes."""

from __future__ import annotations

from typing import Any

from frontdesk.errors import AppointmentChanged
from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState, Commit, Found
from frontdesk.pipelines.caller.pick_guard import Change, ReadBack, Unknown, Which, judge_appointment
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.clinic_time import local_now, opening_span
from frontdesk.pipelines.tools.existing import changed, which_appointment, which_name
from frontdesk.pipelines.tools.result import ToolResult, acted, refusal

SPEC = ToolSpec(
    name="cancel_appointment",
    description="Cancel an appointment that was found, only after you read it back and the caller said yes to that.",
    parameters={
        "type": "object",
        "properties": {"appointment": {"type": "string", "description": "The number of the appointment."}},
        "required": ["appointment"],
        "additionalProperties": False,
    },
)


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Check, then cancel. Raises `CalendarUnavailable` or `RecordsUnavailable`; then it may still stand."""
    spoken = sentences(call.language)
    judgement = judge_appointment(
        call, arguments["appointment"], "cancel", now=local_now(desk), opening=opening_span(desk.clinic)
    )
    match judgement:
        case Unknown():
            return which_name(call)
        case Change():
            return refusal("ambiguous", spoken.kept)
        case Which(ones=ones):
            return which_appointment(call, ones)
        case ReadBack(one=found):
            if done := _done(call, found):
                return told(done, call)
            return refusal("ambiguous", spoken.read_back_cancel.format(slot=found.spoken))
    found = judgement.one
    return told(done, call) if (done := _done(call, found)) else await _write(desk, call, found)


async def _write(desk: Desk, call: CallState, found: Found) -> ToolResult:
    try:
        await desk.diary.cancel(found.appointment, key=f"{call.call_id}:cancel:{found.appointment.uid}")
    except AppointmentChanged:
        return changed(call)
    commit = Commit("cancelled", found.appointment, found.spoken)
    call.commits.append(commit)
    call.served_until = len(call.turns)
    result = told(commit, call)
    return ToolResult(result.payload, result.announce, actions=(acted(call, "cancelled", found.appointment.uid),))


def told(commit: Commit, call: CallState) -> ToolResult:
    """The result and the announcement, from the event as it stood before."""
    slot = commit.appointment.spoken(call.language)
    return ToolResult(
        {"cancelled": True, "spoken": slot}, announce=sentences(call.language).cancelled.format(slot=slot)
    )


def _done(call: CallState, found: Found) -> Commit | None:
    uid = found.appointment.uid
    return next((one for one in call.commits if one.kind == "cancelled" and one.appointment.uid == uid), None)
