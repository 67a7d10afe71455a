"""The caller cuts in: with words, with a cough, during a booking."""

import asyncio
import dataclasses
from collections.abc import Callable
from typing import Any, cast

import pytest

from frontdesk.calendar.spoken import Language
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.ports import ToolCall
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.tools import ToolResult
from tests.engines import ScriptedRecogniser
from tests.phone_line import phone_line
from tests.pipelines.scripted_call import BOOKED, GREETING, LONG, OPTIONS, Tool, desk, model, synthesiser

pytestmark = pytest.mark.spoken


async def test_a_cough_is_not_answered_and_does_not_hang_the_call(voice: PiperEngine) -> None:
    at = desk(["", "Hello?"], ["How can I help?"])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Aah.")
        await line.until(lambda: len(cast("ScriptedRecogniser", at.recogniser).segments) == 1)
        await line.play(bytes(2 * 8000))
        await line.say("Hello?")
        await line.heard("How can I help?")
    assert line.journal.said("caller") == ["Hello?"]
    assert len(model(at).prompts) == 1


async def test_a_barge_in_clears_and_the_context_holds_what_was_heard(voice: PiperEngine) -> None:
    at = desk(["Hello.", "Stop, please."], [LONG, "All right."], pace=0.06)
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.until(lambda: LONG in synthesiser(at).spoken)
        await line.play(bytes(2 * 8000))
        clears = line.clears
        await line.say("Stop, please.")
        await line.until(lambda: line.clears > clears)
        await line.heard("All right.")
    cut = next(text for text in line.journal.said("assistant") if text.startswith("One"))
    assert LONG.startswith(cut)
    assert 3 < len(cut) < len(LONG) - 20
    row = next(facts for kind, facts in line.journal.rows if kind == "turn" and facts["text"] == cut)
    assert row["interrupted"]
    assert model(at).prompts[-1][-2:] == [
        {"role": "assistant", "content": cut},
        {"role": "user", "content": "Stop, please."},
    ]


async def test_after_a_cough_the_assistant_says_what_was_cut_off(voice: PiperEngine) -> None:
    at = desk(["Hello.", ""], [LONG], pace=0.04)
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.until(lambda: LONG in synthesiser(at).spoken)
        await line.play(bytes(2 * 8000))
        await line.say("Aah.")
        await line.heard(LONG)
    assert len(model(at).prompts) == 1
    assert synthesiser(at).spoken.count(LONG) == 2


