"""Streaming parser of replies that may hold a tool call.

Two dialects are read, whichever the model writes:

    Hermes, Qwen, pocket:  text <tool_call>{"name": ..., "arguments": {...}}</tool_call>
    Llama 3:               {"name": ..., "parameters": {...}}   as the whole reply, or behind <|python_tag|>

Text is given out as soon as it cannot be the beginning of markup any more, so at most 12 characters wait. A reply
holds one call; what follows it is not read. The result does not depend on how the text is cut into pieces.
"""

import json
from dataclasses import dataclass
from typing import Any

from frontdesk.models.ports import TextDelta, ToolCall

OPENERS = ("<tool_call>", "<|python_tag|>")
CLOSERS = ("</tool_call>",)
MARKS = OPENERS + CLOSERS
BLANKS = " \t\r\n"


@dataclass(frozen=True, slots=True)
class BrokenCall:
    """Markup began a tool call that cannot be read or never ended. No detail: it might be a caller's words."""


Piece = TextDelta | ToolCall | BrokenCall


class ToolCallParser:
    """Feed it a reply's text piece by piece, then `finish`."""

    def __init__(self) -> None:
        self._held = ""  # text not given out yet: perhaps the beginning of a mark
        self._spoken = False  # some text has been given out
        self._call: _JsonObject | None = None
        self._done = False

    def feed(self, text: str) -> list[Piece]:
        """Read more of the reply; give what is certain by now, in order."""
        pieces: list[Piece] = []
        while text or self._held:
            if self._done:
                break
            if self._call is not None:
                pieces += self._read_call(text)
                break
            rest = self._read_text(self._held + text, pieces)
            if rest is None:
                break
            text, self._held = rest, ""
        return pieces

    def finish(self) -> list[Piece]:
        """End the reply. Held text can only be a mark's beginning and is dropped; a call that never ended is broken."""
        broken = self._call is not None and not self._done
        self._done = True
        return [BrokenCall()] if broken else []

    def _read_text(self, text: str, pieces: list[Piece]) -> str | None:
        """Give out text up to the first mark; the rest behind the mark, or None when there is none yet."""
        if not self._spoken:
            text = text.lstrip(BLANKS)
            if text.startswith("{"):
                self._call = _JsonObject()
                return text
        found = [(at, mark) for mark in MARKS if (at := text.find(mark)) >= 0]
        if not found:
            keep = _unfinished_mark(text)
            self._speak(text[: len(text) - keep], pieces)
            self._held = text[len(text) - keep :]
            return None
        at, mark = min(found)
        self._speak(text[:at], pieces)
        if mark in OPENERS:
            self._call = _JsonObject()
        return text[at + len(mark) :]

    def _speak(self, text: str, pieces: list[Piece]) -> None:
        if text:
            self._spoken = True
            pieces.append(TextDelta(text))

    def _read_call(self, text: str) -> list[Piece]:
        assert self._call is not None
        if not self._call.feed(text):
            return []
        self._done = True
        return [_decode(self._call.text)]


class _JsonObject:
    """Collects text until the JSON object in it is closed, by counting braces outside of strings."""

    def __init__(self) -> None:
        self.text = ""
        self._depth = 0
        self._in_string = False
        self._escaped = False

    def feed(self, text: str) -> bool:
        """Read on; true once the object is closed, or cannot become one. `text` then ends with it."""
        for char in text:
            self.text += char
            if self._ends(char):
                return True
        return False

    def _ends(self, char: str) -> bool:
        if self._in_string:
            self._in_string = self._escaped or char != '"'
            self._escaped = char == "\\" and not self._escaped
            return False
        self._in_string = char == '"'
        self._depth += {"{": 1, "}": -1}.get(char, 0)
        return self._depth <= 0 and char not in BLANKS


def _unfinished_mark(text: str) -> int:
    """Length of the longest end of `text` that a mark begins with."""
    longest = max(map(len, MARKS)) - 1
    for length in range(min(longest, len(text)), 0, -1):
        if any(mark.startswith(text[-length:]) for mark in MARKS):
            return length
    return 0


def _decode(body: str) -> ToolCall | BrokenCall:
    try:
        call = json.loads(body, strict=False)
        arguments = call.get("arguments", call.get("parameters", {}))
        if isinstance(arguments, str):
            arguments = json.loads(arguments, strict=False)
        name = call["name"]
    except (ValueError, KeyError, AttributeError, RecursionError):
        return BrokenCall()
    if not isinstance(name, str) or not isinstance(arguments, dict):
        return BrokenCall()
    return ToolCall(name=name.strip(), arguments=_stripped(arguments))


def _stripped(value: Any) -> Any:
    """Strip every string inside a JSON value: small models begin their strings with a space."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [_stripped(item) for item in value]
    if isinstance(value, dict):
        return {key: _stripped(item) for key, item in value.items()}
    return value
