"""A desk of real parts for the tools: example clinic, Radicale, holds in SQLite, the clinic's documents."""

import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from frontdesk.calendar import Diary
from frontdesk.calendar.caldav_server import CalendarAccount
from frontdesk.clinic import Clinic
from frontdesk.errors import RecordsUnavailable
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk, Message
from frontdesk.pipelines.knowledge.documents import Knowledge
from tests.calendar.sqlite_holds import SqliteHolds
from tests.radicale_server import running_radicale


class KeptMessages:
    """An outbox that keeps messages in a list; `broken` makes it fail like a database that cannot be written."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.broken = False

    async def take(self, message: Message) -> None:
        if self.broken:
            raise RecordsUnavailable("the database cannot be written")
        self.messages.append(message)


class SetClock:
    """Monday, 23 November 2026, 9:00 in Montreal, until told otherwise."""

    def __init__(self, clinic: Clinic) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=clinic.timezone)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **step: float) -> None:
        self.now += timedelta(**step)


@pytest.fixture(scope="session")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalendarAccount]:
    """A Radicale for the session, supervised from a loop of its own."""
    with running_radicale(tmp_path_factory.mktemp("radicale")) as running:
        yield running


@pytest.fixture
def clinic(example: Clinic) -> Clinic:
    """The example with calendars that no other test writes to."""
    data = example.model_dump(mode="python")
    for person in data["practitioners"]:
        person["calendar"] = f"{uuid.uuid4().hex[:8]}-{person['calendar']}"
    return Clinic.model_validate(data)


@pytest.fixture
def clock(clinic: Clinic) -> SetClock:
    return SetClock(clinic)


@pytest.fixture
def outbox() -> KeptMessages:
    return KeptMessages()


@pytest.fixture
async def diary(clinic: Clinic, account: CalendarAccount, tmp_path: Path, clock: SetClock) -> AsyncIterator[Diary]:
    diary = Diary(clinic, account, SqliteHolds(tmp_path / "holds.sqlite"), clock)
    await diary.open()
    yield diary
    await diary.close()


@pytest.fixture
def quiet_desk(clinic: Clinic, knowledge: Knowledge, outbox: KeptMessages, clock: SetClock) -> Desk:
    """A desk without a calendar, for what is decided before anybody looks into one."""
    nothing = cast(Any, None)
    return Desk(clinic, nothing, nothing, nothing, nothing, knowledge, outbox, clock)


@pytest.fixture
def desk(clinic: Clinic, diary: Diary, knowledge: Knowledge, outbox: KeptMessages, clock: SetClock) -> Desk:
    """The tools use no engine, so there is none."""
    engine = cast(Any, None)
    return Desk(clinic, engine, engine, engine, diary, knowledge, outbox, clock)


NewCall = Callable[..., CallState]


@pytest.fixture
def new_call() -> NewCall:
    def make(language: str = "en", number: str | None = "+15145550142") -> CallState:
        return CallState(uuid.uuid4().hex, number, cast(Any, language))

    return make


@pytest.fixture
def at(clinic: Clinic) -> Callable[..., datetime]:
    """A moment of November 2026 at the clinic."""

    def moment(day: int, hour: int, minute: int = 0) -> datetime:
        return datetime(2026, 11, day, hour, minute, tzinfo=clinic.timezone)

    return moment
