"""The diary of simulated calls answers as the real one does over a real calendar server."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.bot.evaluation.paper_diary import PaperDiary, busy_times
from frontdesk.calendar import Appointment, Diary, Slot
from frontdesk.calendar.caldav_server import CalendarAccount
from frontdesk.calendar.hours import windows
from frontdesk.calendar.spoken import Wish
from frontdesk.clinic import Clinic
from frontdesk.errors import SlotTaken
from tests.calendar.conftest import clinic_data
from tests.calendar.set_clock import MONTREAL, SetClock
from tests.calendar.sqlite_holds import SqliteHolds
from tests.radicale_server import running_radicale

CLINIC = Clinic.model_validate(clinic_data())
NOW = SetClock().now
TUESDAY, FRIDAY, SATURDAY, YESTERDAY = date(2026, 11, 24), date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 22)
WISHES = [
    Wish(TUESDAY, TUESDAY, time(15), None, None),
    Wish(TUESDAY, TUESDAY, time(9), None, None),
    Wish(TUESDAY, TUESDAY, time(9, 7), None, None),
    Wish(TUESDAY, TUESDAY, None, None, time(12)),
    Wish(TUESDAY, FRIDAY, None, time(13), None),
    Wish(TUESDAY, TUESDAY + timedelta(days=80), None, None, None, soonest=True),
    Wish(NOW.date(), NOW.date(), None, None, time(10)),
    Wish(SATURDAY, SATURDAY, None, None, None),
    Wish(YESTERDAY, YESTERDAY, None, None, None),
    Wish(date(2027, 5, 4), date(2027, 5, 4), None, None, None),
]


def slot_at(clock: str, day: date = TUESDAY, minutes: int = 30, person: str = "roy") -> Slot:
    start = datetime.combine(day, time.fromisoformat(clock), tzinfo=MONTREAL)
    return Slot(start, start + timedelta(minutes=minutes), person, "checkup")


BOOKED = [slot_at("09:00"), slot_at("15:00"), slot_at("15:00", person="chen"), slot_at("10:30", FRIDAY, minutes=60)]


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalendarAccount]:
    with running_radicale(tmp_path_factory.mktemp("radicale")) as running:
        yield running


@pytest.fixture
async def real(account: CalendarAccount, tmp_path: Path) -> AsyncIterator[Diary]:
    clinic = Clinic.model_validate(clinic_data(f"{tmp_path.name}-"))
    diary = Diary(clinic, account, SqliteHolds(tmp_path / "holds.sqlite"), SetClock())
    await diary.open()
    yield diary
    await diary.close()


@pytest.fixture
def paper() -> PaperDiary:
    return PaperDiary(CLINIC, NOW, {})


async def fill(diary: Diary) -> list[Appointment]:
    return [
        await diary.book(slot, name=f"Ann {number}", phone=None, key=f"CA{number}:A", language="en")
        for number, slot in enumerate(BOOKED)
    ]


def plain(appointments: list[Appointment]) -> list[tuple[Slot, str]]:
    return [(one.slot, one.name) for one in appointments]


async def test_openings_are_those_of_the_real_diary(real: Diary, paper: PaperDiary) -> None:
    both = await fill(real), await fill(paper)
    for wish in WISHES:
        for service, practitioner in ((None, None), ("checkup", "roy"), ("cleaning", None), ("cleaning", "roy")):
            for moved in (None, 0, 3):
                found = [
                    await diary.openings(
                        wish,
                        service=service,
                        practitioner=practitioner,
                        moving=None if moved is None else stood[moved],
                    )
                    for diary, stood in zip((real, paper), both, strict=True)
                ]
                assert found[0] == found[1], (wish, service, practitioner, moved)


async def test_changes_leave_what_they_leave_in_the_real_diary(real: Diary, paper: PaperDiary) -> None:
    left = []
    for diary in (real, paper):
        first, second, *_ = await fill(diary)
        assert plain([await diary.book(BOOKED[0], name="Ann 0", phone=None, key="CA0:A", language="en")]) == plain(
            [first]
        )
        await diary.move(first, slot_at("11:00"), key="CA9:move")
        await diary.cancel(second, key="CA9:cancel")
        await diary.cancel(second, key="CA9:cancel")
        left.append((plain(await diary.upcoming()), plain(await diary.appointments(FRIDAY, FRIDAY))))
    assert left[0] == left[1]
    assert [slot for slot, _ in left[1][1]] == [BOOKED[3]]


async def test_a_time_that_is_taken_has_the_same_neighbours(real: Diary, paper: PaperDiary) -> None:
    neighbours = []
    for diary in (real, paper):
        first, *_ = await fill(diary)
        with pytest.raises(SlotTaken) as booking:
            await diary.book(slot_at("15:15"), name="Bob", phone=None, key="CA8:A", language="en")
        with pytest.raises(SlotTaken) as moving:
            await diary.move(first, slot_at("15:00"), key="CA8:B")
        with pytest.raises(SlotTaken):
            await diary.book(slot_at("08:00", NOW.date()), name="Bob", phone=None, key="CA8:C", language="en")
        neighbours.append((booking.value.neighbours, moving.value.neighbours))
    assert neighbours[0] == neighbours[1]


async def test_a_slot_can_be_lost_under_way_once(paper: PaperDiary) -> None:
    paper.taken_under_way = {BOOKED[0].start}
    with pytest.raises(SlotTaken) as lost:
        await paper.book(BOOKED[0], name="Ann", phone=None, key="CA1:A", language="en")
    assert lost.value.neighbours
    assert BOOKED[0] not in lost.value.neighbours
    assert await paper.upcoming() == []
    assert not paper.taken_under_way
    again = lost.value.neighbours[0]
    assert (await paper.book(again, name="Ann", phone=None, key="CA1:B", language="en")).slot == again


async def test_what_was_before_the_call_is_not_to_come(paper: PaperDiary) -> None:
    paper.put(slot_at("08:00", NOW.date()), "Ann", None)
    coming = paper.put(slot_at("16:00"), "Ann", None)
    assert await paper.upcoming() == [coming]


async def test_others_keep_their_times(paper: PaperDiary) -> None:
    busy = busy_times(CLINIC, NOW, Random(3))
    diary = PaperDiary(CLINIC, NOW, busy)
    found = await diary.openings(WISHES[4], service="checkup", practitioner="roy", limit=9)
    assert found.slots
    spans = busy["roy"]
    assert not any(span.start < slot.end and slot.start < span.end for slot in found.slots for span in spans)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), hours=st.integers(0, 24 * 400))
def test_busy_times_lie_in_the_opening_hours(seed: int, hours: int) -> None:
    now = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(hours=hours)
    busy = busy_times(CLINIC, now, Random(seed))
    assert set(busy) == {person.id for person in CLINIC.practitioners}
    for person, spans in busy.items():
        assert all(one.end <= other.start for one, other in pairwise(spans))
        for span in spans:
            day = span.start.astimezone(MONTREAL).date()
            assert any(window.contains(span) for window in windows(CLINIC, CLINIC.practitioner(person), day))
    assert busy == busy_times(CLINIC, now, Random(seed))
