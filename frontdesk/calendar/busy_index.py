"""The busy times of every calendar in memory, so that offering a time asks nobody.

Each calendar is read once for the span that may be booked and then follows the server by sync token. The span moves
with the day; a calendar is read anew when it has moved. What is offered from here may be stale by the refresh
interval: booking asks the server again.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.calendar.busy import busy_times
from frontdesk.calendar.caldav_server import CalendarServer, Stored
from frontdesk.calendar.intervals import Interval
from frontdesk.errors import CalendarUnavailable

_log = logging.getLogger(__name__)


@dataclass
class _Shelf:
    """One calendar: `events` maps paths to busy times; `asked` and `read` count refreshes wished for and done."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    token: str = ""
    day: date | None = None
    read_at: datetime | None = None
    asked: int = 0
    read: int = 0
    events: dict[str, list[Interval]] = field(default_factory=dict)


class BusyIndex:
    """Busy times per calendar name, from yesterday to `days` ahead. One event loop only."""

    def __init__(
        self,
        server: CalendarServer,
        patient_server: CalendarServer,
        calendars: Iterable[str],
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        *,
        days: int,
        max_age: timedelta = timedelta(minutes=1),
    ) -> None:
        """`patient_server` has the time to read whole calendars, which a cold server takes long for.

        `max_age` is how stale the index may be before an answer waits for the server.
        """
        self._server = server
        self._patient_server = patient_server
        self._zone = zone
        self._clock = clock
        self._days = days
        self._max_age = max_age
        self._shelves = {name: _Shelf() for name in calendars}

    async def busy(self, calendar: str, *, without: str | None = None) -> list[Interval]:
        """The busy times; asks the server only where the index is too old. Raises `CalendarUnavailable`.

        `without` is the path of an event that is left out.
        """
        shelf = self._shelves[calendar]
        now = self._clock()
        if shelf.read_at is None or now - shelf.read_at > self._max_age or shelf.day != self._today():
            await self.refresh(calendar)
        return [span for href, spans in shelf.events.items() if href != without for span in spans]

    async def refresh(self, calendar: str) -> None:
        """Follow the server now; callers that wait together share one round trip. Raises `CalendarUnavailable`."""
        shelf = self._shelves[calendar]
        shelf.asked += 1
        wanted = shelf.asked
        async with shelf.lock:
            if shelf.read >= wanted:
                return
            covered = shelf.asked
            if shelf.day == self._today() and shelf.token:
                await self._follow(calendar, shelf)
            else:
                await self._read(calendar, shelf)
            shelf.read, shelf.read_at = covered, self._clock()

    async def keep_fresh(self, every: timedelta) -> None:
        """Refresh all calendars forever; a server that is away is logged once until it is back."""
        away = False
        while True:
            await asyncio.sleep(every.total_seconds())
            try:
                for calendar in self._shelves:
                    await self.refresh(calendar)
            except CalendarUnavailable as problem:
                if not away:
                    _log.warning("busy times cannot be refreshed: %s", problem.message)
                away = True
            except Exception as problem:
                # The outer edge of a chore: it must outlive what nobody foresaw. The text may quote an event.
                _log.error("busy times could not be refreshed: %s", type(problem).__name__)
            else:
                away = False

    def note(self, calendar: str, href: str, span: Interval) -> None:
        """Take note of an event that was just written, ahead of the next refresh."""
        self._shelves[calendar].events[href] = [span]

    def forget(self, calendar: str, href: str) -> None:
        """Take note of an event that was just removed, ahead of the next refresh."""
        self._shelves[calendar].events.pop(href, None)

    async def _read(self, calendar: str, shelf: _Shelf) -> None:
        day, window = self._today(), self._window()
        # The token first: what happens between the two requests is reported again by the next refresh.
        token = await self._patient_server.token(calendar)
        stored = await self._patient_server.window(calendar, window)
        shelf.events = await asyncio.to_thread(self._expand, stored, window)
        shelf.token, shelf.day = token, day

    async def _follow(self, calendar: str, shelf: _Shelf) -> None:
        changes = await self._server.changes(calendar, shelf.token)
        expanded = await asyncio.to_thread(self._expand, changes.changed, self._window())
        if changes.complete:
            shelf.events = expanded
        else:
            shelf.events.update(expanded)
        for href in changes.gone:
            shelf.events.pop(href, None)
        shelf.token = changes.token

    def _expand(self, stored: Sequence[Stored], window: Interval) -> dict[str, list[Interval]]:
        return {item.href: busy_times(item.text, window, self._zone) for item in stored}

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    def _window(self) -> Interval:
        today = self._today()
        midnight = datetime(today.year, today.month, today.day, tzinfo=self._zone).astimezone(UTC)
        return Interval(midnight - timedelta(days=1), midnight + timedelta(days=self._days + 2))
