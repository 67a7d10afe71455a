"""The client: what it does when the server is away, refuses us, or lacks a calendar."""

import asyncio
from dataclasses import replace

import pytest

from frontdesk.calendar.caldav_server import CalendarAccount, CalendarServer
from frontdesk.clinic import Clinic
from frontdesk.errors import CalendarUnavailable
from tests.calendar.fault_proxy import Fate, FaultProxy, Request


def test_an_account_shows_no_password_and_joins_urls() -> None:
    account = CalendarAccount("http://host:1/clinic/", "clinic", "secret")
    assert "secret" not in repr(account)
    assert account.collection("roy") == "http://host:1/clinic/roy/"
    assert account.collection("https://cal.example/x") == "https://cal.example/x/"


async def test_a_server_that_is_away(account: CalendarAccount) -> None:
    server = CalendarServer(replace(account, url="http://127.0.0.1:9/clinic/"))
    with pytest.raises(CalendarUnavailable, match="failed while reading"):
        await server.get("roy", "x.ics")
    await server.close()


async def test_a_wrong_password_is_named_without_being_shown(account: CalendarAccount) -> None:
    server = CalendarServer(replace(account, password="mistaken"))
    with pytest.raises(CalendarUnavailable, match="check its login") as caught:
        await server.get("roy", "x.ics")
    assert "mistaken" not in str(caught.value)
    await server.close()


EVENT = "\r\n".join(
    [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//", "BEGIN:VEVENT", "UID:x", "DTSTAMP:20261101T000000Z"),
        *("DTSTART:20261124T150000Z", "DTEND:20261124T160000Z", "END:VEVENT", "END:VCALENDAR", ""),
    ]
)


async def test_a_server_that_answers_nonsense(account: CalendarAccount) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = b"<html>not a calendar"
        writer.write(b"HTTP/1.0 500 Oops\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as listener:
        port = listener.sockets[0].getsockname()[1]
        server = CalendarServer(replace(account, url=f"http://127.0.0.1:{port}/clinic/"))
        for request in (server.get("roy", "x.ics"), server.token("roy"), server.create("roy", "x.ics", EVENT)):
            with pytest.raises(CalendarUnavailable):
                await request
        await server.close()


async def test_missing_calendars_are_made_only_on_our_own_server(account: CalendarAccount, clinic: Clinic) -> None:
    name = clinic.practitioners[0].calendar
    theirs = CalendarServer(replace(account, embedded=False))
    with pytest.raises(CalendarUnavailable, match="create it there"):
        await theirs.ensure({name: "Dr. Roy"})
    ours = CalendarServer(account)
    await ours.ensure({name: "Dr. Roy"})
    await theirs.ensure({name: "Dr. Roy"})
    await theirs.close()
    await ours.close()


async def test_only_the_named_version_is_deleted(server: CalendarServer, clinic: Clinic) -> None:
    name = clinic.practitioners[0].calendar
    await server.create(name, "x.ics", EVENT)
    stored = await server.get(name, "x.ics")
    assert stored
    assert not await server.delete(name, stored.href, '"another"')
    assert await server.delete(name, stored.href, stored.etag)
    assert await server.delete(name, stored.href, stored.etag), "what is gone need not be deleted"


async def test_two_processes_may_make_the_same_calendar(account: CalendarAccount, clinic: Clinic) -> None:
    name = clinic.practitioners[0].calendar
    first, second = CalendarServer(account), CalendarServer(account)
    async with FaultProxy(account.url) as proxy:

        async def overtake(request: Request) -> Fate:
            if request.method == "MKCALENDAR":
                await second.ensure({name: "Dr. Roy"})
            return "pass"

        proxy.fate = overtake
        slow = CalendarServer(replace(account, url=proxy.url))
        await slow.ensure({name: "Dr. Roy"})
        await slow.close()
    await first.ensure({name: "Dr. Roy"})
    await first.close()
    await second.close()


async def test_first_requests_at_once_are_all_logged_in(account: CalendarAccount, clinic: Clinic) -> None:
    calendar = clinic.practitioners[0].calendar
    own = CalendarServer(account)
    await own.ensure({calendar: "A"})
    await own.close()
    for _ in range(5):
        server = CalendarServer(replace(account, embedded=False))
        tokens = await asyncio.gather(*(server.token(calendar) for _ in range(6)))
        assert len(set(tokens)) == 1
        await server.close()
