"""What the trainer reads is what the product sends."""

import json
from typing import Any

import pytest

from frontdesk.models.chat_template import ChatTemplate
from frontdesk.models.pocket.llm.template import CHAT_TEMPLATE, render

TEMPLATE = ChatTemplate(CHAT_TEMPLATE, bos="", eos="<|end|>")


def sent(dialogue: list[dict[str, Any]]) -> str:
    """The conversation as the product's own template writes it, without the reply's opening."""
    messages: Any = [
        {**message, "tool_call": {"id": str(number), **message["tool_call"]}} if "tool_call" in message else message
        for number, message in enumerate(dialogue)
    ]
    return TEMPLATE.render(messages, []).removesuffix("<|assistant|>")


def test_template_and_trainer_write_the_same(recorded: list[list[dict[str, Any]]]) -> None:
    for dialogue in recorded:
        assert sent(dialogue) == "".join(render(message) for message in dialogue)


@pytest.mark.parametrize("separators", [(", ", ": "), (",", ":")])
def test_however_results_are_spaced_the_model_reads_the_same(separators: tuple[str, str]) -> None:
    result = {"taken": True, "slots": [{"spoken": "mardi à midi", "slot": "A"}, {"spoken": "mercredi", "slot": "B"}]}
    loose, spaced = (
        json.dumps(result, separators=separators, ensure_ascii=False),
        json.dumps(result, ensure_ascii=False),
    )
    assert sent([{"role": "tool", "content": loose}]) == render({"role": "tool", "content": spaced})


def test_every_string_value_begins_with_a_space_and_no_key_does() -> None:
    result = {"error": "taken", "say": "Sorry.", "slots": [{"spoken": "noon", "slot": "A"}], "passages": ["a", "b"]}
    assert render({"role": "tool", "content": json.dumps(result)}) == (
        '<|tool|>{"error": " taken", "say": " Sorry.", "slots": [{"spoken": " noon", "slot": " A"}], '
        '"passages": [" a", " b"]}<|end|>'
    )
