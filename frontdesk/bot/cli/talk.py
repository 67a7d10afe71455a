"""`frontdesk talk`: a conversation in the terminal, with the same model, tools and guards as a phone call."""

import asyncio
import contextlib
import dataclasses
import signal
import sys
import threading
from collections.abc import AsyncIterator

from rich.markup import escape

from frontdesk.bot.cli.output import console, say
from frontdesk.bot.reception import Reception, open_reception
from frontdesk.bot.settings import Settings
from frontdesk.calendar.spoken import Language
from frontdesk.clinic import load_clinic
from frontdesk.errors import ConfigurationError
from frontdesk.pipelines.flow.twilio_serializer import CALLER_HUNG_UP
from frontdesk.pipelines.receptionist import SERVER_STOPPED
from frontdesk.pipelines.tool_runner import to_json
from frontdesk.pipelines.typed import TypedCall, Utterance


async def run(settings: Settings, *, language: str | None, caller: str | None, as_json: bool) -> None:
    """Talk until somebody says goodbye, the input ends, or a signal ends the program; `caller` is E.164.

    Raises every error of the start.
    """
    clinic = load_clinic(settings.clinic_file)
    wanted = language or clinic.languages[0]
    spoken = next((known for known in clinic.languages if known == wanted), None)
    if spoken is None:
        known = ", ".join(clinic.languages)
        raise ConfigurationError([f"--language: the clinic does not speak {language}. Use one of: {known}."])
    ending = _Ending()
    with contextlib.suppress(asyncio.CancelledError):
        async with open_reception(settings) as reception:
            await _converse(reception, spoken, caller, as_json, ending)


class _Ending:
    """A signal ends the conversation as a hung-up telephone would: its record is finished first."""

    def __init__(self) -> None:
        self.reason = CALLER_HUNG_UP
        self._task = asyncio.current_task()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._asked, number)

    def _asked(self, number: int) -> None:
        if number == signal.SIGTERM:
            self.reason = SERVER_STOPPED
        assert self._task is not None
        self._task.cancel()


async def _converse(
    reception: Reception, language: Language, caller: str | None, as_json: bool, ending: _Ending
) -> None:
    call = reception.new_call(caller=caller)
    call.language = language
    journal = reception.journal(call.call_id)
    journal.started(channel="typed", language=call.language, caller=caller, at=reception.desk.clock())
    typed = TypedCall(reception.desk, call, journal)
    try:
        _show([typed.greet()], as_json)
        async for line in _typed_lines(prompt=sys.stdin.isatty() and not as_json):
            _show(await typed.say(line), as_json)
            if call.ended:
                ending.reason = "goodbye"
                break
    finally:
        await typed.close(ending.reason)


def _show(utterances: list[Utterance], as_json: bool) -> None:
    for utterance in utterances:
        if as_json:
            console.out(to_json(dataclasses.asdict(utterance)), highlight=False)
        elif utterance.kind == "tool":
            said = f"{utterance.text} {to_json(utterance.arguments)} -> {to_json(utterance.payload)}"
            say(f"  [dim]{escape(said)}[/]")
        else:
            say(f"[bold cyan]receptionist[/]  {escape(utterance.text)}")


async def _typed_lines(*, prompt: bool) -> AsyncIterator[str]:
    """Lines of standard input. A daemon thread reads them: an interrupted program must not wait for the Enter key."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()

    def read() -> None:
        with contextlib.suppress(OSError, RuntimeError):  # the terminal was closed; the program has ended meanwhile
            for line in sys.stdin:
                loop.call_soon_threadsafe(lines.put_nowait, line.strip())
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, name="keyboard", daemon=True).start()
    while True:
        if prompt:
            console.print("[bold green]you[/]           ", end="")
        line = await lines.get()
        if line is None:
            return
        yield line
