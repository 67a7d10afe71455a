"""Writing an appointment so that no two can stand in the same time and a crash at any line loses nothing.

    step                                      if it fails here
    -------------------------------------------------------------------------------------------------------------
    1  hold the 5-minute granules             somebody else is booking this time: taken
    2  read the window, recurrences expanded  something stands there: release, taken
    3  PUT, If-None-Match: *                  412: our earlier write landed, go on
    4  read ours back, read the window again  somebody else's event overlaps: delete ours (If-Match), release, taken
    5  commit: href and ETag into the row,    the appointment stands all the same; the row is written later
       granules go

Between processes step 1 decides; against people who write into the calendar themselves step 4 does. When the calendar
cannot be reached nobody is told that anything was booked and the hold stays: what was left behind is found by
`settle` once the lease ran out, and kept if it stands alone, because the patient wanted it and staff can see it.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from frontdesk.calendar.appointment import Appointment, Patient, Slot
from frontdesk.calendar.busy import busy_times
from frontdesk.calendar.caldav_server import CalendarServer
from frontdesk.calendar.event import file_of, read, render
from frontdesk.calendar.holds import Hold, HoldStore
from frontdesk.calendar.intervals import Interval, interval
from frontdesk.clinic import Clinic
from frontdesk.errors import CalendarUnavailable, RecordsUnavailable, SlotTaken

_log = logging.getLogger(__name__)
LEASE = timedelta(seconds=30)
_PATIENCE = timedelta(seconds=25)  # shorter than the lease: nobody may settle what is still being written
_ROUNDS = 3


class Booking:
    """The booking procedure over one calendar server and one store of holds."""

    def __init__(self, clinic: Clinic, server: CalendarServer, holds: HoldStore, clock: Callable[[], datetime]) -> None:
        self._clinic = clinic
        self._server = server
        self._holds = holds
        self._clock = clock
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        self._uncommitted: dict[str, Appointment] = {}

    async def book(self, slot: Slot, patient: Patient, key: str) -> Appointment:
        """Book the slot under an idempotency key that always names it; a repeated call finds its first write.

        Raises `SlotTaken`, `CalendarUnavailable`, `RecordsUnavailable` (nothing was written then).
        """
        if not await self._acquire(slot, key):
            raise SlotTaken("the time is being booked by somebody else")
        try:
            async with asyncio.timeout(_PATIENCE.total_seconds()):
                appointment = await self._write(slot, patient, key)
        except SlotTaken:
            await self._release(key)
            raise
        except TimeoutError:
            raise CalendarUnavailable("the calendar server takes too long") from None
        await self._commit(key, appointment)
        return appointment

    async def settle(self) -> None:
        """Finish or undo what a crash left behind; only holds whose lease ran out. Raises `RecordsUnavailable`."""
        for key, appointment in list(self._uncommitted.items()):
            await self._commit(key, appointment)
        for hold in await self._holds.expired(self._clock()):
            try:
                appointment = await self._verify(hold.calendar, hold.key)
            except SlotTaken:
                await self._release(hold.key)
            except CalendarUnavailable as problem:
                _log.warning("a hold cannot be settled yet: %s", problem.message)
            else:
                await self._commit(hold.key, appointment)

    def _hold(self, slot: Slot, key: str) -> Hold:
        span = interval(slot.start, slot.end)
        expires = self._clock().astimezone(UTC) + LEASE
        return Hold(key, self._calendar(slot), span.start, span.end, self._owner, expires)

    async def _acquire(self, slot: Slot, key: str) -> bool:
        if await self._holds.acquire(self._hold(slot, key)):
            return True
        await self.settle()  # it may be a dead process that holds the time
        return await self._holds.acquire(self._hold(slot, key))  # with a lease that begins now: settling takes time

    async def _write(self, slot: Slot, patient: Patient, key: str) -> Appointment:
        calendar, file = self._calendar(slot), file_of(key)
        if await self._server.get(calendar, file) is None:
            if await self._others(calendar, file, interval(slot.start, slot.end)):
                raise SlotTaken("the time is no longer free")
            text = render(self._clinic, slot, patient, key, self._clock())
            await self._server.create(calendar, file, text)
        return await self._verify(calendar, key)

    async def _verify(self, calendar: str, key: str) -> Appointment:
        """Step 4: our event as the server has it, standing alone in its time. Raises `SlotTaken` once ours is gone."""
        for _ in range(_ROUNDS):
            stored = await self._server.get(calendar, file_of(key))
            ours = read(self._clinic, stored.text, href=stored.href, etag=stored.etag) if stored else None
            if ours is None:
                raise SlotTaken("the appointment was not written, or was removed at once")
            if not await self._others(calendar, file_of(key), interval(ours.slot.start, ours.slot.end)):
                return ours
            if await self._server.delete(calendar, ours.href, ours.etag):
                raise SlotTaken("somebody else's event came first")
        raise CalendarUnavailable("the appointment keeps being changed while it is written")

    async def _others(self, calendar: str, file: str, span: Interval) -> bool:
        """Whether an event of somebody else keeps the time busy."""
        stored = await self._server.window(calendar, span)
        foreign = [item.text for item in stored if not item.href.endswith("/" + file)]
        return any(busy_times(text, span, self._clinic.timezone) for text in foreign)

    async def _commit(self, key: str, appointment: Appointment) -> None:
        """A database that fails now must not unsay what stands in the calendar: the row is written by `settle`."""
        try:
            await self._holds.commit(key, appointment.href, appointment.etag)
        except RecordsUnavailable:
            self._uncommitted[key] = appointment
            _log.error("a booking could not be recorded and will be recorded later")
        else:
            self._uncommitted.pop(key, None)

    async def _release(self, key: str) -> None:
        try:
            await self._holds.release(key)
        except RecordsUnavailable:
            _log.error("a hold could not be released; its lease will run out")

    def _calendar(self, slot: Slot) -> str:
        return self._clinic.practitioner(slot.practitioner).calendar
