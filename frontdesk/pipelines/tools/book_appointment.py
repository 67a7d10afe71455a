"""`book_appointment`: write the slot the caller said yes to, under a name the caller said.

The order is: which slot (pick guard), who, which number, then the write. What is missing is asked for by code, so
that a booking needs the caller's explicit yes whatever the model does. A repeated call, for a booked slot or for the
same person at the same time under another letter, answers with that booking. A slot that was looked up
for a move is moved into.
"""

from __future__ import annotations

from typing import Any

from frontdesk.errors import SlotTaken
from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState, Commit, Offer
from frontdesk.pipelines.caller import phone as caller_phone
from frontdesk.pipelines.caller.details import clean_name
from frontdesk.pipelines.caller.intent import intent
from frontdesk.pipelines.caller.pick_guard import Agreed, Change, ReadBack, Unknown, Which, judge_slot
from frontdesk.pipelines.caller.spoken_number import say_number
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences, spoken_name
from frontdesk.pipelines.tools.clinic_time import local_now, opening_span
from frontdesk.pipelines.tools.reschedule_appointment import run as move
from frontdesk.pipelines.tools.reschedule_appointment import told as moved
from frontdesk.pipelines.tools.result import ToolResult, acted, either, offered, refusal
from frontdesk.pipelines.tools.times import distinct
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
    now, opening = local_now(desk), opening_span(desk.clinic)
    judgement = judge_slot(call, arguments["slot"], "book", now=now, opening=opening)
    match judgement:
        case Unknown():
            return ToolResult({"error": "slot"})
        case Change():
            return refusal("ambiguous", spoken.what_change)
        case Which(ones=offers):
            return refusal("ambiguous", spoken.which.format(options=either([one.spoken for one in offers], call)))
        case ReadBack(one=offer) | Agreed(one=offer):
            if offer.letter in call.written:
                return told(call.written[offer.letter], desk, call)
    if _is_move(call, offer):
        return await move(desk, call, {"appointment": "", "slot": arguments["slot"]})
    name = clean_name(arguments["name"], call.caller_said, call.language)
    if name is None:
        return _ask_name(offer, call, arguments["name"])
    if earlier := _booked_before(call, offer, name):
        return told(earlier, desk, call)
    return await _with_number(desk, call, offer, name, arguments.get("phone"), agreed=isinstance(judgement, Agreed))


def _is_move(call: CallState, offer: Offer) -> bool:
    """Whether the slot was looked up for an appointment that stands, and the caller wants no second one."""
    return offer.moving is not None and call.found_as(offer.moving) is not None and intent(call.turns) != "book"


async def _with_number(
    desk: Desk, call: CallState, offer: Offer, name: str, given: str | None, *, agreed: bool
) -> ToolResult:
    """Settle the number, then the yes, then write."""
    spoken = sentences(call.language)
    phone = caller_phone.phone_for(call, given, desk.clinic.country)
    if isinstance(phone, caller_phone.Confirm):
        number = say_number(phone.number, call.language)
        return refusal(
            "ambiguous", spoken.read_back_number.format(slot=_what(offer, desk, call), name=name, number=number)
        )
    if not agreed:
        return refusal("ambiguous", spoken.read_back.format(slot=_what(offer, desk, call), name=name))
    if isinstance(phone, caller_phone.Ask):
        return refusal("ambiguous", phone.say)
    return await _write(desk, call, offer, name, phone.number)


async def _write(desk: Desk, call: CallState, offer: Offer, name: str, phone: str | None) -> ToolResult:
    key = f"{call.call_id}:{offer.letter}"
    try:
        appointment = await desk.diary.book(offer.slot, name=name, phone=phone, key=key, language=call.language)
    except SlotTaken as taken:
        return ToolResult({"error": "taken", "slots": offered(call, distinct(taken.neighbours, call))})
    commit = Commit("booked", appointment, appointment.spoken(call.language))
    call.written[offer.letter] = commit
    call.commits.append(commit)
    result = told(commit, desk, call)
    call.service, call.service_named, call.service_asked = None, False, False
    call.served_until = len(call.turns)
    return ToolResult(result.payload, result.announce, actions=(acted(call, "booked", appointment.uid),))


def told(commit: Commit, desk: Desk, call: CallState) -> ToolResult:
    """The result and the announcement of something written, both from the event as read back from the server."""
    if commit.kind == "moved":
        return moved(commit, desk, call)
    appointment, spoken = commit.appointment, sentences(call.language)
    slot = appointment.spoken(call.language)
    unasked = appointment.phone is not None and not caller_phone.spoken_of(call)
    announce = (spoken.booked_own_number if unasked else spoken.booked).format(
        slot=_with_service(appointment.slot.service, slot, desk, call),
        practitioner=spoken_name(desk.clinic.practitioner(appointment.slot.practitioner).name, call.language),
        name=appointment.name,
    )
    return ToolResult({"booked": True, "spoken": slot}, announce=announce)


def _booked_before(call: CallState, offer: Offer, name: str) -> Commit | None:
    """What this call already wrote for the same person at the same time: nobody is seen twice at once."""
    standing = {one.appointment.uid for one in call.commits} - {
        one.appointment.uid for one in call.commits if one.kind == "cancelled"
    }
    same_time = (
        done
        for done in call.written.values()
        if done.appointment.slot.start == offer.slot.start and done.appointment.uid in standing
    )
    return next((done for done in same_time if tokens(done.appointment.name) == tokens(name)), None)


def _what(offer: Offer, desk: Desk, call: CallState) -> str:
    """The slot's phrase, behind the service where the caller named one of several."""
    return _with_service(offer.slot.service, offer.spoken, desk, call)


def _with_service(service: str, phrase: str, desk: Desk, call: CallState) -> str:
    several = len(desk.clinic.services) > 1
    if not (several and (call.service_named or call.service_asked)):
        return phrase
    return f"{desk.clinic.service(service).names[call.language]}, {phrase}"


def _ask_name(offer: Offer, call: CallState, given: str) -> ToolResult:
    """Ask for the name; the phrase goes along, so that the caller hears which slot it is for."""
    spoken = sentences(call.language)
    asked_before = any(spoken.ask_name in said for said in call.assistant_said[-2:])
    say = spoken.name_again if asked_before and given.strip() else spoken.chosen.format(slot=offer.spoken)
    return refusal("ambiguous", say)
