"""What a caller may mean by words about time: the plain data that goes in and comes out.

All dates and times are local to the clinic.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

Language = Literal["en", "fr"]


@dataclass(frozen=True, slots=True)
class Reference:
    """What the last check of this call was about: relative words ("later", "le lendemain") start from here."""

    day: date | None
    start: time | None
    end: time | None


@dataclass(frozen=True, slots=True)
class Wish:
    """A resolved wish. Days from `first` to `last`, both included; a start s fits if after <= s < before."""

    first: date
    last: date
    time: time | None
    """An exact time that was asked for; then `after` and `before` are None."""
    after: time | None
    before: time | None
    soonest: bool = False
    """The first one that is free is wanted ("as soon as possible")."""


@dataclass(frozen=True, slots=True)
class Ask:
    """An ambiguity, to be put to the caller as a question."""

    what: Literal["day", "time", "which_day", "am_pm"]
    options: tuple[date | time, ...] = ()
    """Which_day: the days, in order; am_pm and time: the times; day: empty."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """No wish can be made of it."""

    reason: Literal["nothing", "impossible", "past"]


@dataclass(frozen=True, slots=True)
class Context:
    """What the words are resolved against."""

    now: datetime
    language: Language
    reference: Reference
    opening: tuple[time, time]

    @property
    def today(self) -> date:
        """The day of the call."""
        return self.now.date()

    @property
    def reference_day(self) -> date | None:
        """The day of the last check."""
        return self.reference.day

    def monday(self, weeks: int) -> date:
        """The Monday of the calendar week `weeks` after this one."""
        return self.today + timedelta(days=7 * weeks - self.today.weekday())
