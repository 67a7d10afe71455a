"""Where callers can phone in: the real server, Twilio's API beside it, and eyes on the calendar."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from frontdesk.bot.demo.bookings import CalendarLogin, differences, read_events, wanted
from frontdesk.bot.demo.caller import Caller
from frontdesk.bot.demo.conversation import Conversation
from frontdesk.bot.demo.display import Display
from frontdesk.bot.demo.ears import Ears
from frontdesk.bot.demo.latency import answers, first_word_ms
from frontdesk.bot.demo.likeness import Picture, picture
from frontdesk.bot.demo.own_server import OwnServer
from frontdesk.bot.demo.phone_in import phone_in
from frontdesk.bot.demo.report import Report
from frontdesk.bot.demo.visit import chosen
from frontdesk.bot.demo.voice import CallerVoice, Timbre
from frontdesk.bot.demo.watch import RecordsWatch
from frontdesk.bot.demo.wire.account import Account, IncomingCall, new_sid
from frontdesk.bot.demo.wire.phone_line import PhoneLine
from frontdesk.bot.demo.wire.rest_api import RestApi
from frontdesk.bot.demo.wire.ulaw import decode
from frontdesk.bot.settings import example_clinic
from frontdesk.clinic import Clinic, load_clinic
from frontdesk.models.store import voice_file


@dataclass(slots=True)
class Stage:
    """A running server. Calls may follow each other; each is judged by what it alone added to the calendar."""

    clinic: Clinic
    language: str
    account: Account
    server: OwnServer
    login: CalendarLogin
    _lines: dict[str, PhoneLine] = field(default_factory=dict)

    async def call(self, caller: Caller, wav: Path, display: Display) -> Report:
        """Let `caller` phone in. Raises `CallRefused`, `CalendarUnavailable`, `ModelMissing`."""
        before = {event.uid for event in await asyncio.to_thread(read_events, self.login)}
        now = datetime.now(self.clinic.timezone)
        visit = chosen(caller.visits, self.clinic, now)
        report = Report(wanted(caller, visit.start(now)), wav)
        ears = Ears(await asyncio.to_thread(_known_sentences, caller))
        call = IncomingCall(new_sid("CA"), self.account, caller.number, self.clinic.phone)
        display.step(f"{caller.name} ({caller.number}) phones {self.clinic.name} ({self.clinic.phone}).")
        async with PhoneLine(call, self.server.url, on_frame=ears.hear) as line:
            self._lines[call.sid] = line
            with closing(await asyncio.to_thread(self.server.records)) as records:
                async with RecordsWatch(records, display.recorded).following():
                    await _talk(line, ears, caller, Conversation(caller, visit, now), report, display)
        _note(report, line)
        display.step("Reading the calendar over CalDAV ...")
        events = await asyncio.to_thread(read_events, self.login)
        report.events = [event for event in events if event.uid not in before]
        report.problems += differences(report.wanted, report.events)
        return report

    async def hang_up(self, call_sid: str) -> None:
        """What Twilio does when its API is asked to end a call."""
        if call_sid in self._lines:
            await self._lines[call_sid].hang_up("api")


@asynccontextmanager
async def open_stage(language: str, folder: Path) -> AsyncIterator[Stage]:
    """Start a server with all its state in `folder`, whose calls begin in `language`. Raises `StartError`."""
    clinic_file = _clinic_for(language, folder)
    account = Account(new_sid("AC"), new_sid(""))
    stage: Stage | None = None

    async def hang_up(call_sid: str) -> None:
        if stage is not None:
            await stage.hang_up(call_sid)

    async with AsyncExitStack() as stack:
        api = RestApi(account, hang_up)
        stack.push_async_callback(api.stop)
        await api.start()
        server = await stack.enter_async_context(OwnServer(folder, clinic_file, account, api.url))
        stage = Stage(load_clinic(clinic_file), language, account, server, await server.calendar_login())
        yield stage


async def demonstrate(caller: Caller, folder: Path, wav: Path, display: Display) -> Report:
    """One caller, one server in `folder`, one recording at `wav`. Raises `StartError` and what `Stage.call` raises."""
    display.step("Starting frontdesk: pocket models, calendar server, records ...")
    async with open_stage(caller.language, folder) as stage:
        return await stage.call(caller, wav, display)


async def _talk(
    line: PhoneLine, ears: Ears, caller: Caller, conversation: Conversation, report: Report, display: Display
) -> None:
    def said(words: str) -> None:
        report.script.append(("says", words))
        display.said(words)

    def heard(sentences: frozenset[str]) -> None:
        report.script.append(("hears", " ".join(sorted(sentences)) or "something else"))
        for answer in answers(line.recording)[-1:]:
            if answer.milliseconds is not None:
                display.answered(answer.milliseconds)

    file = caller.voice.model or _pocket_voice(caller)
    voice = await asyncio.to_thread(CallerVoice, file, Timbre(caller.voice.pitch, caller.voice.speed))
    await phone_in(caller, conversation, voice, line, ears, said=said, heard=heard)


def _note(report: Report, line: PhoneLine) -> None:
    line.recording.write(report.wav)
    report.answers = answers(line.recording)
    if line.answered_at is not None:
        report.first_word_ms = first_word_ms(line.recording, line.answered_at)
    report.call_seconds = line.recording.seconds
    report.ended_by = line.ended_by
    report.problems += [f"the telephone network would not have understood: {fault}" for fault in line.faults]


def _pocket_voice(caller: Caller) -> Path:
    return voice_file("pocket", caller.language, Path())


def _known_sentences(caller: Caller) -> dict[str, Picture]:
    """How the receptionist's voice says what the caller listens for."""
    voice = CallerVoice(_pocket_voice(caller), Timbre())
    return {sentence: picture(decode(voice.speak(sentence, edge=0))) for sentence in caller.listens_for}


def _clinic_for(language: str, folder: Path) -> Path:
    """The example practice with `language` as the one its calls begin in, written into `folder`."""
    text = example_clinic().read_text(encoding="utf-8")
    others = [other for other in load_clinic(example_clinic()).languages if other != language]
    first = f"languages = {json.dumps([language, *others])}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "clinic.toml"
    file.write_text(re.sub(r"^languages = .*$", first, text, count=1, flags=re.MULTILINE), encoding="utf-8")
    return file
