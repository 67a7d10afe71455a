"""The grammar of tool calls: what it lets through fits the schemas, and whatever fits the schemas gets through."""

import json
import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.models.call_constraint import CallConstraint
from frontdesk.models.grammar import CallGrammar
from frontdesk.models.ports import TextDelta, ToolCall, ToolSpec
from frontdesk.models.tool_calls import ToolCallParser

_names = st.text("abcdé_", min_size=1, max_size=6)
_scalars = st.sampled_from(
    [{"type": "string"}, {"type": "integer"}, {"type": "number"}, {"type": "boolean"}, {"type": ["string", "null"]}]
) | st.lists(st.text(max_size=4) | st.integers(), min_size=1, max_size=3).map(lambda values: {"enum": values})
_options = st.lists(_scalars, min_size=1, max_size=2).map(lambda options: {"anyOf": options})


@st.composite
def _objects(draw: st.DrawFn, values: st.SearchStrategy[dict[str, Any]] = _scalars | _options) -> dict[str, Any]:
    properties = draw(st.dictionaries(_names, values, max_size=5))
    required = [name for name in properties if draw(st.booleans())]
    return {"type": "object", "properties": properties, "required": required}


_arrays = (_scalars | _objects()).map(lambda items: {"type": "array", "items": items})
_tools = st.lists(_names, min_size=1, max_size=2, unique=True).flatmap(
    lambda names: st.tuples(
        *(
            _objects(_scalars | _arrays | _objects()).map(lambda schema, name=name: ToolSpec(name, "", schema))
            for name in names
        )
    )
)

_dice = st.integers(min_value=0, max_value=2**32).map(random.Random)


def _fits(value: Any, schema: Mapping[str, Any]) -> bool:
    """A small JSON schema validator, for the keywords that the grammar knows. Strings may begin with a space."""
    if "anyOf" in schema:
        return any(_fits(value, option) for option in schema["anyOf"])
    if "enum" in schema:
        same = [option for option in schema["enum"] if type(option) is type(value)]
        return value in same or (isinstance(value, str) and value[:1] == " " and value[1:] in same)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return any(_is_kind(value, kind, schema) for kind in kinds)


