"""What several tests of the pipelines need."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import frontdesk.bot
from frontdesk.calendar import Appointment, Slot
from frontdesk.clinic import Clinic, load_clinic
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.store import voice_file
from frontdesk.pipelines import tool_runner
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.knowledge.documents import Knowledge
from frontdesk.pipelines.knowledge.synonyms import of_services
from frontdesk.pipelines.tools import ToolResult
from tests.pipelines.scripted_call import Tool

EXAMPLE = Path(frontdesk.bot.__file__).parent / "example"


@pytest.fixture
def appointment() -> Appointment:
    """An appointment that was written: Tuesday at three."""
    begin = datetime(2026, 5, 5, 15, 0, tzinfo=UTC)
    slot = Slot(begin, begin.replace(minute=30), "roy", "checkup")
    return Appointment(slot, "Mary Johnson", None, "/a.ics", '"1"', "uid")


@pytest.fixture(scope="session")
def voice() -> Iterator[PiperEngine]:
    """The caller's voice."""
    engine = PiperEngine({language: voice_file("pocket", language, Path("unused")) for language in ("en", "fr")})
    asyncio.run(engine.start())
    yield engine
    asyncio.run(engine.close())


@pytest.fixture(scope="session")
def example() -> Clinic:
    return load_clinic(EXAMPLE / "clinic.toml")


@pytest.fixture(scope="session")
def knowledge(example: Clinic) -> Knowledge:
    return Knowledge.load(EXAMPLE / "documents", example.languages, called=of_services(example))


@pytest.fixture
def use_tool(monkeypatch: pytest.MonkeyPatch) -> Callable[[Tool], None]:
    """Put a function in place of every tool."""

    def use(tool: Tool) -> None:
        async def call_tool(_desk: Desk, _call: Any, name: str, arguments: dict[str, Any]) -> ToolResult:
            return await tool(name, arguments)

        monkeypatch.setattr(tool_runner, "call_tool", call_tool)

    return use
