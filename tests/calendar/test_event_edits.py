"""Changing an event touches what is ours and nothing else, whatever another program made of it."""

from datetime import UTC, datetime

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.calendar.appointment import Patient
from frontdesk.calendar.caldav_server import Stored
from frontdesk.calendar.event import OurEvent, read, render, uid_of
from frontdesk.calendar.event_edits import copied, moved, standing
from frontdesk.clinic import Clinic
from tests.calendar.conftest import clinic_data
from tests.calendar.office import slot_at

CLINIC = Clinic.model_validate(clinic_data())
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
OURS = {"DTSTART", "DTEND", "DURATION", "DTSTAMP", "SEQUENCE"}
texts = st.text(st.characters(codec="utf-8", categories=["L", "P", "Zs", "S", "N"]), max_size=80)


def event_with(note: str, location: str) -> OurEvent:
    text = render(CLINIC, slot_at(9), Patient("Zoë", "+15145550123", "fr"), "CA1:A", NOW)
    calendar = icalendar.Calendar.from_ical(text)
    event = calendar.walk("VEVENT")[0]
    event.add("COMMENT", note)
    event.add("LOCATION", location)
    event.add("X-STAFF-ROOM", location)
    event.add("ATTENDEE", "mailto:desk@clinic.example", parameters={"PARTSTAT": "ACCEPTED"})
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", note)
    event.add_component(alarm)
    ours = read(CLINIC, "roy", Stored("/roy/x.ics", '"7"', calendar.to_ical().decode()))
    assert ours
    return ours


def kept(text: str, without: set[str]) -> tuple[dict[str, object], bytes]:
    event = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    properties = {key: value for key, value in event.items() if key not in OURS | without}
    return properties, event.walk("VALARM")[0].to_ical()


@given(note=texts, location=texts)
@settings(deadline=None)
def test_nothing_of_the_staff_is_lost(note: str, location: str) -> None:
    ours = event_with(note, location)
    changed = {"X-FRONTDESK-MOVED-BY"}
    after = moved(CLINIC, ours, slot_at(15), "K", NOW)
    assert kept(after, changed) == kept(ours.text, changed)
    copy = copied(CLINIC, ours, slot_at(15, person="chen"), "K", NOW)
    changed = {"UID", "X-FRONTDESK-KEY", "X-FRONTDESK-PRACTITIONER", "X-FRONTDESK-COPIED"}
    assert kept(copy, changed) == kept(ours.text, changed)
    marked = standing(CLINIC, ours, "K", NOW)
    assert kept(marked, {"X-FRONTDESK-STANDS"}) == kept(ours.text, set())


def test_what_each_edit_writes_is_read_back() -> None:
    ours = event_with("note", "room")

    def back(text: str, calendar: str = "roy") -> OurEvent:
        found = read(CLINIC, calendar, Stored("/x.ics", '"8"', text))
        assert found
        return found

    after = back(moved(CLINIC, ours, slot_at(15), "K", NOW))
    assert (after.slot, after.moved_by, after.appointment.uid) == (slot_at(15), "K", ours.appointment.uid)
    again = back(moved(CLINIC, after, slot_at(9), "", NOW))
    assert (again.slot, again.moved_by) == (slot_at(9), "")
    copy = back(copied(CLINIC, after, slot_at(11, person="chen"), "K2", NOW), "chen")
    assert (copy.slot, copy.copied, copy.moved_by) == (slot_at(11, person="chen"), '"8"', "")
    assert copy.appointment.uid == uid_of("K2")
    assert back(standing(CLINIC, ours, "K3", NOW)).stands == "K3"
