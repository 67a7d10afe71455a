"""When the clinic is open and who answers there; what the greeting says outside of it."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import frontdesk.bot
from frontdesk.clinic import Clinic, load_clinic
from frontdesk.pipelines.after_hours import answering, is_open
from frontdesk.pipelines.sentences import greeting, sentences

CLINIC = load_clinic(Path(frontdesk.bot.__file__).parent / "example" / "clinic.toml")
MOMENTS = st.datetimes(
    datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.sampled_from([CLINIC.timezone, ZoneInfo("Asia/Tokyo")])
)


def at(moment: str, clinic: Clinic = CLINIC) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=clinic.timezone)


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-11-23T07:59:59", False),  # a Monday
        ("2026-11-23T08:00", True),
        ("2026-11-23T12:00", False),
        ("2026-11-23T12:30", False),
        ("2026-11-23T13:00", True),
        ("2026-11-23T17:00", False),
        ("2026-11-24T18:59", True),
        ("2026-11-28T10:00", False),  # a Saturday
        ("2026-12-31T10:00", False),  # Christmas closure, over New Year
        ("2027-08-04T10:00", True),  # one practitioner is away
    ],
)
def test_the_clinic_is_open_in_its_hours_and_on_no_closure(moment: str, opened: bool) -> None:
    assert is_open(CLINIC, at(moment)) is opened


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        ("2026-11-23T08:30", ["front-desk"]),
        ("2026-11-23T09:00", ["front-desk", "billing"]),
        ("2026-11-23T16:00", ["front-desk"]),
        ("2026-11-23T20:00", []),
        ("2026-06-24T10:00", []),  # a Wednesday on which the clinic is closed
    ],
)
def test_an_extension_answers_in_its_own_hours_or_the_clinics(moment: str, who: list[str]) -> None:
    assert [extension.id for extension in answering(CLINIC, at(moment))] == who


@given(MOMENTS)
def test_any_time_zone_tells_the_same_moment(moment: datetime) -> None:
    here = moment.astimezone(CLINIC.timezone)
    assert is_open(CLINIC, moment) == is_open(CLINIC, here)
    if not CLINIC.hours.on(here.date()):
        assert not is_open(CLINIC, moment)
        assert answering(CLINIC, moment) == ()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_greeting_says_that_the_clinic_is_closed_and_still_ends_with_its_question(language: str) -> None:
    opened, closed = (greeting(CLINIC, language, closed=closed) for closed in (False, True))
    assert sentences(language).after_hours in closed
    assert sentences(language).after_hours not in opened
    assert closed.split()[-5:] == opened.split()[-5:]
    assert closed.endswith("?")
