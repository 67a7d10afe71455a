"""Holds around every change of the calendar, and settling what a crash left behind.

    hold -> the steps of booking, moving, crossing or cancelling -> commit (or release, where they were refused)

A database that fails at the commit must not unsay what stands in the calendar: the row is written later, and the event
itself says meanwhile that a caller was told. Settling never takes such an event out; where not even the event can be
marked, nobody is told.
"""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from frontdesk.calendar.appointment import Appointment, Patient, Slot
from frontdesk.calendar.booking import ROUNDS, Booking
from frontdesk.calendar.caldav_server import CalendarServer
from frontdesk.calendar.cancelling import Cancelling
from frontdesk.calendar.crossing import Crossing
from frontdesk.calendar.event import OurEvent
from frontdesk.calendar.event_edits import standing
from frontdesk.calendar.events import Events
from frontdesk.calendar.holds import Hold, HoldStore, Kind, Origin
from frontdesk.calendar.intervals import interval
from frontdesk.calendar.moving import Moving
from frontdesk.clinic import Clinic
from frontdesk.errors import AppointmentChanged, CalendarUnavailable, RecordsUnavailable, SlotTaken

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")
LEASE = timedelta(seconds=30)
_BEING_CHANGED = "the appointment is being changed by somebody else at this moment"
_PATIENCE = timedelta(seconds=25)  # shorter than the lease: nobody may settle what is still being written


class Bookkeeping:
    """Everything that changes appointments, over one calendar server and one store of holds."""

    def __init__(self, clinic: Clinic, server: CalendarServer, holds: HoldStore, clock: Callable[[], datetime]) -> None:
        self._events = Events(clinic, server, clock)
        self._holds = holds
        self._booking = Booking(self._events)
        self._moving = Moving(self._events)
        self._crossing = Crossing(self._events)
        self._cancelling = Cancelling(self._events)
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        self._uncommitted: dict[str, tuple[str, str]] = {}

    async def book(self, slot: Slot, patient: Patient, key: str) -> Appointment:
        """Book the slot under an idempotency key that always names it; a repeated call finds its first write.

        Raises `SlotTaken`, `CalendarUnavailable`, `RecordsUnavailable` (nothing was written then).
        """
        if href := await self._holds.committed(key):
            ours = await self._events.find(self._calendar(slot), href)
            if ours is None:
                raise SlotTaken("the appointment was booked before and removed since")
            return ours.appointment
        await self._hold(lambda: self._new_hold(slot, key, "book"))
        return await self._told(key, await self._carry_out(key, self._booking.write(slot, patient, key)))

    async def move(self, appointment: Appointment, slot: Slot, key: str) -> Appointment:
        """Move the appointment; a repeated call finds its first write. Raises `AppointmentChanged` and as `book`."""
        if href := await self._holds.committed(key):
            ours = await self._events.find(self._calendar(slot), href)
            if ours is None:
                raise AppointmentChanged("the appointment was moved before and removed since", gone=True)
            return ours.appointment
        old = interval(appointment.slot.start, appointment.slot.end)
        origin = Origin(self._calendar(appointment.slot), appointment.href, old.start, old.end)
        try:
            await self._hold(lambda: self._new_hold(slot, key, "move", origin))
        except SlotTaken:
            if await self._holds.acquire(self._new_hold(slot, key, "move")):  # so it is the old time that is held
                await self._release(key)
                raise CalendarUnavailable(_BEING_CHANGED) from None
            raise
        way = self._moving if origin.calendar == self._calendar(slot) else self._crossing
        return await self._told(key, await self._carry_out(key, way.write(appointment, slot, key)))

    async def cancel(self, appointment: Appointment, key: str) -> None:
        """Cancel the appointment; harmless to repeat.

        Raises `AppointmentChanged`, `CalendarUnavailable`, `RecordsUnavailable`.
        """
        if await self._holds.committed(key):
            return
        try:
            await self._hold(lambda: self._new_hold(appointment.slot, key, "cancel"))
        except SlotTaken:
            raise CalendarUnavailable(_BEING_CHANGED) from None
        await self._carry_out(key, self._cancelling.write(appointment))
        await self._commit(key, appointment.href, appointment.etag)

    async def settle(self) -> None:
        """Finish or undo what a crash left behind; only holds whose lease ran out. Raises `RecordsUnavailable`."""
        for key, (href, etag) in list(self._uncommitted.items()):
            await self._commit(key, href, etag)
        for hold in await self._holds.expired(self._events.clock()):
            try:
                await self._settle(hold)
            except CalendarUnavailable as problem:
                _log.warning("a hold cannot be settled yet: %s", problem.message)

    async def _settle(self, hold: Hold) -> None:
        try:
            if hold.kind == "cancel":
                raise SlotTaken("a cancellation leaves nothing behind")
            ours = await self._way(hold).settle(hold)
        except SlotTaken:
            await self._release(hold.key)
        else:
            await self._commit(hold.key, ours.appointment.href, ours.appointment.etag)

    def _way(self, hold: Hold) -> Booking | Moving | Crossing:
        if hold.origin is None:
            return self._booking
        return self._moving if hold.origin.calendar == hold.calendar else self._crossing

    def _new_hold(self, slot: Slot, key: str, kind: Kind, origin: Origin | None = None) -> Hold:
        span = interval(slot.start, slot.end)
        expires = self._events.clock().astimezone(UTC) + LEASE
        return Hold(key, self._calendar(slot), span.start, span.end, self._owner, expires, kind, origin)

    def _calendar(self, slot: Slot) -> str:
        return self._events.clinic.practitioner(slot.practitioner).calendar

    async def _hold(self, hold: Callable[[], Hold]) -> None:
        """Step 1. Raises `SlotTaken`."""
        if await self._holds.acquire(hold()):
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE.total_seconds()):
                await self.settle()  # it may be a dead process that holds the time
        if not await self._holds.acquire(hold()):  # with a lease that begins now: settling takes time
            raise SlotTaken("the time is being written to by somebody else")

    async def _carry_out(self, key: str, steps: Awaitable[_Result]) -> _Result:
        """The steps under a hold, which goes where they were refused and stays where nobody knows what they did."""
        try:
            async with asyncio.timeout(_PATIENCE.total_seconds()):
                return await steps
        except (SlotTaken, AppointmentChanged):
            await self._release(key)
            raise
        except TimeoutError:
            raise CalendarUnavailable("the calendar server takes too long") from None

    async def _told(self, key: str, ours: OurEvent) -> Appointment:
        """Record what the caller will be told. Raises `CalendarUnavailable` where it can be written nowhere."""
        if await self._commit(key, ours.appointment.href, ours.appointment.etag):
            return ours.appointment
        events, held = self._events, ours.appointment
        calendar = events.calendar_of(held)
        for _ in range(ROUNDS):
            text = standing(events.clinic, ours, key, events.clock())
            await events.server.replace(calendar, ours.appointment.href, ours.appointment.etag, text)
            found = await events.find(calendar, held.href)
            if found is None or found.stands == key:
                return (found or ours).appointment
            ours = found
        raise CalendarUnavailable("the appointment keeps being changed while it is recorded")

    async def _commit(self, key: str, href: str, etag: str) -> bool:
        try:
            await self._holds.commit(key, href, etag)
        except RecordsUnavailable:
            self._uncommitted[key] = (href, etag)
            _log.error("a change of the calendar could not be recorded and will be recorded later")
            return False
        self._uncommitted.pop(key, None)
        return True

    async def _release(self, key: str) -> None:
        try:
            await self._holds.release(key)
        except RecordsUnavailable:
            _log.error("a hold could not be released; its lease will run out")
