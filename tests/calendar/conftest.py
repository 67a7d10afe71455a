"""A real Radicale for the whole session, and for each test a clinic with calendars of its own."""

import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from frontdesk.calendar.caldav_server import CalendarAccount, CalendarServer
from frontdesk.calendar.diary import Diary
from frontdesk.clinic import Clinic
from tests.calendar.office import Office
from tests.calendar.set_clock import SetClock
from tests.calendar.sqlite_holds import SqliteHolds
from tests.radicale_server import running_radicale

DAY = ["08:00-12:00", "13:00-17:00"]


def clinic_data(prefix: str = "") -> dict[str, Any]:
    """A small clinic; calendar names carry the prefix."""
    return {
        "name": "Clinique du Test",
        "timezone": "America/Toronto",
        "languages": ["en", "fr"],
        "country": "CA",
        "phone": "+15145550100",
        "emergency_number": "911",
        "emergency": {"en": "Dial nine one one.", "fr": "Composez le neuf un un."},
        "greetings": {"en": "Hello.", "fr": "Bonjour."},
        "bilingual_greeting": "Bonjour, hello.",
        "notice_minutes": 60,
        "horizon_days": 60,
        "slot_minutes": 15,
        "hours": dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), DAY),
        "services": [
            {"id": "checkup", "minutes": 30, "names": {"en": "check-up", "fr": "examen"}},
            {"id": "cleaning", "minutes": 45, "names": {"en": "cleaning", "fr": "nettoyage"}},
        ],
        "practitioners": [
            {"id": "roy", "name": "Dr. Anne Roy", "calendar": f"{prefix}roy", "services": ["checkup"]},
            {"id": "chen", "name": "Dr. Li Chen", "calendar": f"{prefix}chen", "services": ["checkup", "cleaning"]},
        ],
    }


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def clinic() -> Clinic:
    return Clinic.model_validate(clinic_data(f"{uuid.uuid4().hex[:8]}-"))


@pytest.fixture(scope="session")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalendarAccount]:
    """A Radicale that outlives the event loops of single tests, so it is supervised from a loop in a thread."""
    with running_radicale(tmp_path_factory.mktemp("radicale")) as running:
        yield running


@pytest.fixture
def holds(tmp_path: Path) -> SqliteHolds:
    return SqliteHolds(tmp_path / "holds.sqlite")


@pytest.fixture
async def server(account: CalendarAccount, clinic: Clinic) -> AsyncIterator[CalendarServer]:
    """Straight to the calendar server, with the clinic's calendars made."""
    server = CalendarServer(account)
    await server.ensure({person.calendar: person.name for person in clinic.practitioners})
    yield server
    await server.close()


@pytest.fixture
async def diary(clinic: Clinic, account: CalendarAccount, holds: SqliteHolds, clock: SetClock) -> AsyncIterator[Diary]:
    diary = Diary(clinic, account, holds, clock)
    await diary.open()
    yield diary
    await diary.close()


@pytest.fixture
def office(
    clinic: Clinic, account: CalendarAccount, server: CalendarServer, holds: SqliteHolds, clock: SetClock
) -> Office:
    return Office(clinic, account, server, holds, clock)
