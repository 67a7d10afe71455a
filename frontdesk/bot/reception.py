"""The whole house of one process, opened in order and closed in reverse.

    data folder lock -> records -> calendar server -> engines -> diary -> documents -> what is said often -> phone line

Everything is warm when `open_reception` yields: only then may a port listen.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from frontdesk.bot.calendar_access import embedded, remote_account
from frontdesk.bot.data_folder import DataFolder
from frontdesk.bot.engines import Engines, open_engines
from frontdesk.bot.guarded import GuardedDiary
from frontdesk.bot.open_records import open_records
from frontdesk.bot.phone.line import Line
from frontdesk.bot.phone.open_line import open_line
from frontdesk.bot.records.journal import CallJournal, RecordsOutbox
from frontdesk.bot.records.writer import RecordsWriter
from frontdesk.bot.server import Health
from frontdesk.bot.settings import Settings
from frontdesk.bot.stages import Stages
from frontdesk.calendar.caldav_server import CalendarAccount
from frontdesk.calendar.radicale import EmbeddedRadicale
from frontdesk.clinic import Clinic, load_clinic
from frontdesk.models.vad import warm_up
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Clock, Desk
from frontdesk.pipelines.flow.twilio_transport import RATE
from frontdesk.pipelines.knowledge.documents import Knowledge
from frontdesk.pipelines.knowledge.synonyms import of_services
from frontdesk.pipelines.prompts import system_prompt
from frontdesk.pipelines.sentences import fixed, greeting
from frontdesk.pipelines.tools import TOOLS
from frontdesk.pipelines.tools.emergency import warning

OpenEngines = Callable[[Settings, Clinic, Path], AbstractAsyncContextManager[Engines]]
"""Gives warm engines for a clinic; the path is the model store's folder."""
_CONNECT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Reception:
    """An open house."""

    settings: Settings
    clinic: Clinic
    account: CalendarAccount
    engines: Engines
    stages: Stages
    writer: RecordsWriter
    desk: Desk
    line: Line | None
    radicale: EmbeddedRadicale | None

    def serving(self) -> None:
        """The house is open for good: the calendars' address is kept. Raises `StartError`."""
        if self.radicale is not None:
            self.radicale.keep_port()

    def journal(self, call_id: str) -> CallJournal:
        """The journal of one call."""
        return CallJournal(self.writer, call_id, self.settings.records_keep)

    def new_call(self, *, call_id: str | None = None, caller: str | None = None) -> CallState:
        """The state of a call that begins, in the clinic's first language; `caller` is E.164 or None."""
        return CallState(call_id or uuid.uuid4().hex, caller, self.clinic.languages[0])

    async def health(self) -> Health:
        """The state of every part. Calls are answered as long as no engine is in trouble."""
        calendar, carrier = self.stages.calendar, self.stages.carrier
        reachable = not calendar.closed or await _answers(self.account.url)
        others = {
            "calendar": calendar.state if reachable else "unreachable",
            "records": "ready" if self.writer.healthy else "waiting for the database",
            "phone": carrier.state if self.line else "not set up",
        }
        return Health(not self.stages.in_trouble, self.stages.states() | others)


@asynccontextmanager
async def open_reception(
    settings: Settings,
    *,
    clock: Clock | None = None,
    engines_of: OpenEngines = open_engines,
    seconds: Callable[[], float] = time.monotonic,
) -> AsyncIterator[Reception]:
    """Open everything; closes what was opened when a step fails.

    `clock` tells the present moment, the system's if None; `engines_of` opens the engines; the pauses of breakers pass
    on `seconds`.

    Raises `ConfigurationError`, `StartError`, `ModelMissing`, `CalendarUnavailable` and `RecordsUnavailable`.
    """
    clinic = load_clinic(settings.clinic_file)
    folder = DataFolder(settings.data_dir)
    now = clock or (lambda: datetime.now(clinic.timezone))
    async with AsyncExitStack() as stack:
        stack.enter_context(folder.locked())
        writer, holds = await stack.enter_async_context(open_records(settings, folder, now))
        radicale = embedded(settings, folder)
        account = await _open_calendar(stack, radicale, folder) if radicale else remote_account(settings)
        engines = await stack.enter_async_context(engines_of(settings, clinic, folder.models))
        stages = Stages(engines, clinic.languages[0], seconds)
        diary = GuardedDiary(clinic, account, holds, now, breaker=stages.calendar)
        stack.push_async_callback(diary.close)
        await diary.open()
        stages.try_calendar_with(lambda: diary.appointments(now().date(), now().date()))
        desk = Desk(
            clinic=clinic,
            recogniser=stages.recogniser,
            language_model=stages.language_model,
            synthesiser=stages.synthesiser,
            diary=diary,
            knowledge=await asyncio.to_thread(_documents, settings, clinic),
            outbox=RecordsOutbox(writer),
            clock=now,
        )
        await _warm(settings, clinic, engines, stages)
        await stack.enter_async_context(stages.kept())
        line = open_line(settings, desk, writer, in_trouble=lambda: stages.in_trouble, breaker=stages.carrier)
        if line is not None:
            stack.push_async_callback(line.close)
        yield Reception(settings, clinic, account, engines, stages, writer, desk, line, radicale)


async def _open_calendar(stack: AsyncExitStack, radicale: EmbeddedRadicale, folder: DataFolder) -> CalendarAccount:
    stack.push_async_callback(radicale.stop)
    await radicale.start()
    folder.note_running({"calendar_url": radicale.account.url})
    return radicale.account


async def _warm(settings: Settings, clinic: Clinic, engines: Engines, stages: Stages) -> None:
    """Render what is said often and read what every conversation begins with, so that no caller waits for it."""
    await asyncio.to_thread(warm_up)
    specs = [tool.spec for tool in TOOLS.values()]
    for language in clinic.languages:
        first = greeting(clinic, language, pocket_ears=settings.uses_pocket)
        after_hours = greeting(clinic, language, pocket_ears=settings.uses_pocket, closed=True)
        danger = [warning(clinic, language, person=person) for person in (False, True)]
        await stages.synthesiser.prepare([first, after_hours, *danger, *fixed(language)], language=language, rate=RATE)
        await engines.language_model.prepare(
            [
                {"role": "system", "content": system_prompt(clinic, language)},
                {"role": "assistant", "content": first},
            ],
            specs,
        )


def _documents(settings: Settings, clinic: Clinic) -> Knowledge:
    """What questions are answered from: a folder that is named must be there, the one beside the clinic file may."""
    if settings.documents is None and not settings.documents_folder.is_dir():
        return Knowledge(dict.fromkeys(clinic.languages, ()))
    return Knowledge.load(settings.documents_folder, clinic.languages, called=of_services(clinic))


async def _answers(url: str) -> bool:
    """Whether something listens at the address."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        async with asyncio.timeout(_CONNECT_SECONDS):
            _, writer = await asyncio.open_connection(parts.hostname, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True
