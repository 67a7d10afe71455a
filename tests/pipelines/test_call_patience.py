"""A caller who waits hears "One moment, please.": once, never before an answer that came, unknown to the model."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.ports import ToolCall
from frontdesk.pipelines import tool_runner
from frontdesk.pipelines.call_options import CallOptions
from frontdesk.pipelines.sentences import ENGLISH
from frontdesk.pipelines.tools import ToolResult
from tests.phone_line import phone_line
from tests.pipelines.scripted_call import GREETING, Tool, desk, model, synthesiser

pytestmark = pytest.mark.spoken

QUICK = CallOptions(greeting=GREETING, filler=0.3)


async def test_a_model_that_hangs(voice: PiperEngine) -> None:
    at = desk(["Hello.", "Hello?"], ["Here I am.", "Still here."])
    model(at).delay = 1.5
    async with phone_line(at, voice, options=QUICK) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.heard("Here I am.")
        await line.say("Hello?")
        await line.heard("Still here.")
    assert synthesiser(at).spoken == [
        GREETING,
        ENGLISH.one_moment,
        "Here I am.",
        ENGLISH.one_moment,
        "Still here.",
    ]
    assert [message["content"] for message in model(at).prompts[1]] == [GREETING, "Hello.", "Here I am.", "Hello?"]


async def test_a_calendar_that_hangs(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    waiting, calendar = asyncio.Event(), asyncio.Event()

    async def check(name: str, arguments: dict[str, Any]) -> ToolResult:
        waiting.set()
        await calendar.wait()
        return ToolResult({"slots": []})

    use_tool(check)
    at = desk(["Tuesday?"], [ToolCall("check_availability", {"when": "Tuesday"}), "Nothing is free."])
    async with phone_line(at, voice, options=QUICK) as line:
        await line.heard(GREETING)
        await line.say("Do you have Tuesday?")
        await line.heard(ENGLISH.one_moment)
        calendar.set()
        await line.heard("Nothing is free.")
    assert synthesiser(at).spoken.count(ENGLISH.one_moment) == 1
    assert all(ENGLISH.one_moment not in str(message) for message in model(at).prompts[-1])


async def test_a_calendar_that_never_answers_is_given_up(
    voice: PiperEngine, use_tool: Callable[[Tool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def check(name: str, arguments: dict[str, Any]) -> ToolResult:
        await asyncio.Event().wait()
        raise AssertionError

    use_tool(check)
    monkeypatch.setattr(tool_runner, "LONGEST_READ", 1.0)
    at = desk(["Tuesday?"], [ToolCall("check_availability", {"when": "Tuesday"})])
    async with phone_line(at, voice, options=QUICK) as line:
        await line.heard(GREETING)
        await line.say("Do you have Tuesday?")
        await line.heard(ENGLISH.calendar_down)
    assert synthesiser(at).spoken == [GREETING, ENGLISH.one_moment, ENGLISH.calendar_down]


async def test_nobody_is_asked_for_patience_before_an_answer_that_came(voice: PiperEngine) -> None:
    at = desk(["Hello."], ["Here I am."], pace=0.1)
    async with phone_line(at, voice, options=QUICK) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.heard("Here I am.")
    assert ENGLISH.one_moment not in synthesiser(at).spoken


async def test_a_cough_during_the_wait_is_no_reason_to_ask_twice(voice: PiperEngine) -> None:
    at = desk(["Hello.", ""], ["Interrupted.", "Here I am."])
    model(at).delay = 2.0
    async with phone_line(at, voice, options=QUICK) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.until(lambda: ENGLISH.one_moment in synthesiser(at).spoken)
        await line.say("Aah.")
        await line.heard("Here I am.")
    assert synthesiser(at).spoken == [GREETING, ENGLISH.one_moment, "Here I am."]
