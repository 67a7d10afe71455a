"""What a claim of the model is worth: held against what this call has written and what it has read out.

says what was done, at that time or at none      dropped: code has announced it
says what was done, at another day or time       replaced by when it is
says what was not done                           replaced by that
says when an appointment is, and is right        spoken
says so of none, or another day or time          replaced by when it is, or by "nothing is booked yet"
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from frontdesk.pipelines.call_state import CallState, Commit, Found
from frontdesk.pipelines.caller.pick_words import choose, names_phrase
from frontdesk.pipelines.guards.claims.guard import Claim, Verdict, claims_in
from frontdesk.pipelines.sentences import sentences

if TYPE_CHECKING:
    from frontdesk.calendar import Appointment
    from frontdesk.calendar.spoken import Language

_OPENING = (time(8), time(20))
"""The hours in which a time without "am" or "pm" is meant."""
_BEFORE = timedelta(days=6)
"""So long before an appointment its weekday alone and its day of the month alone mean that very day."""
_NONE_CLAIMED = (Verdict.PASS, "")

_Ruling = tuple[Verdict, str]
"""The verdict, and the truth to speak in place of the sentence where it is REPLACE."""


def judge_claims(sentence: str, call: CallState) -> _Ruling:
    """Judge one sentence of the model (or several) by what this call has done."""
    claims = claims_in(sentence)
    rulings = [_ruling(claim, sentence, call) for claim in sorted(claims)]
    for verdict in (Verdict.REPLACE, Verdict.DROP):
        fitting = [ruling for ruling in rulings if ruling[0] is verdict]
        if fitting:
            return fitting[0]
    return _NONE_CLAIMED


def _ruling(claim: Claim, sentence: str, call: CallState) -> _Ruling:
    if claim == "told":
        return _told(sentence, call)
    spoken = sentences(call.language)
    done = [commit for commit in call.commits if commit.kind == claim or (claim, commit.kind) == ("booked", "moved")]
    if done:
        right = any(_fits(sentence, commit.appointment, call.language) for commit in done)
        return (Verdict.DROP, "") if right else (Verdict.REPLACE, _truth(done[-1], call))
    if claim != "booked":
        return Verdict.REPLACE, spoken.nothing_cancelled if claim == "cancelled" else spoken.nothing_moved
    if call.found:
        return _told(sentence, call)
    return Verdict.REPLACE, _truth(call.commits[-1], call) if call.commits else spoken.nothing_booked


def _told(sentence: str, call: CallState) -> _Ruling:
    """A sentence that says when an appointment is."""
    standing = _standing(call)
    if any(_fits(sentence, appointment, call.language) for appointment in standing):
        return _NONE_CLAIMED
    if call.commits and call.commits[-1].kind == "cancelled":
        return Verdict.REPLACE, _truth(call.commits[-1], call)
    spoken = sentences(call.language)
    if not standing:
        return Verdict.REPLACE, spoken.nothing_booked
    return Verdict.REPLACE, spoken.appointment_is.format(slot=standing[-1].spoken(call.language))


def _standing(call: CallState) -> list[Appointment]:
    """The appointments that the caller has and this call knows of, as they are now; the last one written is last."""
    written = {commit.appointment.uid: commit for commit in call.commits}
    found = [one.appointment for one in call.found if one.appointment.uid not in written]
    return [*found, *(commit.appointment for commit in written.values() if commit.kind != "cancelled")]


def _truth(commit: Commit, call: CallState) -> str:
    spoken = sentences(call.language)
    template = spoken.cancelled_is if commit.kind == "cancelled" else spoken.appointment_is
    return template.format(slot=commit.appointment.spoken(call.language))


def _fits(sentence: str, appointment: Appointment, language: Language) -> bool:
    """Whether the sentence names the appointment's time, or none at all."""
    if names_phrase(sentence, appointment.spoken(language)):
        return True
    start = appointment.slot.start
    named = choose(sentence, [Found("", appointment, "")], now=start - _BEFORE, language=language, opening=_OPENING)
    return named is None or bool(named)
