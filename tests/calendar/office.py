"""What tests of moving and cancelling share: one clinic's appointment, what staff do to it, and a faulty line."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from frontdesk.calendar.appointment import Appointment, Patient, Slot
from frontdesk.calendar.bookkeeping import Bookkeeping
from frontdesk.calendar.caldav_server import CalendarAccount, CalendarServer
from frontdesk.calendar.event import OurEvent, file_of, read, render
from frontdesk.calendar.intervals import interval
from frontdesk.clinic import Clinic
from frontdesk.errors import RecordsUnavailable
from tests.calendar.fault_proxy import Fate, FaultProxy, Request
from tests.calendar.set_clock import MONTREAL, SetClock
from tests.calendar.sqlite_holds import SqliteHolds

ANN = Patient("Ann Example", "+15145550123", "en")


def slot_at(hour: int, minute: int = 0, person: str = "roy", day: int = 24) -> Slot:
    start = datetime(2026, 11, day, hour, minute, tzinfo=MONTREAL)
    return Slot(start, start + timedelta(minutes=30), person, "checkup")


def foreign(slot: Slot, uid: str = "staff") -> str:
    """Somebody else's event in the slot's time."""
    times = [f"{name};TZID=America/Toronto:{value:%Y%m%dT%H%M%S}" for name, value in zip_times(slot)]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//staff//", "BEGIN:VEVENT", f"UID:{uid}"]
    return "\r\n".join([*head, "DTSTAMP:20261101T000000Z", *times, "SUMMARY:x", "END:VEVENT", "END:VCALENDAR", ""])


def zip_times(slot: Slot) -> list[tuple[str, datetime]]:
    return [("DTSTART", slot.start), ("DTEND", slot.end)]


@dataclass
class Office:
    """A clinic with its real calendar server, reached directly or through a proxy with faults."""

    clinic: Clinic
    account: CalendarAccount
    server: CalendarServer
    holds: SqliteHolds
    clock: SetClock

    def bookkeeping(self, *, holds: SqliteHolds | None = None, server: CalendarServer | None = None) -> Bookkeeping:
        """Another process, as far as the program can tell."""
        return Bookkeeping(self.clinic, server or self.server, holds or self.holds, self.clock)

    @asynccontextmanager
    async def through(
        self, fate: Callable[[Request], Awaitable[Fate]], *, seconds: int = 5
    ) -> AsyncIterator[tuple[Bookkeeping, FaultProxy]]:
        async with FaultProxy(self.account.url, fate) as proxy:
            server = CalendarServer(replace(self.account, url=proxy.url), timeout=seconds)
            yield self.bookkeeping(server=server), proxy
            await server.close()

    def calendar(self, person: str) -> str:
        return self.clinic.practitioner(person).calendar

    async def ours(self) -> list[OurEvent]:
        """Every event of ours around the day, in every calendar."""
        found = []
        for person in self.clinic.practitioners:
            around = interval(slot_at(0).start, slot_at(23).end)
            for stored in await self.server.window(person.calendar, around):
                if event := read(self.clinic, person.calendar, stored):
                    found.append(event)
        return found

    async def slots(self) -> list[Slot]:
        return [event.slot for event in await self.ours()]

    async def stands(self, slot: Slot, name: str) -> Appointment:
        """An appointment of ours that stands already."""
        calendar, key = self.calendar(slot.practitioner), f"{name}:0"
        text = render(self.clinic, slot, Patient(name, None, "en"), key, self.clock())
        assert await self.server.create(calendar, file_of(key), text)
        stored = await self.server.get(calendar, file_of(key))
        assert stored
        event = read(self.clinic, calendar, stored)
        assert event
        return event.appointment

    async def edit(self, appointment: Appointment, old: str, new: str) -> None:
        """Staff change the event's text."""
        calendar = self.calendar(appointment.slot.practitioner)
        stored = await self.server.get(calendar, appointment.href)
        assert stored
        assert old in stored.text
        assert await self.server.replace(calendar, stored.href, stored.etag, stored.text.replace(old, new))

    async def note(self, appointment: Appointment, text: str) -> None:
        """Staff write a note, with an alarm and a property of their program's own."""
        lines = ["X-STAFF-COLOUR:blue", f"COMMENT:{text}", "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M"]
        lines += ["DESCRIPTION:soon", "END:VALARM", "END:VEVENT"]
        await self.edit(appointment, "END:VEVENT", "\r\n".join(lines))

    async def staff_move(self, appointment: Appointment, slot: Slot) -> None:
        for (name, before), (_, after) in zip(zip_times(appointment.slot), zip_times(slot), strict=True):
            form = "{};TZID=America/Toronto:{:%Y%m%dT%H%M%S}"
            await self.edit(appointment, form.format(name, before), form.format(name, after))

    async def staff_write(self, slot: Slot, name: str = "staff") -> None:
        await self.server.create(self.calendar(slot.practitioner), f"{name}.ics", foreign(slot, name))


class FailingHolds(SqliteHolds):
    """A store whose later steps fail."""

    async def commit(self, key: str, href: str, etag: str) -> None:
        raise RecordsUnavailable("disk full")

    async def release(self, key: str) -> None:
        raise RecordsUnavailable("disk full")