def _is_kind(value: Any, kind: str, schema: Mapping[str, Any]) -> bool:
    if kind == "object":
        properties = schema.get("properties", {})
        return (
            isinstance(value, dict)
            and set(schema.get("required", ())) <= set(value) <= set(properties)
            and all(_fits(item, properties[name]) for name, item in value.items())
        )
    if kind == "array":
        return isinstance(value, list) and all(_fits(item, schema["items"]) for item in value)
    types = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}
    return isinstance(value, types[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _assert_call(text: bytes, tools: tuple[ToolSpec, ...]) -> None:
    call = json.loads(text.decode(), strict=False)
    schemas = {tool.name: tool.parameters for tool in tools}
    assert list(call) in (["name", "arguments"], ["name", "parameters"])
    assert _fits(list(call.values())[1], schemas[call["name"]])


def _value(schema: Mapping[str, Any], choose: random.Random) -> Any:
    """A value that fits the schema; properties in the order declared, which is always allowed."""
    if "anyOf" in schema:
        return _value(choose.choice(schema["anyOf"]), choose)
    if "enum" in schema:
        return choose.choice(schema["enum"])
    kind = schema["type"] if isinstance(schema["type"], str) else choose.choice(schema["type"])
    if kind == "object":
        wanted = [name for name in schema["properties"] if name in schema["required"] or choose.random() < 0.5]
        return {name: _value(schema["properties"][name], choose) for name in wanted}
    if kind == "array":
        return [_value(schema["items"], choose) for _ in range(choose.randrange(3))]
    samples = {
        "string": ["", " next Tuesday", 'a "b" \\ c', "œuf à 9 h", "日本\n", "𝄞"],
        "integer": [0, -7, 120],
        "number": [1.5, -0.25, 3],
        "boolean": [True, False],
        "null": [None],
    }
    return choose.choice(samples[kind])


def _call(tools: tuple[ToolSpec, ...], choose: random.Random) -> bytes:
    tool = choose.choice(tools)
    arguments = _value(tool.parameters, choose)
    indent, separators = choose.choice([(None, (",", ":")), (None, (", ", ": ")), (2, (",", ": "))])
    call = {"name": tool.name, choose.choice(["arguments", "parameters"]): arguments}
    return json.dumps(call, ensure_ascii=False, indent=indent, separators=separators).encode()


@settings(max_examples=60, deadline=None)
@given(_tools, _dice)
def test_every_walk_through_the_grammar_is_a_call(tools: tuple[ToolSpec, ...], choose: random.Random) -> None:
    grammar = CallGrammar(tools)
    state, text = grammar.START, b""
    while not grammar.complete(state):
        end = grammar.closing(state) if len(text) > 150 else None
        if end is not None:
            text += end
            break
        # Letters rarely matter: lead the walk to quotes and brackets most of the time, so that it ends.
        likely = b'"}]' if choose.random() < 0.7 else b""
        for byte in [*likely, *choose.sample(range(256), 256)]:
            following = grammar.read(state, bytes([byte]))
            if following is not None:
                state, text = following, text + bytes([byte])
                break
        else:
            pytest.fail("a dead end")
    _assert_call(text, tools)


@settings(max_examples=60, deadline=None)
@given(_tools, _dice)
def test_every_fitting_call_gets_through(tools: tuple[ToolSpec, ...], choose: random.Random) -> None:
    text = _call(tools, choose)
    state = CallGrammar(tools).read(CallGrammar.START, text)
    assert state is not None
    assert CallGrammar(tools).read(CallGrammar.START, text[:-1]) is not None


@settings(max_examples=60, deadline=None)
@given(_tools, _dice, st.integers(min_value=0))
def test_an_early_end_adds_no_value(tools: tuple[ToolSpec, ...], choose: random.Random, cut: int) -> None:
    grammar, text = CallGrammar(tools), _call(tools, choose)
    begun = text[: cut % (len(text) + 1)]
    state = grammar.read(grammar.START, begun)
    assert state is not None
    end = grammar.closing(state)
    if end is not None:
        _assert_call(begun + end, tools)
        assert end.count(b'"') <= 1


@settings(max_examples=60, deadline=None)
@given(_tools, _dice, st.sampled_from(["", "Sure. ", " \n", "a < b "]), st.booleans())
def test_the_constraint_and_the_parser_agree(
    tools: tuple[ToolSpec, ...], choose: random.Random, before: str, bare: bool
) -> None:
    """A call in random pieces, with noise; only what the constraint allows is taken, and no broken call results."""
    constraint, parser = CallConstraint(CallGrammar(tools)), ToolCallParser()
    opener = "" if bare and not before.strip() else "<tool_call>"
    wanted = before.encode() + opener.encode() + _call(tools, choose) + b"</tool_call>"
    taken = b""
    while wanted and not constraint.complete:
        size = choose.randrange(1, 6)
        piece, wanted = wanted[:size], wanted[size:]
        noise = choose.choice([b"</tool_call>", b'"', b"}", b"x", b"\xff"])
        if constraint.in_call and constraint.allows(noise) and choose.random() < 0.05:
            piece = noise
        if constraint.allows(piece):
            constraint.accept(piece)
            taken += piece
    taken += b"" if constraint.complete else constraint.closing() or b"}"
    pieces = parser.feed(taken.decode()) + parser.finish()
    if constraint.complete:
        assert isinstance(pieces[-1], ToolCall)
    assert "".join(piece.text for piece in pieces if isinstance(piece, TextDelta)) == before.lstrip()


_BOOK = ToolSpec(
    "book_appointment",
    "",
    {"type": "object", "properties": {"slot": {"type": "string"}, "phone": {"type": "string"}}, "required": ["slot"]},
)


@pytest.mark.parametrize(
    ("begun", "refused"),
    [
        ('{"name": "', "other"),
        ('{"', "arguments"),
        ('{"name": "book_appointment", "arguments": {', "}"),
        ('{"name": "book_appointment", "arguments": {"slot": "A", "', "slot"),
        ('{"name": "book_appointment", "arguments": {"slot": ', "1"),
        ('{"name": "book_appointment", "arguments": {"slot": "A",', "}"),
        ('{"name": "book_appointment", "arguments": {"', "day"),
        ('{"name": "book_appointment", "arguments": {"slot": "A', "\x07"),
        ('{"name": "book_appointment", "arguments": {"slot": "', "\\ud83d"),
    ],
)
def test_refusals(begun: str, refused: str) -> None:
    grammar = CallGrammar([_BOOK])
    state = grammar.read(grammar.START, begun.encode())
    assert state is not None
    assert grammar.read(state, refused.encode()) is None


def test_half_a_character_cannot_end_a_string() -> None:
    grammar = CallGrammar([_BOOK])
    begun = '{"name": "book_appointment", "arguments": {"slot": "é'.encode()[:-1]
    state = grammar.read(grammar.START, begun)
    assert state is not None
    assert grammar.read(state, b'"') is None
    assert grammar.closing(state) is None


def test_nothing_is_invented_to_close_a_call() -> None:
    grammar = CallGrammar([_BOOK])
    for begun in ['{"name": "book_appointment", "arguments": {"slot": ', '{"name": "book_appointment", "arguments": {']:
        state = grammar.read(grammar.START, begun.encode())
        assert state is not None
        assert grammar.closing(state) is None


def test_without_tools_nothing_opens_a_call() -> None:
    constraint = CallConstraint(None)
    assert not constraint.allows(b"<tool_call>")
    assert not constraint.allows(b" {")
    constraint.accept(b"Good morning <tool_ca")
    assert not constraint.allows(b"ll>")
    assert constraint.allows(b"ke>")
    with pytest.raises(ValueError):
        constraint.accept(b"ll>")


def test_an_unknown_type_is_refused_when_compiled() -> None:
    with pytest.raises(ValueError, match="date"):
        CallGrammar([ToolSpec("x", "", {"type": "object", "properties": {"day": {"type": "date"}}})])
