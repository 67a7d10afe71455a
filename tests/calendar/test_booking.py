"""Booking against a real calendar server: races with people, repeated calls, and a server that dies at every step."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from frontdesk.calendar.appointment import Appointment, Patient, Slot
from frontdesk.calendar.bookkeeping import Bookkeeping
from frontdesk.calendar.caldav_server import CalendarAccount, CalendarServer
from frontdesk.calendar.event import file_of, render
from frontdesk.calendar.intervals import interval
from frontdesk.clinic import Clinic
from frontdesk.errors import CalendarUnavailable, RecordsUnavailable, SlotTaken
from tests.calendar.fault_proxy import Fate, FaultProxy, Request, dead_from
from tests.calendar.set_clock import MONTREAL, SetClock
from tests.calendar.sqlite_holds import SqliteHolds

ANN = Patient("Ann Example", "+15145550123", "en")
SLOT = Slot(
    datetime(2026, 11, 24, 15, 15, tzinfo=MONTREAL), datetime(2026, 11, 24, 15, 45, tzinfo=MONTREAL), "roy", "checkup"
)
KEY = "CA1:A"
REQUESTS = 5  # of an undisturbed booking: GET, REPORT, PUT, GET, REPORT


def foreign(start: str = "20261124T152500", end: str = "20261124T160000", extra: str = "") -> str:
    """Somebody else's event, in Montreal's time."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//staff//",
        "BEGIN:VEVENT",
        "UID:staff",
        "DTSTAMP:20261101T000000Z",
    ]
    lines += [f"DTSTART;TZID=America/Toronto:{start}", f"DTEND;TZID=America/Toronto:{end}", "SUMMARY:Staff"]
    lines += [extra] if extra else []
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])


@pytest.fixture
def roy(clinic: Clinic) -> str:
    """The calendar of Dr. Roy."""
    return clinic.practitioner("roy").calendar


@pytest.fixture
def booking(clinic: Clinic, server: CalendarServer, holds: SqliteHolds, clock: SetClock) -> Bookkeeping:
    return Bookkeeping(clinic, server, holds, clock)


async def stored(server: CalendarServer, calendar: str) -> list[str]:
    """The names of the events around the slot."""
    found = await server.window(calendar, interval(SLOT.start, SLOT.end))
    return sorted(item.href.rsplit("/", 1)[1] for item in found)


async def test_a_booking_stands_in_the_calendar_and_leaves_no_hold(
    booking: Bookkeeping, server: CalendarServer, holds: SqliteHolds, roy: str
) -> None:
    appointment = await booking.book(SLOT, ANN, KEY)
    assert (appointment.slot, appointment.name, appointment.phone) == (SLOT, ANN.name, ANN.phone)
    assert await stored(server, roy) == [file_of(KEY)]
    assert holds.rows("granule") == []
    assert holds.rows("booking")[0][-2:] == (appointment.href, appointment.etag)


async def test_the_same_key_again_is_the_same_appointment(
    booking: Bookkeeping, server: CalendarServer, roy: str, holds: SqliteHolds
) -> None:
    first = await booking.book(SLOT, ANN, KEY)
    assert await booking.book(SLOT, ANN, KEY) == first
    assert await stored(server, roy) == [file_of(KEY)]
    assert holds.rows("granule") == []


@pytest.mark.parametrize(
    "event",
    [
        foreign(),
        foreign("20261124T000000", "20261125T000000"),
        foreign("20261103T153000", "20261103T160000", "RRULE:FREQ=WEEKLY"),
    ],
)
async def test_a_busy_time_is_taken(
    event: str, booking: Bookkeeping, server: CalendarServer, holds: SqliteHolds, roy: str
) -> None:
    await server.create(roy, "staff.ics", event)
    with pytest.raises(SlotTaken):
        await booking.book(SLOT, ANN, KEY)
    assert await stored(server, roy) == ["staff.ics"]
    assert holds.rows("granule") == []


