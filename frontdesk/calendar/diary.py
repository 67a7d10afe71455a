"""The one door to the calendar for everything above: what is free, book it, what is booked."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from frontdesk.calendar.appointment import Appointment, Openings, Patient, Slot
from frontdesk.calendar.booking import LEASE, Booking
from frontdesk.calendar.busy_index import BusyIndex
from frontdesk.calendar.caldav_server import CalendarAccount, CalendarServer
from frontdesk.calendar.event import read
from frontdesk.calendar.holds import HoldStore
from frontdesk.calendar.intervals import Interval, interval
from frontdesk.calendar.slots import Search, answer
from frontdesk.calendar.spoken import Language, Wish
from frontdesk.clinic import Clinic, Practitioner, Service
from frontdesk.errors import CalendarUnavailable, FrontdeskError, SlotTaken

Clock = Callable[[], datetime]
_log = logging.getLogger(__name__)
_DAY = timedelta(days=1)
_WHOLE_CALENDAR_SECONDS = 180


class Diary:
    """Free times, bookings and appointments of one clinic. Shared by all calls of one event loop."""

    def __init__(
        self,
        clinic: Clinic,
        account: CalendarAccount,
        holds: HoldStore,
        clock: Clock,
        *,
        refresh_every: timedelta = timedelta(seconds=10),
    ) -> None:
        """`clock` gives aware datetimes; `refresh_every` is how often busy times follow the server."""
        self._clinic = clinic
        self._clock = clock
        self._refresh_every = refresh_every
        self._server = CalendarServer(account)
        self._patient_server = CalendarServer(account, timeout=_WHOLE_CALENDAR_SECONDS)
        self._booking = Booking(clinic, self._server, holds, clock)
        calendars = [person.calendar for person in clinic.practitioners]
        self._index = BusyIndex(
            self._server, self._patient_server, calendars, clinic.timezone, clock, days=clinic.horizon_days
        )
        self._chores: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Create missing calendars of an embedded server, settle, read the busy times and keep them fresh.

        Raises `CalendarUnavailable` or `RecordsUnavailable`.
        """
        await self._patient_server.ensure({person.calendar: person.name for person in self._clinic.practitioners})
        await self.settle()
        for person in self._clinic.practitioners:
            await self._index.refresh(person.calendar)
        self._chores = [
            asyncio.create_task(self._index.keep_fresh(self._refresh_every)),
            asyncio.create_task(self._keep_settled()),
        ]

    async def close(self) -> None:
        """Stop the chores and disconnect."""
        for chore in self._chores:
            chore.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await chore
        self._chores = []
        await self._server.close()
        await self._patient_server.close()

    async def openings(self, wish: Wish, *, service: str | None, practitioner: str | None, limit: int = 2) -> Openings:
        """What is free for a wish: at most `limit` slots of one day. Raises `CalendarUnavailable`.

        Service and practitioner are ids of the clinic file: without a service the clinic's first, without a
        practitioner anybody who offers it.
        """
        wanted = self._clinic.service(service)
        people = [
            person
            for person in self._clinic.practitioners
            if wanted.id in person.services and practitioner in (None, person.id)
        ]
        # In a thread: months of full days take a fifth of a second, and every call's audio passes this loop.
        return await asyncio.to_thread(answer, await self._search(wanted, people), wish, limit)

    async def book(self, slot: Slot, *, name: str, phone: str | None, key: str, language: Language) -> Appointment:
        """Book a slot for a patient (`phone` in E.164) and return what the calendar server then holds.

        `key` names this booking for ever: calling again with it never books twice. Raises `SlotTaken` with free
        neighbours, `CalendarUnavailable`, or `RecordsUnavailable`; after each of them nothing may be called booked.
        """
        calendar = self._clinic.practitioner(slot.practitioner).calendar
        try:
            if slot.start <= self._clock():
                raise SlotTaken("the time has passed")
            appointment = await self._booking.book(slot, Patient(name, phone, language), key)
        except SlotTaken as taken:
            raise SlotTaken(taken.message, await self._neighbours(slot)) from None
        self._index.note(calendar, appointment.href, interval(appointment.slot.start, appointment.slot.end))
        return appointment

    async def appointments(self, first: date, last: date) -> list[Appointment]:
        """Our appointments that start on these days (inclusive), in order of time. Raises `CalendarUnavailable`."""
        zone = self._clinic.timezone
        begin, end = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (first, last + _DAY))
        found = []
        for person in self._clinic.practitioners:
            for item in await self._server.window(person.calendar, interval(begin, end)):
                ours = read(self._clinic, item.text, href=item.href, etag=item.etag)
                if ours and first <= ours.slot.start.date() <= last:
                    found.append(ours)
        return sorted(found, key=lambda ours: (ours.slot.start, ours.slot.practitioner))

    async def settle(self) -> None:
        """Finish or undo bookings that a crash left behind; done at start and every lease anyway."""
        await self._booking.settle()

    async def _search(self, service: Service, people: list[Practitioner]) -> Search:
        busy: dict[str, list[Interval]] = {}
        for person in people:
            busy[person.id] = await self._index.busy(person.calendar)
        return Search(self._clinic, service, people, busy, self._clock())

    async def _neighbours(self, slot: Slot) -> tuple[Slot, ...]:
        """Free slots of the same practitioner near one that was lost; none where the server cannot say."""
        person = self._clinic.practitioner(slot.practitioner)
        try:
            await self._index.refresh(person.calendar)
            search = await self._search(self._clinic.service(slot.service), [person])
        except CalendarUnavailable:
            return ()
        # Whoever won may not have written yet.
        busy = {person.id: [*search.busy[person.id], interval(slot.start, slot.end)]}
        day = slot.start.date()
        wish = Wish(first=day, last=day, time=slot.start.time(), after=None, before=None)
        without = Search(search.clinic, search.service, search.people, busy, search.now)
        return (await asyncio.to_thread(answer, without, wish, 2)).slots

    async def _keep_settled(self) -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds())
            try:
                await self.settle()
            except FrontdeskError as problem:
                _log.warning("holds cannot be settled: %s", problem.message)
            except Exception as problem:
                # The outer edge of a chore: it must outlive what nobody foresaw. The text may quote an event.
                _log.error("holds could not be settled: %s", type(problem).__name__)
