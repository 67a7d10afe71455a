"""One clinic for one scenario: the whole server with its own clock, calendars, records and Twilio account.

What costs time is shared by every scenario of a process and lives in `Backstage`: the calendar server's process, the
voices, and for the spoken level the other two models. All of it belongs to one event loop.
"""

import asyncio
import json
import re
import time
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import uvicorn
from pydantic import SecretStr

from frontdesk.bot.demo.wire.account import Account, new_sid
from frontdesk.bot.demo.wire.live_calls import live_calls
from frontdesk.bot.demo.wire.phone_line import PhoneLine
from frontdesk.bot.demo.wire.rest_api import RestApi
from frontdesk.bot.engines import Engines, open_engines
from frontdesk.bot.reception import Reception, open_reception
from frontdesk.bot.server import create_app
from frontdesk.bot.settings import Settings, example_clinic
from frontdesk.calendar.caldav_server import CalendarAccount, CalendarServer
from frontdesk.calendar.radicale import EmbeddedRadicale
from frontdesk.clinic import Clinic, load_clinic
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.ports import LanguageModel, Recogniser, Synthesiser
from frontdesk.models.store import voice_file
from tests.scenarios.calendars import put_before
from tests.scenarios.hearing import HeardSynthesiser, Hearing
from tests.scenarios.scenario import Event

_SCRIPT = "/a/script"
"""Stands where a model's name would, so that nobody takes the scripted engines for the pocket ones."""


@dataclass(frozen=True)
class Backstage:
    """What all houses of one process share."""

    account: CalendarAccount
    voices: PiperEngine
    folder: Path
    pocket: Engines | None = None
    """The pocket models, where calls at the spoken or typed level are played."""
    opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One house opens at a time: the library that migrates databases keeps its state in a module."""


@asynccontextmanager
async def backstage(folder: Path, *, pocket: bool) -> AsyncIterator[Backstage]:
    """Open what is shared; `folder` is this process's own."""
    radicale = EmbeddedRadicale(folder / "radicale", port=0)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(radicale.stop)
        await radicale.start()
        models = None
        if pocket:
            settings, clinic = Settings(data_dir=folder), load_clinic(example_clinic())
            models = await stack.enter_async_context(open_engines(settings, clinic, folder / "models"))
        voices = PiperEngine({language: voice_file("pocket", language, Path()) for language in ("en", "fr")})
        stack.push_async_callback(voices.close)
        await voices.start()
        yield Backstage(radicale.account, voices, folder, models)


@dataclass
class House:
    """A running server that takes calls, and Twilio's API beside it."""

    clinic: Clinic
    account: Account
    url: str
    reception: Reception
    server: CalendarServer
    """A client of the calendars, of its own."""
    api: RestApi
    opening: asyncio.Lock
    """To be held by whoever opens a database: see `Backstage`."""
    uids: dict[str, str]
    """Of the events that stood in the calendars before, by their id in the scenario."""
    lines: dict[str, PhoneLine] = field(default_factory=dict)
    """The calls by CallSid, for Twilio's API."""


def starting_at(moment: datetime, clinic: Clinic) -> Callable[[], datetime]:
    """A clock that shows `moment` on the clinic's wall now, and goes on from there."""
    begun, start = time.monotonic(), moment.replace(tzinfo=clinic.timezone)
    return lambda: start + timedelta(seconds=time.monotonic() - begun)


