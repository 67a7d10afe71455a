"""A clock for tests."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

MONTREAL = ZoneInfo("America/Toronto")


class SetClock:
    """A clock that only moves when told; starts on Monday, 23 November 2026, 9:00 in Montreal."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=MONTREAL)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **step: float) -> None:
        self.now += timedelta(**step)
