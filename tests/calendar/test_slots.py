"""Free slots and the answers to wishes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.calendar.appointment import Openings
from frontdesk.calendar.hours import windows
from frontdesk.calendar.intervals import Interval, interval
from frontdesk.calendar.slots import Search, answer, free_slots, fulfils
from frontdesk.calendar.spoken import Wish
from frontdesk.clinic import Clinic
from tests.calendar.conftest import clinic_data
from tests.calendar.set_clock import MONTREAL

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=MONTREAL)  # a Monday
TUESDAY, FRIDAY, SATURDAY = date(2026, 11, 24), date(2026, 11, 27), date(2026, 11, 28)


def span(day: date, start: str, end: str) -> Interval:
    """A busy time in wall clock."""
    return interval(*(datetime.combine(day, time.fromisoformat(clock), tzinfo=MONTREAL) for clock in (start, end)))


def search(busy: dict[str, Sequence[Interval]] | None = None, service: str = "checkup", **changes: Any) -> Search:
    clinic = Clinic.model_validate({**clinic_data(), **changes})
    people = [person for person in clinic.practitioners if service in person.services]
    return Search(clinic, clinic.service(service), people, busy or {}, NOW)


def wish(first: date, last: date | None = None, clock: str | None = None, **times: Any) -> Wish:
    parts = {key: time.fromisoformat(times[key]) if times.get(key) else None for key in ("after", "before")}
    exact = time.fromisoformat(clock) if clock else None
    return Wish(first, last or first, exact, parts["after"], parts["before"], times.get("soonest", False))


def told(openings: Openings) -> tuple[bool, str | None, list[str]]:
    return openings.exact, openings.reason, [f"{s.start:%a %H:%M} {s.practitioner}" for s in openings.slots]


def test_a_free_time_is_exact() -> None:
    assert told(answer(search(), wish(TUESDAY, clock="15:15"), 2)) == (True, None, ["Tue 15:15 roy"])


def test_a_busy_practitioner_leaves_the_time_to_another() -> None:
    busy = {"roy": [span(TUESDAY, "15:00", "16:00")]}
    assert told(answer(search(busy), wish(TUESDAY, clock="15:15"), 2)) == (True, None, ["Tue 15:15 chen"])


def test_a_taken_time_gets_its_neighbours_of_the_same_day() -> None:
    taken = [span(TUESDAY, "15:00", "16:00")]
    openings = answer(search({"roy": taken, "chen": taken}), wish(TUESDAY, clock="15:15"), 2)
    assert told(openings) == (False, "full", ["Tue 14:30 roy", "Tue 16:00 roy"])


def test_a_full_day_gives_the_same_time_of_the_next() -> None:
    taken = [span(TUESDAY, "08:00", "17:00")]
    openings = answer(search({"roy": taken, "chen": taken}), wish(TUESDAY, clock="15:00"), 2)
    assert told(openings) == (False, "full", ["Wed 14:30 roy", "Wed 15:00 roy"])


def test_past_the_last_free_day_comes_the_last_before() -> None:
    taken = [span(TUESDAY, "08:00", "17:00")]
    one = search({"roy": taken, "chen": taken}, horizon_days=1)
    assert told(answer(one, wish(TUESDAY, clock="15:00"), 2)) == (False, "full", ["Mon 14:30 roy", "Mon 15:00 roy"])
    none = [*taken, span(date(2026, 11, 23), "08:00", "17:00")]
    assert told(answer(search({"roy": none, "chen": none}, horizon_days=1), wish(TUESDAY), 2)) == (False, "full", [])


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (wish(SATURDAY, clock="10:00"), "closed"),
        (wish(SATURDAY), "closed"),
        (wish(TUESDAY, clock="12:15"), "closed"),
        (wish(TUESDAY, clock="16:45"), "closed"),
        (wish(TUESDAY, after="17:00"), "closed"),
        (wish(TUESDAY, clock="10:10"), "full"),
        (wish(NOW.date(), clock="08:30"), "past"),
        (wish(NOW.date(), clock="09:30"), "notice"),
        (wish(date(2026, 11, 20)), "past"),
        (wish(date(2027, 6, 1), clock="10:00"), "horizon"),
    ],
)
def test_reasons(asked: Wish, reason: str) -> None:
    openings = answer(search(), asked, 2)
    assert (openings.exact, openings.reason) == (False, reason)
    wholly_outside = asked.last < NOW.date() or reason == "horizon"
    assert len(openings.slots) == (0 if wholly_outside else 2)


def test_parts_of_a_day_are_spread() -> None:
    assert told(answer(search(), wish(TUESDAY), 2)) == (False, None, ["Tue 08:00 roy", "Tue 13:00 roy"])
    assert told(answer(search(), wish(TUESDAY, before="12:00"), 2)) == (False, None, ["Tue 08:00 roy", "Tue 09:45 roy"])
    assert told(answer(search(), wish(TUESDAY, after="15:30"), 3)) == (
        False,
        None,
        ["Tue 15:30 roy", "Tue 15:45 roy", "Tue 16:15 roy"],
    )


def test_a_full_morning_offers_what_is_nearest_to_it() -> None:
    taken = [span(TUESDAY, "08:00", "12:00")]
    openings = answer(search({"roy": taken, "chen": taken}), wish(TUESDAY, before="12:00"), 2)
    assert told(openings) == (False, "full", ["Tue 13:00 roy", "Tue 13:30 roy"])


def test_the_soonest_are_the_first() -> None:
    asked = wish(NOW.date(), date(2027, 1, 1), soonest=True)
    assert told(answer(search(), asked, 2)) == (False, None, ["Mon 10:00 roy", "Mon 10:30 roy"])


def test_a_week_prefers_a_day_with_enough_to_choose_from_but_the_soonest_does_not() -> None:
    taken = [span(TUESDAY, "08:30", "17:00")]
    one = search({"roy": taken, "chen": taken})
    assert told(answer(one, wish(TUESDAY, FRIDAY), 2)) == (False, None, ["Wed 08:00 roy", "Wed 13:00 roy"])
    assert told(answer(one, wish(TUESDAY, FRIDAY, soonest=True), 2)) == (False, None, ["Tue 08:00 roy"])


def test_a_time_in_a_span_of_days_takes_the_first_day_that_has_it() -> None:
    taken = [span(TUESDAY, "08:00", "17:00")]
    openings = answer(search({"roy": taken, "chen": taken}), wish(TUESDAY, FRIDAY, "10:00"), 2)
    assert told(openings) == (True, None, ["Wed 10:00 roy"])


def test_nobody_offers_it() -> None:
    assert answer(replace(search(), people=[]), wish(TUESDAY), 2) == Openings(False, (), "not_offered")


@pytest.mark.parametrize(("day", "starts"), [(date(2027, 3, 14), 4), (date(2026, 11, 1), 8)])
def test_slots_on_days_that_the_clock_changes(day: date, starts: int) -> None:
    """Half hours from 1:00 to 4:00: two hours long in spring, four in autumn."""
    one = search(hours={"sunday": ["01:00-04:00"]}, slot_minutes=30, horizon_days=300)
    slots = free_slots(replace(one, now=datetime(2026, 10, 1, tzinfo=UTC)), day)
    assert len({slot.start.astimezone(UTC) for slot in slots}) == len(slots) == starts
    assert all(slot.end.astimezone(UTC) - slot.start.astimezone(UTC) == timedelta(minutes=30) for slot in slots)


zones = st.sampled_from(["America/Toronto", "Europe/Paris", "Australia/Lord_Howe", "UTC", "America/St_Johns"])
clocks = st.sampled_from([f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 20, 30, 45)])


@st.composite
def openings_of_a_day(draw: st.DrawFn) -> list[str]:
    times = sorted(draw(st.lists(clocks, min_size=2, max_size=4, unique=True)))
    return [f"{times[index]}-{times[index + 1]}" for index in range(0, len(times) - 1, 2)]


@st.composite
def searches(draw: st.DrawFn) -> Search:
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    data = clinic_data() | {
        "timezone": draw(zones),
        "slot_minutes": draw(st.sampled_from([5, 15, 20, 60])),
        "notice_minutes": draw(st.integers(0, 3000)),
        "horizon_days": draw(st.integers(1, 20)),
        "hours": {day: draw(openings_of_a_day()) for day in days},
    }
    data["services"][0]["minutes"] = draw(st.sampled_from([5, 20, 30, 90]))
    clinic = Clinic.model_validate(data)
    # Days around the changes of the clock are as likely as all others together.
    base = draw(
        st.sampled_from([datetime(2026, 10, 30), datetime(2027, 3, 12), datetime(2026, 11, 23), datetime(2027, 4, 1)])
    )
    now = (base + timedelta(minutes=draw(st.integers(0, 2880)))).replace(tzinfo=UTC)
    spans = st.tuples(st.integers(-600, 20 * 1440), st.integers(1, 2000))
    busy = {
        person.id: [
            Interval(now + timedelta(minutes=start), now + timedelta(minutes=start + length))
            for start, length in draw(st.lists(spans, max_size=8))
        ]
        for person in clinic.practitioners
    }
    return Search(clinic, clinic.services[0], clinic.practitioners, busy, now)


@given(one=searches(), offset=st.integers(-1, 21))
@settings(max_examples=150, deadline=None)
def test_free_slots_keep_every_rule(one: Search, offset: int) -> None:
    day = one.today + timedelta(days=offset)
    slots = free_slots(one, day)
    for slot in slots:
        span = interval(slot.start, slot.end)
        person = one.clinic.practitioner(slot.practitioner)
        assert not any(span.overlaps(busy) for busy in one.busy[person.id])
        assert any(window.contains(span) for window in windows(one.clinic, person, day))
        assert span.start >= one.now + timedelta(minutes=one.clinic.notice_minutes)
        assert slot.start.date() <= one.today + timedelta(days=one.clinic.horizon_days)
        assert span.end - span.start == timedelta(minutes=one.service.minutes)
        assert slot.start.tzinfo == one.clinic.timezone
    starts = [slot.start.astimezone(UTC) for slot in slots]
    assert starts == sorted(set(starts))


@given(
    one=searches(),
    first=st.integers(-2, 25),
    length=st.integers(0, 8),
    clock=st.one_of(st.none(), clocks),
    part=st.sampled_from([(None, None), ("00:00", "12:00"), ("12:00", "18:00"), ("17:00", None), (None, "10:00")]),
    limit=st.integers(1, 4),
    soonest=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_answers_are_true(
    one: Search,
    first: int,
    length: int,
    clock: str | None,
    part: tuple[str | None, str | None],
    limit: int,
    soonest: bool,
) -> None:
    begin = one.today + timedelta(days=first)
    after, before = (None, None) if clock else part
    asked = wish(begin, begin + timedelta(days=length), clock, after=after, before=before, soonest=soonest)
    openings = answer(one, asked, limit)
    assert len(openings.slots) <= (1 if openings.exact else limit)
    assert len({slot.start.date() for slot in openings.slots}) <= 1
    assert all(one.free(slot) for slot in openings.slots)
    assert list(openings.slots) == sorted(openings.slots, key=lambda slot: slot.start.astimezone(UTC))
    if openings.reason is None:
        assert openings.slots
        assert all(fulfils(slot, asked) for slot in openings.slots)
        assert openings.exact == (asked.time is not None)
    else:
        assert not openings.exact
        assert not any(fulfils(slot, asked) for slot in openings.slots)
        days = [asked.first + timedelta(days=index) for index in range(length + 1)]
        assert not any(fulfils(slot, asked) for day in days for slot in free_slots(one, day))


def test_the_zone_of_the_machine_does_not_matter() -> None:
    here = answer(search(), wish(TUESDAY, clock="15:15"), 2)
    there = answer(replace(search(), now=NOW.astimezone(ZoneInfo("Asia/Tokyo"))), wish(TUESDAY, clock="15:15"), 2)
    assert here == there
