"""`book_appointment`: write the slot the caller said yes to, under a name the caller said.

The order is: which slot (pick guard), who, which number, then the write. What is missing is asked for by code, so
that a booking needs the caller's explicit yes whatever the model does. After a yes to code's own read-back its name and
number are booked, not the model's, and code books by itself. A repeated call, for a booked slot or for the
same person at the same time under another letter, answers with that booking. A slot that was looked up
for a move is moved into.
"""

from __future__ import annotations

from typing import Any

from frontdesk.errors import SlotTaken
from frontdesk.models.normaliser import phone_digits
from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import BookingReadBack, CallState, Commit, Offer
from frontdesk.pipelines.caller import phone as caller_phone
from frontdesk.pipelines.caller.answers import answers_to
from frontdesk.pipelines.caller.details import clean_name
from frontdesk.pipelines.caller.intent import intent_of
from frontdesk.pipelines.caller.pick_guard import Agreed, Change, ReadBack, Unknown, Which, judge_slot
from frontdesk.pipelines.caller.pick_words import says_no, says_yes
from frontdesk.pipelines.caller.spoken_number import say_number
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences, spoken_name
from frontdesk.pipelines.tools.another_time import or_another_time
from frontdesk.pipelines.tools.clinic_time import local_now, opening_span
from frontdesk.pipelines.tools.offering import said
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
            "name": {"type": "string", "description": "The caller's name, as said; left out while unknown."},
            "phone": {"type": "string", "description": "The caller's number, only if the caller gave one."},
        },
        "required": ["slot"],
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
            again = await _under_right_name(desk, call, arguments)
            return again or await or_another_time(desk, call, spoken.what_change)
        case Which(ones=offers):
            options = either([one.spoken for one in offers], call)
            return await or_another_time(desk, call, spoken.which.format(options=options))
        case ReadBack(one=offer) | Agreed(one=offer):
            if offer.letter in call.written:
                return told(call.written[offer.letter], desk, call)
    if _is_move(call, offer):
        return await move(desk, call, {"appointment": "", "slot": arguments["slot"]})
    given = arguments.get("name", "")
    agreed, name = isinstance(judgement, Agreed), clean_name(given, call.caller_said, call.language)
    read_back = _agreed_to(call, offer) if agreed else None
    if read_back is not None:
        name = clean_name(given, _said_since(call, read_back), call.language) or read_back.name
    if name is None:
        return _ask_name(offer, call, given)
    if earlier := _booked_before(call, offer, name):
        return told(earlier, desk, call)
    if read_back is not None and read_back.phone_settled and not _digits_since(call, read_back):
        return await _write(desk, call, offer, name, read_back.phone)
    return await _with_number(desk, call, offer, name, arguments.get("phone"), agreed=agreed)


async def answered(desk: Desk, call: CallState) -> ToolResult | None:
    """What follows from a bare yes to code's own read-back; None where it was not heard out, so the model goes on."""
    read_back = call.to_book
    offer = call.offer_of(read_back.letter if read_back else call.asked_to_book or "")
    if offer is None or offer.letter in call.written:
        return None
    judgement = judge_slot(call, offer.letter, "book", now=local_now(desk), opening=opening_span(desk.clinic))
    if not isinstance(judgement, Agreed) or judgement.one.spoken != offer.spoken:
        return None
    if read_back is None:
        return await run(desk, call, {"slot": offer.letter, "name": ""})
    return await run(desk, call, {"slot": offer.letter, "name": read_back.name}) if _agreed_to(call, offer) else None


def _agreed_to(call: CallState, offer: Offer) -> BookingReadBack | None:
    """Code's read-back of this slot, where the caller heard it and said yes to it."""
    read_back = call.to_book
    if read_back is None or read_back.letter != offer.letter:
        return None
    said = [answer for answer in answers_to(call.turns, read_back.words) if says_yes(answer) or says_no(answer)]
    return read_back if said and says_yes(said[-1]) else None


def _said_since(call: CallState, read_back: BookingReadBack) -> list[str]:
    """The caller's turns since the read-back was heard last."""
    heard = max(index for index, turn in enumerate(call.turns) if read_back.words in turn.text)
    return [turn.text for turn in call.turns[heard:] if turn.speaker == "caller"]


def _digits_since(call: CallState, read_back: BookingReadBack) -> bool:
    return any(phone_digits(said, call.language) for said in _said_since(call, read_back))


async def _under_right_name(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult | None:
    """The read-back once more where the caller's no says another name; None where it says none."""
    read_back = call.to_book
    offer = call.offer_of(read_back.letter) if read_back else None
    name = clean_name(arguments.get("name", ""), call.caller_said[-1:], call.language)
    if read_back is None or offer is None or name is None or tokens(name) == tokens(read_back.name):
        return None
    return await _with_number(desk, call, offer, name, arguments.get("phone"), agreed=False)


def _is_move(call: CallState, offer: Offer) -> bool:
    """Whether the slot was looked up for an appointment that stands, and the caller wants no second one."""
    return offer.moving is not None and call.found_as(offer.moving) is not None and intent_of(call) != "book"


async def _with_number(
    desk: Desk, call: CallState, offer: Offer, name: str, given: str | None, *, agreed: bool
) -> ToolResult:
    """Settle the number, then the yes, then write."""
    spoken = sentences(call.language)
    phone = caller_phone.phone_for(call, given, desk.clinic.country)
    slot = _with_service(offer.slot.service, offer.spoken, desk, call)
    if isinstance(phone, caller_phone.Confirm):
        number = say_number(phone.number, call.language)
        words = spoken.read_back_number.format(slot=slot, name=name, number=number)
        return _read_back(call, BookingReadBack(offer.letter, name, phone.number, True, words))
    if not agreed:
        number_known = isinstance(phone, caller_phone.Settled)
        words = spoken.read_back.format(slot=slot, name=name)
        settled = phone.number if isinstance(phone, caller_phone.Settled) else None
        return _read_back(call, BookingReadBack(offer.letter, name, settled, number_known, words))
    if isinstance(phone, caller_phone.Ask):
        return refusal("ambiguous", phone.say)
    return await _write(desk, call, offer, name, phone.number)


def _read_back(call: CallState, read_back: BookingReadBack) -> ToolResult:
    call.to_book, call.pending = read_back, "booking"
    return refusal("ambiguous", read_back.words)


async def _write(desk: Desk, call: CallState, offer: Offer, name: str, phone: str | None) -> ToolResult:
    key = f"{call.call_id}:{offer.letter}"
    try:
        appointment = await desk.diary.book(offer.slot, name=name, phone=phone, key=key, language=call.language)
    except SlotTaken as taken:
        slots = offered(call, distinct(taken.neighbours, call))
        return said(ToolResult({"error": "taken", "slots": slots}), call)
    commit = Commit("booked", appointment, appointment.spoken(call.language))
    call.written[offer.letter] = commit
    call.commits.append(commit)
    call.to_book = None
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
