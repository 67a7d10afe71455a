"""The calendar server seen as appointments: what stands where, whether it is as it was read out, what is in its way."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from frontdesk.calendar.appointment import Appointment
from frontdesk.calendar.busy import busy_times
from frontdesk.calendar.caldav_server import CalendarServer
from frontdesk.calendar.event import OurEvent, is_cancelled, read
from frontdesk.calendar.intervals import Interval, interval
from frontdesk.clinic import Clinic
from frontdesk.errors import AppointmentChanged

FAR = timedelta(days=730)
"""How far ahead appointments are looked for: staff write them for later than callers may."""


class Events:
    """Our events on one server. Every method raises `CalendarUnavailable`."""

    def __init__(self, clinic: Clinic, server: CalendarServer, clock: Callable[[], datetime]) -> None:
        self.clinic = clinic
        self.server = server
        self.clock = clock

    def calendar_of(self, appointment: Appointment) -> str:
        """The calendar that an appointment lies in."""
        return self.clinic.practitioner(appointment.slot.practitioner).calendar

    async def find(self, calendar: str, name: str) -> OurEvent | None:
        """Our event by path or by file name; None where there is none that is ours."""
        stored = await self.server.get(calendar, name)
        return read(self.clinic, calendar, stored) if stored else None

    async def standing(self, appointment: Appointment) -> OurEvent:
        """The event of an appointment that was read out, whatever became of it. Raises `AppointmentChanged`."""
        calendar = self.calendar_of(appointment)
        stored = await self.server.get(calendar, appointment.href)
        ours = read(self.clinic, calendar, stored) if stored else None
        if ours:
            return ours
        if stored and not is_cancelled(stored.text):
            raise AppointmentChanged("the event was made into something that is not one appointment")
        for other in await self.between(self.clock(), self.clock() + FAR):
            if other.uid == appointment.uid:
                raise AppointmentChanged("the appointment was moved to another calendar", other)
        raise AppointmentChanged("the appointment is gone", gone=True)

    async def alone(self, ours: OurEvent) -> bool:
        """Whether nothing of anybody else keeps the event's time busy."""
        span = interval(ours.slot.start, ours.slot.end)
        return not await self.busy(self.calendar_of(ours.appointment), ours.appointment.href, span)

    async def busy(self, calendar: str, name: str, span: Interval) -> bool:
        """Whether an event other than the named one (a path or a file name) keeps the time busy."""
        own = name.rsplit("/", 1)[-1]
        stored = await self.server.window(calendar, span)
        foreign = [item.text for item in stored if item.href.rsplit("/", 1)[-1] != own]
        return any(busy_times(text, span, self.clinic.timezone) for text in foreign)

    async def between(self, begin: datetime, end: datetime) -> list[Appointment]:
        """Our appointments of every practitioner that start in [begin, end), in order of time."""
        people = self.clinic.practitioners
        found = await asyncio.gather(*(self._between(person.calendar, begin, end) for person in people))
        both = [ours for appointments in found for ours in appointments]
        return sorted(both, key=lambda ours: (ours.slot.start.astimezone(UTC), ours.slot.practitioner))

    async def _between(self, calendar: str, begin: datetime, end: datetime) -> list[Appointment]:
        stored = await self.server.window(calendar, interval(begin, end))
        events = (read(self.clinic, calendar, item) for item in stored)
        return [ours.appointment for ours in events if ours and begin <= ours.slot.start < end]


def unchanged(ours: OurEvent, appointment: Appointment) -> None:
    """Raises `AppointmentChanged` where the event has another time than the appointment that was read out."""
    was, now = appointment.slot, ours.slot
    if (was.start, was.end, was.practitioner) != (now.start, now.end, now.practitioner):
        raise AppointmentChanged("the appointment was moved", ours.appointment)
