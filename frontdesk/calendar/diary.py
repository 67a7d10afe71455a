"""The one door to the calendar for everything above."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from frontdesk.calendar.appointment import Appointment, Openings, Slot
from frontdesk.calendar.caldav_server import CalendarAccount
from frontdesk.calendar.holds import HoldStore
from frontdesk.calendar.spoken import Language, Wish
from frontdesk.clinic import Clinic

Clock = Callable[[], datetime]


class Diary:
    """Free times, bookings and appointments of one clinic. Safe to share between calls of one event loop."""

    def __init__(
        self,
        clinic: Clinic,
        account: CalendarAccount,
        holds: HoldStore,
        clock: Clock,
        *,
        refresh_every: timedelta = timedelta(seconds=10),
    ) -> None: ...

    async def open(self) -> None:
        """Connect, create missing calendars of an embedded server, settle, read the busy times, keep them fresh.

        Raises `CalendarUnavailable`.
        """
        ...

    async def close(self) -> None:
        """Stop refreshing and disconnect."""
        ...

    async def openings(
        self, wish: Wish, *, service: str | None, practitioner: str | None, limit: int = 2
    ) -> Openings: ...

    async def book(self, slot: Slot, *, name: str, phone: str | None, key: str, language: Language) -> Appointment: ...

    async def appointments(self, first: date, last: date) -> list[Appointment]: ...

    async def settle(self) -> None: ...
