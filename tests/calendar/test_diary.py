"""The door to the calendar, as tools and commands use it, on a real calendar server."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from frontdesk.calendar import slots
from frontdesk.calendar.appointment import Openings, Slot
from frontdesk.calendar.caldav_server import CalendarAccount, CalendarServer
from frontdesk.calendar.diary import Diary
from frontdesk.calendar.spoken import Wish
from frontdesk.clinic import Clinic
from frontdesk.errors import CalendarUnavailable, RecordsUnavailable, SlotTaken
from tests.calendar.fault_proxy import FaultProxy, Request, dead_from
from tests.calendar.set_clock import MONTREAL, SetClock
from tests.calendar.sqlite_holds import SqliteHolds

TUESDAY = date(2026, 11, 24)
AT_THREE = Wish(TUESDAY, TUESDAY, time(15), None, None)


def slot_at(clock: str, minutes: int = 30) -> Slot:
    start = datetime.combine(TUESDAY, time.fromisoformat(clock), tzinfo=MONTREAL)
    return Slot(start, start + timedelta(minutes=minutes), "roy", "checkup")


async def test_looking_for_times_does_not_hold_the_event_loop_up(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []

    def answer(*arguments: Any) -> Openings:
        threads.append(threading.get_ident())
        return slots.answer(*arguments)

    monkeypatch.setattr("frontdesk.calendar.diary.answer", answer)
    (slot,) = (await diary.openings(AT_THREE, service="checkup", practitioner="roy")).slots
    await diary.book(slot, name="Ann Example", phone=None, key="CA1:A", language="en")
    with pytest.raises(SlotTaken):
        await diary.book(slot, name="Bob Example", phone=None, key="CA2:A", language="en")
    assert len(threads) == 2
    assert threading.get_ident() not in threads


async def test_offer_book_and_find_again(diary: Diary) -> None:
    offer = await diary.openings(AT_THREE, service="checkup", practitioner="roy")
    assert (offer.exact, offer.slots) == (True, (slot_at("15:00"),))
    booked = await diary.book(offer.slots[0], name="Ann Example", phone="+15145550123", key="CA1:A", language="en")
    assert booked.slot == slot_at("15:00")
    assert await diary.appointments(TUESDAY, TUESDAY) == [booked]
    assert await diary.appointments(TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=9)) == []

    again = await diary.openings(AT_THREE, service="checkup", practitioner="roy")
    assert (again.exact, again.reason) == (False, "full")
    assert again.slots == (slot_at("14:30"), slot_at("15:30"))


async def test_the_other_practitioner_has_time_where_none_is_named(diary: Diary) -> None:
    await diary.book(slot_at("15:00"), name="Ann", phone=None, key="CA1:A", language="en")
    offer = await diary.openings(AT_THREE, service=None, practitioner=None)
    assert [(slot.start, slot.practitioner) for slot in offer.slots] == [(slot_at("15:00").start, "chen")]


async def test_what_nobody_offers(diary: Diary) -> None:
    offer = await diary.openings(AT_THREE, service="cleaning", practitioner="roy")
    assert (offer.slots, offer.reason) == ((), "not_offered")


async def test_a_taken_slot_comes_with_free_neighbours_of_the_same_practitioner(
    diary: Diary, server: CalendarServer, clinic: Clinic
) -> None:
    """Staff wrote two events since the last refresh: neither is offered."""
    calendar = clinic.practitioner("roy").calendar
    for name, hours in (("x", ("150000", "153000")), ("y", ("153000", "154500"))):
        times = [f"DTSTART;TZID=America/Toronto:20261124T{hours[0]}", f"DTEND;TZID=America/Toronto:20261124T{hours[1]}"]
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//x//",
            "BEGIN:VEVENT",
            f"UID:{name}",
            "DTSTAMP:20261101T000000Z",
        ]
        text = "\r\n".join([*lines, *times, "END:VEVENT", "END:VCALENDAR", ""])
        await server.create(calendar, f"{name}.ics", text)
    with pytest.raises(SlotTaken) as caught:
        await diary.book(slot_at("15:00"), name="Ann", phone=None, key="CA1:A", language="en")
    assert caught.value.neighbours == (slot_at("14:30"), slot_at("15:45"))
    assert "Ann" not in str(caught.value)


async def test_a_time_that_has_passed_is_not_booked(diary: Diary, clock: SetClock) -> None:
    clock.forward(days=1, hours=7)
    with pytest.raises(SlotTaken, match="passed") as caught:
        await diary.book(slot_at("15:00"), name="Ann", phone=None, key="CA1:A", language="en")
    assert {slot.start.date() for slot in caught.value.neighbours} == {TUESDAY + timedelta(days=1)}


async def test_appointments_are_ours_in_order_and_follow_staff(
    diary: Diary, server: CalendarServer, clinic: Clinic
) -> None:
    late = await diary.book(slot_at("16:00"), name="Late", phone=None, key="CA1:A", language="fr")
    await diary.book(slot_at("09:00"), name="Early", phone=None, key="CA2:A", language="en")
    assert [one.name for one in await diary.appointments(TUESDAY, TUESDAY)] == ["Early", "Late"]
    await server.delete(
        clinic.practitioner("roy").calendar, late.href, (await diary.appointments(TUESDAY, TUESDAY))[1].etag
    )
    assert [one.name for one in await diary.appointments(TUESDAY, TUESDAY)] == ["Early"]


@pytest.fixture
async def cut_off(
    clinic: Clinic, account: CalendarAccount, holds: SqliteHolds, clock: SetClock
) -> AsyncIterator[tuple[Diary, FaultProxy]]:
    """An open diary whose server is reached through a proxy."""
    async with FaultProxy(account.url) as proxy:
        diary = Diary(clinic, replace(account, url=proxy.url), holds, clock)
        await diary.open()
        yield diary, proxy
        await diary.close()


async def test_a_server_that_is_down_is_never_a_booking(cut_off: tuple[Diary, FaultProxy]) -> None:
    diary, proxy = cut_off
    proxy.fate = dead_from(1)
    with pytest.raises(CalendarUnavailable):
        await diary.book(slot_at("15:00"), name="Ann", phone=None, key="CA1:A", language="en")
    with pytest.raises(CalendarUnavailable):
        await diary.appointments(TUESDAY, TUESDAY)


async def test_neighbours_need_the_server_and_their_absence_does_not_hide_the_loss(
    cut_off: tuple[Diary, FaultProxy], clock: SetClock, holds: SqliteHolds, clinic: Clinic, account: CalendarAccount
) -> None:
    diary, proxy = cut_off
    other = Diary(clinic, account, holds, clock)
    assert await holds.acquire(other._bookkeeping._new_hold(slot_at("15:00"), "CA9:A", "book"))
    proxy.fate = dead_from(1)
    with pytest.raises(SlotTaken) as caught:
        await diary.book(slot_at("15:00"), name="Ann", phone=None, key="CA1:A", language="en")
    assert caught.value.neighbours == ()
    await other.close()


async def test_a_diary_does_not_open_without_its_server(clinic: Clinic, holds: SqliteHolds, clock: SetClock) -> None:
    diary = Diary(clinic, CalendarAccount("http://127.0.0.1:9/clinic/", "clinic", "x"), holds, clock)
    with pytest.raises(CalendarUnavailable):
        await diary.open()
    await diary.close()


async def test_chores_refresh_settle_and_survive_a_failing_store(
    clinic: Clinic,
    account: CalendarAccount,
    holds: SqliteHolds,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("frontdesk.calendar.diary.LEASE", timedelta(milliseconds=5))
    settled, rounds = asyncio.Event(), 0

    class Flaky(SqliteHolds):
        async def expired(self, now: datetime) -> list:  # type: ignore[type-arg]
            nonlocal rounds
            rounds += 1
            if rounds == 2:
                raise RecordsUnavailable("away")
            if rounds == 4:
                settled.set()
            return await super().expired(now)

    diary = Diary(clinic, account, Flaky(holds._path), clock, refresh_every=timedelta(milliseconds=5))
    with caplog.at_level(logging.WARNING, logger="frontdesk"):
        await diary.open()
        await settled.wait()
        await diary.close()
    assert "holds cannot be settled: away" in caplog.text


async def test_no_name_or_number_reaches_the_log(diary: Diary, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await diary.book(slot_at("15:00"), name="Zebulon Quux", phone="+15145550123", key="CA1:A", language="en")
        with pytest.raises(SlotTaken):
            await diary.book(slot_at("15:15"), name="Zebulon Quux", phone="+15145550123", key="CA1:B", language="en")
        await diary.appointments(TUESDAY, TUESDAY)
    assert "Zebulon" not in caplog.text
    assert "5550123" not in caplog.text


async def test_offering_asks_the_server_nothing(cut_off: tuple[Diary, FaultProxy]) -> None:
    diary, proxy = cut_off

    asked: list[Request] = proxy.seen.copy()
    for _ in range(5):
        await diary.openings(AT_THREE, service=None, practitioner=None)
    assert proxy.seen == asked
