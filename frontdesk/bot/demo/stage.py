"""Where callers can phone in: the real server, and Twilio's API beside it."""

import asyncio
import importlib
import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from frontdesk.bot.demo.own_server import CalendarLogin, OwnServer
from frontdesk.bot.demo.wire.account import Account, new_sid
from frontdesk.bot.demo.wire.live_calls import live_calls
from frontdesk.bot.demo.wire.phone_line import PhoneLine
from frontdesk.bot.demo.wire.rest_api import RestApi
from frontdesk.bot.settings import example_clinic
from frontdesk.clinic import Clinic, load_clinic


@dataclass(frozen=True, slots=True)
class Stage:
    """A running server. Calls may follow each other; `lines` holds them by CallSid."""

    clinic: Clinic
    account: Account
    server: OwnServer
    login: CalendarLogin
    lines: dict[str, PhoneLine] = field(default_factory=dict)


@asynccontextmanager
async def open_stage(language: str, folder: Path) -> AsyncIterator[Stage]:
    """Start a server with all its state in `folder`, whose calls begin in `language`. Raises `StartError`."""
    clinic_file = _clinic_for(language, folder)
    account = Account(new_sid("AC"), new_sid(""))
    lines: dict[str, PhoneLine] = {}

    async with AsyncExitStack() as stack:
        api = RestApi(account, *live_calls(lines))
        stack.push_async_callback(api.stop)
        await api.start()
        server = await stack.enter_async_context(OwnServer(folder, clinic_file, account, api.url))
        # Server and caller each take seconds to load, on a core of their own.
        await asyncio.to_thread(importlib.import_module, f"{__package__}.judged_call")
        yield Stage(load_clinic(clinic_file), account, server, await server.ready(), lines)


def _clinic_for(language: str, folder: Path) -> Path:
    """The example practice with `language` as the one its calls begin in, written into `folder`."""
    text = example_clinic().read_text(encoding="utf-8")
    others = [other for other in load_clinic(example_clinic()).languages if other != language]
    first = f"languages = {json.dumps([language, *others])}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "clinic.toml"
    file.write_text(re.sub(r"^languages = .*$", first, text, count=1, flags=re.MULTILINE), encoding="utf-8")
    return file
