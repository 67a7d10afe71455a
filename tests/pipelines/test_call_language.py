"""A call that changes its language: heard, asked for with a key, and everything that follows it."""

from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.errors import EngineFailed
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.ports import ToolCall
from frontdesk.pipelines.desk import Action
from frontdesk.pipelines.sentences import ENGLISH, FRENCH
from frontdesk.pipelines.tools import ToolResult
from tests.phone_line import PhoneLine, phone_line
from tests.pipelines.scripted_call import GREETING, OPTIONS, Tool, desk, model, synthesiser

pytestmark = pytest.mark.spoken

LOST = EngineFailed("the script says so")
BONJOUR = ("Je voudrais un rendez-vous.", "fr")


def kinds(line: PhoneLine) -> list[tuple[str, str]]:
    """The audit: (kind, target)."""
    return [(facts["kind"], facts["target"]) for kind, facts in line.journal.rows if kind == "acted"]


async def test_the_first_utterance_switches_voice_prompt_and_sentences(voice: PiperEngine) -> None:
    at = desk([BONJOUR, "Allô."], ["Quel jour ?", LOST])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Je voudrais un rendez-vous.", "fr")
        await line.heard("Quel jour ?")
        assert line.call.language == "fr"
        await line.say("Allô.", "fr")
        await line.heard(FRENCH.engine_trouble)
    assert kinds(line) == [("language", "fr")]
    assert [facts["language"] for kind, facts in line.journal.rows if kind == "turn"] == ["en", "fr", "fr", "fr", "fr"]
    assert synthesiser(at).languages == ["en", "fr", "fr"]
    assert [system.splitlines()[0].split()[-1] for system in model(at).systems] == ["fr.", "fr."]


async def test_the_conversation_goes_on_in_the_new_language(voice: PiperEngine) -> None:
    at = desk(["I need an appointment.", BONJOUR, BONJOUR], ["Which day?", "Sorry?", "Mardi ?"])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("I need an appointment, please.")
        await line.heard("Which day?")
        for answer in ("Sorry?", "Mardi ?"):
            await line.say("Je voudrais un rendez-vous.", "fr")
            await line.heard(answer)
    assert kinds(line) == [("language", "fr")]
    assert [message["content"] for message in model(at).prompts[-1]][:3] == [
        GREETING,
        "I need an appointment.",
        "Which day?",
    ]


async def test_star_is_the_next_language(voice: PiperEngine) -> None:
    at = desk(["Bonjour."], ["Bonjour."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.press("*")
        await line.heard(FRENCH.language_switched)
        await line.press("*")
        await line.heard(ENGLISH.language_switched)
    assert kinds(line) == [("language", "fr"), ("language", "en")]
    assert line.journal.said("caller") == ["*", "*"]


async def test_a_tool_that_switches_is_followed(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    at = desk(["Good morning."], [ToolCall("switch_language", {"language": "fr"}), "D'accord."])
    async with phone_line(at, voice, options=OPTIONS) as line:

        async def switch(name: str, arguments: dict[str, Any]) -> ToolResult:
            line.call.language = "fr"
            return ToolResult({"ok": True}, actions=(Action("language", "asked", "fr"),))

        use_tool(switch)
        await line.heard(GREETING)
        await line.say("Good morning.")
        await line.heard("D'accord.")
    assert synthesiser(at).languages == ["en", "fr"]
    assert kinds(line) == [("language", "fr")]