@asynccontextmanager
async def open_house(
    stage: Backstage,
    *,
    language: str,
    moment: datetime,
    before: Sequence[Event] = (),
    recogniser: Recogniser | None = None,
    language_model: LanguageModel | None = None,
    synthesiser: Synthesiser | None = None,
    ears: list[Hearing] | None = None,
    account_of: Callable[[CalendarAccount], CalendarAccount] = lambda account: account,
    **settings: Any,
) -> AsyncIterator[House]:
    """Open a clinic whose calls begin in `language` at `moment` (its wall clock).

    `before` stands in its calendars. Engines that are not given are the pocket ones; `ears` learn what is
    spoken; `account_of` may put something between the diary and the calendar server.
    """
    tag = uuid.uuid4().hex[:10]
    folder = stage.folder / tag
    clinic_file = _clinic_file(folder, language, tag)
    clinic = load_clinic(clinic_file)
    twilio = Account(new_sid("AC"), new_sid(""))
    lines: dict[str, PhoneLine] = {}
    async with AsyncExitStack() as stack:
        server = CalendarServer(stage.account, timeout=30)
        stack.push_async_callback(server.close)
        await server.ensure({person.calendar: person.name for person in clinic.practitioners})
        clock = starting_at(moment, clinic)
        uids = await put_before(server, clinic, before, clock())
        api = RestApi(twilio, *live_calls(lines))
        stack.push_async_callback(api.stop)
        await api.start()
        config, sockets, url = _listening()
        seen = account_of(stage.account)
        chosen = Settings(
            data_dir=folder / "data",
            clinic=clinic_file,
            documents=example_clinic().parent / "documents",
            public_url=url,
            twilio_auth_token=SecretStr(twilio.auth_token),
            twilio_account_sid=twilio.sid,
            twilio_api_base_url=api.url,
            calendar_url=seen.url,
            calendar_username=seen.username,
            calendar_password=SecretStr(seen.password),
            whisper=_SCRIPT if recogniser else "pocket",
            **settings,
        )
        heard = HeardSynthesiser(synthesiser or stage.voices, ears or [])
        engines = _engines(stage, recogniser, language_model, heard)
        async with stage.opening:
            reception = await stack.enter_async_context(open_reception(chosen, clock=clock, engines_of=engines))
        await stack.enter_async_context(_serving(config, reception, sockets))
        yield House(clinic, twilio, url, reception, server, api, stage.opening, uids, lines)


def _engines(
    stage: Backstage,
    recogniser: Recogniser | None,
    language_model: LanguageModel | None,
    synthesiser: Synthesiser,
) -> Any:
    @asynccontextmanager
    async def opened(_settings: Settings, _clinic: Clinic, _store: Path) -> AsyncIterator[Engines]:
        pocket = cast("Engines", stage.pocket)
        yield Engines(
            cast("Any", recogniser or pocket.recogniser),
            cast("Any", language_model or pocket.language_model),
            cast("Any", synthesiser),
        )

    return opened


def _listening() -> tuple[uvicorn.Config, list[Any], str]:
    """A free port, taken, and its address, before anything that needs to know it is built."""
    probe = uvicorn.Config("unused:app", port=0, log_level="critical")
    taken = probe.bind_socket()
    config = uvicorn.Config(
        "unused:app", log_config=None, log_level="critical", access_log=False, lifespan="off", ws_max_size=65536
    )
    return config, [taken], f"http://127.0.0.1:{taken.getsockname()[1]}"


@asynccontextmanager
async def _serving(config: uvicorn.Config, reception: Reception, sockets: list[Any]) -> AsyncIterator[None]:
    config.app = create_app(reception)
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=sockets), name="house")
    try:
        while not server.started:  # noqa: ASYNC110 (uvicorn tells it by this flag only)
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await task


class _Server(uvicorn.Server):
    """Leaves the process's signals alone."""

    def install_signal_handlers(self) -> None:
        """None."""


def _clinic_file(folder: Path, language: str, tag: str) -> Path:
    """The example practice, its calls beginning in `language`, its calendars nobody else's."""
    text = example_clinic().read_text(encoding="utf-8")
    others = [other for other in load_clinic(example_clinic()).languages if other != language]
    text = re.sub(r"^languages = .*$", f"languages = {json.dumps([language, *others])}", text, flags=re.MULTILINE)
    text = re.sub(r'^calendar = "', f'calendar = "{tag}-', text, flags=re.MULTILINE)
    folder.mkdir(mode=0o700, parents=True)
    file = folder / "clinic.toml"
    file.write_text(text, encoding="utf-8")
    return file
