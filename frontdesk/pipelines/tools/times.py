"""From the caller's words about time to slots on offer.

Where an appointment is about to be moved, "later" and "the same day" start from it, its own time counts as free, and
its service and practitioner are kept unless the caller asks for others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from functools import partial
from typing import Any

from frontdesk.calendar import Openings, Slot
from frontdesk.calendar.spoken import Ask, Reference, Unclear, Wish, resolve, say_date, say_slot, say_time
from frontdesk.pipelines.call_state import CallState, Found
from frontdesk.pipelines.caller.intent import intent_of
from frontdesk.pipelines.caller.pick_guard import in_hand
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.as_said import as_said
from frontdesk.pipelines.tools.clinic_time import is_shut, local_now, opening_span
from frontdesk.pipelines.tools.existing import reference_of, which_appointment
from frontdesk.pipelines.tools.result import ToolResult, either, offered, refusal
from frontdesk.pipelines.tools.what_for import WhatFor, what_for

MOST_OFFERED = 2
"""The first pocket weights handle two slots of one day well."""


async def look_for_times(desk: Desk, call: CallState, when: str, arguments: dict[str, Any]) -> ToolResult:
    """Resolve, look up, offer. `arguments` may name a service and a practitioner. Raises `CalendarUnavailable`."""
    now, opening = local_now(desk), opening_span(desk.clinic)
    purpose = intent_of(call)
    about_it = purpose == "move" or (purpose is None and not call.commits)
    moving = in_hand(call, now=now, opening=opening) if about_it else None
    if moving is None and purpose == "move" and call.standing:
        return which_appointment(call, call.standing)
    wanted = what_for(desk.clinic, call, arguments, moving)
    if isinstance(wanted, ToolResult):
        return wanted
    _lean_on(call, moving)
    alone = partial(resolve, now=now, language=call.language, opening=opening, country=desk.clinic.country)
    last = call.caller_said[-1] if call.caller_said else ""
    meant = as_said(when, last, partial(alone, reference=call.reference), alone)
    if not isinstance(meant, Wish):
        return _unresolved(meant, call)
    return await _look(desk, call, meant, wanted, moving)


async def _look(desk: Desk, call: CallState, wish: Wish, wanted: WhatFor, moving: Found | None) -> ToolResult:
    openings = await desk.diary.openings(
        wish,
        service=wanted.service,
        practitioner=wanted.practitioner,
        limit=MOST_OFFERED,
        moving=moving.appointment if moving else None,
    )
    call.service = wanted.service
    if openings.slots or openings.reason not in ("horizon", "past"):  # a bare time never means a day that was refused
        call.reference = _reference(wish, openings)
    others = [slot for slot in openings.slots if not (moving and _is_now(slot, moving))]
    if openings.exact and not others:
        return refusal("ambiguous", sentences(call.language).same_time)
    result = _answer(openings, others, call, moving)
    if moving and openings.exact:
        # The caller has said which appointment and when: a small model would begin a booking here.
        say = sentences(call.language).read_back_move.format(old=moving.spoken, slot=call.open_offers[0].spoken)
        return replace(result, announce=say)
    if result.payload.get("slots") and openings.reason == "closed" and moving is None and is_shut(desk.clinic, wish):
        options = either([offer.spoken for offer in call.open_offers], call)
        return replace(result, announce=sentences(call.language).closed_offer.format(options=options))
    return result


def _is_now(slot: Slot, moving: Found) -> bool:
    """Whether the slot is where the appointment stands already."""
    return (slot.start, slot.practitioner) == (moving.start, moving.appointment.slot.practitioner)


def _lean_on(call: CallState, moving: Found | None) -> None:
    """Relative words start from the appointment as soon as it is the one to be moved."""
    number = moving.number if moving else None
    if moving and number != call.moving:
        call.reference = reference_of(moving)
    call.moving = number


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
    return refusal("ambiguous", spoken.unclear_choice.format(options=either(options, call)))


def _reference(wish: Wish, openings: Openings) -> Reference:
    """What "later", "the next day" and a bare time mean from now on: the slots offered, else what was asked for."""
    if openings.slots:
        starts = [slot.start for slot in openings.slots]
        return Reference(day=starts[0].date(), start=min(starts).time(), end=max(starts).time())
    return Reference(day=wish.first, start=wish.time or wish.after, end=wish.time or wish.before)


def _answer(openings: Openings, slots: Sequence[Slot], call: CallState, moving: Found | None) -> ToolResult:
    if not slots:
        return _nothing(openings, call)
    payload: dict[str, Any] = {} if openings.reason is None else {"taken": True}
    number = moving.number if moving else None
    return ToolResult({**payload, "slots": offered(call, distinct(slots, call), moving=number)})


def distinct(slots: Sequence[Slot], call: CallState) -> list[tuple[Slot, str]]:
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
