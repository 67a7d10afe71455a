"""`reschedule_appointment`: move an appointment to the offered slot that was read back for it and answered with yes.

Which appointment: the one that times were looked up for, else the one that is spoken of. Service and practitioner stay
what they are unless the caller asked for others in that check. With several appointments the yes counts only where the
read-back named the one that is moved as well.
"""

from __future__ import annotations

from typing import Any

from frontdesk.calendar import Slot
from frontdesk.calendar.spoken import Wish
from frontdesk.errors import AppointmentChanged, SlotTaken
from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState, Commit, Found, Offer
from frontdesk.pipelines.caller.pick_guard import Agreed, Change, Unknown, Which, in_hand, judge_slot
from frontdesk.pipelines.caller.pick_words import names_phrase
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences, spoken_name
from frontdesk.pipelines.tools.another_time import or_another_time
from frontdesk.pipelines.tools.clinic_time import local_now, opening_span
from frontdesk.pipelines.tools.existing import changed, reference_of, which_appointment, which_name
from frontdesk.pipelines.tools.offering import said
from frontdesk.pipelines.tools.result import ToolResult, acted, either, offered, refusal
from frontdesk.pipelines.tools.times import MOST_OFFERED, distinct

SPEC = ToolSpec(
    name="reschedule_appointment",
    description="Move an appointment that was found to an offered slot, only after you read back the new time word for "
    "word and the caller said yes.",
    parameters={
        "type": "object",
        "properties": {
            "appointment": {"type": "string", "description": "The number of the appointment."},
            "slot": {"type": "string", "description": "The letter of the slot."},
        },
        "required": ["appointment", "slot"],
        "additionalProperties": False,
    },
)


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Check, then move. Raises `CalendarUnavailable` or `RecordsUnavailable`; then it may still stand where it was."""
    spoken = sentences(call.language)
    if not call.found:
        return which_name(call)
    judgement = judge_slot(call, arguments["slot"], "move", now=local_now(desk), opening=opening_span(desk.clinic))
    match judgement:
        case Unknown():
            return ToolResult({"error": "slot"})
        case Change():
            return await or_another_time(desk, call, spoken.what_change)
        case Which(ones=offers):
            options = either([one.spoken for one in offers], call)
            return await or_another_time(desk, call, spoken.which.format(options=options))
    offer = judgement.one
    if offer.letter in call.written:
        return told(call.written[offer.letter], desk, call)
    found = _which(desk, call, offer)
    if found is None:
        return which_appointment(call, call.standing) if call.standing else which_name(call)
    if not isinstance(judgement, Agreed) or not _both_named(call, found, judgement.words):
        return refusal("ambiguous", spoken.read_back_move.format(old=found.spoken, slot=offer.spoken))
    return await _move(desk, call, found, offer)


def _which(desk: Desk, call: CallState, offer: Offer) -> Found | None:
    """The appointment to move, or None where it must be asked."""
    meant = in_hand(call, now=local_now(desk), opening=opening_span(desk.clinic))
    return meant or (call.found_as(offer.moving) if offer.moving else None)


def _both_named(call: CallState, found: Found, words: str) -> bool:
    """Whether the words leave no doubt which appointment is moved."""
    return len(call.standing) == 1 or names_phrase(words, found.spoken)


async def _move(desk: Desk, call: CallState, found: Found, offer: Offer) -> ToolResult:
    slot = offer.slot if offer.moving == found.number else await _same_kind(desk, found, offer.slot)
    try:
        if slot is None:
            raise SlotTaken("the time does not fit this appointment")
        key = f"{call.call_id}:move:{found.appointment.uid}:{offer.letter}"
        appointment = await desk.diary.move(found.appointment, slot, key=key)
    except SlotTaken as taken:
        neighbours = taken.neighbours or await _near(desk, found, offer.slot)
        slots = offered(call, distinct(neighbours, call), moving=found.number)
        return said(ToolResult({"error": "taken", "slots": slots}), call)
    except AppointmentChanged:
        return changed(call)
    commit = Commit("moved", appointment, appointment.spoken(call.language))
    call.written[offer.letter] = commit
    call.commits.append(commit)
    call.reference = reference_of(call.find(appointment, commit.spoken))
    call.served_until = len(call.turns)
    result = told(commit, desk, call)
    return ToolResult(result.payload, result.announce, actions=(acted(call, "moved", appointment.uid),))


async def _same_kind(desk: Desk, found: Found, slot: Slot) -> Slot | None:
    """The same time for this appointment's own service and practitioner: the offer was made for something else."""
    day, clock = slot.start.date(), slot.start.time()
    openings = await _openings(desk, found, Wish(day, day, clock, None, None))
    return next((one for one in openings if one.start == slot.start), None)


async def _near(desk: Desk, found: Found, slot: Slot) -> tuple[Slot, ...]:
    day = slot.start.date()
    return await _openings(desk, found, Wish(day, day, slot.start.time(), None, None))


async def _openings(desk: Desk, found: Found, wish: Wish) -> tuple[Slot, ...]:
    own = found.appointment.slot
    openings = await desk.diary.openings(
        wish,
        service=own.service if any(item.id == own.service for item in desk.clinic.services) else None,
        practitioner=own.practitioner if any(one.id == own.practitioner for one in desk.clinic.practitioners) else None,
        limit=MOST_OFFERED,
        moving=found.appointment,
    )
    return openings.slots


def told(commit: Commit, desk: Desk, call: CallState) -> ToolResult:
    """The result and the announcement, both from the event as read back from the calendar server."""
    slot = commit.appointment.spoken(call.language)
    person = desk.clinic.practitioner(commit.appointment.slot.practitioner)
    announce = sentences(call.language).moved.format(slot=slot, practitioner=spoken_name(person.name, call.language))
    return ToolResult({"moved": True, "spoken": slot}, announce=announce)
