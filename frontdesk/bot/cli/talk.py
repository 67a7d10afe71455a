"""`frontdesk talk`: a conversation in the terminal, with the same model, tools and guards as a phone call."""

import asyncio
import dataclasses
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
from frontdesk.pipelines.tool_runner import to_json
from frontdesk.pipelines.typed import TypedCall, Utterance


async def run(settings: Settings, *, language: str | None, caller: str | None, as_json: bool) -> None:
    """Talk until somebody says goodbye or the input ends; `caller` is E.164. Raises every error of the start."""
    clinic = load_clinic(settings.clinic_file)
    wanted = language or clinic.languages[0]
    spoken = next((known for known in clinic.languages if known == wanted), None)
    if spoken is None:
        known = ", ".join(clinic.languages)
        raise ConfigurationError([f"--language: the clinic does not speak {language}. Use one of: {known}."])
    async with open_reception(settings) as reception:
        await _converse(reception, spoken, caller, as_json)


async def _converse(reception: Reception, language: Language, caller: str | None, as_json: bool) -> None:
    call = reception.new_call(caller=caller)
    call.language = language
    journal = reception.journal(call.call_id)
    journal.started(channel="typed", language=call.language, caller=caller, at=reception.desk.clock())
    typed = TypedCall(reception.desk, call, journal)
    reason = "caller hung up"
    _show([typed.greet()], as_json)
    try:
        async for line in _typed_lines(prompt=sys.stdin.isatty() and not as_json):
            _show(await typed.say(line), as_json)
            if call.ended:
                reason = "goodbye"
                break
    finally:
        await typed.close(reason)


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
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line.strip())
        loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, name="keyboard", daemon=True).start()
    while True:
        if prompt:
            console.print("[bold green]you[/]           ", end="")
        line = await lines.get()
        if line is None:
            return
        yield line