@pytest.mark.parametrize("write_tool", ["book_appointment", "reschedule_appointment", "cancel_appointment"])
async def test_a_barge_in_during_a_write_keeps_and_tells_the_commit(
    voice: PiperEngine, use_tool: Callable[[Tool], None], write_tool: str
) -> None:
    started, write = asyncio.Event(), asyncio.Event()

    async def book(name: str, arguments: dict[str, Any]) -> ToolResult:
        started.set()
        await write.wait()
        return ToolResult({"booked": True}, announce=BOOKED)

    use_tool(book)
    at = desk(["Yes.", "One more question."], [ToolCall(write_tool, {}), "Ask away."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await asyncio.wait_for(started.wait(), 10)
        await line.say("I have one more question.")
        await line.until(lambda: len(line.journal.said("caller")) == 2)
        write.set()
        await line.heard("Ask away.")
    assert synthesiser(at).spoken[-2:] == [BOOKED, "Ask away."]
    assert [message.get("content") for message in model(at).prompts[1][-4:]] == [
        None,
        '{"booked": true}',
        BOOKED,
        "One more question.",
    ]
    assert len(model(at).prompts) == 2


async def test_an_announcement_that_was_cut_off_is_said_before_the_next_answer(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    async def book(name: str, arguments: dict[str, Any]) -> ToolResult:
        return ToolResult({"booked": True}, announce=BOOKED)

    use_tool(book)
    booking = ToolCall("book_appointment", {"slot": "A", "name": "Mary"})
    at = desk(["Yes.", "Hello?"], [booking, "How can I help you?"], pace=0.06)
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await line.until(lambda: BOOKED in synthesiser(at).spoken)
        await line.say("Hello?")
        await line.heard("How can I help you?")
    assert synthesiser(at).spoken[1:] == [BOOKED, BOOKED, "How can I help you?"]
    assert BOOKED in " ".join(line.journal.said("assistant"))
    assert [message.get("content") for message in model(at).prompts[1]].count(BOOKED) == 1


async def test_a_cough_during_a_booking_still_tells_the_commit(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    started, write = asyncio.Event(), asyncio.Event()

    async def book(name: str, arguments: dict[str, Any]) -> ToolResult:
        started.set()
        await write.wait()
        return ToolResult({"booked": True}, announce=BOOKED)

    use_tool(book)
    at = desk(["Yes.", ""], [ToolCall("book_appointment", {"slot": "A", "name": "Mary"})])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await asyncio.wait_for(started.wait(), 10)
        await line.say("Aah.")
        await line.play(bytes(2 * 8000))
        write.set()
        await line.heard(BOOKED)
    assert synthesiser(at).spoken.count(BOOKED) == 1
    assert len(model(at).prompts) == 1


async def test_an_interrupted_check_leaves_no_trace(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    started = asyncio.Event()

    async def check(name: str, arguments: dict[str, Any]) -> ToolResult:
        started.set()
        await asyncio.Event().wait()
        raise AssertionError

    use_tool(check)
    at = desk(["Tuesday?", "No, Friday."], [ToolCall("check_availability", {"when": "Tuesday"}), "Friday it is."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Do you have Tuesday?")
        await asyncio.wait_for(started.wait(), 10)
        await line.say("No, on Friday please.")
        await line.heard("Friday it is.")
    assert model(at).prompts[1] == [
        {"role": "assistant", "content": GREETING},
        {"role": "user", "content": "Tuesday? No, Friday."},
    ]


async def test_a_check_that_a_cough_interrupted_is_made_again(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    checks: list[str] = []

    async def check(name: str, arguments: dict[str, Any]) -> ToolResult:
        checks.append(name)
        if len(checks) == 1:
            await asyncio.Event().wait()
        return ToolResult({"slots": []})

    use_tool(check)
    wish = ToolCall("check_availability", {"when": "Tuesday"})
    at = desk(["Tuesday?", ""], [wish, wish, "Nothing is free on Tuesday."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Do you have Tuesday?")
        await line.until(lambda: checks)
        await line.say("Aah.")
        await line.heard("Nothing is free on Tuesday.")
    assert model(at).prompts[1] == model(at).prompts[0]


async def test_what_was_heard_is_what_was_played(voice: PiperEngine) -> None:
    at = dataclasses.replace(desk(["Hello.", "Stop, please."], [LONG, "All right."]), synthesiser=voice)
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        begin = len(line.received)
        await line.say("Hello.")
        await line.until(lambda: len(line.received) > begin + 2 * 2 * 8000)
        clears = line.clears
        await line.say("Stop, please.")
        await line.heard("All right.")
    cut = next(text for text in line.journal.said("assistant") if text.startswith("One"))
    reply = await voice.synthesise(LONG, language="en", rate=8000)
    played = (line.cleared_at[clears] - begin) // 2
    whole_words = len(LONG[: max(end for end, sample in reply.alignment if sample <= played)].split())
    assert abs(len(cut.split()) - whole_words) <= 2
    assert 3 < len(cut.split()) < len(LONG.split())
    assert model(at).prompts[-1][-2:] == [
        {"role": "assistant", "content": cut},
        {"role": "user", "content": "Stop, please."},
    ]


@pytest.mark.parametrize(
    ("murmur", "first", "language"), [("Mhm, okay.", "Of course.", "en"), ("D'accord.", "Bien sûr.", "fr")]
)
async def test_a_murmur_into_a_sentence_does_not_lose_it(
    voice: PiperEngine, murmur: str, first: str, language: Language
) -> None:
    at = desk(["Hello.", murmur, "Goodbye."], [f"{first} {LONG}", "Bye."], pace=0.04)
    async with phone_line(at, voice, options=OPTIONS, call=CallState("CA1", None, language)) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.until(lambda: LONG in synthesiser(at).spoken)
        await line.play(bytes(2 * 8000 * 3 // 2))
        await line.say("Okay, yes.")
        await line.heard(LONG)
        assert len(model(at).prompts) == 1
        await line.say("Goodbye.")
        await line.heard("Bye.")
    assert synthesiser(at).spoken.count(LONG) == 2
    assert synthesiser(at).spoken.count(first) == 1
    assert line.journal.said("caller") == ["Hello.", murmur, "Goodbye."]
    assert line.call.caller_said == ["Hello.", "Goodbye."]
    assert [message["content"] for message in model(at).prompts[1]] == [
        GREETING,
        "Hello.",
        f"{first} {LONG}",
        "Goodbye.",
    ]


async def test_a_murmur_behind_a_question_is_its_answer(voice: PiperEngine) -> None:
    at = desk(["Hello.", "Okay."], ["Is three all right? " + LONG, "Very well."], pace=0.04)
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.until(lambda: LONG in synthesiser(at).spoken)
        await line.play(bytes(2 * 8000 * 2))
        await line.say("Okay, yes.")
        await line.heard("Very well.")
    assert synthesiser(at).spoken.count(LONG) == 1
    assert line.call.caller_said == ["Hello.", "Okay."]


async def test_danger_waits_for_no_write_and_no_announcement(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    started, write = asyncio.Event(), asyncio.Event()

    async def book(name: str, arguments: dict[str, Any]) -> ToolResult:
        started.set()
        await write.wait()
        return ToolResult({"booked": True}, announce=BOOKED)

    use_tool(book)
    at = desk(["Yes.", "He is not breathing!"], [ToolCall("book_appointment", {})])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await asyncio.wait_for(started.wait(), 10)
        await line.say("He is not breathing!")
        await line.heard(at.clinic.emergency["en"])
        assert not write.is_set()
        write.set()
        await line.heard(BOOKED)
    assert [facts["kind"] for kind, facts in line.journal.rows if kind == "acted"] == ["emergency"]
    assert len(model(at).prompts) == 1
