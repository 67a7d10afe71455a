"""Dates and times as a receptionist says them: the inverse of `resolve`.

"Tuesday, May the fifth at three fifteen", "mardi cinq mai à quinze heures quinze". Times outside the usual hours
carry their half of the day, so that every phrase means one time only.
"""

from datetime import date, datetime, time

from frontdesk.calendar.spoken.english import ENGLISH
from frontdesk.calendar.spoken.french import FRENCH
from frontdesk.calendar.spoken.vocabulary import Vocabulary
from frontdesk.calendar.spoken.wish import Language


def say_date(d: date, language: Language) -> str:
    """Say weekday, day and month."""
    if language == "en":
        month = _first(ENGLISH.months[d.month - 1])
        return f"{_first(ENGLISH.weekdays[d.weekday()])}, {month} the {ENGLISH.ordinals[d.day]}"
    day = _first(FRENCH.ordinals[1]) if d.day == 1 else _cardinal(FRENCH, d.day)
    return f"{_first(FRENCH.weekdays[d.weekday()])} {day} {_first(FRENCH.months[d.month - 1])}"


def say_time(t: time, language: Language) -> str:
    """Say a time of day, to the minute."""
    return _english_time(t) if language == "en" else _french_time(t)


def say_slot(start: datetime, language: Language) -> str:
    """Say day and time of an appointment's start."""
    link = "at" if language == "en" else "à"
    return f"{say_date(start.date(), language)} {link} {say_time(start.time(), language)}"


def _english_time(t: time) -> str:
    if t.hour == t.minute == 0:
        return "midnight"
    hour = _cardinal(ENGLISH, t.hour % 12 or 12)
    minute = f" oh {_cardinal(ENGLISH, t.minute)}" if t.minute < 10 else f" {_cardinal(ENGLISH, t.minute)}"
    half = " in the morning" if t.hour < 8 else " in the evening" if t.hour > 18 else ""
    return f"{hour}{minute if t.minute else ''}{half}"


def _french_time(t: time) -> str:
    hour = {0: "minuit", 1: "une heure", 12: "midi", 21: "vingt et une heures"}.get(t.hour)
    hour = hour or f"{_cardinal(FRENCH, t.hour)} heures"
    minute = f" {_cardinal(FRENCH, t.minute)}" if t.minute else ""
    return f"{hour}{minute}{' du matin' if 0 < t.hour < 8 else ''}"


def _cardinal(vocabulary: Vocabulary, number: int) -> str:
    return _first(vocabulary.cardinals[number])


def _first(phrases: str) -> str:
    return phrases.split("|", 1)[0]
