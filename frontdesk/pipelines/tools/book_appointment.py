"""`book_appointment`: write the slot the caller said yes to, under a name the caller said.

The order is: which slot (pick guard), who, which number, then the write. What is missing is asked for by code, so
that a booking needs the caller's explicit yes whatever the model does. A repeated call, for a booked slot or for the
same person at the same time under another letter, answers with that booking.
"""

from __future__ import annotations

from typing import Any

from frontdesk.calendar import Appointment
from frontdesk.errors import SlotTaken
from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState, Commit, Offer
from frontdesk.pipelines.caller_details import clean_name, said_number
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.pick_guard import Book, Change, ReadBack, Unknown, Which, judge
from frontdesk.pipelines.sentences import alternatives, sentences, spoken_name
from frontdesk.pipelines.tools.check_availability import distinct, local_now, opening_span
from frontdesk.pipelines.tools.result import ToolResult, offered, refusal
from frontdesk.pipelines.words import tokens

SPEC = ToolSpec(
    name="book_appointment",
    description="Book an offered slot, only after you read it back word for word and the caller said yes.",
    parameters={
        "type": "object",
        "properties": {
            "slot": {"type": "string", "description": "The letter of the slot."},
            "name": {"type": "string", "description": "The caller's name, as said."},
            "phone": {"type": "string", "description": "The caller's number, only if the caller gave one."},
        },
        "required": ["slot", "name"],
        "additionalProperties": False,
    },
)


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Check, then write. Raises `CalendarUnavailable` or `RecordsUnavailable`; then nothing is booked."""
    spoken = sentences(call.language)
    judgement = judge(call, arguments["slot"], now=local_now(desk), opening=opening_span(desk.clinic))
    match judgement:
        case Unknown():
            return ToolResult({"error": "slot"})
        case Change():
            return refusal("ambiguous", spoken.what_change)
        case Which(offers=offers):
            return _which(offers, call)
        case ReadBack(offer=offer) | Book(offer=offer):
            if offer.letter in call.booked:
                return _booked(call.booked[offer.letter], desk, call)
    name = clean_name(arguments["name"], call.caller_said, call.language)
    if name is None:
        return _ask_name(offer, call, arguments["name"])
    if earlier := _booked_before(call, offer, name):
        return _booked(earlier, desk, call)
    if isinstance(judgement, ReadBack):
        return refusal("ambiguous", spoken.read_back.format(slot=offer.spoken, name=name))
    phone = said_number(arguments.get("phone"), call, desk.clinic.country) or call.caller_number
    if phone is None and not call.phone_asked:
        call.phone_asked = True
        return refusal("ambiguous", spoken.phone_again if arguments.get("phone") else spoken.ask_phone)
    return await _write(desk, call, offer, name, phone)


async def _write(desk: Desk, call: CallState, offer: Offer, name: str, phone: str | None) -> ToolResult:
    key = f"{call.call_id}:{offer.letter}"
    try:
        appointment = await desk.diary.book(offer.slot, name=name, phone=phone, key=key, language=call.language)
    except SlotTaken as taken:
        return ToolResult({"error": "taken", "slots": offered(call, distinct(taken.neighbours, call))})
    call.booked[offer.letter] = appointment
    call.commits.append(Commit("booked", appointment, appointment.spoken(call.language)))
    call.service = None
    return _booked(appointment, desk, call)


def _booked_before(call: CallState, offer: Offer, name: str) -> Appointment | None:
    """What this call already booked for the same person at the same time: nobody is seen twice at once."""
    booked = (commit.appointment for commit in call.commits if commit.kind == "booked")
    same_time = (done for done in booked if done.slot.start == offer.slot.start)
    return next((done for done in same_time if tokens(done.name) == tokens(name)), None)


def _booked(appointment: Appointment, desk: Desk, call: CallState) -> ToolResult:
    """The result and the announcement, both from the appointment as read back from the calendar server."""
    slot = appointment.spoken(call.language)
    person = desk.clinic.practitioner(appointment.slot.practitioner)
    announce = sentences(call.language).booked.format(
        slot=slot, practitioner=spoken_name(person.name, call.language), name=appointment.name
    )
    return ToolResult({"booked": True, "spoken": slot}, announce=announce)


def _which(offers: tuple[Offer, ...], call: CallState) -> ToolResult:
    options = alternatives([offer.spoken for offer in offers], call.language)
    return refusal("ambiguous", sentences(call.language).which.format(options=options))


def _ask_name(offer: Offer, call: CallState, given: str) -> ToolResult:
    """Ask for the name; the phrase goes along, so that the caller hears which slot it is for."""
    spoken = sentences(call.language)
    asked_before = any(spoken.ask_name in said for said in call.assistant_said[-2:])
    say = spoken.name_again if asked_before and given.strip() else spoken.chosen.format(slot=offer.spoken)
    return refusal("ambiguous", say)
