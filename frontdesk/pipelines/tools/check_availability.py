"""`check_availability`: the caller's own words about time become lettered slots with phrases ready to say."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from frontdesk.calendar import Openings, Slot
from frontdesk.calendar.spoken import Ask, Reference, Unclear, Wish, resolve, say_date, say_slot, say_time
from frontdesk.clinic import Clinic, Service
from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.asked_for import NotHere, practitioner_asked, service_asked
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import alternatives, sentences, spoken_name
from frontdesk.pipelines.tools.result import ToolResult, offered, refusal

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
MOST_OFFERED = 2
"""The first pocket weights handle two slots of one day well."""


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Resolve, look up, offer. Raises `CalendarUnavailable`."""
    asked = _service_and_person(desk.clinic, call, arguments)
    if isinstance(asked, ToolResult):
        return asked
    service, practitioner = asked
    now = local_now(desk)
    meant = resolve(
        arguments["when"],
        now=now,
        language=call.language,
        reference=call.reference,
        opening=opening_span(desk.clinic),
    )
    if not isinstance(meant, Wish):
        return _unresolved(meant, call)
    openings = await desk.diary.openings(meant, service=service, practitioner=practitioner, limit=MOST_OFFERED)
    call.service = service
    call.reference = _reference(meant, openings)
    return _answer(openings, meant, call)


def local_now(desk: Desk) -> datetime:
    """The present moment on the clinic's wall clock."""
    return desk.clock().astimezone(desk.clinic.timezone)


def opening_span(clinic: Clinic) -> tuple[time, time]:
    """The earliest opening and the latest closing of the week, which tell morning from afternoon in "at three"."""
    openings = [opening for _, day in clinic.hours for opening in day]
    if not openings:
        return time(7), time(20)
    return min(opening.opens for opening in openings), max(opening.closes for opening in openings)


def _service_and_person(
    clinic: Clinic, call: CallState, arguments: dict[str, Any]
) -> tuple[str | None, str | None] | ToolResult:
    """The ids to search with; a refusal where the caller asked for what the clinic does not have."""
    spoken = sentences(call.language)
    service = service_asked(clinic, arguments.get("service"), call.caller_said)
    person = practitioner_asked(clinic, arguments.get("practitioner"), call.caller_said)
    if isinstance(service, NotHere):
        names = [item.names.get(call.language) or item.id for item in clinic.services]
        return refusal("not_found", spoken.no_such_service.format(options=_or(names, call)))
    if isinstance(person, NotHere):
        names = [spoken_name(someone.name, call.language) for someone in clinic.practitioners]
        return refusal("not_found", spoken.no_such_practitioner.format(options=_or(names, call)))
    wanted = service.id if isinstance(service, Service) else call.service
    if person is None:
        return wanted, None
    if wanted is None or (service is None and wanted not in person.services):
        # Nobody named a service: the clinic's first, or the person's own where the person does not do that.
        first = clinic.service(None).id
        wanted = first if first in person.services else person.services[0]
    if wanted not in person.services:
        able = [spoken_name(other.name, call.language) for other in clinic.practitioners if wanted in other.services]
        name = spoken_name(person.name, call.language)
        return refusal("not_found", spoken.other_service.format(name=name, options=_or(able, call)))
    return wanted, person.id


def _or(names: list[str], call: CallState) -> str:
    return alternatives(names, call.language)


def _unresolved(meant: Ask | Unclear, call: CallState) -> ToolResult:
    spoken = sentences(call.language)
    if isinstance(meant, Unclear):
        return refusal("past", spoken.past) if meant.reason == "past" else ToolResult({"error": "date"})
    if meant.what in ("day", "time") or not meant.options:
        return ToolResult({"ask": "day" if meant.what == "day" else "time"})
    options = [
        say_time(option, call.language) if isinstance(option, time) else say_date(option, call.language)
        for option in meant.options
    ]
    return refusal("ambiguous", spoken.unclear_choice.format(options=_or(options, call)))


def _reference(wish: Wish, openings: Openings) -> Reference:
    """What "later", "the next day" and a bare time mean from now on: the slots offered, else what was asked for."""
    if openings.slots:
        starts = [slot.start for slot in openings.slots]
        return Reference(day=starts[0].date(), start=min(starts).time(), end=max(starts).time())
    return Reference(day=wish.first, start=wish.time or wish.after, end=wish.time or wish.before)


def _answer(openings: Openings, wish: Wish, call: CallState) -> ToolResult:
    if not openings.slots:
        return _nothing(openings, call)
    payload: dict[str, Any] = {} if openings.reason is None else {"taken": True}
    return ToolResult({**payload, "slots": offered(call, distinct(openings.slots, call))})


def distinct(slots: tuple[Slot, ...], call: CallState) -> list[tuple[Slot, str]]:
    """Slots with their phrases, one for each phrase: two that sound the same cannot be told apart."""
    by_phrase: dict[str, Slot] = {}
    for slot in slots:
        by_phrase.setdefault(say_slot(slot.start, call.language), slot)
    return [(slot, phrase) for phrase, slot in by_phrase.items()]


def _nothing(openings: Openings, call: CallState) -> ToolResult:
    spoken = sentences(call.language)
    match openings.reason:
        case "closed":
            return refusal("closed", spoken.closed)
        case "past":
            return refusal("past", spoken.past)
        case "notice":
            return refusal("not_allowed", spoken.notice_too_short)
        case "horizon":
            return refusal("not_allowed", spoken.too_far)
        case _:
            return ToolResult({"slots": []})
