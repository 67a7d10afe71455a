"""The gate between model and voice, alone: frames in, frames out."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipecat.frames.frames import (
    AggregatedTextFrame,
    Frame,
    FunctionCallsStartedFrame,
    LLMContextFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
    TTSSpeakFrame,
)
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.tests.utils import run_test

from frontdesk.calendar import Appointment
from frontdesk.models.frames import EngineFailedFrame, EngineName
from frontdesk.pipelines.call_state import CallState, Commit
from frontdesk.pipelines.flow.owed_speech import OwedSpeech, Sentence
from frontdesk.pipelines.flow.sentence_gate import SentenceGate
from frontdesk.pipelines.guards.reply_guard import ReplyGuard
from frontdesk.pipelines.sentences import ENGLISH
from frontdesk.pipelines.turns.clock import TurnClock


@dataclass
class Bench:
    """A gate with everything it knows."""

    call: CallState = field(default_factory=lambda: CallState("CA1", None, "en"))
    context: LLMContext = field(default_factory=LLMContext)
    owed: OwedSpeech = field(default_factory=OwedSpeech)
    failed: list[EngineName] = field(default_factory=list)
    worked: list[bool] = field(default_factory=list)

    def gate(self) -> SentenceGate:
        async def on_failure(engine: EngineName) -> None:
            self.failed.append(engine)

        guard = ReplyGuard(self.call)
        return SentenceGate(
            self.context,
            guard,
            self.owed,
            TurnClock(),
            on_failure=on_failure,
            on_success=lambda: self.worked.append(True),
        )

    async def through(self, *frames: Frame) -> tuple[list[str], Sequence[Frame]]:
        """The sentences that came out, and the frames that went back up."""
        down, up = await run_test(self.gate(), frames_to_send=frames)
        return [f.text for f in down if isinstance(f, AggregatedTextFrame | TTSSpeakFrame)], up


def reply(*pieces: str) -> list[Frame]:
    return [LLMFullResponseStartFrame(), *(LLMTextFrame(piece) for piece in pieces), LLMFullResponseEndFrame()]


async def test_a_stream_becomes_sentences() -> None:
    bench = Bench()
    spoken, up = await bench.through(*reply("Dr. Roy has ", "time at 3", ".15. Wh", "ich day? And", " then"))
    assert spoken == ["Dr. Roy has time at 3.15.", "Which day?", "And then"]
    assert not [frame for frame in up if isinstance(frame, LLMContextFrame)]


async def test_what_passes_is_owed_until_it_is_heard() -> None:
    bench = Bench()
    bench.owed.asked()
    await bench.through(*reply("One. Two."), TTSSpeakFrame("Three.", append_to_context=False))
    assert not bench.owed.answer_due
    bench.owed.heard("One.")
    bench.owed.interrupted()
    assert bench.owed.take_unsaid() == [Sentence("Two.", remembered=False), Sentence("Three.", remembered=True)]


async def test_a_false_claim_stops_the_reply_and_asks_again_once() -> None:
    bench = Bench()
    claim = reply("You are booked for Tuesday. ", "See you then.")
    spoken, up = await bench.through(*claim, *claim)
    assert spoken == [ENGLISH.nothing_booked, ENGLISH.nothing_booked]
    assert [frame.context for frame in up if isinstance(frame, LLMContextFrame)] == [bench.context]
    assert bench.context.messages[0] == {"role": "assistant", "content": ENGLISH.nothing_booked}


async def test_a_repeat_of_the_announcement_is_dropped_but_the_line_is_not_dead(appointment: Appointment) -> None:
    bench = Bench()
    bench.call.commits.append(Commit("booked", appointment, appointment.spoken("en")))
    spoken, _ = await bench.through(*reply("You are booked for Tuesday."))
    assert spoken == [ENGLISH.anything_else]


async def test_a_tool_call_without_words_is_no_silence() -> None:
    started = FunctionCallsStartedFrame(function_calls=[])
    spoken, _ = await Bench().through(LLMFullResponseStartFrame(), started, LLMFullResponseEndFrame())
    assert spoken == []


async def test_an_empty_reply_is_filled() -> None:
    spoken, _ = await Bench().through(*reply("  "))
    assert spoken == [ENGLISH.anything_else]


async def test_a_failed_engine_is_reported_and_not_filled() -> None:
    bench = Bench()
    failed = EngineFailedFrame(engine="language_model")
    spoken, _ = await bench.through(LLMFullResponseStartFrame(), failed, LLMFullResponseEndFrame())
    assert spoken == []
    assert bench.failed == ["language_model"]
    assert not bench.worked


async def test_half_a_sentence_of_a_model_that_fails_is_not_spoken() -> None:
    failed = EngineFailedFrame(engine="language_model")
    start, half, end = LLMFullResponseStartFrame(), LLMTextFrame("I have Tuesday at"), LLMFullResponseEndFrame()
    spoken, _ = await Bench().through(start, half, failed, end)
    assert spoken == []


async def test_the_second_empty_reply_in_a_row_is_a_failure() -> None:
    bench = Bench()
    assert (await bench.through(*reply(" "), *reply(" ")))[0] == [ENGLISH.anything_else]
    assert bench.failed == ["language_model"]
    bench = Bench()
    spoken, _ = await bench.through(*reply(" "), *reply("Hello."), *reply(" "))
    assert spoken == [ENGLISH.anything_else, "Hello.", ENGLISH.anything_else]
    assert bench.worked
    assert not bench.failed


async def test_a_sentence_in_the_meantime_is_no_answer_and_is_never_given_again() -> None:
    bench = Bench()
    bench.owed.asked()
    gate = bench.gate()
    with contextlib.suppress(Exception):
        await gate.say_meanwhile("One moment, please.")
    assert bench.owed.answer_due
    bench.owed.interrupted()
    assert bench.owed.take_unsaid() == []
    assert not bench.context.messages
