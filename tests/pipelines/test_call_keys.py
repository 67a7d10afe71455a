"""Keys pressed in a call."""

from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.models.piper_engine import PiperEngine
from frontdesk.pipelines.call_options import CallOptions
from frontdesk.pipelines.sentences import ENGLISH
from frontdesk.pipelines.tools import ToolResult
from tests.phone_line import phone_line
from tests.pipelines.scripted_call import GREETING, OPTIONS, Tool, desk, model

pytestmark = pytest.mark.spoken

ASK = "What is your phone number?"


async def person(name: str, arguments: dict[str, Any]) -> ToolResult:
    assert name == "transfer_to_human"
    return ToolResult({"error": "not_allowed"}, announce=ENGLISH.no_transfer)


async def test_keys_are_heard_as_a_number(voice: PiperEngine) -> None:
    at = desk([], ["Thank you."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.press("5145550142#")
        await line.heard("Thank you.")
    assert line.journal.said("caller") == ["5145550142"]
    assert model(at).prompts[0][-1] == {"role": "user", "content": "5145550142"}


async def test_a_number_without_hash_is_complete_after_a_pause(voice: PiperEngine) -> None:
    at = desk([], ["Thank you."])
    async with phone_line(at, voice, options=CallOptions(greeting=GREETING, key_pause=0.3, silence=0.2)) as line:
        await line.heard(GREETING)
        await line.press("5145550142")
        await line.heard("Thank you.")
    assert "5145550142" in line.journal.said("caller")


async def test_zero_asks_for_a_person_at_once(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    use_tool(person)
    at = desk()
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.press("0")
        await line.heard(ENGLISH.no_transfer)
    assert not model(at).prompts
    assert line.journal.said("caller") == ["0"]


async def test_zero_may_begin_a_number_that_was_asked_for(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    use_tool(person)
    at = desk(["Call me."], [ASK, "Thank you."])
    async with phone_line(at, voice, options=CallOptions(greeting=GREETING, key_pause=0.3)) as line:
        await line.heard(GREETING)
        await line.say("Please call me.")
        await line.heard(ASK)
        await line.press("0612345678#")
        await line.heard("Thank you.")
        assert line.journal.said("caller")[-1] == "0612345678"


async def test_zero_alone_is_a_person_even_where_a_number_was_asked_for(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    use_tool(person)
    at = desk(["Call me."], [ASK])
    async with phone_line(at, voice, options=CallOptions(greeting=GREETING, key_pause=0.3)) as line:
        await line.heard(GREETING)
        await line.say("Please call me.")
        await line.heard(ASK)
        await line.press("0")
        await line.heard(ENGLISH.no_transfer)
