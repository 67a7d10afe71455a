"""`frontdesk serve`: open the house, then the port; on SIGTERM or Ctrl-C end calls and children, then go."""

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

import frontdesk
from frontdesk.bot.cli.output import say
from frontdesk.bot.phone.line import Line
from frontdesk.bot.reception import Reception, open_reception
from frontdesk.bot.server import create_app
from frontdesk.bot.settings import Settings
from frontdesk.calendar.port_owner import describe_port_owner
from frontdesk.errors import StartError

_LONGEST_MESSAGE = 64 * 1024  # bytes; Twilio's media messages have less than 1 KiB
_LAST_SECONDS = 30  # for calls to end: a booking under way is finished first


class _Server(uvicorn.Server):
    """uvicorn that leaves signals to us and says when it listens."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """uvicorn would raise the signal again when it is done, before the house is closed."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        self._listening()


class _Stop:
    """The first signal cancels the start or lets calls end; a second one does not wait for them."""

    def __init__(self) -> None:
        self.server: _Server | None = None
        self.line: Line | None = None
        self._task = asyncio.current_task()
        self._leaving: asyncio.Task[None] | None = None
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self._asked)

    def _asked(self) -> None:
        if self.server is None:
            assert self._task is not None
            self._task.cancel()
        elif self._leaving is None:
            self._leaving = asyncio.create_task(self._leave(self.server))
        else:
            self.server.should_exit = self.server.force_exit = True

    async def _leave(self, server: _Server) -> None:
        """Have callers told before their sockets close: afterwards nothing here answers Twilio any more."""
        if self.line is not None:
            await self.line.leave()
        server.should_exit = True


async def run(settings: Settings) -> None:
    """Serve until asked to stop. Raises every error of the start."""
    stop = _Stop()
    listener = _bound(settings.host, settings.port)
    with contextlib.suppress(asyncio.CancelledError):
        async with open_reception(settings) as reception:
            config = uvicorn.Config(
                create_app(reception),
                log_config=None,
                access_log=False,
                server_header=False,
                ws_max_size=_LONGEST_MESSAGE,
                timeout_graceful_shutdown=_LAST_SECONDS,
                lifespan="off",
            )
            stop.line = reception.line
            stop.server = _Server(config, lambda: _opened(reception, listener))
            await stop.server.serve(sockets=[listener])
    listener.close()


def _bound(host: str, port: int) -> socket.socket:
    """The port, taken before anything slow is done. Raises `StartError`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            owner = describe_port_owner(port)
            raise StartError(f"{host}:{port} is taken by {owner}. End it, or use another: --port.") from None
        raise StartError(f"The server cannot listen on {host}:{port}: {error.strerror}. Set host and port.") from None
    return listener


def _opened(reception: Reception, listener: socket.socket) -> None:
    """The server is up: keep the calendars' address, and say where everything is."""
    reception.serving()
    _announce(reception, listener)


def _announce(reception: Reception, listener: socket.socket) -> None:
    """Say where everything is and what the operator must know."""
    settings = reception.settings
    host, port = listener.getsockname()[:2]
    say(
        f"[bold]frontdesk {frontdesk.__version__}[/] answers for [bold]{reception.clinic.name}[/] at http://{host}:{port}"
    )
    if settings.takes_calls:
        say(f'  Twilio: on your number, under "A call comes in": Webhook {settings.public_url}/twilio/voice, HTTP POST')
        say(f'          under "Call status changes": {settings.public_url}/twilio/status, HTTP POST')
        say("          and for the time when this server is away: frontdesk phone fallback")
    else:
        say("  [yellow]Phone: not set up.[/] Set FRONTDESK_TWILIO_AUTH_TOKEN and FRONTDESK_PUBLIC_URL and start again.")
        say("          Twilio's webhook will then be <public url>/twilio/voice.")
    say(f"  Staff calendars (CalDAV): {reception.account.url}  login: frontdesk calendar info")
    say(f"  Data: {settings.data_dir}; records kept: {settings.records_keep}, for {settings.records_days} days")
    if settings.clinic is None:
        say("  [yellow]Clinic: the example that comes with frontdesk.[/] Set FRONTDESK_CLINIC to your own clinic.toml.")
    if settings.uses_pocket:
        say("  [yellow]Models: pocket.[/] They were trained on synthetic voices and do not understand people.")
