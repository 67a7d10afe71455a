"""The whole house of one process, opened in order and closed in reverse.

    data folder lock -> records -> calendar server -> engines -> diary -> documents -> what is said often -> phone line

Everything is warm when `open_reception` yields: only then may a port listen.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import WebSocket

from frontdesk.bot.calendar_access import embedded, remote_account
from frontdesk.bot.data_folder import DataFolder
from frontdesk.bot.engines import Engines, open_engines
from frontdesk.bot.open_records import open_records
from frontdesk.bot.phone.hang_up import HangUp
from frontdesk.bot.phone.line import Line
from frontdesk.bot.phone.signatures import SignatureCheck
from frontdesk.bot.phone.stream_tokens import AnnouncedCall, StreamTokens
from frontdesk.bot.records.journal import CallJournal, RecordsOutbox
from frontdesk.bot.records.writer import RecordsWriter
from frontdesk.bot.server import Health
from frontdesk.bot.settings import Settings
from frontdesk.calendar.caldav_server import CalendarAccount
from frontdesk.calendar.diary import Diary
from frontdesk.clinic import Clinic, load_clinic
from frontdesk.models.vad import warm_up
from frontdesk.pipelines.call_options import CallOptions
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Clock, Desk
from frontdesk.pipelines.knowledge import Knowledge
from frontdesk.pipelines.prompts import system_prompt
from frontdesk.pipelines.receptionist import SERVER_STOPPED, answer
from frontdesk.pipelines.sentences import fixed, greeting
from frontdesk.pipelines.tools import TOOLS
from frontdesk.pipelines.twilio_serializer import CALLER_HUNG_UP
from frontdesk.pipelines.twilio_transport import RATE, TwilioTransport

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
    writer: RecordsWriter
    desk: Desk
    line: Line | None

    def journal(self, call_id: str) -> CallJournal:
        """The journal of one call."""
        return CallJournal(self.writer, call_id, self.settings.records_keep)

    def new_call(self, *, call_id: str | None = None, caller: str | None = None) -> CallState:
        """The state of a call that begins, in the clinic's first language; `caller` is E.164 or None."""
        return CallState(call_id or uuid.uuid4().hex, caller, self.clinic.languages[0])

    async def health(self) -> Health:
        """The state of every part. Calls are taken as long as the models work."""
        models = {
            "recogniser": "ready",
            "language model": "ready" if self.engines.language_model.ready else "restarting",
            "synthesiser": "ready",
        }
        others = {
            "calendar": "ready" if await _answers(self.account.url) else "unreachable",
            "records": "ready" if self.writer.healthy else "waiting for the database",
            "phone": "ready" if self.line else "not set up",
        }
        return Health(all(state == "ready" for state in models.values()), models | others)


@asynccontextmanager
async def open_reception(
    settings: Settings, *, clock: Clock | None = None, engines_of: OpenEngines = open_engines
) -> AsyncIterator[Reception]:
    """Open everything; closes what was opened when a step fails.

    `clock` tells the present moment, the system's if None; `engines_of` opens the engines.

    Raises `ConfigurationError`, `StartError`, `ModelMissing`, `CalendarUnavailable` and `RecordsUnavailable`.
    """
    clinic = load_clinic(settings.clinic_file)
    folder = DataFolder(settings.data_dir)
    now = clock or (lambda: datetime.now(clinic.timezone))
    async with AsyncExitStack() as stack:
        stack.enter_context(folder.locked())
        writer, holds = await stack.enter_async_context(open_records(settings, folder, now))
        account = await _open_calendar(stack, settings, folder)
        engines = await stack.enter_async_context(engines_of(settings, clinic, folder.models))
        diary = Diary(clinic, account, holds, now)
        stack.push_async_callback(diary.close)
        await diary.open()
        desk = Desk(
            clinic=clinic,
            recogniser=engines.recogniser,
            language_model=engines.language_model,
            synthesiser=engines.synthesiser,
            diary=diary,
            knowledge=await asyncio.to_thread(_documents, settings, clinic),
            outbox=RecordsOutbox(writer),
            clock=now,
        )
        await _warm(settings, clinic, engines)
        line = _line(settings, desk, writer)
        if line is not None:
            stack.push_async_callback(line.close)
        yield Reception(settings, clinic, account, engines, writer, desk, line)


async def _open_calendar(stack: AsyncExitStack, settings: Settings, folder: DataFolder) -> CalendarAccount:
    radicale = embedded(settings, folder)
    if radicale is None:
        return remote_account(settings)
    stack.push_async_callback(radicale.stop)
    await radicale.start()
    folder.note_running({"calendar_url": radicale.account.url})
    return radicale.account


async def _warm(settings: Settings, clinic: Clinic, engines: Engines) -> None:
    """Render what is said often and read what every conversation begins with, so that no caller waits for it."""
    await asyncio.to_thread(warm_up)
    specs = [tool.spec for tool in TOOLS.values()]
    for language in clinic.languages:
        first = _greeting(settings, clinic, language)
        await engines.synthesiser.prepare([first, *fixed(language)], language=language, rate=RATE)
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
    return Knowledge.load(settings.documents_folder, clinic.languages)


def _greeting(settings: Settings, clinic: Clinic, language: str) -> str:
    return greeting(clinic, language, pocket_ears=settings.uses_pocket)


def _line(settings: Settings, desk: Desk, writer: RecordsWriter) -> Line | None:
    """The phone line; None where Twilio is not set up."""
    if settings.twilio_auth_token is None or settings.public_url is None:
        return None
    auth_token = settings.twilio_auth_token.get_secret_value()
    hang_up = HangUp(auth_token, settings.twilio_account_sid, settings.twilio_api_base_url)

    async def take(announced: AnnouncedCall, websocket: WebSocket, stream_sid: str) -> None:
        call = CallState(announced.call_sid, announced.caller, desk.clinic.languages[0])
        journal = CallJournal(writer, call.call_id, settings.records_keep)
        journal.started(channel="phone", language=call.language, caller=announced.caller, at=desk.clock())
        options = CallOptions(greeting=_greeting(settings, desk.clinic, call.language))

        async def end() -> None:
            await hang_up(announced.call_sid, announced.account_sid)

        def why_cancelled() -> str:
            return (
                SERVER_STOPPED if line.closing else CALLER_HUNG_UP
            )  # Twilio's status may come before the stream's end

        try:
            transport = TwilioTransport(websocket, stream_sid)
            await answer(desk, call, transport, journal, hang_up=end, options=options, why_cancelled=why_cancelled)
        finally:
            if line.closing:  # to the pipeline the closed socket looked as if the caller had gone
                journal.ended(reason=SERVER_STOPPED, at=desk.clock())

    line = Line(
        SignatureCheck(auth_token, settings.public_url),
        StreamTokens(_utc_now),
        take,
        account_sid=settings.twilio_account_sid,
        max_calls=settings.max_calls,
    )
    return line


def _utc_now() -> datetime:
    return datetime.now(UTC)


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
