"""The pick guard: what is booked, moved or cancelled is what was read back to the caller and said yes to.

It reads the turns of the call in order and keeps four things about the open choices (slots that were offered, or
appointments that were read out):

    picked      the one that the caller's own words name ("the second one", "at ten", "Thursday")
    read        the one whose phrase the assistant last said alone, word for word
    confirmed   the caller answered yes while that read-back was the question, and the question was about this very
                act: a yes to "Shall I cancel it?" books nothing, a yes to "I move it to ..." cancels nothing
    refused     the caller answered no to it and named no other

A list of several choices clears all four, and so does a new set of offers. Slots and appointments are judged apart:
"the second one" belongs to whichever of the two was spoken of last. The letter or number of the tool call counts
least: small models choose between open ones at chance. The verdict:

    confirmed, and the words do not name another      Agreed     the letter is corrected if need be
    confirmed, but the words named another before     Which      they are offered again
    refused                                           Change     "What should I change?"
    picked or read, not confirmed                     ReadBack   its phrase is read back for a yes
    nothing but a letter                              ReadBack   of that letter
    no such letter                                    Unknown    the model is told
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Generic, TypeVar

from frontdesk.pipelines.call_state import CallState, Found, Offer
from frontdesk.pipelines.caller.evidence import Evidence
from frontdesk.pipelines.caller.pick_words import Act

Choice = TypeVar("Choice", Offer, Found)


@dataclass(frozen=True, slots=True)
class Agreed(Generic[Choice]):
    """The caller said yes to this very one. `words` are those it was read back with."""

    one: Choice
    words: str


@dataclass(frozen=True, slots=True)
class ReadBack(Generic[Choice]):
    """This one is meant, but the caller has not said yes to it."""

    one: Choice


@dataclass(frozen=True, slots=True)
class Which(Generic[Choice]):
    """The words, the phrase and the letter do not agree: these are to be offered again."""

    ones: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The caller said no to what was read back."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The letter was never offered and nothing else tells which one is meant."""


def judge_slot(
    call: CallState, letter: str, act: Act, *, now: datetime, opening: tuple[time, time]
) -> Agreed[Offer] | ReadBack[Offer] | Which[Offer] | Change | Unknown:
    """Decide what a booking or a move into the slot of this letter may do. Pure: it changes nothing."""
    if not call.offers:
        return Unknown()
    others = [found.spoken for found in call.found]
    evidence = Evidence(call, call.offers, others, act, now=now, opening=opening)
    return _verdict(evidence, call.offer_of(letter), call.open_offers)


def judge_appointment(
    call: CallState, number: str, act: Act, *, now: datetime, opening: tuple[time, time]
) -> Agreed[Found] | ReadBack[Found] | Which[Found] | Change | Unknown:
    """Decide what a call about the appointment of this number may do. Pure: it changes nothing."""
    if not call.found:
        return Unknown()
    others = [offer.spoken for offer in call.offers]
    evidence = Evidence(call, call.found, others, act, now=now, opening=opening)
    return _verdict(evidence, call.found_as(number), call.standing)


def in_hand(call: CallState, *, now: datetime, opening: tuple[time, time]) -> Found | None:
    """The appointment that is spoken of: the only one, or the one that was picked or read back last; else None."""
    standing = call.standing
    if len(standing) < 2:
        return standing[0] if standing else None
    others = [offer.spoken for offer in call.offers]
    evidence = Evidence(call, call.found, others, "move", now=now, opening=opening)
    meant = evidence.picked if evidence.picked_last else evidence.read or evidence.picked
    return meant if meant in standing else None


def _verdict(
    evidence: Evidence[Choice], stated: Choice | None, open_ones: Sequence[Choice]
) -> Agreed[Choice] | ReadBack[Choice] | Which[Choice] | Change | Unknown:
    """What the evidence and the letter of the tool call add up to."""
    read, picked = evidence.read, evidence.picked
    differ = read is not None and picked is not None and read.spoken != picked.spoken
    if evidence.confirmed and read is not None:
        return Which(_in_order(picked, read)) if differ else Agreed(read, evidence.read_words)
    if evidence.refused and not (differ and evidence.picked_last):
        return Change()
    if differ and not evidence.picked_last:
        return Which(_in_order(picked, read))
    if evidence.unmatched and len(open_ones) > 1:
        return Which(tuple(open_ones))
    meant = picked if evidence.picked_last and picked else read or picked or stated
    if meant is None and len(open_ones) == 1:
        meant = open_ones[0]
    return ReadBack(meant) if meant else Unknown()


def _in_order(*ones: Choice | None) -> tuple[Choice, ...]:
    return tuple(sorted((one for one in ones if one is not None), key=lambda one: one.start))
