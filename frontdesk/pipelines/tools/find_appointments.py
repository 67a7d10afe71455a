"""`find_appointments`: read out when the caller's own appointments are, once name and number fit.

Neither argument is believed: the name must be one the caller said, the number is the signed call's or one the caller
said. What is wrong is never told: name, number and absence are answered alike, and the third miss ends the search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from frontdesk.calendar.spoken import Wish, resolve
from frontdesk.models.normaliser import phone_digits
from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState, Found, Turn
from frontdesk.pipelines.caller.answers import answers
from frontdesk.pipelines.caller.details import clean_name
from frontdesk.pipelines.caller.identity import (
    SHORTEST_NUMBER,
    attempted,
    full_name,
    missed,
    numbers_of,
    shut_out,
    theirs,
)
from frontdesk.pipelines.caller.intent import intent, intent_of
from frontdesk.pipelines.caller.pick_words import choose, ordinal_picks, says_no
from frontdesk.pipelines.caller.spoken_names import is_introduced
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences, spoken_name
from frontdesk.pipelines.tools.clinic_time import local_now, opening_span
from frontdesk.pipelines.tools.existing import reference_of, which_appointment, which_name
from frontdesk.pipelines.tools.result import ToolResult, acted, both, either, read_out, refusal
from frontdesk.pipelines.tools.times import look_for_times
from frontdesk.pipelines.words import plain

SPEC = ToolSpec(
    name="find_appointments",
    description="Look up the caller's own appointments, before you tell, move or cancel one. Ask for the name first.",
    parameters={
        "type": "object",
        "properties": {
            "name": {"type": "string", "description": "The caller's name, as said."},
            "phone": {"type": "string", "description": "The caller's number, only if the caller gave one."},
            "purpose": {
                "type": "string",
                "enum": ["move", "cancel", "look"],
                "description": "What the caller wants with it: another time, to cancel it, or only to know.",
            },
        },
        "required": [],
        "additionalProperties": False,
    },
)
MOST_NAMES = 4
MOST_READ_OUT = 2
"""A caller remembers two; the first pocket weights handle two as well."""


_NAME_QUESTION = re.compile(r" (?:name|nom|spell|epeler) ")


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Identify, look up, read out. Raises `CalendarUnavailable`."""
    spoken = sentences(call.language)
    if arguments.get("purpose"):
        call.purpose, call.purpose_since = arguments["purpose"], len(call.turns)
    if shut_out(call):
        return _refused(call)
    name = _name(desk, call, arguments.get("name", ""))
    if name is None:
        call.pending = "identity"
        return refusal("identity", spoken.name_again) if arguments.get("name") else which_name(call)
    numbers = numbers_of(call, desk.clinic.country)
    call.identity.name = name
    if not numbers and not call.commits and not call.identity.number_asked:
        call.identity.number_asked = True
        call.pending = "identity"
        return refusal("identity", spoken.booking_number)
    fitting = theirs(call, name, numbers, await desk.diary.upcoming())
    if not fitting:
        number = ",".join(sorted(numbers)) or None
        counts = attempted(call, name, number)
        if counts:
            missed(call, name, number)
        return _refused(call, counts=counts)
    return await _shown(desk, call, [call.find(one, one.spoken(call.language)) for one in fitting])


def _name(desk: Desk, call: CallState, given: str) -> str | None:
    """The name that the caller goes by: the one given, the one said when asked for it, or the one shown before."""
    name = clean_name(given, call.caller_said, call.language)
    if name and not _picks(desk, call, given):
        return full_name(call, name)
    return _answered(desk, call) or call.identity.name or next((one.appointment.name for one in call.commits), None)


def _answered(desk: Desk, call: CallState) -> str | None:
    """The name in the caller's last answer to the question for it, which a small model forgets to pass on."""
    said = answers(call.turns, _NAME_QUESTION)
    return _name_in(desk, said[-1], call) if said else None


def _name_in(desk: Desk, words: str, call: CallState) -> str | None:
    """The name that an answer gives, unless it is a mere question or refusal, a choice or a day."""
    unsure = words.rstrip().endswith("?") or says_no(words)
    if (unsure and not is_introduced(words)) or _picks(desk, call, words):
        return None
    name = clean_name(words, call.caller_said, call.language)
    return full_name(call, name) if name and len(name.split()) <= MOST_NAMES else None


def _picks(desk: Desk, call: CallState, words: str) -> bool:
    """Whether the words choose one of several, or say one day: "la première", "Monday after lunch"; not "April"."""
    meant = resolve(words, now=local_now(desk), language=call.language, opening=opening_span(desk.clinic))
    return bool(ordinal_picks(words)[0]) or (isinstance(meant, Wish) and meant.first == meant.last)


def _refused(call: CallState, *, counts: bool = False) -> ToolResult:
    """The same words for every reason: first the name is asked for again, then the number, then it is over."""
    spoken = sentences(call.language)
    actions = (acted(call, "identity refused"),) if counts else ()
    if not shut_out(call):
        call.pending = "identity"
        return refusal("identity", spoken.not_found if call.identity.misses < 2 else spoken.not_found_again, *actions)
    call.pending = "transfer" if call.can_transfer else "message"
    return refusal("identity", spoken.identity_person if call.can_transfer else spoken.identity_message, *actions)


