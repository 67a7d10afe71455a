"""Our events as iCalendar text, and back.

Staff read SUMMARY and DESCRIPTION; code reads the X-FRONTDESK properties, so that a changed title harms nothing. UID
and file name are derived from the idempotency key of what wrote the event: the same thing, tried twice, is the same
event. Whose appointment it is the calendar says that it lies in: staff drag events from one to another.

    X-FRONTDESK-    says
    -----------------------------------------------------------------------------------------
    KEY             the key that the event was written under
    MOVED-BY        the key of the last move inside its calendar
    COPIED          the ETag of the event in another calendar that this one was copied from
    STANDS          the key of what was told to a caller while the database could not record it
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

import icalendar

from frontdesk.calendar.appointment import Appointment, Patient, Slot
from frontdesk.calendar.busy import REPEATS, UNREADABLE, moment
from frontdesk.calendar.caldav_server import Stored
from frontdesk.clinic import Clinic

PREFIX = "X-FRONTDESK-"


@dataclass(frozen=True, slots=True)
class OurEvent:
    """An event of ours as the server holds it; the keys are empty where nothing was written."""

    appointment: Appointment
    text: str = field(repr=False)
    moved_by: str
    copied: str
    stands: str

    @property
    def slot(self) -> Slot:
        """Where it stands."""
        return self.appointment.slot


def uid_of(key: str) -> str:
    """The UID of the event written under this key."""
    return sha256(key.encode()).hexdigest()[:32]


def file_of(key: str) -> str:
    """The name of the event's resource in its calendar."""
    return f"{uid_of(key)}.ics"


def render(clinic: Clinic, slot: Slot, patient: Patient, key: str, now: datetime) -> str:
    """One VCALENDAR with the appointment and its time zone."""
    event = icalendar.Event()
    event.add("UID", uid_of(key))
    event.add("DTSTAMP", now)
    event.add("DTSTART", slot.start)
    event.add("DTEND", slot.end)
    event.add("SEQUENCE", 0)
    event.add("SUMMARY", f"{patient.name} – {clinic.service(slot.service).names[clinic.languages[0]]}")
    if patient.phone:
        event.add("DESCRIPTION", patient.phone)
    ours = {
        "NAME": patient.name,
        "PHONE": patient.phone,
        "SERVICE": slot.service,
        "PRACTITIONER": slot.practitioner,
        "LANGUAGE": patient.language,
        "KEY": key,
    }
    for suffix, value in ours.items():
        if value:
            event.add(PREFIX + suffix, value)
    calendar = icalendar.Calendar()
    calendar.add("PRODID", "-//frontdesk//EN")
    calendar.add("VERSION", "2.0")
    calendar.add_component(event)
    add_time_zones(calendar, slot.start.year)
    return str(calendar.to_ical(), "utf-8")


def add_time_zones(calendar: icalendar.Calendar, year: int) -> None:
    """Describe every zone that is named and not described yet.

    Two years: our server's parser keeps one RDATE of each observance, so a longer table would come back wrong.
    """
    calendar.add_missing_timezones(date(year, 1, 1), date(year + 2, 1, 1))


def read(clinic: Clinic, calendar: str, stored: Stored) -> OurEvent | None:
    """Our event in an object of the named calendar; None where it is not ours, cancelled, past reading, or a series.

    What staff made a series of is theirs from then on: one visit of it cannot be told from the next by phone.
    """
    try:
        event = _only_event(stored.text)
        if event is None or PREFIX + "KEY" not in event or _is_cancelled(event):
            return None
        ours = {key.removeprefix(PREFIX): str(value) for key, value in event.items() if key.startswith(PREFIX)}
        start, end = (moment(value, clinic.timezone).astimezone(clinic.timezone) for value in (event.start, event.end))
        slot = Slot(start, end, clinic.practitioner_with(calendar).id, ours.get("SERVICE", ""))
        found = Appointment(slot, ours.get("NAME", ""), ours.get("PHONE"), stored.href, stored.etag, str(event["UID"]))
    except UNREADABLE:
        return None
    return OurEvent(found, stored.text, *(ours.get(suffix, "") for suffix in ("MOVED-BY", "COPIED", "STANDS")))


def is_cancelled(text: str) -> bool:
    """Whether staff marked the event as cancelled and left it there."""
    try:
        event = _only_event(text)
    except UNREADABLE:
        return False
    return event is not None and _is_cancelled(event)


def _is_cancelled(event: icalendar.Event) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def _only_event(text: str) -> icalendar.Event | None:
    events = [
        event for event in icalendar.Calendar.from_ical(text).walk("VEVENT") if isinstance(event, icalendar.Event)
    ]
    return events[0] if len(events) == 1 and not any(key in events[0] for key in REPEATS) else None
