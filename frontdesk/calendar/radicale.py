"""The embedded CalDAV server: Radicale as a supervised child process.

Its folder (0700) holds the calendars, the account file `users` (0600, one line `clinic:password`, made at the first
start) and a `lock` that parent and child hold together, so that a new start waits for the last child of a killed
parent and refuses a folder that is really in use. A child that dies is replaced, on the same listening socket.
"""

import asyncio
import contextlib
import errno
import fcntl
import logging
import os
import secrets
import socket
import sys
from collections import deque
from pathlib import Path

from frontdesk.calendar.caldav_server import CalendarAccount
from frontdesk.calendar.port_owner import describe_port_owner, describe_process, listen
from frontdesk.errors import StartError

_log = logging.getLogger(__name__)
_USER = "clinic"
_START_SECONDS = 60.0
_LOCK_SECONDS = 6.0
_STOP_SECONDS = 5.0
_STEADY_SECONDS = 60.0
_RESTART_SECONDS = (0.0, 0.5, 1.0, 2.0, 5.0)
_FIRST_PORT = 5232
_PORTS = 100
_ANY_HOST = {"0.0.0.0": "127.0.0.1", "::": "::1"}


class EmbeddedRadicale:
    """Radicale with its files and password in `folder`. Start it inside the event loop.

    Without a port it takes the one kept in the folder, or 5232, or the next free one; port 0 takes any.
    """

    def __init__(self, folder: Path, *, host: str = "127.0.0.1", port: int | None = None) -> None:
        self._folder = folder
        self._host = host
        self._chosen = port is not None
        self._wanted = _kept_port(folder) if port is None else port
        self._port = self._wanted
        self._listener: socket.socket | None = None
        self._lock: int | None = None
        self._child: asyncio.subprocess.Process | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self._last_words: deque[str] = deque(maxlen=8)

    @property
    def account(self) -> CalendarAccount:
        """How this machine reaches the server; makes folder and password when they are missing. Raises `StartError`.

        With port 0 the address is known once the server was started.
        """
        host = _ANY_HOST.get(self._host, self._host)
        shown = f"[{host}]" if ":" in host else host
        return CalendarAccount(f"http://{shown}:{self._port}/{_USER}/", _USER, _password(self._folder))

    @property
    def pid(self) -> int | None:
        """The child's process id; None while there is none."""
        return self._child.pid if self._child and self._child.returncode is None else None

    async def start(self) -> None:
        """Start the child and wait until it answers. Raises `StartError` naming what is in the way."""
        _password(self._folder)
        try:
            self._lock = await _take_lock(self._folder / "lock")
            self._listener = self._listen()
            self._port = self._listener.getsockname()[1]
            self._child = await self._spawn()
        except BaseException:
            self._let_go()
            raise
        self._supervisor = asyncio.create_task(self._supervise(self._child))

    def keep_port(self) -> None:
        """Have every later start take the port of this one, because staff calendars go by it from now on.

        For a server that is up: what only passes must not move them. Raises `StartError`.
        """
        if self._chosen:
            return
        try:
            (self._folder / "port").write_text(f"{self._port}\n")
        except OSError as problem:
            raise _unusable(self._folder, problem) from None
        if self._port != self._wanted:
            told = (self._wanted, self._port)
            _log.warning("port %d is taken: staff calendars reach this clinic at port %d from now on", *told)
            self._wanted = self._port

    async def stop(self) -> None:
        """End the child; requests under way finish. Harmless when it was never started."""
        if self._supervisor:
            self._supervisor.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._supervisor
            self._supervisor = None
        if self._child:
            await _end(self._child)
            self._child = None
        self._let_go()

    def _listen(self) -> socket.socket:
        """Take the port that was set; or the kept one or, where that is taken, the next free one."""
        last = self._wanted if self._chosen else self._wanted + _PORTS - 1
        for port in range(self._wanted, last):
            try:
                return listen(self._host, port)
            except OSError as problem:
                if problem.errno != errno.EADDRINUSE:
                    raise StartError(self._hindrance(problem)) from None
        try:
            return listen(self._host, last)
        except OSError as problem:
            raise StartError(self._hindrance(problem)) from None

    def _hindrance(self, problem: OSError) -> str:
        where = f"{self._host}:{self._wanted}"
        if problem.errno == errno.EADDRINUSE:
            owner = describe_port_owner(self._wanted)
            return f"the calendar server's address {where} is taken by {owner}; end it or set radicale_port"
        return f"the calendar server cannot listen on {where}: {problem.strerror}; set radicale_host"

    async def _spawn(self) -> asyncio.subprocess.Process:
        assert self._listener is not None
        assert self._lock is not None
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", str(Path(__file__).with_name("radicale_child.py"))),
            *(str(self._folder), str(self._listener.fileno()), str(os.getpid())),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            pass_fds=(self._listener.fileno(), self._lock),
            start_new_session=True,  # Ctrl-C in a terminal must not take the calendar from calls that are ending
        )
        assert child.stdout is not None
        listening = asyncio.create_task(self._relay(child))
        try:
            async with asyncio.timeout(_START_SECONDS):
                ready = await child.stdout.readline()
        except TimeoutError:
            ready = b""
        except asyncio.CancelledError:
            await _end(child)
            raise
        if ready != b"ready\n":
            await _end(child)
            await listening
            raise StartError("the calendar server did not start: " + " | ".join(self._last_words))
        return child

    async def _relay(self, child: asyncio.subprocess.Process) -> None:
        """Pass the child's error lines on to the log."""
        assert child.stderr is not None
        async for line in child.stderr:
            self._last_words.append(line.decode(errors="replace").strip())
            _log.warning("calendar server: %s", self._last_words[-1])

    async def _supervise(self, child: asyncio.subprocess.Process) -> None:
        deaths, clock = 0, asyncio.get_running_loop().time
        while True:
            born = clock()
            status = await child.wait()
            deaths = 0 if clock() - born > _STEADY_SECONDS else deaths
            pause = _RESTART_SECONDS[min(deaths, len(_RESTART_SECONDS) - 1)]
            _log.error("the calendar server ended with status %s; starting it again", status)
            await asyncio.sleep(pause)
            deaths += 1
            with contextlib.suppress(StartError, OSError):  # tried again after a longer pause
                child = self._child = await self._spawn()

    def _let_go(self) -> None:
        if self._listener:
            self._listener.close()
            self._listener = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


