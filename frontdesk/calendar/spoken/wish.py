"""What a caller may mean by words about time: the plain data that goes in and comes out.

All dates and times are local to the clinic.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "fr"]


@dataclass(frozen=True, slots=True)
class Reference:
    """What the last check of this call was about: relative words ("later", "le lendemain") start from here."""

    day: dt.date | None
    start: dt.time | None
    end: dt.time | None


@dataclass(frozen=True, slots=True)
class Wish:
    """A resolved wish. Days from `first` to `last`, both included; a start s fits if after <= s < before."""

    first: dt.date
    last: dt.date
    time: dt.time | None
    """An exact time that was asked for; then `after` and `before` are None."""
    after: dt.time | None
    before: dt.time | None
    soonest: bool = False
    """The first one that is free is wanted ("as soon as possible")."""


@dataclass(frozen=True, slots=True)
class Ask:
    """An ambiguity, to be put to the caller as a question."""

    what: Literal["day", "time", "which_day", "am_pm"]
    options: tuple[dt.date | dt.time, ...] = ()
    """Which_day: the days, in order; am_pm and time: the times; day: empty."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """No wish can be made of it."""

    reason: Literal["nothing", "impossible", "past"]


@dataclass(frozen=True, slots=True)
class Context:
    """What the words are resolved against."""

    now: dt.datetime
    language: Language
    reference: Reference
    opening: tuple[dt.time, dt.time]

    @property
    def today(self) -> dt.date:
        """The day of the call."""
        return self.now.date()

    def monday(self, weeks: int) -> dt.date:
        """The Monday of the calendar week `weeks` after this one."""
        return self.today + dt.timedelta(days=7 * weeks - self.today.weekday())

    def week(self, weeks: int) -> tuple[dt.date, dt.date]:
        """Monday and Sunday of that week."""
        return self.monday(weeks), self.monday(weeks) + dt.timedelta(days=6)