async def _shown(desk: Desk, call: CallState, found: Sequence[Found]) -> ToolResult:
    """Only when and with whom: never what for. A sole one is what "later" and "the same day" start from."""
    shown = _asked_after(desk, call, found)[:MOST_READ_OUT]
    actions = tuple(acted(call, "read out", one.appointment.uid) for one in shown)
    payload: dict[str, Any] = {"appointments": read_out(shown)}
    if len(shown) > 1:
        return ToolResult(payload, announce=_several(call, shown), actions=actions)
    call.reference, call.moving = reference_of(shown[0]), shown[0].number
    if intent_of(call) == "move" and (when := _new_time(desk, call)):
        times = await look_for_times(desk, call, when, {})
        if times.payload.get("slots"):
            return ToolResult({**payload, **times.payload}, announce=_offer(call, shown[0], times), actions=actions)
    return ToolResult(payload, announce=_sole(desk, call, shown[0]), actions=actions)


def _several(call: CallState, shown: Sequence[Found]) -> str | None:
    if intent_of(call) in ("move", "cancel"):
        return which_appointment(call, shown).announce
    return sentences(call.language).seen_several.format(options=both([one.spoken for one in shown], call))


def _sole(desk: Desk, call: CallState, one: Found) -> str:
    spoken, purpose = sentences(call.language), intent_of(call)
    if purpose in ("move", "cancel"):
        return (spoken.seen_move if purpose == "move" else spoken.seen_cancel).format(slot=one.spoken)
    people = {person.id: person.name for person in desk.clinic.practitioners}
    name = people.get(one.appointment.slot.practitioner, desk.clinic.name)
    return spoken.seen.format(slot=one.spoken, practitioner=spoken_name(name, call.language))


def _offer(call: CallState, one: Found, times: ToolResult) -> str:
    """The times for the move that the caller has asked for already."""
    spoken = sentences(call.language)
    if times.announce:
        return times.announce
    template = spoken.seen_taken if times.payload.get("taken") else spoken.seen_offer
    return template.format(slot=one.spoken, options=either([offer.spoken for offer in call.open_offers], call))


_NOT_THEN = re.compile(r" (?:can t|cannot|won t|doesn t|don t|not|ne peux|ne pourrai|ne me|pas|plus) ")


def _new_time(desk: Desk, call: CallState) -> str | None:
    """The clause in which the caller said when it shall be, and not when it cannot be; None where there is none."""
    said = [words for words in call.caller_said[-4:] if intent([Turn("caller", words)]) != "look"]
    clauses = [clause for words in reversed(said) for clause in re.split(r"[,.;?!]", words)]
    now, opening = local_now(desk), opening_span(desk.clinic)
    for clause in clauses:
        meant = resolve(clause, now=now, language=call.language, reference=call.reference, opening=opening)
        alone = resolve(clause, now=now, language=call.language, opening=opening)
        exact = isinstance(meant, Wish) and (meant.time or meant.after or meant.before)
        if (exact or isinstance(alone, Wish)) and not _NOT_THEN.search(plain(clause)):
            return clause.strip()
    return None


def _asked_after(desk: Desk, call: CallState, found: Sequence[Found]) -> Sequence[Found]:
    """Those on the day that the caller named ("cancel my appointment on Tuesday"), if any; for a move that is not
    certain: the day may be the new one.
    """
    if len(found) < 2 or intent_of(call) == "move":
        return found
    now, opening = local_now(desk), opening_span(desk.clinic)
    for words in reversed(call.caller_said[-4:]):
        if fitting := choose(words, found, now=now, language=call.language, opening=opening):
            return fitting
    return found


async def find_first(desk: Desk, call: CallState) -> ToolResult | None:
    """What stands before looking for times or answers: a caller who wants to move or cancel an appointment is
    identified first, whatever tool the model called. None where there is nothing of the kind to do.
    """
    underway = bool(call.offers) and call.offers[-1].turn >= call.served_until
    meant = intent(call.turns[call.served_until :])
    if meant in (None, "book") or underway or call.standing or shut_out(call):
        return None
    return await run(desk, call, {})


async def looked_up_instead(desk: Desk, call: CallState) -> ToolResult | None:
    """The look-up that the caller's last turn plainly asks for, whatever tool the model called; None where it asks for
    none, or where it was made already.
    """
    asked = intent(call.turns[-1:]) in ("move", "cancel", "look")
    return await run(desk, call, {}) if asked and not call.found and not shut_out(call) else None


async def answered(desk: Desk, call: CallState, words: str) -> ToolResult | None:
    """What follows from a name or a number that code asked for; None where the words are neither.

    Small models take the answer for that of a booking.
    """
    name, number = _name_in(desk, words, call), len(phone_digits(words, call.language)) >= SHORTEST_NUMBER
    if shut_out(call) or not (name or number):
        return None
    return await run(desk, call, {"name": words} if name and not number else {})
