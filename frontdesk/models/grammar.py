"""Which bytes may come next in a tool call, from the tools' JSON schemas.

A call is `{"name": NAME, "arguments": {...}}` (Llama 3 says `parameters`); the name decides the schema of its
arguments. Schemas without recursion make this a regular language, so it is a finite automaton over UTF-8 bytes.
Checking the one token that the model wants costs a dictionary lookup per byte. llama.cpp's own grammar sampler ends
the whole process when it is handed a token that it refuses; this one only says no.

Read from a schema: `type` (object, array, string, integer, number, boolean, null), `enum`, `anyOf`, `properties`,
`required`, `items`. Other keywords, which narrow a value further, are left to the tool. A tool's arguments may come
in any order, each once; beyond `_ANY_ORDER` of them, and inside of values, properties keep the order declared. The
strings of an `enum` may begin with a space, as small models write all their strings.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from frontdesk.models.automaton import START, Automaton, Block, Nodes
from frontdesk.models.ports import ToolSpec

_ANY_ORDER = 4  # n arguments in any order need n * 2**(n - 1) copies of their values
_BLANKS = b" \t\r\n"
_DIGITS = b"0123456789"
_HEX = _DIGITS + b"abcdefABCDEF"
_CLOSING = b"}]"

# Well-formed UTF-8 beyond ASCII (Unicode 15, table 3-7): ranges of the bytes of one character.
_REST = (0x80, 0xBF)
_UTF8 = (
    ((0xC2, 0xDF), _REST),
    ((0xE0, 0xE0), (0xA0, 0xBF), _REST),
    ((0xE1, 0xEC), _REST, _REST),
    ((0xED, 0xED), (0x80, 0x9F), _REST),
    ((0xEE, 0xEF), _REST, _REST),
    ((0xF0, 0xF0), (0x90, 0xBF), _REST, _REST),
    ((0xF1, 0xF3), _REST, _REST, _REST),
    ((0xF4, 0xF4), (0x80, 0x8F), _REST, _REST),
)

Schema = Mapping[str, Any]


class CallGrammar:
    """The language of all calls of `tools`. A state is a small integer."""

    START = START

    def __init__(self, tools: Sequence[ToolSpec]) -> None:
        """Compile the tools' schemas; `ValueError` for a type that is not listed above."""
        nodes = _JsonNodes()
        self._automaton = Automaton(nodes, nodes.calls(tools))

    def read(self, state: int, text: bytes) -> int | None:
        """Walk on from `state`; None where `text` cannot stand there. What follows a call's end is not looked at."""
        return self._automaton.read(state, text)

    def complete(self, state: int) -> bool:
        """Whether the call ends here. Nothing can follow: no call is the beginning of another one."""
        return self._automaton.complete(state)

    def closing(self, state: int) -> bytes | None:
        """Give the shortest end that adds no value: perhaps a quote, then brackets. None when something is missing."""
        for quote in (b"", b'"'):
            following = self._automaton.read(state, quote)
            end = None if following is None else self._automaton.shortest(following, _CLOSING)
            if end is not None:
                return quote + end
        return None


