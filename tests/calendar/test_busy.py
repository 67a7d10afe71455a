"""What events of all kinds keep busy."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from frontdesk.calendar.busy import busy_times
from frontdesk.calendar.intervals import Interval

MONTREAL = ZoneInfo("America/Toronto")
WEEK = Interval(datetime(2026, 11, 23, 5, tzinfo=UTC), datetime(2026, 11, 30, 5, tzinfo=UTC))


def ics(*events: str) -> str:
    """A calendar object of events that are given as lines between BEGIN and END."""
    blocks = [f"BEGIN:VEVENT\nUID:one\nDTSTAMP:20261101T000000Z\n{event.strip()}\nEND:VEVENT" for event in events]
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//", *blocks, "END:VCALENDAR", ""])
    return text.replace("\n", "\r\n")


def busy(*events: str, window: Interval = WEEK) -> list[str]:
    """Busy times in Montreal's wall clock."""
    spans = busy_times(ics(*events), window, MONTREAL)
    return [f"{s.start.astimezone(MONTREAL):%a %d %H:%M}-{s.end.astimezone(MONTREAL):%a %H:%M}" for s in spans]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART:20261124T150000Z\nDTEND:20261124T153000Z", ["Tue 24 10:00-Tue 10:30"]),
        ("DTSTART:20261124T150000Z\nDURATION:PT45M", ["Tue 24 10:00-Tue 10:45"]),
        (
            "DTSTART;TZID=Europe/Paris:20261124T160000\nDTEND;TZID=Europe/Paris:20261124T170000",
            ["Tue 24 10:00-Tue 11:00"],
        ),
        ("DTSTART;TZID=Asia/Tokyo:20261125T000000\nDURATION:PT1H", ["Tue 24 10:00-Tue 11:00"]),
        ("DTSTART:20261124T100000\nDTEND:20261124T110000", ["Tue 24 10:00-Tue 11:00"]),
        ("DTSTART;VALUE=DATE:20261124", ["Tue 24 00:00-Wed 00:00"]),
        ("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261126", ["Tue 24 00:00-Thu 00:00"]),
        ("DTSTART:20261124T150000Z", []),
        ("DTSTART:20261124T150000Z\nDTEND:20261124T140000Z", []),
        ("DTSTART:20261124T150000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT", []),
        ("DTSTART:20261124T150000Z\nDURATION:PT1H\nSTATUS:CANCELLED", []),
        ("DTSTART:20261124T150000Z\nDURATION:PT1H\nSTATUS:TENTATIVE", ["Tue 24 10:00-Tue 11:00"]),
        ("DTSTART:20261201T150000Z\nDURATION:PT1H", []),
        ("DTSTART:20261122T230000Z\nDTEND:20261123T140000Z", ["Sun 22 18:00-Mon 09:00"]),
        ("SUMMARY:without a start", []),
    ],
)
def test_one_event(event: str, expected: list[str]) -> None:
    assert busy(event) == expected


def test_a_weekly_series_keeps_its_wall_clock_over_the_change_to_winter_time() -> None:
    event = "DTSTART;TZID=America/Toronto:20261020T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=TU"
    window = Interval(datetime(2026, 10, 26, tzinfo=UTC), datetime(2026, 11, 5, tzinfo=UTC))
    spans = busy_times(ics(event), window, MONTREAL)
    assert [span.start.hour for span in spans] == [14, 15]
    assert {span.start.astimezone(MONTREAL).hour for span in spans} == {10}


def test_series_with_exceptions() -> None:
    series = (
        "DTSTART;TZID=America/Toronto:20261102T120000\nDURATION:PT1H\nRRULE:FREQ=DAILY\n"
        "EXDATE;TZID=America/Toronto:20261125T120000"
    )
    moved = (
        "RECURRENCE-ID;TZID=America/Toronto:20261124T120000\nDTSTART;TZID=America/Toronto:20261124T150000\n"
        "DURATION:PT2H"
    )
    cancelled = (
        "RECURRENCE-ID;TZID=America/Toronto:20261126T120000\nDTSTART;TZID=America/Toronto:20261126T120000\n"
        "DURATION:PT1H\nSTATUS:CANCELLED"
    )
    assert busy(series, moved, cancelled) == [
        "Mon 23 12:00-Mon 13:00",
        "Tue 24 15:00-Tue 17:00",
        "Fri 27 12:00-Fri 13:00",
        "Sat 28 12:00-Sat 13:00",
        "Sun 29 12:00-Sun 13:00",
    ]


def test_all_day_series_with_an_end() -> None:
    event = "DTSTART;VALUE=DATE:20261123\nRRULE:FREQ=DAILY;COUNT=2"
    assert busy(event) == ["Mon 23 00:00-Tue 00:00", "Tue 24 00:00-Wed 00:00"]


def test_an_all_day_event_lasts_23_hours_when_summer_time_begins() -> None:
    window = Interval(datetime(2027, 3, 13, tzinfo=UTC), datetime(2027, 3, 16, tzinfo=UTC))
    (span,) = busy_times(ics("DTSTART;VALUE=DATE:20270314"), window, MONTREAL)
    assert (span.end - span.start).total_seconds() == 23 * 3600


@pytest.mark.parametrize("text", ["", "nonsense", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:when"])
def test_unreadable_objects_block_nothing(text: str) -> None:
    assert busy_times(text, WEEK, MONTREAL) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("DTSTART;TZID=Office:20261124T150000\nDTEND;TZID=Office:20261124T160000", ["Tue 24 15:00-Tue 16:00"]),
        ("DTSTART:20261124T200000Z\nDTEND:20261124T210000Z", ["Tue 24 15:00-Tue 16:00"]),
        ("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261125", ["Tue 24 00:00-Wed 00:00"]),
        ("DTSTART:20261124T150000\nDTEND:20261124T160000\nTRANSP:TRANSPARENT", []),
        ("DTSTART:20261124T150000\nDTEND:20261124T160000\nSTATUS:CANCELLED", []),
        ("DTSTART:20261124T150000\nDTEND:20261124T140000", []),
        ("DTSTART:20261124T150000\nDTEND:20271124T160000", []),
        ("DTSTART:20261139T150000\nDTEND:20261124T160000", []),
        ("DTSTART:20261124T150000", []),
        ("DTSTART:99991231T230000\nDTEND:99991231T233000", []),
    ],
)
def test_an_object_that_no_library_reads_blocks_the_time_that_its_lines_tell(lines: str, expected: list[str]) -> None:
    assert busy(f"{lines}\nRRULE:FREQ=SECONDLY") == expected


@pytest.mark.parametrize("rule", ["FREQ=DAILY;INTERVAL=0", "FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=7"])
def test_a_series_that_would_be_expanded_for_ever_blocks_nothing(rule: str) -> None:
    assert busy(f"DTSTART:20200101T150000Z\nDURATION:PT1S\nRRULE:{rule}") == []


@pytest.mark.parametrize("zone", [MONTREAL, ZoneInfo("Europe/Paris")])
@pytest.mark.parametrize(
    "event",
    [
        "DTSTART;VALUE=DATE:99991231",
        "DTSTART;VALUE=DATE:00010101\nDTEND;VALUE=DATE:20300101",
        "DTSTART:20261124T150000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\nSEQUENCE:abc",
    ],
)
def test_an_event_at_the_end_of_all_calendars_or_with_a_broken_value_stops_nothing(event: str, zone: ZoneInfo) -> None:
    busy_times(ics(event), WEEK, zone)
