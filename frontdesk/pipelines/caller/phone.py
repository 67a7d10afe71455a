"""Which phone number goes with a booking or a message, and what must be asked before.

    the caller named none           the signed call's own number; hidden: asked for, twice
    named, equal to the call's own  taken
    named, nearly the call's own    the call's own, once it was read back and confirmed: one digit was misheard
    named, whole                    taken once it was read back and confirmed
    named, not a number             asked for again, twice; then the call's own, read back
    hidden, and none after two      asked whether to go on without; only a caller who says so has none

Nothing is remembered but how often was asked: what was read back and confirmed is seen in the turns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

import phonenumbers

from frontdesk.models.normaliser import phone_digits
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.answers import answers, answers_to
from frontdesk.pipelines.caller.details import said_number
from frontdesk.pipelines.caller.pick_words import keeps_number, says_no, says_yes
from frontdesk.pipelines.caller.spoken_number import say_number
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.words import plain

MOST_TRIES = 2
_NEARLY = 0.85
"""Likeness of two numbers' digits from which one is the other misheard: one of ten digits wrong or missing is 0.9."""
_NUMBER_QUESTION = re.compile(r" (?:phone number|your number|number should|numero) ")


@dataclass(frozen=True, slots=True)
class Settled:
    """The number to write: E.164, or None where the caller gives none."""

    number: str | None


@dataclass(frozen=True, slots=True)
class Confirm:
    """This number (E.164) must be read back first."""

    number: str


@dataclass(frozen=True, slots=True)
class Ask:
    """This must be asked first."""

    say: str


def phone_for(call: CallState, given: str | None, country: str) -> Settled | Confirm | Ask:
    """Decide on the number. `given` is the model's argument; an `Ask` counts as one more try."""
    spoken = sentences(call.language)
    own = call.caller_number
    number = said_number(given or _answered(call), call, country)
    if number is not None and _valid(number):
        return _named(call, number)
    if not (given and _spoke_digits(call)) and not _answered(call):
        if own is not None:
            return Settled(own)
        if _declined(call):
            return Settled(None)
    elif own is not None and (_near_own(call, given, own) or call.phone_tries >= MOST_TRIES):
        return Settled(own) if _confirmed(call, own) else Confirm(own)
    if call.phone_tries >= MOST_TRIES and not _goes_on_asking(call):
        return Ask(spoken.without_phone)
    call.phone_tries += 1
    asked_before = call.phone_tries > 1 or bool(_answered(call) or (given and _spoke_digits(call)))
    return Ask(spoken.phone_again if asked_before else spoken.ask_phone)


def spoken_of(call: CallState) -> bool:
    """Whether the number was asked for, given or read back in this call."""
    return any(_NUMBER_QUESTION.search(plain(said)) for said in call.assistant_said) or _spoke_digits(call)


def _named(call: CallState, number: str) -> Settled | Confirm:
    own = call.caller_number
    if own is not None and own != number and _alike(own, number) >= _NEARLY and not _refused(call, own):
        number = own if not _confirmed(call, number) else number
        return Settled(number) if _confirmed(call, number) else Confirm(number)
    return Settled(number) if number == own or _confirmed(call, number) else Confirm(number)


def _near_own(call: CallState, given: str | None, own: str) -> bool:
    digits = phone_digits(given or "", call.language) or _answered(call)
    return _alike(own, digits) >= _NEARLY and not _refused(call, own)


def _alike(own: str, digits: str) -> float:
    national = str(phonenumbers.parse(own).national_number)
    other = re.sub(r"\D", "", digits)
    return SequenceMatcher(None, national, other[-len(national) :], autojunk=False).ratio()


def _valid(number: str) -> bool:
    """Whether the number lies in a range that its country gives out; a misheard digit often leaves it."""
    return phonenumbers.is_valid_number(phonenumbers.parse(number))


def _answered(call: CallState) -> str:
    """The digits with which the caller last answered the question for a number; empty where there were none."""
    for answer in reversed(answers(call.turns, _NUMBER_QUESTION)):
        if len(digits := phone_digits(answer, call.language)) >= 4:
            return digits
    return ""


def _spoke_digits(call: CallState) -> bool:
    return any(len(phone_digits(said, call.language)) >= 4 for said in call.caller_said)


def _declined(call: CallState) -> bool:
    """Whether the caller will give no number: said so when asked, or agreed to go on without one."""
    if any(says_yes(answer) for answer in answers_to(call.turns, _without(call))):
        return True
    to_go_on = answers_to(call.turns, _without(call))
    return any(
        keeps_number(answer) or (says_no(answer) and not phone_digits(answer, call.language))
        for answer in answers(call.turns, _NUMBER_QUESTION)
        if answer not in to_go_on
    )


def _goes_on_asking(call: CallState) -> bool:
    """Whether the caller does not want to go on without a number either."""
    said = answers_to(call.turns, _without(call))
    return bool(said) and says_no(said[-1])


def _without(call: CallState) -> str:
    return sentences(call.language).without_phone


def _confirmed(call: CallState, number: str) -> bool:
    """Whether the number was read back and the caller said yes, last."""
    said = answers_to(call.turns, say_number(number, call.language))
    clear = [answer for answer in said if says_yes(answer) or says_no(answer)]
    return bool(clear) and says_yes(clear[-1])


def _refused(call: CallState, number: str) -> bool:
    said = answers_to(call.turns, say_number(number, call.language))
    return bool(said) and says_no(said[-1])
