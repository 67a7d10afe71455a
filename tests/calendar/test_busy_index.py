"""The busy index follows the server."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.calendar.busy_index import BusyIndex
from frontdesk.calendar.caldav_server import CalendarAccount, CalendarServer
from frontdesk.clinic import Clinic
from frontdesk.errors import CalendarUnavailable
from tests.calendar.fault_proxy import Fate, FaultProxy, Request
from tests.calendar.set_clock import MONTREAL, SetClock


def event(uid: str, start: str, end: str, extra: str = "") -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//staff//",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20261101T000000Z",
    ]
    lines += [f"DTSTART;TZID=America/Toronto:{start}", f"DTEND;TZID=America/Toronto:{end}"] + ([extra] if extra else [])
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])


@pytest.fixture
def roy(clinic: Clinic) -> str:
    return clinic.practitioner("roy").calendar


@pytest.fixture
async def proxy(account: CalendarAccount) -> AsyncIterator[FaultProxy]:
    async with FaultProxy(account.url) as proxy:
        yield proxy


@pytest.fixture
async def index(
    proxy: FaultProxy, account: CalendarAccount, server: CalendarServer, roy: str, clock: SetClock
) -> AsyncIterator[BusyIndex]:
    """An index over a proxy, so that tests see how often it asks."""
    through = CalendarServer(replace(account, url=proxy.url))
    yield BusyIndex(through, through, [roy], MONTREAL, clock, days=60)
    await through.close()


async def starts(index: BusyIndex, calendar: str) -> list[str]:
    return sorted(f"{span.start.astimezone(MONTREAL):%m-%d %H:%M}" for span in await index.busy(calendar))


async def test_it_follows_what_appears_changes_and_goes(index: BusyIndex, server: CalendarServer, roy: str) -> None:
    await server.create(roy, "a.ics", event("a", "20261124T090000", "20261124T100000"))
    await server.create(roy, "w.ics", event("w", "20261110T120000", "20261110T130000", "RRULE:FREQ=WEEKLY;COUNT=4"))
    await server.create(roy, "old.ics", event("old", "20260101T120000", "20260101T130000"))
    assert await starts(index, roy) == ["11-24 09:00", "11-24 12:00", "12-01 12:00"]

    await server.create(roy, "b.ics", event("b", "20261125T090000", "20261125T100000"))
    a = await server.get(roy, "a.ics")
    assert a
    await server.delete(roy, a.href, a.etag)
    await index.refresh(roy)
    assert await starts(index, roy) == ["11-24 12:00", "11-25 09:00", "12-01 12:00"]


async def test_answers_ask_nobody_until_they_are_too_old(
    index: BusyIndex, proxy: FaultProxy, roy: str, clock: SetClock
) -> None:
    await index.busy(roy)
    asked = len(proxy.seen)
    clock.forward(seconds=59)
    await index.busy(roy)
    assert len(proxy.seen) == asked
    clock.forward(seconds=2)
    await index.busy(roy)
    assert len(proxy.seen) > asked


async def test_a_new_day_is_read_anew(index: BusyIndex, server: CalendarServer, roy: str, clock: SetClock) -> None:
    await server.create(roy, "far.ics", event("far", "20270125T090000", "20270125T100000"))
    assert await starts(index, roy) == []
    clock.forward(days=3)
    assert await starts(index, roy) == ["01-25 09:00"]


async def test_many_that_wait_share_two_round_trips(index: BusyIndex, proxy: FaultProxy, roy: str) -> None:
    await index.busy(roy)
    asked = len(proxy.seen)
    await asyncio.gather(*(index.refresh(roy) for _ in range(30)))
    assert len(proxy.seen) - asked <= 2


async def test_a_server_that_is_away_is_said_when_the_index_is_too_old(
    index: BusyIndex, proxy: FaultProxy, roy: str, clock: SetClock
) -> None:
    await index.busy(roy)

    async def dead(request: Request) -> Fate:
        return "lose_request"

    proxy.fate = dead
    assert await index.busy(roy) == []
    clock.forward(minutes=2)
    with pytest.raises(CalendarUnavailable):
        await index.busy(roy)
    proxy.fate = None
    assert await index.busy(roy) == []


async def test_an_outage_is_logged_once_and_survived(
    index: BusyIndex, proxy: FaultProxy, server: CalendarServer, roy: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Refreshing goes on; the log has one line for the whole outage."""
    seen = asyncio.Event()
    requests = 0

    async def dead_for_a_while(request: Request) -> Fate:
        nonlocal requests
        requests += 1
        if requests == 20:
            seen.set()
        return "lose_request" if requests < 12 else "pass"

    proxy.fate = dead_for_a_while
    with caplog.at_level(logging.WARNING, logger="frontdesk"):
        chore = asyncio.create_task(index.keep_fresh(timedelta(milliseconds=1)))
        await seen.wait()
        chore.cancel()
        await asyncio.gather(chore, return_exceptions=True)
    assert len([record for record in caplog.records if "cannot be refreshed" in record.message]) == 1


async def test_refreshing_outlives_what_nobody_foresaw(
    index: BusyIndex, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    refreshed = asyncio.Event()
    failures = ["Ottoline's event"]

    async def refresh_or_break(calendar: str) -> None:
        if failures:
            raise KeyError(failures.pop())
        refreshed.set()

    monkeypatch.setattr(index, "refresh", refresh_or_break)
    chore = asyncio.create_task(index.keep_fresh(timedelta(milliseconds=1)))
    async with asyncio.timeout(30):
        await refreshed.wait()
    chore.cancel()
    await asyncio.gather(chore, return_exceptions=True)
    assert "could not be refreshed: KeyError" in caplog.text
    assert "Ottoline" not in caplog.text


async def test_a_server_without_sync_tokens(
    index: BusyIndex, proxy: FaultProxy, server: CalendarServer, roy: str
) -> None:
    async def no_sync(request: Request) -> Fate:
        return "refuse" if b"sync-collection" in request.body else "pass"

    proxy.fate = no_sync
    await server.create(roy, "a.ics", event("a", "20261124T090000", "20261124T100000"))
    assert await starts(index, roy) == ["11-24 09:00"]
    await index.refresh(roy)
    assert await starts(index, roy) == ["11-24 09:00"]
    await server.create(roy, "b.ics", event("b", "20261126T090000", "20261126T100000"))
    a = await server.get(roy, "a.ics")
    assert a
    await server.delete(roy, a.href, a.etag)
    await index.refresh(roy)
    assert await starts(index, roy) == ["11-26 09:00"]
    b = await server.get(roy, "b.ics")
    assert b
    await server.delete(roy, b.href, b.etag)
    await index.refresh(roy)
    assert await starts(index, roy) == []
