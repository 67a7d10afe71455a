"""The door to the calendar where appointments change: what is read out, what is offered instead, moved, cancelled."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from frontdesk.calendar.appointment import Appointment, Slot
from frontdesk.calendar.diary import Diary
from frontdesk.calendar.spoken import Wish
from frontdesk.errors import SlotTaken
from tests.calendar.office import Office, slot_at
from tests.calendar.set_clock import MONTREAL, SetClock

TUESDAY = date(2026, 11, 24)


def at(clock: str) -> Wish:
    return Wish(TUESDAY, TUESDAY, time.fromisoformat(clock), None, None)


@pytest.fixture
async def ann(diary: Diary) -> Appointment:
    return await diary.book(slot_at(15), name="Ann", phone="+15145550123", key="CA0:A", language="en")


async def test_what_is_to_come_is_read_in_order_from_every_calendar(
    diary: Diary, office: Office, ann: Appointment, clock: SetClock
) -> None:
    other = await diary.book(slot_at(9, person="chen"), name="Bob", phone=None, key="CA2:A", language="fr")
    await office.staff_write(slot_at(11))
    assert await diary.upcoming() == [other, ann]
    clock.now = datetime(2026, 11, 24, 9, 1, tzinfo=MONTREAL)
    assert await diary.upcoming() == [ann]
    await office.staff_move(ann, slot_at(16))
    assert [one.slot for one in await diary.upcoming()] == [slot_at(16)]


async def test_the_appointment_that_moves_does_not_keep_its_time_busy(diary: Diary, ann: Appointment) -> None:
    async def offered(wish: Wish, moving: Appointment | None = ann) -> tuple[bool, list[datetime]]:
        found = await diary.openings(wish, service=None, practitioner="roy", moving=moving)
        return found.exact, [slot.start for slot in found.slots]

    assert await offered(at("15:15")) == (True, [slot_at(15, 15).start])
    assert await offered(at("15:15"), None) == (False, [slot_at(14, 30).start, slot_at(15, 30).start])
    assert await offered(at("15:00")) == (True, [slot_at(15).start]), "the very time was asked for"
    around = Wish(TUESDAY, TUESDAY, None, time(15), time(15, 30))
    assert await offered(around) == (False, [slot_at(15, 15).start])


async def test_the_present_time_is_no_neighbour(diary: Diary, office: Office, ann: Appointment) -> None:
    await office.staff_write(Slot(slot_at(15, 30).start, slot_at(16).end, "roy", "checkup"))
    await diary._index.refresh(office.calendar("roy"))
    found = await diary.openings(at("15:30"), service=None, practitioner="roy", limit=1, moving=ann)
    assert not found.exact
    assert found.slots[0].start != ann.slot.start


async def test_an_appointment_keeps_its_service_and_the_length_that_staff_gave_it(
    diary: Diary, office: Office, clock: SetClock
) -> None:
    slot = replace(slot_at(15, person="chen"), end=slot_at(15, 45).start, service="cleaning")
    cleaning = await diary.book(slot, name="Ann", phone=None, key="CA0:A", language="en")
    longer = replace(cleaning, slot=replace(slot, end=slot_at(16).start))
    for moving, minutes in ((cleaning, 45), (longer, 60)):
        (found,) = (await diary.openings(at("10:00"), service=None, practitioner=None, moving=moving)).slots
        assert (found.practitioner, found.end - found.start) == ("chen", timedelta(minutes=minutes))
    (other,) = (await diary.openings(at("10:00"), service="checkup", practitioner=None, moving=longer)).slots
    assert other.end - other.start == timedelta(minutes=30)
    forgotten = replace(longer, slot=replace(longer.slot, service="withdrawn", end=longer.slot.start))
    (plain,) = (await diary.openings(at("10:00"), service=None, practitioner=None, moving=forgotten)).slots
    assert plain.service == "checkup"


@pytest.mark.parametrize("person", ["roy", "chen"])
async def test_a_move_is_seen_at_once_in_what_is_offered(person: str, diary: Diary, ann: Appointment) -> None:
    moved = await diary.move(ann, slot_at(10, 0, person), key="CA1:move")
    assert await diary.upcoming() == [moved]
    assert (await diary.openings(at("15:00"), service=None, practitioner="roy")).exact
    assert not (await diary.openings(at("10:00"), service=None, practitioner=person)).exact


async def test_a_cancellation_frees_the_time_at_once(diary: Diary, ann: Appointment) -> None:
    await diary.cancel(ann, key="CA1:cancel")
    await diary.cancel(ann, key="CA1:cancel")
    assert await diary.upcoming() == []
    assert (await diary.openings(at("15:00"), service=None, practitioner="roy")).exact


async def test_a_move_into_a_taken_time_comes_with_free_neighbours(
    diary: Diary, office: Office, ann: Appointment
) -> None:
    """Its own time does not stand in their way: a quarter to three is free for who has three o'clock."""
    await office.staff_write(slot_at(14, 15))
    with pytest.raises(SlotTaken) as caught:
        await diary.move(ann, slot_at(14, 15), key="CA1:move")
    assert [slot.start for slot in caught.value.neighbours] == [slot_at(13, 45).start, slot_at(14, 45).start]
    assert await diary.upcoming() == [ann]


async def test_nothing_is_moved_into_the_past(diary: Diary, ann: Appointment, clock: SetClock) -> None:
    clock.now = datetime(2026, 11, 24, 11, 0, tzinfo=MONTREAL)
    with pytest.raises(SlotTaken, match="passed"):
        await diary.move(ann, slot_at(10), key="CA1:move")
    assert await diary.upcoming() == [ann]
