"""The real server with everything embedded, in a child process and a folder of its own."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import aiohttp

from frontdesk.bot.data_folder import DataFolder
from frontdesk.bot.demo.wire.account import Account
from frontdesk.bot.settings import example_clinic
from frontdesk.errors import StartError

if TYPE_CHECKING:
    from frontdesk.bot.records.database import Database

_START_SECONDS = 90.0
_STOP_SECONDS = 20.0
_LAST_LINES = 12
_LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class CalendarLogin:
    """What `frontdesk calendar info --json` prints for staff calendars."""

    url: str
    username: str
    password: str


class OwnServer:
    """`frontdesk serve` for one demonstration. Nothing of the user's settings, data or environment reaches it."""

    def __init__(self, folder: Path, clinic: Path, account: Account, api_url: str) -> None:
        """`folder` holds all state; `clinic` is the practice's file; at `api_url` Twilio's REST API is reached."""
        self.folder = folder
        self._data = DataFolder(folder / "data")
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        own = {
            "CLINIC": str(clinic),
            "DOCUMENTS": str(example_clinic().parent / "documents"),
            "DATA_DIR": str(self._data.path),
            "PORT": str(port),
            "PUBLIC_URL": self.url,
            "RADICALE_PORT": "0",
            "TWILIO_ACCOUNT_SID": account.sid,
            "TWILIO_AUTH_TOKEN": account.auth_token,
            "TWILIO_API_BASE_URL": api_url,
        }
        kept = {key: value for key, value in os.environ.items() if not key.startswith("FRONTDESK_")}
        self.environment = kept | {f"FRONTDESK_{key}": value for key, value in own.items()}
        self._process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> Path:
        """What the server wrote."""
        return self.folder / "server.log"

    async def __aenter__(self) -> Self:
        """Start the server; `ready` waits for it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self._process = await self._run(["serve"], stdout=log, stderr=log)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    async def ready(self) -> CalendarLogin:
        """Wait until the server's models are warm; what staff calendars are told. Raises `StartError`."""
        assert self._process is not None
        login = asyncio.create_task(self._calendar_login())
        try:
            await self._wait_until_ready(self._process)
            return await login
        finally:
            login.cancel()

    def records(self) -> Database:
        """The server's records, for reading; to be closed by whoever asked."""
        from frontdesk.bot.records.database import open_database

        return open_database(self._data.records, self._data.records_key)

    async def _calendar_login(self) -> CalendarLogin:
        """Ask the command line as soon as the calendar server runs. Raises `StartError`."""
        while True:
            if self._data.running() is not None:
                break
            await asyncio.sleep(_LOOK_SECONDS)
        process = await self._run(["calendar", "info", "--json"], stdout=asyncio.subprocess.PIPE)
        output, _ = await process.communicate()
        if process.returncode:
            raise StartError(f"frontdesk calendar info ended with status {process.returncode}")
        told = json.loads(output)
        return CalendarLogin(told["url"], told["username"], told["password"])

    async def _run(self, arguments: Sequence[str], **streams: object) -> asyncio.subprocess.Process:
        command = [sys.executable, "-m", f"{__package__}.server_child", *arguments]
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            cwd=self.folder,  # a frontdesk.toml where the user stands is not this server's
            env=self.environment,
            start_new_session=True,
            **streams,  # type: ignore[arg-type]
        )

    async def _wait_until_ready(self, process: asyncio.subprocess.Process) -> None:
        deadline = time.monotonic() + _START_SECONDS
        async with aiohttp.ClientSession() as http:
            while time.monotonic() < deadline:
                if process.returncode is not None:
                    raise StartError(f"the server ended with status {process.returncode}:\n{self._last_lines()}")
                if await _healthy(http, self.url + "/health"):
                    return
                await asyncio.sleep(_LOOK_SECONDS)
        raise StartError(f"the server was not ready within {_START_SECONDS:.0f} s:\n{self._last_lines()}")

    def _last_lines(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:])

    async def _stop(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), _STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


async def _healthy(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(url) as response:
            return response.status == 200
    except (aiohttp.ClientError, OSError, TimeoutError):
        return False


def _free_port() -> int:
    """A port that nobody listens on now: the server must be told its public address before it starts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
