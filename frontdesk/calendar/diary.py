"""The one door to the calendar for everything above: what is free, what is booked, and every change of it."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from frontdesk.calendar.appointment import Appointment, Openings, Patient, Slot
from frontdesk.calendar.bookkeeping import LEASE, Bookkeeping
from frontdesk.calendar.busy_index import BusyIndex
from frontdesk.calendar.caldav_server import CalendarAccount, CalendarServer
from frontdesk.calendar.events import FAR, Events
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
        self._events = Events(clinic, self._server, clock)
        self._bookkeeping = Bookkeeping(clinic, self._server, holds, clock)
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

    async def openings(
        self,
        wish: Wish,
        *,
        service: str | None,
        practitioner: str | None,
        limit: int = 2,
        moving: Appointment | None = None,
    ) -> Openings:
        """What is free for a wish: at most `limit` slots of one day. Raises `CalendarUnavailable`.

        Service and practitioner are ids of the clinic file: without a service the clinic's first, without a
        practitioner anybody who offers it. An appointment that is being moved does not keep its own time busy, keeps
        its service where none is named, and the length that staff gave it.
        """
        wanted = self._service(service, moving)
        people = [
            person
            for person in self._clinic.practitioners
            if wanted.id in person.services and practitioner in (None, person.id)
        ]
        # In a thread: months of full days take a fifth of a second, and every call's audio passes this loop.
        return await asyncio.to_thread(answer, await self._search(wanted, people, moving), wish, limit)

    async def book(self, slot: Slot, *, name: str, phone: str | None, key: str, language: Language) -> Appointment:
        """Book a slot for a patient (`phone` in E.164) and return what the calendar server then holds.

        `key` names this booking for ever: calling again with it never books twice. Raises `SlotTaken` with free
        neighbours, `CalendarUnavailable`, or `RecordsUnavailable`; after each of them nothing may be called booked.
        """
        try:
            self._refuse_past(slot)
            appointment = await self._bookkeeping.book(slot, Patient(name, phone, language), key)
        except SlotTaken as taken:
            raise SlotTaken(taken.message, await self._neighbours(slot)) from None
        self._note(appointment)
        return appointment

    async def move(self, appointment: Appointment, slot: Slot, *, key: str) -> Appointment:
        """Move an appointment, as `upcoming` gave it, to a slot and return what the calendar server then holds.

        `key` names this move for ever. Raises `SlotTaken` with free neighbours, `RecordsUnavailable`: it stands as it
        stood; `AppointmentChanged`: it stands as staff changed it; `CalendarUnavailable`: nobody knows in which of both
        times it will stand.
        """
        try:
            self._refuse_past(slot)
            moved = await self._bookkeeping.move(appointment, slot, key)
        except SlotTaken as taken:
            raise SlotTaken(taken.message, await self._neighbours(slot, appointment)) from None
        self._index.forget(self._calendar(appointment.slot), appointment.href)
        self._note(moved)
        return moved

    async def cancel(self, appointment: Appointment, *, key: str) -> None:
        """Cancel an appointment, as `upcoming` gave it; one that is gone already counts as cancelled.

        Raises `AppointmentChanged`: it stands as staff changed it; `RecordsUnavailable`: it stands; or
        `CalendarUnavailable`: it may stand or not.
        """
        await self._bookkeeping.cancel(appointment, key)
        self._index.forget(self._calendar(appointment.slot), appointment.href)

    async def upcoming(self) -> list[Appointment]:
        """Our appointments that begin from now on, of every practitioner, in order of time, fresh from the server.

        Raises `CalendarUnavailable`.
        """
        now = self._clock()
        return await self._events.between(now, now + FAR)

    async def appointments(self, first: date, last: date) -> list[Appointment]:
        """Our appointments that start on these days (inclusive), in order of time. Raises `CalendarUnavailable`."""
        zone = self._clinic.timezone
        begin, end = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (first, last + _DAY))
        return await self._events.between(begin, end)

    async def settle(self) -> None:
        """Finish or undo changes that a crash left behind; done at start and every lease anyway."""
        await self._bookkeeping.settle()

    def _refuse_past(self, slot: Slot) -> None:
        if slot.start <= self._clock():
            raise SlotTaken("the time has passed")

    def _calendar(self, slot: Slot) -> str:
        return self._clinic.practitioner(slot.practitioner).calendar

    def _note(self, appointment: Appointment) -> None:
        slot = appointment.slot
        self._index.note(self._calendar(slot), appointment.href, interval(slot.start, slot.end))

    def _service(self, service: str | None, moving: Appointment | None) -> Service:
        """The service asked for; that of an appointment that is being moved, with its own length."""
        if moving is None or service not in (None, moving.slot.service):
            return self._clinic.service(service)
        known = any(moving.slot.service == offered.id for offered in self._clinic.services)
        minutes = round((moving.slot.end - moving.slot.start) / timedelta(minutes=1))
        kept = self._clinic.service(moving.slot.service if known else None)
        return kept.model_copy(update={"minutes": minutes}) if minutes > 0 else kept

    async def _search(self, service: Service, people: list[Practitioner], moving: Appointment | None) -> Search:
        busy: dict[str, list[Interval]] = {}
        for person in people:
            busy[person.id] = await self._index.busy(person.calendar, without=moving.href if moving else None)
        return Search(self._clinic, service, people, busy, self._clock(), moving.slot if moving else None)

    async def _neighbours(self, slot: Slot, moving: Appointment | None = None) -> tuple[Slot, ...]:
        """Free slots of the same practitioner near one that was lost; none where the server cannot say."""
        person = self._clinic.practitioner(slot.practitioner)
        try:
            await self._index.refresh(person.calendar)
            search = await self._search(self._service(slot.service, moving), [person], moving)
        except CalendarUnavailable:
            return ()
        # Whoever won may not have written yet.
        busy = {person.id: [*search.busy[person.id], interval(slot.start, slot.end)]}
        day = slot.start.date()
        wish = Wish(first=day, last=day, time=slot.start.time(), after=None, before=None)
        return (await asyncio.to_thread(answer, replace(search, busy=busy), wish, 2)).slots

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
