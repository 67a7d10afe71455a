"""Draw a call by lot: a practice at a moment, and somebody who phones it. Everything follows from one seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

from frontdesk.bot.evaluation.callers import Caller
from frontdesk.bot.evaluation.hearing import Hearing
from frontdesk.bot.evaluation.paper_diary import PaperDiary, busy_times
from frontdesk.bot.evaluation.play import Setting
from frontdesk.bot.evaluation.practices import Practice, open_practice, practices
from frontdesk.bot.evaluation.speech import Voice
from frontdesk.bot.evaluation.wishes import Kind, Person, Wish
from frontdesk.bot.evaluation.wording import FOLDER, Split, Wording, keep, lines
from frontdesk.calendar import Slot
from frontdesk.calendar.slots import Search, possible
from frontdesk.calendar.spoken import Language, say_date, say_time
from frontdesk.clinic import Clinic
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.spoken_number import say_number

_Drawn = TypeVar("_Drawn")
_KINDS: tuple[tuple[Kind, int], ...] = (
    ("book", 34), ("availability", 6), ("move", 13), ("cancel", 10), ("look", 6), ("ask", 12), ("message", 8),
    ("person", 4), ("emergency", 2), ("advice", 3), ("language", 2), ("off_topic", 3), ("nothing", 2),
)  # fmt: skip
_MISHEARD = (((0.0, 0.0), 50), ((0.3, 0.0), 30), ((0.6, 0.05), 15), ((1.0, 0.1), 5))
"""How much goes wrong and how often the ears go astray, see `Hearing`, with weights."""
_LIVELY = (0.0, 0.1, 0.2, 0.3)


@dataclass(frozen=True)
class Lot:
    """One drawn call."""

    setting: Setting
    caller: Caller
    call: CallState
    wishes: tuple[Wish, ...]


def draw(seed: int, split: Split, *, misheard: float | None = None, liveliness: float | None = None) -> Lot:
    """Draw the call of a seed. `misheard`: how much of what the pocket recogniser gets wrong happens, 1.0 as measured;
    `liveliness`: how often something else is said than what was asked for. None draws them as well."""
    rng = Random(f"{split}:{seed}")
    language: Language = rng.choice(("en", "fr"))
    practice = open_practice(rng.choice(practices(split)), rng, language, split)
    now = _moment(rng, practice.clinic)
    person = _person(rng, language, split)
    diary = PaperDiary(practice.clinic, now, busy_times(practice.clinic, now, rng))
    wishes = [_wish(rng, language, practice, diary, person, now)]
    if rng.random() < 0.25:
        second = _wish(rng, language, practice, diary, person, now)
        wishes += [second] if not (second.uid and wishes[0].uid) else []
    level, astray = (misheard, 0.0) if misheard is not None else _drawn(rng, _MISHEARD)
    hearing = Hearing(language, rng, level, astray) if level else None
    voice = Voice(language, rng.random() < 0.25, hearing.misheard if hearing else None)
    wording = _wording(language, split)
    local = now.astimezone(practice.clinic.timezone)
    lively = rng.choice(_LIVELY) if liveliness is None else liveliness
    caller = Caller(rng, language, practice, person, list(wishes), wording, voice, local, lively)
    line = None if person.hidden else person.number
    setting = Setting(practice, diary, now, language, line)
    call = CallState(f"simulated-{seed}", line, language)
    return Lot(setting, caller, call, tuple(wishes))


def _drawn(rng: Random, weighted: Sequence[tuple[_Drawn, int]]) -> _Drawn:
    return rng.choices([one for one, _ in weighted], [weight for _, weight in weighted])[0]


@cache
def _wording(language: str, split: Split) -> Wording:
    return Wording(language, split)


@cache
def _names(file: str, split: Split) -> list[str]:
    return keep(list(lines(Path(FOLDER) / file)), split)


def _moment(rng: Random, clinic: Clinic) -> datetime:
    day = datetime(2026, 1, 5, tzinfo=clinic.timezone) + timedelta(days=rng.randrange(600))
    return day.replace(hour=rng.randrange(8, 18), minute=rng.choice((0, 7, 20, 34, 51)))


def _person(rng: Random, language: Language, split: Split) -> Person:
    first, last = rng.choice(_names("first_names.txt", split)), rng.choice(_names("last_names.txt", split))
    area = rng.choice(("514", "438", "418", "613", "416", "450", "819", "604"))
    number = f"+1{area}{rng.choice('23456789')}{rng.randrange(10**6):06d}"
    spelled = " ".join(last.replace("-", " ").replace(" ", "").upper())
    said = say_number(number, language).replace(",", "") if rng.random() < 0.3 else _grouped(number)
    return Person(f"{first} {last}", spelled, number, rng.random() < 0.15, said)


def _grouped(number: str) -> str:
    digits = number[2:]
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def _wish(
    rng: Random, language: Language, practice: Practice, diary: PaperDiary, person: Person, now: datetime
) -> Wish:
    wish = Wish(_drawn(rng, _KINDS))
    if wish.kind in ("book", "availability"):
        service = rng.choice(practice.clinic.services)
        if rng.random() < 0.7:
            words = [service.names[language], *service.synonyms.get(language, ())]
            wish.service, wish.service_id = rng.choice(words), service.id
        able = [one for one in practice.clinic.practitioners if not wish.service_id or service.id in one.services]
        if able and rng.random() < 0.15:
            wish.practitioner = _called(rng, rng.choice(able).name, language)
    if wish.kind in ("move", "cancel", "look"):
        wish.uid = _standing(rng, practice.clinic, diary, person, now)
        wish.old = _old(rng, diary.events[wish.uid].slot.start, language)
        if rng.random() < 0.06:
            _standing(rng, practice.clinic, diary, person, now)
    if wish.kind == "ask":
        _question(rng, language, practice, wish)
    return wish


def _called(rng: Random, name: str, language: Language) -> str:
    bare = name.replace("Dr. ", "").replace("Dre ", "")
    last = bare.split()[-1]
    if bare == name:
        return rng.choice((name, name.split()[0], name))
    title = rng.choice(("Doctor", "Dr.")) if language == "en" else rng.choice(("docteur", "le docteur", "docteure"))
    return rng.choice((f"{title} {last}", f"{title} {last}", f"{title} {bare}"))


def _standing(rng: Random, clinic: Clinic, diary: PaperDiary, person: Person, now: datetime) -> str:
    """Put an appointment of the caller's into the diary; its UID."""
    while True:
        one = rng.choice(clinic.practitioners)
        service = clinic.service(rng.choice(one.services))
        day = (now + timedelta(days=rng.randrange(1, 20))).date()
        free: list[Slot] = list(possible(Search(clinic, service, [one], {}, now), day))
        if free:
            return diary.put(rng.choice(free), person.name, person.number).uid


def _old(rng: Random, start: datetime, language: Language) -> str:
    day, clock = say_date(start.date(), language), say_time(start.time(), language)
    if language == "fr":
        return rng.choice(
            (f"le {day}", f"{day.split(' ')[0]}", f"le {day} à {clock}", f"{day.split(' ')[0]} à {clock}")
        )
    weekday = day.split(",")[0]
    return rng.choice((f"on {weekday}", f"on {day}", f"{weekday} at {clock}", f"on {weekday} at {clock}"))


def _question(rng: Random, language: Language, practice: Practice, wish: Wish) -> None:
    if rng.random() < 0.06:
        wish.words = rng.choice(practice.unanswered[language])
        return
    wish.answer, questions = rng.choice(practice.facts[language])
    wish.words = rng.choice(questions)
