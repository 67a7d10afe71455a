"""Changes to an event as the server holds it: only what is ours is touched, everything that staff wrote stays.

changed by every edit     DTSTAMP, SEQUENCE + 1, some of the X-FRONTDESK properties
changed by a move         DTSTART, DTEND (instead of DURATION), the description of the clinic's time zone
changed by a copy         UID: one that no event of the other calendar has
"""

from collections.abc import Mapping
from datetime import datetime

import icalendar

from frontdesk.calendar.appointment import Slot
from frontdesk.calendar.event import PREFIX, OurEvent, add_time_zones, uid_of
from frontdesk.clinic import Clinic


def moved(clinic: Clinic, ours: OurEvent, slot: Slot, key: str, now: datetime) -> str:
    """The event at another time of its calendar, moved under `key` (empty: put back)."""
    return _edited(clinic, ours, {"MOVED-BY": key, "SERVICE": slot.service}, now, slot=slot)


def copied(clinic: Clinic, ours: OurEvent, slot: Slot, key: str, now: datetime) -> str:
    """The event for another practitioner's calendar, as if it had been written under `key`."""
    properties = {"KEY": key, "COPIED": ours.appointment.etag, "PRACTITIONER": slot.practitioner}
    fresh = {"SERVICE": slot.service, "MOVED-BY": "", "STANDS": ""}
    return _edited(clinic, ours, properties | fresh, now, slot=slot, uid=uid_of(key))


def standing(clinic: Clinic, ours: OurEvent, key: str, now: datetime) -> str:
    """The event with the note that what was done under `key` was told to the caller."""
    return _edited(clinic, ours, {"STANDS": key}, now)


def _edited(
    clinic: Clinic,
    ours: OurEvent,
    properties: Mapping[str, str],
    now: datetime,
    *,
    slot: Slot | None = None,
    uid: str | None = None,
) -> str:
    calendar = icalendar.Calendar.from_ical(ours.text)
    event = calendar.walk("VEVENT")[0]
    _put(event, "DTSTAMP", now)
    _put(event, "SEQUENCE", _number(event.get("SEQUENCE")) + 1)
    for suffix, value in properties.items():
        _put(event, PREFIX + suffix, value or None)
    if uid:
        _put(event, "UID", uid)
    if slot:
        _put(event, "DURATION", None)
        _put(event, "DTSTART", slot.start)
        _put(event, "DTEND", slot.end)
        _describe_zone_again(clinic, calendar, slot)
    return str(calendar.to_ical(sorted=False), "utf-8")


def _put(event: icalendar.Component, name: str, value: datetime | int | str | None) -> None:
    """Set one property, or take it out for None."""
    event.pop(name, None)
    if value is not None:
        event.add(name, value)


def _number(value: object) -> int:
    """A SEQUENCE that another program wrote."""
    return value if isinstance(value, int) else 0


def _describe_zone_again(clinic: Clinic, calendar: icalendar.Calendar, slot: Slot) -> None:
    """The description that the event came with may begin after its new time."""
    ours = [zone for zone in calendar.walk("VTIMEZONE") if str(zone.get("TZID")) == str(clinic.timezone)]
    calendar.subcomponents = [component for component in calendar.subcomponents if component not in ours]
    add_time_zones(calendar, slot.start.year)
