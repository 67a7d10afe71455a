"""Prompts: what templates are given, what is cut when a conversation is too long, and which loops are noticed."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.errors import EngineFailed, ModelMissing
from frontdesk.models.chat_template import ChatTemplate, as_functions
from frontdesk.models.llama_prompt import PromptWriter
from frontdesk.models.loop_guard import LoopGuard
from frontdesk.models.ports import Message

_PLAIN = "{% for m in messages %}[{{ m.role }}:{{ m.content }}{{ m.tool_calls | tojson if m.tool_calls }}]{% endfor %}"
_STRICT = (
    "{% for m in messages if m.role != 'system' %}"
    "{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must alternate') }}{% endif %}"
    "<{{ m.role[0] }}>{{ m.content }}{% endfor %}"
)


def _template(source: str = _PLAIN) -> ChatTemplate:
    return ChatTemplate(source, bos="<s>", eos="</s>")


def _said(*words: str) -> list[Message]:
    """Caller and assistant in turns, the caller first."""
    roles: list[Any] = ["user", "assistant"]
    return [{"role": roles[at % 2], "content": text} for at, text in enumerate(words)]


def test_neighbours_of_one_speaker_become_one_message() -> None:
    talk = [*_said("I want", "Yes?"), *_said("to come"), *_said("on Monday")]
    assert _template(_STRICT).render(talk, []) == "<u>I want<a>Yes?<u>to come on Monday"


def test_a_greeting_before_the_first_turn_is_bearable_for_strict_templates() -> None:
    talk: list[Message] = [{"role": "system", "content": "S"}, {"role": "assistant", "content": "Hello."}, *_said("Hi")]
    assert _template(_STRICT).render(talk, []) == "<u>(The telephone rings.)<a>Hello.<u>Hi"


def test_a_template_that_refuses_fails_the_reply_without_a_word_of_it() -> None:
    result: Message = {"role": "tool", "content": "{}", "tool_call_id": "1"}
    talk = [*_said("my secret"), result, result]
    with pytest.raises(EngineFailed) as caught:
        _template(_STRICT).render(talk, [])
    assert "secret" not in str(caught.value)


def test_tool_calls_and_results_are_written_as_templates_read_them() -> None:
    source = "{% for m in messages %}{{ m | tojson }};{% endfor %}{{ tools | tojson }}{{ bos_token }}"
    call: Message = {"role": "assistant", "tool_call": {"id": "7", "name": "find", "arguments": {"name": "Zoé"}}}
    result: Message = {"role": "tool", "tool_call_id": "7", "content": '{"ok": true}'}
    tools = as_functions([{"name": "find", "description": "d", "parameters": {"type": "object"}}])
    first, second, rest = _template(source).render([call, result], tools).split(";")
    function = {"name": "find", "arguments": {"name": "Zoé"}}
    assert json.loads(first)["tool_calls"] == [{"id": "7", "type": "function", "function": function}]
    assert "Zoé" in first
    assert json.loads(second) == {"role": "tool", "tool_call_id": "7", "name": "find", "content": '{"ok": true}'}
    assert json.loads(rest.removesuffix("<s>")) == tools


@pytest.mark.parametrize("source", ["", "{% for %}"])
def test_templates_that_cannot_be_used_are_named_at_start(source: str) -> None:
    with pytest.raises(ModelMissing, match="template"):
        _template(source)


def test_a_template_cannot_reach_out_of_its_sandbox() -> None:
    with pytest.raises(EngineFailed):
        _template("{{ messages.__class__.__mro__[1].__subclasses__() }}").render(_said("Hi"), [])


def _words(text: str) -> list[int]:
    """A tokeniser for tests: one token a character."""
    return [ord(character) for character in text]


def _writer(source: str = _PLAIN, specials: str | None = None) -> PromptWriter:
    return PromptWriter(_template(source), _words, re.compile(specials) if specials else None)


def _text(tokens: list[int]) -> str:
    return "".join(map(chr, tokens))


_SYSTEM: Message = {"role": "system", "content": "Clinic"}


@given(st.lists(st.text("ab ", min_size=1, max_size=40), min_size=1, max_size=12), st.integers(60, 200))
def test_a_prompt_fits_and_keeps_the_system_prompt_and_the_last_words(words: list[str], room: int) -> None:
    text = _text(_writer().write([_SYSTEM, *_said(*words)], [], room))
    whole = _template().render([_SYSTEM, *_said(*words)], [])
    assert len(text) <= room
    assert text.startswith("[system:Clinic]")
    assert text[-8:] == whole[-8:]
    assert text == whole or len(whole) > room


def test_the_beginning_stays_the_same_while_a_long_conversation_grows() -> None:
    talk = [_SYSTEM]
    beginnings = []
    for turn in range(40):
        talk += _said(f"question {turn:02}", f"answer {turn:02}")
        beginnings.append(_text(_writer().write([*talk, *_said("and now?")], [], 400))[:60])
    assert len(set(beginnings)) <= 12


def test_a_tool_call_is_never_parted_from_its_turn() -> None:
    talk: list[Message] = [_SYSTEM]
    for turn in range(9):
        talk += _said(f"turn {turn}")
        talk.append({"role": "assistant", "tool_call": {"id": "1", "name": "find", "arguments": {}}})
        talk.append({"role": "tool", "tool_call_id": "1", "content": "{}"})
    text = _text(_writer().write(talk, [], 500))
    assert text.startswith("[system:Clinic][user:turn")
    assert text.count("[user:") == text.count("[tool:") < 9


def test_a_system_prompt_that_is_too_long_fails() -> None:
    with pytest.raises(EngineFailed, match="system prompt"):
        _writer().write([{"role": "system", "content": "x" * 99}, *_said("Hi")], [], 60)


def test_special_tokens_are_taken_out_of_words_but_not_out_of_the_system_prompt() -> None:
    talk: list[Message] = [{"role": "system", "content": "<end>"}, *_said("a<end>b")]
    assert _text(_writer(specials="<end>").write(talk, [], 99)) == "[system:<end>][user:a b]"


@given(st.lists(st.integers(), min_size=1, max_size=24, unique=True), st.lists(st.integers(), max_size=20))
def test_a_loop_is_noticed_and_its_first_round_is_kept(loop: list[int], before: list[int]) -> None:
    guard = LoopGuard()
    tokens = before + loop * 20
    keep = next((keep for token in tokens if (keep := guard.add(token)) is not None), None)
    assert keep is not None
    assert keep <= len(before) + len(loop)


@pytest.mark.parametrize(
    "said", ["555 555 5555 0000000000", "no no no no, not at all, no", "ha " * 7, "A, A, B, B, C, C"]
)
def test_what_people_say_is_no_loop(said: str) -> None:
    guard = LoopGuard()
    assert all(guard.add(ord(character)) is None for character in said.replace("ha ", "h"))
