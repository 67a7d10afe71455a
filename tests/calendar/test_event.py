"""Our events as text and back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.calendar.appointment import Appointment, Patient, Slot
from frontdesk.calendar.caldav_server import CalendarServer, Stored
from frontdesk.calendar.event import OurEvent, file_of, read, render, uid_of
from frontdesk.clinic import Clinic
from tests.calendar.conftest import clinic_data
from tests.calendar.set_clock import MONTREAL

CLINIC = Clinic.model_validate(clinic_data())
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
SLOT = Slot(
    datetime(2026, 11, 24, 15, 15, tzinfo=MONTREAL), datetime(2026, 11, 24, 15, 45, tzinfo=MONTREAL), "roy", "checkup"
)


def found(text: str, calendar: str = "roy") -> OurEvent | None:
    return read(CLINIC, calendar, Stored("/x.ics", '"1"', text))


def written(patient: Patient, slot: Slot = SLOT) -> str:
    return render(CLINIC, slot, patient, "CA1:A", NOW)


def test_what_staff_see() -> None:
    text = written(Patient("Zoë Nguyễn", "+15145550123", "fr"))
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event["SUMMARY"] == "Zoë Nguyễn – check-up"
    assert event["DESCRIPTION"] == "+15145550123"
    assert event["DTSTART"].params["TZID"] == "America/Toronto"
    assert "BEGIN:VTIMEZONE" in text
    assert event["UID"] == uid_of("CA1:A") == file_of("CA1:A").removesuffix(".ics")


names = st.text(st.characters(codec="utf-8", categories=["L", "P", "Zs", "S"]), min_size=1, max_size=40)


@given(name=names.map(str.strip).filter(bool), phone=st.one_of(st.none(), st.just("+33612345678")))
def test_what_was_written_is_read_back(name: str, phone: str | None) -> None:
    back = found(written(Patient(name, phone, "en")))
    assert back
    assert back.appointment == Appointment(SLOT, name, phone, "/x.ics", '"1"', uid_of("CA1:A"))


@pytest.mark.parametrize("month", [1, 7, 12])
async def test_other_programs_read_the_right_time_from_what_the_server_keeps(
    month: int, server: CalendarServer, clinic: Clinic
) -> None:
    """They may know the zone only by the VTIMEZONE in the object."""
    start = datetime(2027, month, 15, 15, 15, tzinfo=MONTREAL)
    text = written(Patient("Ann", None, "en"), Slot(start, start + timedelta(minutes=30), "roy", "checkup"))
    roy = clinic.practitioner("roy").calendar
    await server.create(roy, "x.ics", text)
    stored = await server.get(roy, "x.ics")
    assert stored
    (zone,) = icalendar.Calendar.from_ical(stored.text).walk("VTIMEZONE")
    assert isinstance(zone, icalendar.Timezone)
    described = start.replace(tzinfo=zone.to_tz(lookup_tzid=False))
    assert described.utcoffset() == start.utcoffset()


def test_a_moved_event_says_where_it_is_now() -> None:
    text = written(Patient("Ann", None, "en"))
    event = icalendar.Calendar.from_ical(text)
    component = event.walk("VEVENT")[0]
    component.pop("DTSTART"), component.pop("DTEND")
    component.add("DTSTART", datetime(2026, 11, 25, 16, tzinfo=ZoneInfo("Europe/Paris")))
    component.add("DTEND", datetime(2026, 11, 25, 16, 30, tzinfo=ZoneInfo("Europe/Paris")))
    back = found(event.to_ical().decode())
    assert back is not None
    assert back.slot.start == datetime(2026, 11, 25, 10, tzinfo=MONTREAL)
    assert back.slot.start.tzinfo == CLINIC.timezone


@pytest.mark.parametrize("line", ["STATUS:CANCELLED", None])
def test_cancelled_and_foreign_events_are_not_appointments(line: str | None) -> None:
    text = written(Patient("Ann", None, "en"))
    if line is None:
        text = "\r\n".join(line for line in text.split("\r\n") if not line.startswith("X-FRONTDESK"))
    else:
        text = text.replace("SEQUENCE:0", f"SEQUENCE:1\r\n{line}")
    assert found(text) is None
    assert found("rubbish") is None


def test_an_appointment_is_said_in_both_languages_and_shows_nobody_in_a_log() -> None:
    ann = Patient("Ann", "+15145550123", "en")
    back = found(written(ann))
    assert back is not None
    assert "Tuesday" in back.appointment.spoken("en")
    assert "mardi" in back.appointment.spoken("fr")
    assert "Ann" not in f"{ann!r} {back!r}"
    assert "5550123" not in f"{ann!r} {back!r}"


@pytest.mark.parametrize(
    "broken", [("DTEND;TZID=America/Toronto:20261124T154500", "DURATION:soon"), ("UID:", "X-UID:")]
)
def test_an_event_that_somebody_broke_is_no_appointment(broken: tuple[str, str]) -> None:
    text = written(Patient("Ann", None, "en"))
    assert broken[0] in text
    assert found(text.replace(*broken)) is None
