"""Opening hours, closures and practitioners' own hours."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from frontdesk.calendar.hours import windows
from frontdesk.clinic import Clinic
from tests.calendar.conftest import clinic_data
from tests.calendar.set_clock import MONTREAL


def opened(day: date, person: str = "roy", **changes: Any) -> list[str]:
    """The openings in wall clock."""
    clinic = Clinic.model_validate({**clinic_data(), **changes})
    found = windows(clinic, clinic.practitioner(person), day)
    return [f"{w.start.astimezone(MONTREAL):%H:%M}-{w.end.astimezone(MONTREAL):%H:%M}" for w in found]


def test_a_weekday_and_a_weekend() -> None:
    assert opened(date(2026, 11, 23)) == ["08:00-12:00", "13:00-17:00"]
    assert opened(date(2026, 11, 28)) == []


def test_own_hours_narrow_the_clinics_and_never_widen_them() -> None:
    people = clinic_data()["practitioners"]
    people[0]["hours"] = {"monday": ["07:00-09:00", "11:00-18:00"], "sunday": ["08:00-12:00"]}
    assert opened(date(2026, 11, 23), practitioners=people) == ["08:00-09:00", "11:00-12:00", "13:00-17:00"]
    assert opened(date(2026, 11, 24), practitioners=people) == []
    assert opened(date(2026, 11, 29), practitioners=people) == []
    assert opened(date(2026, 11, 24), "chen", practitioners=people) == ["08:00-12:00", "13:00-17:00"]


@pytest.mark.parametrize(
    ("closure", "closed", "open_"),
    [
        ({"first": date(2026, 11, 23)}, [date(2026, 11, 23)], [date(2026, 11, 24), date(2027, 11, 23)]),
        ({"first": date(2026, 11, 23), "last": date(2026, 11, 24)}, [date(2026, 11, 24)], [date(2026, 11, 25)]),
        (
            {"first": "12-24", "last": "01-02"},
            [date(2026, 12, 31), date(2029, 1, 1)],
            [date(2026, 12, 23), date(2029, 1, 3)],
        ),
        ({"first": "06-24"}, [date(2026, 6, 24), date(2027, 6, 24)], [date(2026, 6, 25)]),
    ],
)
def test_closures(closure: dict[str, Any], closed: list[date], open_: list[date]) -> None:
    assert [opened(day, closures=[closure]) for day in closed] == [[]] * len(closed)
    assert all(opened(day, closures=[closure]) for day in open_)


def test_a_closure_of_one_practitioner() -> None:
    closures = [{"first": date(2026, 11, 23), "practitioner": "roy"}]
    assert opened(date(2026, 11, 23), "roy", closures=closures) == []
    assert opened(date(2026, 11, 23), "chen", closures=closures)


def test_days_that_the_clock_changes() -> None:
    clinic = Clinic.model_validate({**clinic_data(), "hours": {"sunday": ["01:00-04:00"]}})
    (spring,) = windows(clinic, clinic.practitioners[0], date(2027, 3, 14))
    (autumn,) = windows(clinic, clinic.practitioners[0], date(2026, 11, 1))
    assert (spring.start, spring.end) == (datetime(2027, 3, 14, 6, tzinfo=UTC), datetime(2027, 3, 14, 8, tzinfo=UTC))
    assert (autumn.start, autumn.end) == (datetime(2026, 11, 1, 5, tzinfo=UTC), datetime(2026, 11, 1, 9, tzinfo=UTC))
