"""The streaming parser: the same result however the text is cut, and markup never becomes speech."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.models.ports import TextDelta, ToolCall
from frontdesk.models.tool_calls import MARKS, BrokenCall, ToolCallParser

_CALL = '{"name": "book_appointment", "arguments": {"slot": " A", "name": " Zoé d\'Arc"}}'
_BOOKED = ToolCall("book_appointment", {"slot": "A", "name": "Zoé d'Arc"})

# Texts made of what can confuse: marks and their beginnings, braces, quotes, escapes, blanks, ordinary words.
_fragments = st.sampled_from(
    [*MARKS, _CALL, "<", "<tool", "</", "<|", "{", "}", '"', "\\", '\\"', " ", "\n", "Hi", "é", "[1]"]
)
_texts = st.lists(_fragments | st.text(max_size=4), max_size=10).map("".join)


def _parse(chunks: list[str]) -> list[TextDelta | ToolCall | BrokenCall]:
    """Parse chunk by chunk; neighbouring deltas are joined, for only the words matter."""
    parser = ToolCallParser()
    pieces = [piece for chunk in chunks for piece in parser.feed(chunk)] + parser.finish()
    joined: list[TextDelta | ToolCall | BrokenCall] = []
    for piece in pieces:
        if isinstance(piece, TextDelta) and joined and isinstance(joined[-1], TextDelta):
            joined[-1] = TextDelta(joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined


def _cut(text: str, cuts: list[int]) -> list[str]:
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    return [text[start:end] for start, end in itertools.pairwise(places)]


@given(_texts, st.lists(st.integers(min_value=0)))
def test_cutting_changes_nothing(text: str, cuts: list[int]) -> None:
    assert _parse(_cut(text, cuts)) == _parse([text]) == _parse(list(text))


@given(_texts, st.lists(st.integers(min_value=0)))
def test_markup_is_never_spoken(text: str, cuts: list[int]) -> None:
    spoken = "".join(piece.text for piece in _parse(_cut(text, cuts)) if isinstance(piece, TextDelta))
    assert not any(mark in spoken for mark in MARKS)
    assert not spoken.startswith((" ", "\n", "{"))


@given(_texts)
def test_at_most_one_call_and_nothing_behind_it(text: str) -> None:
    pieces = _parse([text])
    assert not any(isinstance(piece, ToolCall | BrokenCall) for piece in pieces[:-1])


@given(
    st.dictionaries(st.text(max_size=5), st.text(max_size=8) | st.integers() | st.none(), max_size=4),
    st.sampled_from(["arguments", "parameters"]),
    st.sampled_from(["<tool_call>{}</tool_call>", "<tool_call>\n{}\n</tool_call>", "<|python_tag|>{}", "{}", " {}<x>"]),
    st.booleans(),
)
def test_calls_survive_the_way(arguments: dict[str, object], key: str, frame: str, escaped: bool) -> None:
    body = json.dumps({"name": "tool", key: arguments}, ensure_ascii=escaped)
    expected = {name: value.strip() if isinstance(value, str) else value for name, value in arguments.items()}
    assert _parse(list(frame.replace("{}", body))) == [ToolCall("tool", expected)]


def test_text_goes_out_at_once() -> None:
    parser = ToolCallParser()
    assert parser.feed("  Let me") == [TextDelta("Let me")]
    assert parser.feed(" look. <to") == [TextDelta(" look. ")]
    assert parser.feed("ol_call>" + _CALL[:-1]) == []
    assert parser.feed("}") == [_BOOKED]
    assert parser.feed("</tool_call> more") == []
    assert parser.finish() == []


def test_a_lone_angle_bracket_is_text_once_it_cannot_be_markup() -> None:
    parser = ToolCallParser()
    assert parser.feed("3 <") == [TextDelta("3 ")]
    assert parser.feed(" 4") == [TextDelta("< 4")]


@pytest.mark.parametrize(
    "text",
    [
        "<tool_call>",
        "<tool_call>" + _CALL[:-1],
        "<tool_call>book()</tool_call>",
        "<|python_tag|>print(1)",
        "<tool_call>[" + _CALL + "]</tool_call>",
        '<tool_call>{"name": 3, "arguments": {}}</tool_call>',
        '<tool_call>{"name": "x", "arguments": [1]}</tool_call>',
        '<tool_call>{"name": "x", "arguments": "no json"}</tool_call>',
        '<tool_call>{"arguments": {}}</tool_call>',
        '{"x": }',
        "<tool_call>" + '{"a":' * 5000 + "1" + "}" * 5000,
    ],
)
def test_broken_calls_are_named_as_such(text: str) -> None:
    assert _parse([text]) == [BrokenCall()]


def test_arguments_may_come_as_a_string_of_json() -> None:
    assert _parse(['<tool_call>{"name": "x", "arguments": "{\\"a\\": [\\" b\\"]}"}']) == [ToolCall("x", {"a": ["b"]})]
