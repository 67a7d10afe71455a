"""Engines that fail in a call: the caller stays in a conversation."""

from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.calendar import Appointment
from frontdesk.errors import EngineFailed
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.ports import ToolCall
from frontdesk.pipelines.call_state import Commit
from frontdesk.pipelines.sentences import ENGLISH
from frontdesk.pipelines.tools import ToolResult
from tests.phone_line import phone_line
from tests.pipelines.scripted_call import BOOKED, GREETING, OPTIONS, Tool, desk, model, outbox, synthesiser

pytestmark = pytest.mark.spoken

LOST = EngineFailed("the script says so")


async def test_a_failing_language_model_is_apologised_for_and_the_call_goes_on(voice: PiperEngine) -> None:
    at = desk(["Hello.", "Hello?"], [LOST, "Here I am."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.heard(ENGLISH.engine_trouble)
        await line.say("Hello?")
        await line.heard("Here I am.")


async def test_a_language_model_that_is_down_for_good_still_takes_a_message(voice: PiperEngine) -> None:
    at = desk(["Hello.", "A cleaning.", "Call me about my tooth.", "Mary Johnson."], [LOST, LOST])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.heard(ENGLISH.engine_trouble)
        await line.say("I would like a cleaning.")
        await line.heard(ENGLISH.leave_message)
        await line.say("Please call me about my tooth.")
        await line.heard(ENGLISH.ask_name)
        await line.say("Mary Johnson.")
        assert await line.ended() == "goodbye"
    assert line.journal.said("assistant")[-1] == ENGLISH.message_kept
    (message,) = outbox(at).messages
    assert (message.text, message.name, message.phone) == (
        "Call me about my tooth.",
        "Mary Johnson",
        line.call.caller_number,
    )
    assert [facts["kind"] for kind, facts in line.journal.rows if kind == "acted"] == ["message"]
    assert len(model(at).prompts) == 2


async def test_a_message_that_cannot_be_kept_leaves_the_caller_to_the_carrier(voice: PiperEngine) -> None:
    at = desk(["Hello.", "Yes.", "Call me.", "Mary."], [LOST])
    outbox(at).broken = True
    hung_up: list[bool] = []

    async def hang_up() -> None:
        hung_up.append(True)

    async with phone_line(at, voice, options=OPTIONS, hang_up=hang_up) as line:
        await line.heard(GREETING)
        for words, answer in (
            ("Hello.", ENGLISH.engine_trouble),
            ("Yes, please.", ENGLISH.ask_message),
            ("Please call me back.", ENGLISH.ask_name),
        ):
            await line.say(words)
            await line.heard(answer)
        await line.say("Mary.")
        assert await line.ended() == "trouble"
    assert line.journal.said("assistant")[-1] == ENGLISH.message_failed
    assert not hung_up


async def test_a_failing_recogniser_asks_to_repeat_twice_then_offers_a_message(voice: PiperEngine) -> None:
    at = desk([LOST, LOST, LOST, "At last."], ["I hear you."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        for answer in (ENGLISH.repeat, ENGLISH.repeat, ENGLISH.engine_trouble):
            spoken = len(line.journal.said("assistant"))
            await line.say("Can you hear me?")
            await line.until(lambda spoken=spoken: len(line.journal.said("assistant")) > spoken)  # type: ignore[misc]
            assert line.journal.said("assistant")[-1] == answer
        await line.say("At last.")
        await line.heard("I hear you.")


async def test_a_recogniser_that_is_down_for_good_leaves_the_caller_to_the_carrier(voice: PiperEngine) -> None:
    at = desk([LOST] * 4)
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        for turn in range(3):
            await line.say("Can you hear me?")
            await line.until(lambda turn=turn: len(line.journal.said("assistant")) == turn + 2)  # type: ignore[misc]
        await line.say("Can you hear me?")
        assert await line.ended() == "trouble"
    assert line.journal.said("assistant")[-1] == ENGLISH.cannot_go_on


async def test_a_failing_synthesiser_tries_the_prepared_sentence(voice: PiperEngine) -> None:
    at = desk(["Hello."], ["Unspeakable."])
    synthesiser(at).broken.add("Unspeakable.")
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.heard(ENGLISH.engine_trouble)
    assert not any("Unspeakable" in turn for turn in line.journal.said("assistant"))


async def test_a_voice_that_fails_altogether_ends_the_call(voice: PiperEngine) -> None:
    at = desk(["Hello."], ["Unspeakable."])
    synthesiser(at).broken |= {"Unspeakable.", ENGLISH.engine_trouble, ENGLISH.cannot_go_on}
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        assert await line.ended() == "trouble"


async def test_a_commit_that_cannot_be_spoken_is_told_in_prepared_words(
    voice: PiperEngine, use_tool: Callable[[Tool], None], appointment: Appointment
) -> None:
    at = desk(["Yes."], [ToolCall("book_appointment", {"slot": "A", "name": "Mary"})])
    synthesiser(at).broken.add(BOOKED)
    async with phone_line(at, voice, options=OPTIONS) as line:

        async def book(name: str, arguments: dict[str, Any]) -> ToolResult:
            line.call.commits.append(Commit("booked", appointment, "Tuesday at three"))
            return ToolResult({"booked": True}, announce=BOOKED)

        use_tool(book)
        await line.heard(GREETING)
        await line.say("Yes please.")
        await line.heard(ENGLISH.written_down)


async def test_a_reply_without_words_never_leaves_the_line_dead(voice: PiperEngine) -> None:
    at = desk(["Hello."], [""])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.heard(ENGLISH.anything_else)
