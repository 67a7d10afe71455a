"""A whole call on the shipped pocket models: real ears, real model, real voice; only the calendar tools are put in."""

import dataclasses
from typing import Any

import pytest

from frontdesk.models.llama_engine import LlamaEngine
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.store import language_model_file, recogniser_folder
from frontdesk.models.whisper_engine import WhisperEngine
from frontdesk.pipelines import tool_runner
from frontdesk.pipelines.sentences import ENGLISH
from frontdesk.pipelines.tools import ToolResult
from frontdesk.pipelines.tools.result import refusal
from tests.phone_line import phone_line
from tests.pipelines.scripted_call import EXAMPLE, OPTIONS, desk

pytestmark = pytest.mark.spoken

TUESDAY = "Tuesday, May the fifth at three"


async def test_a_wish_is_heard_checked_and_offered(
    voice: PiperEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[dict[str, Any]] = []

    async def call_tool(_desk: Any, _call: Any, name: str, arguments: dict[str, Any]) -> ToolResult:
        asked.append({"name": name, **arguments})
        if name == "book_appointment":
            return refusal("ambiguous", ENGLISH.chosen.format(slot=TUESDAY))
        return ToolResult({"slots": [{"spoken": TUESDAY, "slot": "A"}]})

    monkeypatch.setattr(tool_runner, "call_tool", call_tool)
    recogniser = WhisperEngine(recogniser_folder("pocket", EXAMPLE.parent))
    await recogniser.start()
    model = await LlamaEngine.open(language_model_file("pocket", EXAMPLE.parent))
    try:
        at = dataclasses.replace(desk(), recogniser=recogniser, language_model=model, synthesiser=voice)
        async with phone_line(at, voice, options=OPTIONS) as line:
            await line.heard("Hello")
            await line.say("I'd like to book an appointment next Tuesday at three, please.")
            await line.until(lambda: len(line.journal.said("assistant")) > 1)
    finally:
        await recogniser.close()
        await model.close()
    assert asked[0]["name"] == "check_availability"
    assert "tuesday" in asked[0]["when"].lower()
    assert TUESDAY in line.journal.said("assistant")[1]
    assert line.voiced > 0