class _JsonNodes(Nodes):
    """Blocks for JSON."""

    def blanks(self, at: int) -> int:
        """Read blanks, also none."""
        return self.repeat(at, _BLANKS)

    def token(self, at: int, text: str) -> int:
        """Read `text` with blanks allowed around it."""
        return self.blanks(self.text(self.blanks(at), text))

    def one_text(self, at: int, texts: Iterable[str]) -> int:
        """Read one of `texts`."""
        return self.choice(at, [partial(self.text, text=text) for text in texts])

    def calls(self, tools: Sequence[ToolSpec]) -> int:
        """Read one call, from the start."""
        at = self.token(self.text(self.token(START, "{"), '"name"'), ":")
        at = self.choice(at, [partial(self._tool, tool=tool) for tool in tools])
        return self.text(self.blanks(at), "}")

    def value(self, at: int, schema: Schema) -> int:
        """Read a value that fits the schema."""
        if "enum" in schema:
            return self.choice(at, [partial(self._constant, value=value) for value in schema["enum"]])
        if "anyOf" in schema:
            return self.choice(at, [partial(self.value, schema=option) for option in schema["anyOf"]])
        kind = schema.get("type", "string")
        return self.choice(at, [self._kind(name, schema) for name in ([kind] if isinstance(kind, str) else kind)])

    def _tool(self, at: int, tool: ToolSpec) -> int:
        at = self.token(self.text(at, _quoted(tool.name)), ",")
        at = self.token(self.one_text(at, ('"arguments"', '"parameters"')), ":")
        return _ObjectBlock(self, tool.parameters, any_order=True).build(at)

    def _kind(self, name: str, schema: Schema) -> Block:
        kinds: dict[str, Block] = {
            "object": partial(self._object, schema=schema),
            "array": partial(self._array, schema=schema),
            "string": self._string,
            "integer": self._integer,
            "number": self._number,
            "boolean": partial(self.one_text, texts=("true", "false")),
            "null": partial(self.text, text="null"),
        }
        if name not in kinds:
            raise ValueError(f"a tool's schema has the unknown type {name!r}")
        return kinds[name]

    def _constant(self, at: int, value: Any) -> int:
        if not isinstance(value, str):
            return self.text(at, json.dumps(value))
        begin = self.text(at, '"')
        spaced = self.text(begin, " ")
        self.join(begin, spaced)
        return self.text(spaced, _quoted(value)[1:])

    def _string(self, at: int) -> int:
        loop = self.join(self.text(at, '"'), self.node())
        for low, high in ((0x20, 0x21), (0x23, 0x5B), (0x5D, 0x7F)):
            self.byte(loop, low, high, loop)
        for *first, last in _UTF8:
            inside = loop
            for low, high in first:
                inside = self.byte(inside, low, high)
            self.byte(inside, *last, target=loop)
        escape = self.any_of(self.text(loop, "\\"), b'"\\/bfnrt')
        latin = self.any_of(self.any_of(self.text(loop, "\\u00"), _HEX), _HEX)  # the rest of \u could be half a pair
        self.join(escape, loop)
        self.join(latin, loop)
        return self.text(loop, '"')

    def _integer(self, at: int) -> int:
        unsigned = self.text(at, "-")
        self.join(at, unsigned)
        many = self.repeat(self.byte(unsigned, 0x31, 0x39), _DIGITS)
        return self.join(self.text(unsigned, "0"), self.join(many, self.node()))

    def _number(self, at: int) -> int:
        whole = self._integer(at)
        fraction = self.repeat(self.any_of(self.text(whole, "."), _DIGITS), _DIGITS)
        return self.join(whole, self.join(fraction, self.node()))

    def _array(self, at: int, schema: Schema) -> int:
        items = schema.get("items", {})
        begin = self.token(at, "[")
        after = self.blanks(self.value(begin, items))
        self.join(self.value(self.token(after, ","), items), after)
        end = self.byte(begin, 0x5D)
        return self.byte(after, 0x5D, target=end)

    def _object(self, at: int, schema: Schema) -> int:
        return _ObjectBlock(self, schema, any_order=False).build(at)


class _ObjectBlock:
    """One object: a node for every set of properties that may still come."""

    def __init__(self, nodes: _JsonNodes, schema: Schema, *, any_order: bool) -> None:
        self._nodes = nodes
        self._properties: Mapping[str, Schema] = schema.get("properties", {})
        self._required = frozenset(schema.get("required", ()))
        self._any_order = any_order and len(self._properties) <= _ANY_ORDER
        self._after: dict[tuple[str, ...], int] = {}
        self._end = nodes.node()

    def build(self, at: int) -> int:
        """Read the object."""
        begin, everything = self._nodes.token(at, "{"), tuple(self._properties)
        self._one_of(begin, everything)
        self._close(begin, everything)
        return self._end

    def _one_of(self, at: int, left: tuple[str, ...]) -> None:
        """Read one of the properties that may come, and what follows it."""
        for name in self._allowed(left):
            key = self._nodes.token(self._nodes.text(at, _quoted(name)), ":")
            value = self._nodes.blanks(self._nodes.value(key, self._properties[name]))
            self._nodes.join(value, self._behind(self._without(left, name)))

    def _behind(self, left: tuple[str, ...]) -> int:
        """Give the node behind a property, where those in `left` may still come."""
        if left not in self._after:
            node = self._after[left] = self._nodes.node()
            self._close(node, left)
            if left:
                self._one_of(self._nodes.token(node, ","), left)
        return self._after[left]

    def _close(self, at: int, left: tuple[str, ...]) -> None:
        if not self._required.intersection(left):
            self._nodes.byte(at, 0x7D, target=self._end)

    def _allowed(self, left: tuple[str, ...]) -> tuple[str, ...]:
        if self._any_order:
            return left
        until = next((at for at, name in enumerate(left) if name in self._required), len(left))
        return left[: until + 1]

    def _without(self, left: tuple[str, ...], name: str) -> tuple[str, ...]:
        at = left.index(name)
        return left[:at] + left[at + 1 :] if self._any_order else left[at + 1 :]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
