"""The demonstration's own look into the calendar, on the real embedded server."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from caldav.davclient import DAVClient

from frontdesk.bot.demo.bookings import Event, Wanted, differences, read_events
from frontdesk.bot.demo.own_server import CalendarLogin
from frontdesk.calendar.radicale import EmbeddedRadicale
from frontdesk.errors import CalendarUnavailable

ZONE = ZoneInfo("America/Toronto")
START = datetime(2026, 11, 24, 15, tzinfo=ZONE)
WISH = Wanted(START, "Ann Smith", "+15145550142", "checkup")
EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261120T120000Z
DTSTART:{start}
DTEND:20261124T203000Z
SUMMARY:{name} – check-up
DESCRIPTION:{phone}
X-FRONTDESK-SERVICE:checkup
END:VEVENT
END:VCALENDAR
"""


def fill(login: CalendarLogin, *events: dict[str, str]) -> None:
    with DAVClient(url=login.url, username=login.username, password=login.password) as client:
        calendar = client.get_principal().make_calendar(name="Chen", cal_id="chen")
        for event in events:
            whole = {"start": "20261124T200000Z", "name": "Ann Smith", "phone": "+15145550142"} | event
            calendar.add_event(EVENT.format(**whole))


def an_event(**change) -> Event:
    right = Event("Chen", "1", START, START + timedelta(minutes=30), "Ann Smith – check-up", "+15145550142", "checkup")
    return replace(right, **change)


async def test_events_are_read_as_any_calendar_program_does(tmp_path):
    server = EmbeddedRadicale(tmp_path / "calendar", port=0)
    await server.start()
    try:
        login = CalendarLogin(server.account.url, server.account.username, server.account.password)
        await asyncio.to_thread(fill, login, {"uid": "1"}, {"uid": "2", "start": "20261124T194500Z"})
        first, second = sorted(await asyncio.to_thread(read_events, login), key=lambda event: event.uid)
    finally:
        await server.stop()
    assert first == an_event()
    assert second.start == START - timedelta(minutes=15)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"start": START - timedelta(minutes=15)}, "start"),
        ({"summary": "Anne Smith – check-up"}, "name"),
        ({"summary": "Ann Smith – Ann Smith – check-up"}, "name"),
        ({"description": "+15145550143"}, "phone"),
        ({"service": "cleaning"}, "service"),
    ],
)
def test_a_wrong_field_is_named(change, key):
    found = differences(WISH, [an_event(**change)])
    assert len(found) == 1
    assert found[0].startswith(f"{key} is ")


def test_only_the_right_event_alone_is_right():
    assert differences(WISH, [an_event(start=START.astimezone(UTC))]) == []
    assert differences(WISH, [an_event(), an_event()]) == ["2 new events instead of 1"]
    assert differences(WISH, []) == ["0 new events instead of 1"]


def test_a_calendar_that_cannot_be_read_is_an_error():
    with pytest.raises(CalendarUnavailable):
        read_events(CalendarLogin("http://127.0.0.1:9/clinic/", "clinic", "no"))
