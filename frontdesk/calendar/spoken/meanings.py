"""What single phrases mean before they are put together: clock times, windows of the day, facts about the days."""

from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Literal

Span = tuple[date, date]
"""First and last day, both included."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time as spoken: "three" may be 3:00 or 15:00 until the rest is known."""

    hour: int
    minute: int = 0
    half: Literal["am", "pm", "exact"] | None = None

    def candidates(self) -> list[time]:
        """The times it may be, the literal one first."""
        if self.half in ("am", "pm"):
            return [time(self.hour % 12 + (12 if self.half == "pm" else 0), self.minute)]
        if self.half == "exact" or not 1 <= self.hour <= 12:
            return [time(self.hour % 24, self.minute)]
        return [time(self.hour, self.minute), time((self.hour + 12) % 24, self.minute)]


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the day: after <= start < before."""

    after: time | None = None
    before: time | None = None

    def holds(self, moment: time) -> bool:
        """Tell whether a start at `moment` fits."""
        return (self.after is None or self.after <= moment) and (self.before is None or moment < self.before)

    def both(self, other: "Window") -> "Window":
        """The narrower of both limits on each side."""
        afters = [limit for limit in (self.after, other.after) if limit is not None]
        befores = [limit for limit in (self.before, other.before) if limit is not None]
        return Window(max(afters, default=None), min(befores, default=None))

    def either(self, other: "Window") -> "Window":
        """The smallest window that holds both."""
        after = min(self.after, other.after) if self.after is not None and other.after is not None else None
        before = max(self.before, other.before) if self.before is not None and other.before is not None else None
        return Window(after, before)


@dataclass(frozen=True, slots=True)
class Limits:
    """Spoken limits ("after three", "between two and four"), before it is known which half of the day they mean."""

    after: Clock | None = None
    before: Clock | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """What has been said of the days; every fact narrows the choice."""

    weekday: int | None = None
    """0 is Monday."""
    day: int | None = None
    """Day of the month."""
    month: int | None = None
    within: Span | None = None
    today_too: bool = False
    """A weekday that is today's means today ("this Tuesday"), not in a week."""

    def fits(self, day: date) -> bool:
        """Tell whether `day` has weekday, number and month as said; `within` is not looked at."""
        return self.weekday in (None, day.weekday()) and self.day in (None, day.day) and self.month in (None, day.month)

    def picks(self) -> bool:
        """Tell whether single days are picked out, rather than a whole span taken."""
        return not self.weekday is self.day is self.month is None

    def plain_weekday(self) -> bool:
        """Tell whether a weekday is all that picks the day."""
        return self.weekday is not None and self.day is self.month is None

    def merge(self, other: "Days") -> "Days | None":
        """All facts of both, or None where they contradict each other."""
        facts = self
        for fact in fields(Days):
            mine, theirs = getattr(self, fact.name), getattr(other, fact.name)
            if fact.name == "today_too":
                facts = replace(facts, today_too=mine or theirs)
            elif fact.name == "within" and mine and theirs:
                span = (max(mine[0], theirs[0]), min(mine[1], theirs[1]))
                if span[0] > span[1]:
                    return None
                facts = replace(facts, within=span)
            elif mine is None:
                facts = replace(facts, **{fact.name: theirs})
            elif theirs not in (None, mine):
                return None
        return facts

    def like(self, other: "Days") -> "Days":
        """Take month and span from the other half of "the fourth or the fifth of May" where they are missing here."""
        alike = (self.weekday is None) == (other.weekday is None) and (self.day is None) == (other.day is None)
        if not alike or not self.picks():
            return self
        return replace(self, month=self.month or other.month, within=self.within or other.within)
