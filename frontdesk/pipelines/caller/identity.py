"""Who is calling, before an appointment may be read out, moved or cancelled. Pure.

An appointment is shown to a caller whose name fits the one it was booked under, forgiving a spelling that sounds the
same, and whose number is the booking's: the number of the signed call, or the last whole number that was keyed or
spoken. A wrong name, a wrong number and no appointment at all are answered with the same words in the same order. After
three misses nothing is looked up any more in this call.

What this call itself booked belongs to the caller whatever number was given for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from frontdesk.models.normaliser import phone_digits, spelled_name, to_e164
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.words import likeness, share_said, tokens

if TYPE_CHECKING:
    from frontdesk.calendar import Appointment

MOST_MISSES = 3
SHORTEST_NUMBER = 7
"""Digits from which words hold a number."""
_GIVEN = 0.9
"""Likeness of two given names' sound: households share a number. "Mary" and "Mark" have 0.75, "Eric" and "Erica" 0.89.
"""
_FAMILY = 0.75
_TITLES = frozenset(tokens("mr mrs ms miss dr doctor monsieur madame mademoiselle mme m docteur le la"))
_JOINED_TURNS = 3
"""Over how many of the caller's turns one number may be spread."""


def numbers_of(call: CallState, country: str) -> frozenset[str]:
    """The numbers (E.164) that count as the caller's: the signed call's, and the last whole one said or keyed."""
    said = last_number(call, country)
    return frozenset(number for number in (call.caller_number, said) if number)


def last_number(call: CallState, country: str) -> str | None:
    """The last whole number that the caller said, in one turn or over up to three."""
    pieces = [phone_digits(text, call.language) for text in call.caller_said]
    for last in range(len(pieces), 0, -1):
        for first in range(max(last - _JOINED_TURNS, 0), last):
            together = pieces[first:last]
            if all(together) and (number := to_e164("".join(together), country)):
                return number
    return None


def theirs(
    call: CallState, name: str, numbers: frozenset[str], appointments: Iterable[Appointment]
) -> list[Appointment]:
    """The appointments that this caller may hear of, in order of time; a name that fits two people fits nobody."""
    own = {commit.appointment.uid for commit in call.commits}
    allowed = [one for one in appointments if one.uid in own or (one.phone is not None and one.phone in numbers)]
    same = [one for one in allowed if tokens(one.name) == tokens(name)]
    fitting = same or [one for one in allowed if name_fits(name, one.name)]
    people = {tuple(tokens(one.name)) for one in fitting}
    return sorted(fitting, key=lambda one: one.slot.start) if len(people) == 1 else []


def missed(call: CallState, name: str, number: str | None) -> int:
    """Count one miss and give how many there are; a model that repeats its call in the same turn counts once."""
    attempt = (" ".join(tokens(name)), number, len(call.turns))
    if attempt != call.identity.last_miss:
        call.identity.last_miss = attempt
        call.identity.misses += 1
    return call.identity.misses


def attempted(call: CallState, name: str, number: str | None) -> bool:
    """Whether the caller has really given a name or a number since the last miss: "thanks" is no attempt."""
    last = call.identity.last_miss
    if last is None or last[:2] != (" ".join(tokens(name)), number):
        return True
    words = call.caller_said[-1] if call.caller_said else ""
    digits = len(phone_digits(words, call.language)) >= SHORTEST_NUMBER
    return digits or share_said(name, [words]) > 0 or bool(spelled_name(words, call.language))


def shut_out(call: CallState) -> bool:
    """Whether the caller has missed too often to be shown anything."""
    return call.identity.misses >= MOST_MISSES


def full_name(call: CallState, name: str) -> str:
    """A spelled family name put in the place of the one that was given before it: "Bob" stays when he spells "Smith".

    Otherwise the spelling alone would open to anybody of the family.
    """
    before = (call.identity.name or "").split()
    return f"{before[0]} {name}" if len(name.split()) == 1 and len(before) > 1 else name


def name_fits(said: str, stored: str) -> bool:
    """Whether the caller's name is the booking's, spelled as it may be.

    The family name is enough (the number has to fit as well); where given names are said they must fit too.

    >>> name_fits("Mary Smyth", "Marie Smith"), name_fits("Mark Smith", "Mary Smith"), name_fits("Smith", "Mary Smith")
    (True, False, True)
    """
    one, other = _parts(said), _parts(stored)
    if not one or not other:
        return False
    if "".join(one) == "".join(other):
        return True
    for way in (one, one[1:] + one[:1]):  # "Tremblay Marie" is how forms have it
        given, family = way[:-1], way[-1]
        if likeness(family, other[-1]) >= _FAMILY and all(_among(name, other[:-1]) for name in given):
            return True
    return len(other) == 1 and _among(other[0], one)


def _among(name: str, names: Iterable[str]) -> bool:
    return any(likeness(name, other) >= _GIVEN for other in names)


def _parts(name: str) -> list[str]:
    return [sound for word in tokens(name) if word not in _TITLES and (sound := _sound(word))]


_SOUNDS = (
    ("ph|v", "f"),
    ("sch|sh|ch", "x"),
    ("ck|q|c(?![eiy])", "k"),
    ("c", "s"),
    ("th", "t"),
    ("(?<!^)h", ""),
    ("eaux?|aux?|ault|aud", "o"),
    ("ie$|ey$|ee$|y", "i"),
    ("z", "s"),
    (r"(.)\1+", r"\1"),
    ("(?<=..)e?s?$", ""),
)


def _sound(word: str) -> str:
    """A rough key under which spellings of the same name in English and French meet.

    >>> _sound("smythe"), _sound("smith"), _sound("philippe"), _sound("philip")
    ('smit', 'smit', 'filip', 'filip')
    """
    for pattern, sound in _SOUNDS:
        word = re.sub(pattern, sound, word)
    return word
