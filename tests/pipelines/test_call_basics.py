"""Whole calls over a socket in Twilio's protocol: greeting, answers, keys, and the end of the call."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.ports import ToolCall
from frontdesk.pipelines.sentences import ENGLISH
from frontdesk.pipelines.tools import ToolResult
from tests.engines import ScriptedRecogniser
from tests.phone_line import phone_line
from tests.pipelines.scripted_call import BOOKED, GREETING, OPTIONS, Tool, desk, model, synthesiser

pytestmark = pytest.mark.spoken


async def test_a_call_from_greeting_to_hang_up(voice: PiperEngine) -> None:
    at = desk(["What are your opening hours?"], ["We open at eight. Which day suits you?"])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("What are your opening hours?")
        await line.heard("We open at eight. Which day suits you?")
        assert await line.stop() == "caller hung up"
    assert line.journal.said("caller") == ["What are your opening hours?"]
    assert model(at).prompts == [
        [{"role": "assistant", "content": GREETING}, {"role": "user", "content": "What are your opening hours?"}]
    ]
    assert model(at).forgotten == ["CA1"]
    assert line.call.caller_said == ["What are your opening hours?"]
    assert line.call.assistant_said == [GREETING, "We open at eight. Which day suits you?"]
    assert line.journal.rows[-1][0] == "ended"
    assert [event["event"] for event in line.events if event["event"] == "mark"] == ["mark", "mark"]
    answer = next(facts for kind, facts in line.journal.rows if kind == "turn" and facts["text"].startswith("We open"))
    latency = answer["latency_ms"]
    assert latency["voice_to_voice"] >= latency["turn_end"] > 0


async def test_yes_is_answered(voice: PiperEngine) -> None:
    at = desk(["Yes."], ["Very well."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes.")
        await line.heard("Very well.")
    answer = next(facts for kind, facts in line.journal.rows if kind == "turn" and facts["text"] == "Very well.")
    assert answer["latency_ms"]["turn_end"] < 4000


async def test_half_a_sentence_a_pause_and_the_rest_are_one_turn(voice: PiperEngine) -> None:
    at = desk(["I would like an appointment", "on Tuesday at three."], ["Certainly."])
    cast("ScriptedRecogniser", at.recogniser).delay = 0.6
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("I would like an appointment")
        await line.play(bytes(2 * 8000 * 35 // 100))
        await line.say("on Tuesday at three.")
        await line.heard("Certainly.")
    assert line.journal.said("caller") == ["I would like an appointment on Tuesday at three."]
    assert len(model(at).prompts) == 1


async def test_a_false_claim_is_replaced_and_the_model_asked_again(voice: PiperEngine) -> None:
    at = desk(["Book it."], ["You are all booked for Tuesday. See you then.", "What name is it under?"])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Book it, please.")
        await line.heard("What name is it under?")
    assert ENGLISH.nothing_booked in " ".join(line.journal.said("assistant"))
    assert not any("all booked" in sentence for sentence in synthesiser(at).spoken)


async def test_a_tool_result_goes_to_the_model(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    async def check(name: str, arguments: dict[str, Any]) -> ToolResult:
        return ToolResult({"slots": [{"spoken": "mardi à onze heures", "slot": "A"}]})

    use_tool(check)
    at = desk(["Tuesday?"], [ToolCall("check_availability", {"when": "Tuesday"}), "I have eleven o'clock."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Do you have Tuesday?")
        await line.heard("I have eleven o'clock.")
    shown = model(at).prompts[1][-2:]
    assert shown[0]["tool_call"]["name"] == "check_availability"
    assert shown[1]["content"] == '{"slots": [{"spoken": "mardi à onze heures", "slot": "A"}]}'
    tool = next(facts for kind, facts in line.journal.rows if kind == "tool")
    assert (tool["name"], tool["arguments"]) == ("check_availability", {"when": "Tuesday"})


async def test_a_commit_is_announced_by_code_alone(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    async def book(name: str, arguments: dict[str, Any]) -> ToolResult:
        return ToolResult({"booked": True}, announce=BOOKED)

    use_tool(book)
    at = desk(["Yes.", "No."], [ToolCall("book_appointment", {"slot": "A", "name": "Mary"}), "Goodbye then."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await line.heard(BOOKED)
        assert len(model(at).prompts) == 1
        await line.say("No, thank you.")
        await line.heard("Goodbye then.")
    assert [message.get("content") for message in model(at).prompts[1][-3:]] == ['{"booked": true}', BOOKED, "No."]