async def _end(child: asyncio.subprocess.Process) -> None:
    """Close the child's pipe, and kill it if it does not go by itself."""
    if child.stdin:
        child.stdin.close()
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()


def _kept_port(folder: Path) -> int:
    with contextlib.suppress(OSError, ValueError):
        return int((folder / "port").read_text())
    return _FIRST_PORT


def _password(folder: Path) -> str:
    """The account's password, made on first use; sees to folder and file permissions."""
    users = folder / "users"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        with contextlib.suppress(FileExistsError):
            handle = os.open(users, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(f"{_USER}:{secrets.token_urlsafe(18)}\n")
        users.chmod(0o600)
        line = users.read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise _unusable(folder, problem) from None
    name, _, password = line.partition(":")
    if name != _USER or not password:
        raise StartError(f"{users} holds no password for {_USER!r}; delete it to get a new one")
    return password


def _unusable(folder: Path, problem: OSError) -> StartError:
    return StartError(f"the calendar folder {folder} cannot be used: {problem.strerror}")


async def _take_lock(path: Path) -> int:
    """An exclusive lock; waits for the child of a killed parent, which goes within a moment. Raises `StartError`."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = asyncio.get_running_loop().time() + _LOCK_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if asyncio.get_running_loop().time() > deadline:
                holder = os.pread(handle, 20, 0).decode(errors="replace").strip()
                os.close(handle)
                who = describe_process(int(holder)) if holder.isdigit() else "another process"
                raise StartError(f"the calendar folder {path.parent} is in use by {who}; end it first") from None
            await asyncio.sleep(0.1)
    os.ftruncate(handle, 0)
    os.pwrite(handle, str(os.getpid()).encode(), 0)
    return handle
