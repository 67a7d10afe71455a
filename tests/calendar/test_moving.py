"""Moving against a real calendar server, inside a calendar ("roy") and to another one ("chen")."""

import asyncio
from datetime import timedelta

import icalendar
import pytest

from frontdesk.calendar.appointment import Appointment, Slot
from frontdesk.calendar.bookkeeping import Bookkeeping
from frontdesk.calendar.intervals import interval
from frontdesk.errors import AppointmentChanged, CalendarUnavailable, SlotTaken
from tests.calendar.fault_proxy import Fate, Request, dead_from
from tests.calendar.office import ANN, FailingHolds, Office, slot_at

OLD = slot_at(15, 15)
KEY = "CA1:move:1:A"
WAYS = ("roy", "chen")
REQUESTS = {"roy": ["GET", "REPORT", "PUT", "GET", "REPORT"]}
REQUESTS["chen"] = ["GET", "GET", "REPORT", "PUT", "GET", "REPORT", "DELETE"]


@pytest.fixture
def books(office: Office) -> Bookkeeping:
    return office.bookkeeping()


@pytest.fixture
async def ann(books: Bookkeeping) -> Appointment:
    """An appointment that was read out to its patient."""
    return await books.book(OLD, ANN, "CA0:A")


def event_of(text: str) -> icalendar.Component:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")[0]


