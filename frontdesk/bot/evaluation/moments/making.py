"""Make up when somebody wants to come, and say it. Only what the product's own resolver takes as meant is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from frontdesk.bot.evaluation.moments.english import ENGLISH
from frontdesk.bot.evaluation.moments.forms import Forms, nearness, roundness
from frontdesk.bot.evaluation.moments.french import FRENCH
from frontdesk.bot.evaluation.template import parse
from frontdesk.calendar.spoken import Language, Reference, Wish, resolve
from frontdesk.clinic import Clinic
from frontdesk.pipelines.tools.clinic_time import opening_span

FORMS: dict[Language, Forms] = {"en": ENGLISH, "fr": FRENCH}
TOMORROW: dict[Language, str] = {"en": "tomorrow", "fr": "demain"}
SOME_DAY = timedelta(days=60)
"""How far ahead a time without a day may be meant."""
_TRIES = 40
_HOURS = (8, 9, 9, 10, 10, 11, 12, 13, 14, 14, 15, 15, 16, 16, 17, 18)
_MINUTES = (0, 0, 0, 30, 30, 15, 45)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """Words about time and what they mean. Where the words name no day, the wish holds all days of a while."""

    words: str
    wish: Wish


@dataclass(frozen=True, slots=True)
class Draft:
    """Words, and what they ought to mean: the day and the exact time, where they name one."""

    words: str
    day: date | None = None
    clock: time | None = None

    def meant(self, wish: Wish) -> bool:
        """Whether the wish is what was meant."""
        day_right = self.day is None or self.day == wish.first == wish.last
        return day_right and (self.clock is None or self.clock == wish.time)


def moment(rng: Random, now: datetime, language: Language, clinic: Clinic, *, kind: str = "") -> Moment:
    """Some wish for an appointment. `kind`: "day" or "time" alone, "" for anything that names a day.

    `now` is the clinic's wall clock.
    """
    for _ in range(_TRIES):
        made = draft(rng, now, language, clinic, kind)
        wish = understood(made, now, language, clinic, kind)
        if wish is not None:
            return Moment(made.words, wish)
    tomorrow = now.date() + _DAY
    return Moment(TOMORROW[language], Wish(tomorrow, tomorrow, None, None, None))


def draft(rng: Random, now: datetime, language: Language, clinic: Clinic, kind: str) -> Draft:
    """Words of a kind, see `moment`; they may mean something else to the resolver."""
    forms, today = FORMS[language], now.date()
    day, clock = _some_day(rng, today, clinic), time(rng.choice(_HOURS), rng.choice(_MINUTES))
    if kind == "time":
        return _clock(rng, forms, clock) if rng.random() < 0.45 else _part(rng, forms, clock)
    shape = rng.random()
    if kind == "day" or shape < 0.3:
        return _day(rng, forms, day, today) if rng.random() < 0.75 else _span(rng, [*forms.spans, *forms.vague])
    if shape < 0.72:
        return _joined(rng, _day(rng, forms, day, today), _clock(rng, forms, clock))
    days = _day(rng, forms, day, today) if rng.random() < 0.8 else _span(rng, forms.spans)
    return _joined(rng, days, _part(rng, forms, clock))


def understood(made: Draft, now: datetime, language: Language, clinic: Clinic, kind: str) -> Wish | None:
    """What the resolver makes of a draft, as `check_availability` asks it; None unless it is what was meant."""
    reference = Reference(now.date() + _DAY, None, None) if kind == "time" else None
    opening = opening_span(clinic)
    wish = resolve(made.words, now=now, language=language, reference=reference, opening=opening, country=clinic.country)
    if not isinstance(wish, Wish) or not made.meant(wish):
        return None
    return replace(wish, first=now.date(), last=now.date() + SOME_DAY) if kind == "time" else wish


def _some_day(rng: Random, today: date, clinic: Clinic) -> date:
    """Some day in the next weeks on which the clinic is open, near ones more often."""
    for _ in range(_TRIES):
        near = min(rng.randrange(1, 9), rng.randrange(1, 9))
        day = today + timedelta(days=near if rng.random() < 0.6 else rng.randrange(1, 28))
        if clinic.hours.on(day):
            return day
    return today + _DAY


def _day(rng: Random, forms: Forms, day: date, today: date) -> Draft:
    near = nearness(day, today)
    choice = forms.near[rng.choice(near)] if near and rng.random() < 0.7 else forms.dates
    return Draft(parse(rng.choice(choice)).fill(rng, forms.day_slots(day)), day=day)


def _clock(rng: Random, forms: Forms, clock: time) -> Draft:
    choice = forms.clocks[rng.choice(roundness(clock))]
    return Draft(parse(rng.choice(choice)).fill(rng, forms.clock_slots(clock)), clock=clock)


def _part(rng: Random, forms: Forms, clock: time) -> Draft:
    return Draft(parse(rng.choice(forms.parts)).fill(rng, forms.clock_slots(clock)))


def _span(rng: Random, templates: Sequence[str]) -> Draft:
    return Draft(parse(rng.choice(templates)).fill(rng, {}))


def _joined(rng: Random, day: Draft, clock: Draft) -> Draft:
    first, second = (day.words, clock.words) if rng.random() < 0.82 else (clock.words, day.words)
    return Draft(f"{first} {second}", day.day, clock.clock)
