"""Our events as iCalendar text, and back.

Staff read SUMMARY and DESCRIPTION; code reads the X-FRONTDESK properties, so that a changed title harms nothing. UID
and file name are derived from the booking's idempotency key: the same booking, tried twice, is the same event.
"""

from datetime import date, datetime
from hashlib import sha256

import icalendar

from frontdesk.calendar.appointment import Appointment, Patient, Slot
from frontdesk.calendar.busy import UNREADABLE, moment
from frontdesk.clinic import Clinic

_PREFIX = "X-FRONTDESK-"


def uid_of(key: str) -> str:
    """The UID of the booking with this key."""
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
            event.add(_PREFIX + suffix, value)
    calendar = icalendar.Calendar()
    calendar.add("PRODID", "-//frontdesk//EN")
    calendar.add("VERSION", "2.0")
    calendar.add_component(event)
    # Two years: our server's parser keeps one RDATE of each observance, so a longer table would come back wrong.
    year = slot.start.year
    calendar.add_missing_timezones(date(year, 1, 1), date(year + 2, 1, 1))
    return str(calendar.to_ical(), "utf-8")


def read(clinic: Clinic, text: str, *, href: str, etag: str) -> Appointment | None:
    """The appointment in an event as the server holds it; None where it is not ours, cancelled or past reading."""
    try:
        events = icalendar.Calendar.from_ical(text).walk("VEVENT")
        ours = [event for event in events if isinstance(event, icalendar.Event) and _PREFIX + "KEY" in event]
        if not ours or str(ours[0].get("STATUS", "")).upper() == "CANCELLED":
            return None
        return _appointment(clinic, ours[0], href, etag)
    except UNREADABLE:
        return None


def _appointment(clinic: Clinic, event: icalendar.Event, href: str, etag: str) -> Appointment:
    start, end = (moment(value, clinic.timezone).astimezone(clinic.timezone) for value in (event.start, event.end))
    ours = {key.removeprefix(_PREFIX): str(value) for key, value in event.items() if key.startswith(_PREFIX)}
    slot = Slot(start, end, ours.get("PRACTITIONER", ""), ours.get("SERVICE", ""))
    return Appointment(slot, ours.get("NAME", ""), ours.get("PHONE"), href, etag, str(event["UID"]))
