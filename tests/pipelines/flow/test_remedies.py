"""Silences, failures and transfers of a call, without a line."""

import asyncio
from dataclasses import dataclass, field

import pytest

from frontdesk.calendar import Appointment
from frontdesk.pipelines.call_state import CallState, Commit
from frontdesk.pipelines.desk import Action
from frontdesk.pipelines.flow import passing_on
from frontdesk.pipelines.flow.closing import Closing
from frontdesk.pipelines.flow.owed_speech import Sentence
from frontdesk.pipelines.flow.passing_on import PassingOn, PassOnFrame, Transfer
from frontdesk.pipelines.flow.presence import Presence
from frontdesk.pipelines.flow.remedies import Remedies
from frontdesk.pipelines.flow.troubles import Troubles
from frontdesk.pipelines.sentences import ENGLISH
from frontdesk.pipelines.tools import ToolResult
from frontdesk.pipelines.voicemail import Voicemail
from tests.pipelines.scripted_call import BOOKED, desk


@dataclass
class Line:
    """What is said and done in one call."""

    call: CallState = field(default_factory=lambda: CallState("CA1", None, "en"))
    said: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    queued: list[PassOnFrame] = field(default_factory=list)
    audit: list[Action] = field(default_factory=list)
    busy: bool = False

    def __post_init__(self) -> None:
        self.closing = Closing(self.say, self.end)
        self.troubles = Troubles()
        self.voicemail = Voicemail(desk(), self.call)
        self.remedies = Remedies(self.call, self.troubles, self.voicemail, self.closing, self.say)
        self.presence = Presence(self.call, self.closing, self.say, busy=lambda: self.busy)

    async def say(self, sentence: str, *, remember: bool = True) -> None:
        self.said.append(sentence)

    async def end(self, reason: str) -> None:
        self.ended.append(reason)

    async def queue(self, frame: PassOnFrame) -> None:
        self.queued.append(frame)

    def passing_on(self, transfer: Transfer | None) -> PassingOn:
        return PassingOn(self.call, self.closing, transfer, say=self.say, queue=self.queue, acted=self.audit.append)


async def test_silence_is_asked_about_then_ends_the_call() -> None:
    line = Line()
    await line.presence.silent()
    line.presence.heard()
    await line.presence.silent()
    await line.presence.silent()
    await line.presence.silent()
    assert line.said == [ENGLISH.still_there, ENGLISH.still_there, ENGLISH.goodbye]
    assert line.ended == ["silence"]


async def test_a_busy_caller_is_not_silent() -> None:
    line = Line(busy=True)
    await line.presence.silent()
    assert not line.said


async def test_a_commit_that_cannot_be_spoken_is_told_in_prepared_words(appointment: Appointment) -> None:
    line = Line()
    line.call.commits.append(Commit("booked", appointment, "Tuesday at three"))
    announcement = Sentence(BOOKED, remembered=True, insist=True)
    await line.remedies.unspoken(announcement)
    assert line.said == [ENGLISH.written_down]
    await line.remedies.unspoken(announcement)
    assert line.said == [ENGLISH.written_down, ENGLISH.cannot_go_on]
    assert line.ended == ["trouble"]


async def test_a_voice_that_fails_on_the_models_sentences_leads_to_a_message() -> None:
    line = Line()
    for _ in range(2):
        await line.remedies.unspoken(Sentence("Unspeakable.", remembered=False))
        line.troubles.audible()
    assert line.said == [ENGLISH.engine_trouble, ENGLISH.leave_message]
    assert line.voicemail.recording
    line.remedies.model_works()
    assert line.voicemail.recording


async def test_a_failure_during_a_message_repeats_its_question() -> None:
    line = Line()
    line.voicemail.begin()
    await line.voicemail.answer("Call me.")
    await line.remedies.failed("language_model")
    assert line.said == [ENGLISH.ask_name]


RESULT = ToolResult({"transferring": True}, announce="One moment.", transfer_to="+15145550111")


async def test_a_transfer_is_begun_once_and_silences_the_rest() -> None:
    line = Line()
    passing = line.passing_on(None)
    await passing.begin(RESULT, remember=True)
    await passing.begin(RESULT, remember=True)
    assert (line.said, len(line.queued)) == (["One moment."], 1)
    assert line.closing.passing_on
    await passing.announced()
    assert line.said[1:] == [ENGLISH.nobody_reached]
    assert not line.closing.quiet
    assert line.audit == [Action("transfer failed", "the carrier did not put the call through", None)]
    assert line.call.pending == "message"


async def test_a_carrier_that_leaves_the_stream_open_does_not_keep_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    async def transfer(number: str) -> bool:
        return True

    monkeypatch.setattr(passing_on, "STREAM_END", 0.0)
    line = Line()
    passing = line.passing_on(transfer)
    await passing.begin(RESULT, remember=True)
    await passing.announced()
    assert line.ended == ["transferred"]


async def test_a_caller_waits_for_a_slow_carrier_and_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    decided = asyncio.Event()

    async def transfer(number: str) -> bool:
        await decided.wait()
        return False

    monkeypatch.setattr(passing_on, "PATIENCE", 0.0)
    line = Line()
    passing = line.passing_on(transfer)
    await passing.begin(RESULT, remember=True)
    announced = asyncio.ensure_future(passing.announced())
    while len(line.said) < 2:  # noqa: ASYNC110  facts have no events
        await asyncio.sleep(0)
    assert not line.audit
    decided.set()
    await announced
    assert line.said[1:] == [ENGLISH.one_moment, ENGLISH.nobody_reached]


async def test_a_stream_that_closes_under_the_question_leaves_nothing_asking() -> None:
    asking = asyncio.Event()
    left = list[bool]()

    async def transfer(number: str) -> bool:
        asking.set()
        try:
            return await asyncio.get_running_loop().create_future()
        finally:
            left.append(True)

    line = Line()
    passing = line.passing_on(transfer)
    await passing.begin(RESULT, remember=True)
    announced = asyncio.ensure_future(passing.announced())
    await asking.wait()
    announced.cancel()
    await asyncio.wait([announced])
    await asyncio.sleep(0)
    assert left == [True]
    assert not line.audit


async def test_a_call_that_is_ending_is_not_passed_on() -> None:
    line = Line()
    passing = line.passing_on(None)
    await passing.begin(RESULT, remember=True)
    await line.closing.close("longest call", ENGLISH.goodbye)
    await passing.announced()
    assert line.said == ["One moment.", ENGLISH.goodbye]
    assert not line.audit
