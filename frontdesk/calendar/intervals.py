"""Stretches of time, in UTC so that days with 23 or 25 hours need no thought."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` (inclusive) to `end` (exclusive), both aware UTC."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two share a moment; touching ends do not."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Interval") -> bool:
        """Whether the whole of `other` lies inside."""
        return self.start <= other.start and other.end <= self.end


def interval(start: datetime, end: datetime) -> Interval:
    """An interval from two aware datetimes of any zone."""
    return Interval(start.astimezone(UTC), end.astimezone(UTC))


def overlaps_any(one: Interval, others: Iterable[Interval]) -> bool:
    """Whether `one` overlaps at least one of the others."""
    return any(one.overlaps(other) for other in others)
