"""A small rewriting grammar over tokens.

A token is a kind ("weekday") with a value (1). A rule is a pattern of kinds and a builder; wherever the pattern
matches, the builder makes new tokens of the captured values, or None to refuse. At each place the longest match wins,
then the earlier rule. What no rule matches stays as it is, so that grammars can follow each other, each reading what
the one before has built.

Pattern notation, items separated by spaces:

    weekday       one token of this kind             WEEKDAY     the same, and its value goes to the builder
    this|next     one token of either kind           the?        may be missing (a missing capture gives None)
    !minutes      what follows is not of this kind   >edge       what follows is of this kind
    <at|edge      what comes before is of this kind
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.calendar.spoken.wish import Context

Value = Any
"""A token's value; its type belongs to the kind. The builders state the types they take."""

_SYMBOLS: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Token:
    """One word or one thing understood."""

    kind: str
    value: Value = None


Built = Token | tuple[Token, ...] | None
Builder = Callable[..., Built]


@dataclass(frozen=True, slots=True)
class Rule:
    """`build(context, *captured values)` is called where `pattern` matches; `only` limits the rule to one language."""

    pattern: str
    build: Builder
    only: str | None = None


class Grammar:
    """Rules that are applied together, from left to right, in one pass."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_start: dict[str, list[tuple[re.Pattern[str], Rule]]] = defaultdict(list)
        for rule in rules:
            compiled = _compile(rule.pattern)
            for symbol in _starts(rule.pattern):
                self._by_start[symbol].append((compiled, rule))

    def rewrite(self, tokens: Sequence[Token], context: Context) -> list[Token]:
        """Return the tokens with every match replaced by what its rule has built."""
        line = "".join(_symbol(token.kind) for token in tokens)
        result: list[Token] = []
        place = 0
        while place < len(tokens):
            built, place = self._best(line, place, tokens, context)
            result.extend(built)
        return result

    def _best(self, line: str, place: int, tokens: Sequence[Token], context: Context) -> tuple[tuple[Token, ...], int]:
        matches = [
            (match, rule)
            for compiled, rule in self._by_start.get(line[place], ())
            if rule.only in (None, context.language) and (match := compiled.match(line, place))
        ]
        for match, rule in sorted(matches, key=lambda pair: -pair[0].end()):
            values = [None if start < 0 else tokens[start].value for start, _ in match.regs[1:]]
            built = rule.build(context, *values)
            if built is not None:
                return built if isinstance(built, tuple) else (built,), match.end()
        return (tokens[place],), place + 1


def _symbol(kind: str) -> str:
    """One character for each kind, so that an offset in the line is the index of a token."""
    return _SYMBOLS.setdefault(kind, chr(0xE000 + len(_SYMBOLS)))


def _starts(pattern: str) -> set[str]:
    """The symbols a match may begin with: those of all items up to the first that may not be missing."""
    starts: set[str] = set()
    for item in pattern.split():
        if item[0] not in "<>!":
            starts |= {_symbol(kind) for kind in item.strip("?").lower().split("|")}
            if not item.endswith("?"):
                break
    return starts


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_item(item) for item in pattern.split()))


def _item(item: str) -> str:
    optional = item.endswith("?")
    names = item.strip("!<>?")
    one_of = "[" + "".join(_symbol(kind) for kind in names.lower().split("|")) + "]"
    if item.startswith("!"):
        return f"(?!{one_of})"
    if item.startswith(">"):
        return f"(?={one_of})"
    if item.startswith("<"):
        return f"(?<={one_of})"
    if names.isupper():
        one_of = f"({one_of})"
    return one_of + ("?" if optional else "")
