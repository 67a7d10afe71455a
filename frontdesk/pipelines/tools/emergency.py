"""`emergency`: somebody may be in danger. Rules in code see to that before the model does; see `guards.emergency`.

Where the model alone thinks so, the caller is asked first: small models imagine emergencies. A caller who plainly
spoke of an appointment is served instead, unless a word near it may tell of danger. A caller who has said no is told
what to dial and not asked again, and neither is one who has answered something else. The call never ends because of an
emergency.
"""

from __future__ import annotations

from typing import Any

from frontdesk.calendar.spoken import Language
from frontdesk.clinic import Clinic
from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.after_hours import answering
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.clear_wish import clear_intent
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.check_availability import run as check_availability
from frontdesk.pipelines.tools.find_appointments import run as find_appointments
from frontdesk.pipelines.tools.result import ToolResult, acted

SPEC = ToolSpec(
    name="emergency",
    description="Somebody may be in danger.",
    parameters={
        "type": "object",
        "properties": {"reason": {"type": "string", "description": "What happens, in the caller's words."}},
        "required": ["reason"],
        "additionalProperties": False,
    },
)


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Ask whether this is an emergency; code understands the answer. Raises `CalendarUnavailable`."""
    spoken = sentences(call.language)
    meant = clear_intent(call.turns)
    if meant == "book":
        times = await check_availability(desk, call, {"when": call.caller_said[-1]})
        return ToolResult({"ask": "day"}) if times.payload.get("error") == "date" else times
    if meant is not None:
        return await find_appointments(desk, call, {})
    if call.no_emergency or call.emergency_asked:
        say = warning(desk.clinic, call.language, person=False)
        return ToolResult({"spoken": say}, announce=say)
    call.pending, call.emergency_asked = "emergency", True
    return ToolResult({"spoken": spoken.is_emergency}, announce=spoken.is_emergency)


def warned(desk: Desk, call: CallState) -> ToolResult:
    """What to dial, in the clinic's own words; then a person is offered where one can be reached now."""
    person = person_within_reach(desk, call)
    call.pending, call.warned_at = "transfer" if person else None, len(call.caller_said)
    say = warning(desk.clinic, call.language, person=person)
    return ToolResult({"spoken": say}, announce=say, actions=(acted(call, "emergency"),))


def told_again(desk: Desk, call: CallState) -> ToolResult:
    """What to dial once more, for who is in panic; that is no second emergency."""
    say = desk.clinic.emergency[call.language]
    call.warned_at = len(call.caller_said)
    return ToolResult({"spoken": say}, announce=say)


def warning(clinic: Clinic, language: Language, *, person: bool) -> str:
    """What a caller in danger is told: what to dial, then a person or any other help. Rendered before any call."""
    spoken = sentences(language)
    template = spoken.emergency_person if person else spoken.emergency
    return template.format(instruction=clinic.emergency[language])


def person_within_reach(desk: Desk, call: CallState) -> bool:
    """Whether this line can pass the caller on, and somebody answers at the clinic now."""
    return call.can_transfer and bool(answering(desk.clinic, desk.clock()))
