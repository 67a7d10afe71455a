"""The whole demonstration: server up, caller phones in, calendar read before and after, verdict."""

import asyncio
import json
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
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
class Demonstration:
    """One caller, one server in `folder`, one recording at `wav`."""

    caller: Caller
    folder: Path
    wav: Path
    display: Display

    async def run(self) -> Report:
        """Do it all. Raises `StartError`, `CallRefused`, `CalendarUnavailable`, `ModelMissing`."""
        clinic_file = _clinic_for(self.caller.language, self.folder)
        clinic = load_clinic(clinic_file)
        account = Account(new_sid("AC"), new_sid(""))
        lines: dict[str, PhoneLine] = {}

        async def hang_up(sid: str) -> None:
            if sid in lines:
                await lines[sid].hang_up("api")

        api = RestApi(account, hang_up)
        await api.start()
        try:
            self.display.step("Starting frontdesk: pocket models, calendar server, records ...")
            async with OwnServer(self.folder, clinic_file, account, api.url) as server:
                return await self._call(server, clinic, account, lines)
        finally:
            await api.stop()

    async def _call(self, server: OwnServer, clinic: Clinic, account: Account, lines: dict[str, PhoneLine]) -> Report:
        login = await server.calendar_login()
        before = {event.uid for event in await asyncio.to_thread(read_events, login)}
        now = datetime.now(clinic.timezone)
        visit = chosen(self.caller.visits, clinic, now)
        report = Report(wanted(self.caller, visit.start(now)), self.wav)
        ears = Ears(await asyncio.to_thread(self._known_sentences))
        call = IncomingCall(new_sid("CA"), account, self.caller.number, clinic.phone)
        self.display.step(f"{self.caller.name} ({self.caller.number}) phones {clinic.name} ({clinic.phone}).")
        async with PhoneLine(call, server.url, on_frame=ears.hear) as line:
            lines[call.sid] = line
            with closing(await asyncio.to_thread(server.records)) as records:
                async with RecordsWatch(records, self.display.recorded).following():
                    await self._talk(line, ears, Conversation(self.caller, visit, now), report)
        self._note(report, line)
        await self._judge(report, login, before)
        return report

    async def _talk(self, line: PhoneLine, ears: Ears, conversation: Conversation, report: Report) -> None:
        def said(words: str) -> None:
            report.script.append(("says", words))
            self.display.said(words)

        def heard(sentences: frozenset[str]) -> None:
            report.script.append(("hears", " ".join(sorted(sentences)) or "something else"))
            delays = [answer.milliseconds for answer in answers(line.recording)[-1:]]
            for delay in delays:
                if delay is not None:
                    self.display.answered(delay)

        own = self.caller.voice
        file = own.model or self._pocket_voice()
        voice = await asyncio.to_thread(CallerVoice, file, Timbre(own.pitch, own.speed))
        await phone_in(self.caller, conversation, voice, line, ears, said=said, heard=heard)

    def _pocket_voice(self) -> Path:
        return voice_file("pocket", self.caller.language, self.folder)

    def _known_sentences(self) -> dict[str, Picture]:
        """How the receptionist's voice says what the caller listens for."""
        voice = CallerVoice(self._pocket_voice(), Timbre())
        return {sentence: picture(decode(voice.speak(sentence, edge=0))) for sentence in self.caller.listens_for}

    def _note(self, report: Report, line: PhoneLine) -> None:
        line.recording.write(self.wav)
        report.answers = answers(line.recording)
        if line.answered_at is not None:
            report.first_word_ms = first_word_ms(line.recording, line.answered_at)
        report.call_seconds = line.recording.seconds
        report.ended_by = line.ended_by
        report.problems += [f"the telephone network would not have understood: {fault}" for fault in line.faults]

    async def _judge(self, report: Report, login: CalendarLogin, before: Sequence[str] | set[str]) -> None:
        self.display.step("Reading the calendar over CalDAV ...")
        events = await asyncio.to_thread(read_events, login)
        report.events = [event for event in events if event.uid not in before]
        report.problems += differences(report.wanted, report.events)


def _clinic_for(language: str, folder: Path) -> Path:
    """The example practice with `language` as the one its calls begin in, written into `folder`."""
    text = example_clinic().read_text(encoding="utf-8")
    others = [other for other in load_clinic(example_clinic()).languages if other != language]
    first = f"languages = {json.dumps([language, *others])}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "clinic.toml"
    file.write_text(re.sub(r"^languages = .*$", first, text, count=1, flags=re.MULTILINE), encoding="utf-8")
    return file