@pytest.mark.parametrize(
    "event",
    [
        foreign("20261124T143000", "20261124T151500"),
        foreign(extra="TRANSP:TRANSPARENT"),
        foreign(extra="STATUS:CANCELLED"),
        foreign("20261103T153000", "20261103T160000", "RRULE:FREQ=WEEKLY;COUNT=3"),
    ],
)
async def test_what_does_not_block_does_not_block(
    event: str, booking: Bookkeeping, server: CalendarServer, roy: str
) -> None:
    await server.create(roy, "staff.ics", event)
    assert (await booking.book(SLOT, ANN, KEY)).slot == SLOT
    assert file_of(KEY) in await stored(server, roy)


async def test_a_time_that_somebody_holds_is_taken(booking: Bookkeeping, holds: SqliteHolds, clock: SetClock) -> None:
    other = booking._new_hold(SLOT, "CA2:B", "book")
    assert await holds.acquire(other)
    with pytest.raises(SlotTaken):
        await booking.book(SLOT, ANN, KEY)
    assert len(await holds.expired(clock.now + timedelta(hours=1))) == 1


async def test_the_hold_of_a_dead_process_is_settled_on_the_way(
    booking: Bookkeeping, holds: SqliteHolds, clock: SetClock
) -> None:
    await holds.acquire(booking._new_hold(SLOT, "CA2:B", "book"))
    clock.forward(seconds=31)
    assert (await booking.book(SLOT, ANN, KEY)).slot == SLOT


