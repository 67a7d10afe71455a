"""Cancelling against a real calendar server."""

import pytest

from frontdesk.calendar.appointment import Appointment
from frontdesk.calendar.bookkeeping import Bookkeeping
from frontdesk.errors import AppointmentChanged, CalendarUnavailable, SlotTaken
from tests.calendar.fault_proxy import Fate, Request, dead_from
from tests.calendar.office import ANN, FailingHolds, Office, slot_at

OLD = slot_at(15, 15)
KEY = "CA1:cancel:1"
REQUESTS = ("GET", "DELETE")


@pytest.fixture
def books(office: Office) -> Bookkeeping:
    return office.bookkeeping()


@pytest.fixture
async def ann(books: Bookkeeping) -> Appointment:
    return await books.book(OLD, ANN, "CA0:A")


async def test_a_cancellation_removes_the_event_and_may_be_repeated(
    office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    await books.cancel(ann, KEY)
    assert await office.slots() == []
    assert office.holds.rows("granule") == []
    await books.cancel(ann, KEY)
    await books.cancel(ann, KEY + "again")
    assert (await books.book(OLD, ANN, "CA2:A")).slot == OLD


async def test_a_cancelled_booking_does_not_come_back_when_its_key_is_used_again(
    office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    await books.cancel(ann, KEY)
    with pytest.raises(SlotTaken):
        await books.book(OLD, ANN, "CA0:A")
    assert await office.slots() == []


async def test_a_repeated_cancellation_leaves_another_patient_alone(
    office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    await books.cancel(ann, KEY)
    other = await books.book(OLD, ANN, "CA2:A")
    await books.cancel(ann, KEY)
    await books.cancel(ann, KEY + "again")
    assert [event.appointment for event in await office.ours()] == [other]


async def test_a_note_does_not_keep_an_appointment(office: Office, books: Bookkeeping, ann: Appointment) -> None:
    await office.note(ann, "call back")
    await books.cancel(ann, KEY)
    assert await office.slots() == []


async def test_a_note_written_meanwhile_does_not_either(office: Office, ann: Appointment) -> None:
    noted = []

    async def note_first(request: Request) -> Fate:
        if request.method == "DELETE" and not noted:
            noted.append(await office.note(ann, "call back"))
        return "pass"

    async with office.through(note_first) as (books, _):
        await books.cancel(ann, KEY)
    assert await office.slots() == []


async def test_what_staff_moved_is_not_cancelled(office: Office, books: Bookkeeping, ann: Appointment) -> None:
    await office.staff_move(ann, slot_at(9))
    with pytest.raises(AppointmentChanged) as caught:
        await books.cancel(ann, KEY)
    assert caught.value.appointment.slot == slot_at(9)
    assert await office.slots() == [slot_at(9)]
    assert office.holds.rows("granule") == []


async def test_what_staff_dragged_to_another_calendar_is_not_called_cancelled(
    office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    stored = await office.server.get(office.calendar("roy"), ann.href)
    assert stored
    await office.server.create(office.calendar("chen"), "dragged.ics", stored.text)
    await office.server.delete(office.calendar("roy"), ann.href, ann.etag)
    with pytest.raises(AppointmentChanged) as caught:
        await books.cancel(ann, KEY)
    await books.cancel(caught.value.appointment, KEY)
    assert await office.slots() == []


async def test_what_staff_cancelled_counts(office: Office, books: Bookkeeping, ann: Appointment) -> None:
    await office.edit(ann, "SEQUENCE:0", "SEQUENCE:1\r\nSTATUS:CANCELLED")
    await books.cancel(ann, KEY)


async def test_what_is_being_moved_is_not_cancelled_meanwhile(
    office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    async with office.through(dead_from(4)) as (faulty, _):
        with pytest.raises(CalendarUnavailable):
            await faulty.move(ann, slot_at(10), "CA1:move:1:A")
    for slot in (OLD, slot_at(10)):
        with pytest.raises(CalendarUnavailable, match="being changed"):
            await books.cancel(Appointment(slot, ann.name, None, ann.href, ann.etag, ann.uid), KEY)
    office.clock.forward(seconds=31)
    (ours,) = await office.ours()
    await books.cancel(ours.appointment, KEY)
    assert await office.slots() == []


@pytest.mark.parametrize("answer_lost", [False, True])
@pytest.mark.parametrize("step", [1, 2])
async def test_the_server_dies_at_a_step(
    step: int, answer_lost: bool, office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    async with office.through(dead_from(step, last_answer_lost=answer_lost)) as (faulty, proxy):
        with pytest.raises(CalendarUnavailable):
            await faulty.cancel(ann, KEY)
    assert proxy.seen[step - 1].method == REQUESTS[step - 1]
    gone = step == 2 and answer_lost
    office.clock.forward(seconds=31)
    await books.settle()
    assert await office.slots() == ([] if gone else [OLD])
    assert office.holds.rows("granule") == []
    await books.cancel(ann, KEY)
    assert await office.slots() == []


@pytest.mark.parametrize("fate", ["lose_request", "lose_answer"])
@pytest.mark.parametrize("lost", [1, 2])
async def test_one_lost_message_is_not_noticed(lost: int, fate: Fate, office: Office, ann: Appointment) -> None:
    seen = 0

    async def lose_one(request: Request) -> Fate:
        nonlocal seen
        seen += 1
        return fate if seen == lost else "pass"

    async with office.through(lose_one) as (books, _):
        await books.cancel(ann, KEY)
    assert await office.slots() == []


async def test_an_event_that_never_rests_is_given_up(office: Office, ann: Appointment) -> None:
    async def note_always(request: Request) -> Fate:
        if request.method == "DELETE":
            await office.edit(ann, "END:VEVENT", "COMMENT:again\r\nEND:VEVENT")
        return "pass"

    async with office.through(note_always) as (books, _):
        with pytest.raises(CalendarUnavailable, match="keeps being changed"):
            await books.cancel(ann, KEY)
    assert await office.slots() == [OLD]


async def test_a_database_that_fails_at_the_end_does_not_undo_it(
    office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    await office.bookkeeping(holds=FailingHolds(office.holds._path)).cancel(ann, KEY)
    assert await office.slots() == []
    assert office.holds.rows("granule")
    office.clock.forward(seconds=31)
    await books.settle()
    assert office.holds.rows("granule") == []