@pytest.mark.parametrize("way", WAYS)
async def test_a_move_leaves_one_event_and_no_hold(
    way: str, office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    moved = await books.move(ann, slot_at(10, 0, way), KEY)
    assert (moved.slot, moved.name, moved.phone) == (slot_at(10, 0, way), ANN.name, ANN.phone)
    (ours,) = await office.ours()
    assert ours.appointment == moved
    assert office.holds.rows("granule") == []
    assert await office.holds.committed(KEY) == moved.href
    event = event_of(ours.text)
    assert event["SEQUENCE"] == 1
    assert (moved.uid, moved.href) == (ann.uid, ann.href) or way == "chen"
    assert event["X-FRONTDESK-PRACTITIONER"] == way


@pytest.mark.parametrize("way", WAYS)
async def test_what_staff_wrote_moves_along(way: str, office: Office, books: Bookkeeping, ann: Appointment) -> None:
    await office.edit(ann, "SUMMARY:", "SUMMARY:VIP ")
    await office.note(ann, "bring the X-rays")
    await books.move(ann, slot_at(10, 0, way), KEY)
    (ours,) = await office.ours()
    event = event_of(ours.text)
    assert (event["COMMENT"], event["X-STAFF-COLOUR"]) == ("bring the X-rays", "blue")
    assert event["SUMMARY"].startswith("VIP ")
    assert event["DESCRIPTION"] == ANN.phone
    assert len(event.walk("VALARM")) == 1
    assert ours.slot == slot_at(10, 0, way)


async def test_a_move_by_a_quarter_of_an_hour_overlaps_only_itself(books: Bookkeeping, ann: Appointment) -> None:
    assert (await books.move(ann, slot_at(15, 30), KEY)).slot == slot_at(15, 30)


async def test_a_length_that_another_program_wrote_is_replaced(
    office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    await office.edit(ann, "DTEND;TZID=America/Toronto:20261124T154500", "DURATION:PT30M")
    await office.edit(ann, "SEQUENCE:0", "SEQUENCE:many")
    assert (await books.move(ann, slot_at(10), KEY)).slot == slot_at(10)


@pytest.mark.parametrize("way", WAYS)
async def test_the_same_key_again_is_the_same_move(
    way: str, office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    first = await books.move(ann, slot_at(10, 0, way), KEY)
    await office.staff_write(slot_at(10, 0, way))
    assert await books.move(ann, slot_at(10, 0, way), KEY) == first
    assert [event.appointment for event in await office.ours()] == [first]


async def test_a_repeated_move_of_what_is_gone_is_told(office: Office, books: Bookkeeping, ann: Appointment) -> None:
    moved = await books.move(ann, slot_at(10), KEY)
    await office.server.delete(office.calendar("roy"), moved.href, moved.etag)
    with pytest.raises(AppointmentChanged) as caught:
        await books.move(ann, slot_at(10), KEY)
    assert caught.value.gone


@pytest.mark.parametrize("way", WAYS)
async def test_a_busy_or_held_time_is_taken_and_the_appointment_stays(
    way: str, office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    await office.staff_write(slot_at(10, 0, way))
    held = books._new_hold(slot_at(11, 0, way), "CA9:A", "book")
    assert await office.holds.acquire(held)
    for hour in (10, 11):
        with pytest.raises(SlotTaken):
            await books.move(ann, slot_at(hour, 0, way), KEY)
    assert [event.appointment for event in await office.ours()] == [ann]
    await office.holds.release("CA9:A")
    assert office.holds.rows("granule") == []


@pytest.mark.parametrize("way", WAYS)
async def test_what_staff_moved_is_not_moved_again(
    way: str, office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    await office.staff_move(ann, slot_at(9))
    with pytest.raises(AppointmentChanged) as caught:
        await books.move(ann, slot_at(10, 0, way), KEY)
    assert caught.value.appointment.slot == slot_at(9)
    assert await office.slots() == [slot_at(9)]
    assert office.holds.rows("granule") == []


@pytest.mark.parametrize("way", WAYS)
async def test_what_staff_removed_cancelled_or_made_a_series_of_is_not_moved(
    way: str, office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    async def refused() -> AppointmentChanged:
        with pytest.raises(AppointmentChanged) as caught:
            await books.move(ann, slot_at(10, 0, way), KEY)
        return caught.value

    await office.edit(ann, "SEQUENCE:0", "SEQUENCE:1\r\nRRULE:FREQ=WEEKLY;COUNT=3")
    assert not (await refused()).gone
    await office.edit(ann, "RRULE:FREQ=WEEKLY;COUNT=3", "STATUS:CANCELLED")
    assert (await refused()).gone
    stored = await office.server.get(office.calendar("roy"), ann.href)
    assert stored
    await office.server.delete(office.calendar("roy"), stored.href, stored.etag)
    assert (await refused()).gone


async def test_what_staff_dragged_to_another_calendar_is_found_there(
    office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    stored = await office.server.get(office.calendar("roy"), ann.href)
    assert stored
    await office.server.create(office.calendar("chen"), "dragged.ics", stored.text)
    await office.server.delete(office.calendar("roy"), ann.href, ann.etag)
    with pytest.raises(AppointmentChanged) as caught:
        await books.move(ann, slot_at(10), KEY)
    assert caught.value.appointment.slot == slot_at(15, 15, "chen")
    assert not caught.value.gone
    moved = await books.move(caught.value.appointment, slot_at(10, 0, "chen"), "CA1:move:1:B")
    assert moved.slot == slot_at(10, 0, "chen")


@pytest.mark.parametrize("way", WAYS)
async def test_an_event_that_appears_before_our_write_wins(way: str, office: Office, ann: Appointment) -> None:
    new = slot_at(10, 0, way)

    async def staff_are_quicker(request: Request) -> Fate:
        if request.method == "PUT":
            await office.staff_write(new)
        return "pass"

    async with office.through(staff_are_quicker) as (books, _):
        with pytest.raises(SlotTaken):
            await books.move(ann, new, KEY)
    assert await office.slots() == [OLD]
    assert office.holds.rows("granule") == []


@pytest.mark.parametrize("way", WAYS)
async def test_a_note_written_while_we_move_is_kept(way: str, office: Office, ann: Appointment) -> None:
    """Between our reading and our PUT (or, to another calendar, our DELETE) staff write into the event."""
    written = []

    async def note_first(request: Request) -> Fate:
        if request.method == ("PUT" if way == "roy" else "DELETE") and not written:
            written.append(await office.note(ann, "allergic to latex"))
        return "pass"

    async with office.through(note_first) as (books, _):
        assert (await books.move(ann, slot_at(10, 0, way), KEY)).slot == slot_at(10, 0, way)
    (ours,) = await office.ours()
    assert "allergic to latex" in ours.text
    assert ours.slot == slot_at(10, 0, way)


@pytest.mark.parametrize("way", WAYS)
async def test_what_staff_move_while_we_move_it_stays_with_them(way: str, office: Office, ann: Appointment) -> None:
    moved = []

    async def staff_move_first(request: Request) -> Fate:
        if request.method == ("PUT" if way == "roy" else "DELETE") and not moved:
            moved.append(await office.staff_move(ann, slot_at(9)))
        return "pass"

    async with office.through(staff_move_first) as (books, _):
        with pytest.raises(AppointmentChanged):
            await books.move(ann, slot_at(10, 0, way), KEY)
    assert await office.slots() == [slot_at(9)]


@pytest.mark.parametrize("way", WAYS)
async def test_an_event_that_never_rests_is_given_up_and_settled(
    way: str, office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    notes = 0

    async def note_always(request: Request) -> Fate:
        nonlocal notes
        if request.method == ("PUT" if way == "roy" else "DELETE"):
            notes += 1
            await office.edit(ann, "END:VEVENT", f"COMMENT:{notes}\r\nEND:VEVENT")
        return "pass"

    async with office.through(note_always) as (faulty, _):
        with pytest.raises(CalendarUnavailable, match="keeps being changed"):
            await faulty.move(ann, slot_at(10, 0, way), KEY)
    office.clock.forward(seconds=31)
    await books.settle()
    (ours,) = await office.ours()
    assert ours.slot == OLD
    assert f"COMMENT:{notes}" in ours.text
    assert office.holds.rows("granule") == []


async def test_an_undisturbed_move_takes_five_requests_or_seven(office: Office, ann: Appointment) -> None:
    appointment = ann
    for number, way in enumerate(WAYS):
        async with office.through(dead_from(99)) as (books, proxy):
            appointment = await books.move(appointment, slot_at(10, 0, way), f"{KEY}{number}")
        assert [request.method for request in proxy.seen] == REQUESTS[way]
    assert office.holds.rows("granule") == []


def own_times(number: int, way: str) -> tuple[Slot, Slot]:
    """Where the appointment number so and so stands, and where it shall go."""
    return slot_at(8 + number), slot_at(8 + number, 30, way)


@pytest.mark.parametrize("way", WAYS)
async def test_the_server_dies_at_a_step(way: str, office: Office, books: Bookkeeping) -> None:
    """Nobody hears "moved". Once the lease ran out one event is left: at the new time from where it was written.

    Every step has an appointment of its own, and all of them fail side by side.
    """
    put = REQUESTS[way].index("PUT") + 1
    cases = [(step, lost) for step in range(1, len(REQUESTS[way]) + 1) for lost in (False, True)]

    async def fail(number: int, step: int, answer_lost: bool) -> None:
        old, new = own_times(number, way)
        theirs = await office.stands(old, f"patient {number}")
        async with office.through(dead_from(step, last_answer_lost=answer_lost)) as (faulty, _):
            with pytest.raises(CalendarUnavailable):
                await faulty.move(theirs, new, f"{number}:move")
        assert await blocked(books, old), "the old time is kept until it is known what became of the move"

    await asyncio.gather(*(fail(number, *case) for number, case in enumerate(cases)))
    office.clock.forward(seconds=31)
    await books.settle()
    assert office.holds.rows("granule") == []
    stand = {event.appointment.name: event.slot for event in await office.ours()}
    assert len(await office.ours()) == len(cases)
    for number, (step, answer_lost) in enumerate(cases):
        old, new = own_times(number, way)
        landed = step > put or (step == put and answer_lost)
        assert stand[f"patient {number}"] == (new if landed else old)
        assert not await blocked(books, old if landed else new)


async def blocked(books: Bookkeeping, slot: Slot) -> bool:
    try:
        await books.book(slot, ANN, f"{slot.start}:Z")
    except SlotTaken:
        return True
    return False


@pytest.mark.parametrize("way", WAYS)
async def test_calling_again_after_an_outage_moves_once(way: str, office: Office, books: Bookkeeping) -> None:
    async def fail_and_call_again(step: int) -> None:
        old, new = own_times(step, way)
        theirs = await office.stands(old, f"patient {step}")
        async with office.through(dead_from(step, last_answer_lost=True)) as (faulty, _):
            with pytest.raises(CalendarUnavailable):
                await faulty.move(theirs, new, f"{step}:move")
        assert (await books.move(theirs, new, f"{step}:move")).slot == new

    steps = range(1, len(REQUESTS[way]) + 1)
    await asyncio.gather(*map(fail_and_call_again, steps))
    assert sorted(slot.start for slot in await office.slots()) == [own_times(step, way)[1].start for step in steps]
    assert office.holds.rows("granule") == []


@pytest.mark.parametrize("way", WAYS)
async def test_one_lost_message_is_not_noticed(way: str, office: Office) -> None:
    async def lose_and_move(number: int, lost: int, fate: Fate) -> None:
        old, new = own_times(number, way)
        theirs, seen = await office.stands(old, f"patient {number}"), 0

        async def lose_one(request: Request) -> Fate:
            nonlocal seen
            seen += 1
            return fate if seen == lost else "pass"

        async with office.through(lose_one) as (books, _):
            assert (await books.move(theirs, new, f"{number}:move")).slot == new

    fates: tuple[Fate, ...] = ("lose_request", "lose_answer")
    cases = [(lost, fate) for lost in range(1, len(REQUESTS[way]) + 1) for fate in fates]
    await asyncio.gather(*(lose_and_move(number, *case) for number, case in enumerate(cases)))
    assert len(await office.slots()) == len(cases)
    assert office.holds.rows("granule") == []


async def test_another_move_of_what_is_being_moved_is_not_called_taken(
    office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    """Its old time is held, not the new one: it is not known yet where the appointment stands."""
    async with office.through(dead_from(1)) as (faulty, _):
        with pytest.raises(CalendarUnavailable):
            await faulty.move(ann, slot_at(10), KEY)
    with pytest.raises(CalendarUnavailable, match="being changed"):
        await books.move(ann, slot_at(11), "CA1:move:1:B")
    with pytest.raises(SlotTaken):
        await books.move(ann, slot_at(10), "CA1:move:1:C")
    office.clock.forward(seconds=31)
    assert (await books.move(ann, slot_at(11), "CA1:move:1:B")).slot == slot_at(11)
    assert await office.slots() == [slot_at(11)]
    assert office.holds.rows("granule") == []


@pytest.mark.parametrize("way", WAYS)
async def test_a_clash_found_only_when_settling_gives_way(
    way: str, office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    new = slot_at(10, 0, way)
    async with office.through(dead_from(REQUESTS[way].index("PUT") + 2)) as (faulty, _):
        with pytest.raises(CalendarUnavailable):
            await faulty.move(ann, new, KEY)
    await office.staff_write(new)
    office.clock.forward(seconds=31)
    await books.settle()
    assert await office.slots() == [OLD]
    assert office.holds.rows("granule") == []


@pytest.mark.parametrize("way", WAYS)
async def test_what_was_told_stays_though_the_database_failed_and_the_process_ended(
    way: str, office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    """Also where somebody wrote over it since: the caller was told."""
    new = slot_at(10, 0, way)
    told = await office.bookkeeping(holds=FailingHolds(office.holds._path)).move(ann, new, KEY)
    await office.staff_write(new)
    office.clock.forward(seconds=31)
    await books.settle()
    assert [event.appointment for event in await office.ours()] == [told]
    assert office.holds.rows("granule") == []


async def test_where_neither_database_nor_calendar_can_keep_it_nobody_is_told(office: Office, ann: Appointment) -> None:
    async with office.through(dead_from(6)) as (faulty, _):
        faulty._holds = FailingHolds(office.holds._path)
        with pytest.raises(CalendarUnavailable):
            await faulty.move(ann, slot_at(10), KEY)


async def test_staff_who_write_while_it_is_marked_are_waited_for(office: Office, ann: Appointment) -> None:
    async def note_at_the_mark(request: Request) -> Fate:
        if request.method == "PUT" and b"STANDS" in request.body and b"late" not in request.body:
            await office.note(ann, "late")
        return "pass"

    async with office.through(note_at_the_mark) as (books, _):
        books._holds = FailingHolds(office.holds._path)
        await books.move(ann, slot_at(10), KEY)
    (ours,) = await office.ours()
    assert (ours.stands, ours.slot) == (KEY, slot_at(10))
    assert "COMMENT:late" in ours.text


async def test_a_move_to_an_earlier_year_still_describes_its_zone(
    office: Office, books: Bookkeeping, ann: Appointment
) -> None:
    january = slot_at(10)
    january = Slot(january.start.replace(year=2027, month=1), january.end.replace(year=2027, month=1), "roy", "checkup")
    later = await books.move(ann, january, KEY)
    await books.move(later, OLD, KEY + "back")
    (stored,) = await office.server.window(office.calendar("roy"), interval(OLD.start, OLD.end))
    (zone,) = icalendar.Calendar.from_ical(stored.text).walk("VTIMEZONE")
    described = OLD.start.replace(tzinfo=zone.to_tz(lookup_tzid=False))
    assert described.utcoffset() == OLD.start.utcoffset() == timedelta(hours=-5)
