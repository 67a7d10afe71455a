"""One whole call, judged by what it alone added to the calendar."""

import asyncio
from contextlib import closing
from datetime import datetime
from pathlib import Path

from frontdesk.bot.demo.bookings import differences, read_events, wanted
from frontdesk.bot.demo.caller import Caller
from frontdesk.bot.demo.conversation import Conversation
from frontdesk.bot.demo.display import Display
from frontdesk.bot.demo.ears import Ears
from frontdesk.bot.demo.latency import answers, first_word_ms
from frontdesk.bot.demo.likeness import Picture, picture
from frontdesk.bot.demo.phone_in import phone_in
from frontdesk.bot.demo.report import Report
from frontdesk.bot.demo.stage import Stage
from frontdesk.bot.demo.visit import chosen
from frontdesk.bot.demo.voice import CallerVoice, Timbre
from frontdesk.bot.demo.watch import RecordsWatch
from frontdesk.bot.demo.wire.account import IncomingCall, new_sid
from frontdesk.bot.demo.wire.phone_line import PhoneLine
from frontdesk.bot.demo.wire.ulaw import decode
from frontdesk.models.store import voice_file


async def judged_call(stage: Stage, caller: Caller, wav: Path, display: Display) -> Report:
    """Let `caller` phone in. Raises `CallRefused`, `CalendarUnavailable`, `ModelMissing`."""
    before = {event.uid for event in await asyncio.to_thread(read_events, stage.login)}
    now = datetime.now(stage.clinic.timezone)
    visit = chosen(caller.visits, stage.clinic, now)
    report = Report(wanted(caller, visit.start(now)), wav)
    ears = Ears(await asyncio.to_thread(_known_sentences, caller))
    call = IncomingCall(new_sid("CA"), stage.account, caller.number, stage.clinic.phone)
    display.step(f"{caller.name} ({caller.number}) phones {stage.clinic.name} ({stage.clinic.phone}).")
    async with PhoneLine(call, stage.server.url, on_frame=ears.hear) as line:
        stage.lines[call.sid] = line
        with closing(await asyncio.to_thread(stage.server.records)) as records:
            async with RecordsWatch(records, display.recorded).following():
                await _talk(line, ears, caller, Conversation(caller, visit, now), report, display)
    _note(report, line)
    display.step("Reading the calendar over CalDAV ...")
    events = await asyncio.to_thread(read_events, stage.login)
    report.events = [event for event in events if event.uid not in before]
    report.problems += differences(report.wanted, report.events)
    return report


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