async def test_the_lease_begins_when_the_time_is_held_not_before_others_were_settled(
    booking: Bookkeeping, holds: SqliteHolds, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await holds.acquire(booking._new_hold(SLOT, "CA2:B", "book"))
    clock.forward(seconds=31)
    settle = booking.settle

    async def slowly() -> None:
        await settle()
        clock.forward(seconds=40)

    monkeypatch.setattr(booking, "settle", slowly)
    await booking._hold(lambda: booking._new_hold(SLOT, KEY, "book"))
    assert await holds.expired(clock.now) == []


async def test_an_event_that_was_removed_may_be_booked_anew(
    booking: Bookkeeping, server: CalendarServer, roy: str
) -> None:
    first = await booking.book(SLOT, ANN, KEY)
    assert await server.delete(roy, first.href, first.etag)
    assert (await booking.book(SLOT, ANN, "CA2:A")).slot == SLOT


class Faulty:
    """A booking whose requests go through a proxy."""

    def __init__(self, clinic: Clinic, account: CalendarAccount, holds: SqliteHolds, clock: SetClock) -> None:
        self.proxy = FaultProxy(account.url)
        self._parts = clinic, account, holds, clock

    async def book(self, fate: Callable[[Request], Awaitable[Fate]]) -> Appointment:
        clinic, account, holds, clock = self._parts
        self.proxy.fate = fate
        async with self.proxy:
            server = CalendarServer(replace(account, url=self.proxy.url))
            try:
                return await Bookkeeping(clinic, server, holds, clock).book(SLOT, ANN, KEY)
            finally:
                await server.close()


@pytest.fixture
def faulty(
    clinic: Clinic, account: CalendarAccount, holds: SqliteHolds, clock: SetClock, server: CalendarServer
) -> Faulty:
    return Faulty(clinic, account, holds, clock)


async def test_an_undisturbed_booking_takes_five_requests(faulty: Faulty) -> None:
    await faulty.book(dead_from(REQUESTS + 1))
    assert [request.method for request in faulty.proxy.seen] == ["GET", "REPORT", "PUT", "GET", "REPORT"]
    assert faulty.proxy.seen[2].headers["if-none-match"] == "*"


@pytest.mark.parametrize("last_answer_lost", [False, True])
@pytest.mark.parametrize("step", range(1, REQUESTS + 1))
async def test_the_server_dies_at_a_step(
    step: int,
    last_answer_lost: bool,
    faulty: Faulty,
    booking: Bookkeeping,
    server: CalendarServer,
    holds: SqliteHolds,
    clock: SetClock,
    roy: str,
) -> None:
    """Nobody hears "booked"; once the lease ran out the time is either booked with a committed row, or free again."""
    with pytest.raises(CalendarUnavailable):
        await faulty.book(dead_from(step, last_answer_lost=last_answer_lost))
    landed = step > 3 or (step == 3 and last_answer_lost)
    assert await stored(server, roy) == ([file_of(KEY)] if landed else [])
    assert holds.rows("granule")
    await booking.settle()
    assert holds.rows("granule"), "the lease still runs"
    clock.forward(seconds=31)
    await booking.settle()
    assert holds.rows("granule") == []
    assert await stored(server, roy) == ([file_of(KEY)] if landed else [])
    if landed:
        assert holds.rows("booking")[0][-2] is not None
        with pytest.raises(SlotTaken):
            await booking.book(SLOT, ANN, "CA2:A")
    else:
        assert (await booking.book(SLOT, ANN, "CA2:A")).slot == SLOT


@pytest.mark.parametrize("step", range(1, REQUESTS + 1))
async def test_calling_again_after_an_outage_books_once(
    step: int, faulty: Faulty, booking: Bookkeeping, server: CalendarServer, holds: SqliteHolds, roy: str
) -> None:
    with pytest.raises(CalendarUnavailable):
        await faulty.book(dead_from(step, last_answer_lost=True))
    assert (await booking.book(SLOT, ANN, KEY)).slot == SLOT
    assert await stored(server, roy) == [file_of(KEY)]
    assert holds.rows("granule") == []


@pytest.mark.parametrize("lost", range(1, REQUESTS + 1))
@pytest.mark.parametrize("fate", ["lose_request", "lose_answer"])
async def test_one_lost_message_is_not_noticed(
    lost: int, fate: Fate, faulty: Faulty, server: CalendarServer, roy: str
) -> None:
    """Also the lost answer to our PUT: the second one gets 412, and what stands there is ours."""

    async def lose_one(request: Request) -> Fate:
        return fate if len(faulty.proxy.seen) == lost else "pass"

    assert (await faulty.book(lose_one)).slot == SLOT
    assert await stored(server, roy) == [file_of(KEY)]


async def test_an_event_that_appears_before_our_write_wins(
    faulty: Faulty, server: CalendarServer, holds: SqliteHolds, roy: str
) -> None:
    async def staff_are_quicker(request: Request) -> Fate:
        if request.method == "PUT":
            await server.create(roy, "staff.ics", foreign())
        return "pass"

    with pytest.raises(SlotTaken):
        await faulty.book(staff_are_quicker)
    assert await stored(server, roy) == ["staff.ics"]
    (deletion,) = [request for request in faulty.proxy.seen if request.method == "DELETE"]
    assert deletion.headers["if-match"].startswith('"')
    assert holds.rows("granule") == []


async def test_our_event_is_not_deleted_when_staff_solved_the_clash(
    faulty: Faulty, server: CalendarServer, clinic: Clinic, roy: str
) -> None:
    """Between our reading and our deleting, somebody moves our event to a free time: that is where it stays."""
    later = replace(SLOT, start=SLOT.start + timedelta(hours=1), end=SLOT.end + timedelta(hours=1))

    async def clash_and_move(request: Request) -> Fate:
        if request.method == "PUT":
            await server.create(roy, "staff.ics", foreign())
        if request.method == "DELETE":
            ours = await server.get(roy, file_of(KEY))
            assert ours is not None
            await server.delete(roy, ours.href, ours.etag)
            await server.create(roy, file_of(KEY), render(clinic, later, ANN, KEY, SLOT.start))
        return "pass"

    assert (await faulty.book(clash_and_move)).slot == later
    assert await stored(server, roy) == sorted([file_of(KEY), "staff.ics"])


async def test_an_event_that_never_rests_is_given_up(
    faulty: Faulty, server: CalendarServer, clinic: Clinic, roy: str
) -> None:
    edits = 0

    async def edit_before_delete(request: Request) -> Fate:
        nonlocal edits
        if request.method == "PUT":
            await server.create(roy, "staff.ics", foreign())
        if request.method == "DELETE":
            edits += 1
            ours = await server.get(roy, file_of(KEY))
            assert ours is not None
            await server.delete(roy, ours.href, ours.etag)
            await server.create(
                roy, file_of(KEY), render(clinic, SLOT, Patient(f"Edit {edits}", None, "en"), KEY, SLOT.start)
            )
        return "pass"

    with pytest.raises(CalendarUnavailable, match="keeps being changed"):
        await faulty.book(edit_before_delete)


async def test_an_event_removed_while_we_look_is_not_booked(faulty: Faulty, server: CalendarServer, roy: str) -> None:
    async def remove(request: Request) -> Fate:
        if request.method == "GET" and (ours := await server.get(roy, file_of(KEY))):
            await server.delete(roy, ours.href, ours.etag)
        return "pass"

    with pytest.raises(SlotTaken):
        await faulty.book(remove)


async def test_a_clash_found_only_when_settling_gives_way(
    faulty: Faulty, booking: Bookkeeping, server: CalendarServer, holds: SqliteHolds, clock: SetClock, roy: str
) -> None:
    with pytest.raises(CalendarUnavailable):
        await faulty.book(dead_from(4))
    await server.create(roy, "staff.ics", foreign())
    clock.forward(seconds=31)
    await booking.settle()
    assert await stored(server, roy) == ["staff.ics"]
    assert holds.rows("granule") == []


async def test_settling_waits_for_the_server(
    faulty: Faulty, clinic: Clinic, holds: SqliteHolds, clock: SetClock, account: CalendarAccount
) -> None:
    with pytest.raises(CalendarUnavailable):
        await faulty.book(dead_from(3))
    clock.forward(seconds=31)
    nowhere = CalendarServer(replace(account, url="http://127.0.0.1:9/clinic/"))
    await Bookkeeping(clinic, nowhere, holds, clock).settle()
    assert holds.rows("granule")
    await nowhere.close()


class FailingHolds(SqliteHolds):
    """A store whose later steps fail while `failing`."""

    failing = True

    async def commit(self, key: str, href: str, etag: str) -> None:
        if self.failing:
            raise RecordsUnavailable("disk full")
        await super().commit(key, href, etag)

    async def release(self, key: str) -> None:
        if self.failing:
            raise RecordsUnavailable("disk full")
        await super().release(key)


async def test_a_database_that_fails_at_the_end_does_not_unsay_the_booking(
    clinic: Clinic, server: CalendarServer, clock: SetClock, holds: SqliteHolds, roy: str
) -> None:
    failing = FailingHolds(holds._path)
    booking = Bookkeeping(clinic, server, failing, clock)
    assert (await booking.book(SLOT, ANN, KEY)).slot == SLOT
    assert holds.rows("granule")
    failing.failing = False
    await booking.settle()
    assert holds.rows("granule") == []
    assert await stored(server, roy) == [file_of(KEY)]


async def test_a_database_that_cannot_release_leaves_the_hold_to_its_lease(
    clinic: Clinic, server: CalendarServer, clock: SetClock, holds: SqliteHolds, roy: str
) -> None:
    await server.create(roy, "staff.ics", foreign())
    with pytest.raises(SlotTaken):
        await Bookkeeping(clinic, server, FailingHolds(holds._path), clock).book(SLOT, ANN, KEY)
    assert holds.rows("granule")


async def test_a_server_that_never_answers_is_left_in_time(
    faulty: Faulty, monkeypatch: pytest.MonkeyPatch, server: CalendarServer, roy: str
) -> None:
    monkeypatch.setattr("frontdesk.calendar.bookkeeping._PATIENCE", timedelta(seconds=0.3))

    async def hang(request: Request) -> Fate:
        if request.method == "PUT":
            await asyncio.sleep(2)
        return "pass"

    with pytest.raises(CalendarUnavailable, match="too long"):
        await faulty.book(hang)
