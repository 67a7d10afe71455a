"""The events of a scenario's calendars: written before the call, read after it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import icalendar

from frontdesk.calendar.appointment import Patient, Slot
from frontdesk.calendar.caldav_server import CalendarServer
from frontdesk.calendar.event import render
from frontdesk.calendar.intervals import interval
from frontdesk.clinic import Clinic
from tests.scenarios.scenario import Event

_BEFORE_ALL, _AFTER_ALL = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it stands on the server. `what` compares; `uid` and `text` tell whether anybody touched it."""

    calendar: str
    """The practitioner's id."""
    start: datetime
    end: datetime
    name: str
    phone: str | None
    service: str | None
    uid: str
    text: str

    @property
    def what(self) -> str:
        """What it is, in one line."""
        parts = [self.calendar, f"{self.start:%a %Y-%m-%d %H:%M}-{self.end:%H:%M}", self.name]
        return " | ".join([*parts, *filter(None, (self.phone, self.service))])


async def put_before(server: CalendarServer, clinic: Clinic, events: Iterable[Event], now: datetime) -> dict[str, str]:
    """Write the events of a scenario into the calendars; their UIDs by id."""
    uids: dict[str, str] = {}
    for event in events:
        key = f"before:{event.id or uuid.uuid4().hex}:{uuid.uuid4().hex}"
        text = _ours(clinic, event, key, now) if event.service else _staffs(clinic, event, key)
        uid = str(icalendar.Calendar.from_ical(text).walk("VEVENT")[0]["UID"])
        assert await server.create(clinic.practitioner(event.calendar).calendar, f"{uid}.ics", text)
        if event.id:
            uids[event.id] = uid
    return uids


async def entries(server: CalendarServer, clinic: Clinic) -> list[Entry]:
    """Every event of every calendar, as the server holds it."""
    found = []
    for person in clinic.practitioners:
        for item in await server.window(person.calendar, interval(_BEFORE_ALL, _AFTER_ALL)):
            found.append(_entry(clinic, person.id, item.text))
    return sorted(found, key=lambda entry: entry.what)


def line_of(clinic: Clinic, event: Event) -> str:
    """An event of a scenario as `Entry.what` shows it."""
    slot = _slot(clinic, event)
    return Entry(event.calendar, slot.start, slot.end, event.name, event.phone, event.service, "", "").what


def _entry(clinic: Clinic, calendar: str, text: str) -> Entry:
    component = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    service = component.get("X-FRONTDESK-SERVICE")
    summary = str(component.get("SUMMARY", ""))
    return Entry(
        calendar=calendar,
        start=component.start.astimezone(clinic.timezone),
        end=component.end.astimezone(clinic.timezone),
        name=summary.rpartition(" – ")[0] if service else summary,
        phone=str(component["DESCRIPTION"]).strip() if "DESCRIPTION" in component else None,
        service=str(service) if service else None,
        uid=str(component["UID"]),
        text=text,
    )


def _slot(clinic: Clinic, event: Event) -> Slot:
    start, end = event.start.replace(tzinfo=clinic.timezone), event.end.replace(tzinfo=clinic.timezone)
    return Slot(start, end, event.calendar, event.service or "")


def _ours(clinic: Clinic, event: Event, key: str, now: datetime) -> str:
    return render(clinic, _slot(clinic, event), Patient(event.name, event.phone, "en"), key, now)


def _staffs(clinic: Clinic, event: Event, key: str) -> str:
    slot, entry = _slot(clinic, event), icalendar.Event()
    entry.add("UID", uuid.uuid5(uuid.NAMESPACE_OID, key).hex)
    entry.add("DTSTAMP", slot.start)
    entry.add("DTSTART", slot.start)
    entry.add("DTEND", slot.end)
    entry.add("SUMMARY", event.name)
    calendar = icalendar.Calendar()
    calendar.add("PRODID", "-//staff//EN")
    calendar.add("VERSION", "2.0")
    calendar.add_component(entry)
    calendar.add_missing_timezones(slot.start.date(), slot.start.date().replace(year=slot.start.year + 2))
    return calendar.to_ical().decode()
