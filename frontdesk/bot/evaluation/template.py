"""One template as a tree: text, `{slots}` and `(alternatives|that may nest|)`. Parsed once, said millions of times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeAlias

_MARK = re.compile(r"([(|)]|\{\w+\})")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Slot:
    """A fact that is to be filled in."""

    name: str

    def __str__(self) -> str:
        return f"{{{self.name}}}"


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives, each a sequence of parts."""

    options: tuple[tuple[Part, ...], ...]


Part: TypeAlias = str | Slot | Choice


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template. `slots`: the names of all slots in it, those of alternatives included."""

    parts: tuple[Part, ...]
    slots: frozenset[str]

    def expand(self, rng: Random) -> list[str | Slot]:
        """One of the sentences that it stands for: texts and slots in turn, with single spaces."""
        done: list[str | Slot] = []
        text = _gather(self.parts, rng, done, "")
        if text.rstrip():
            done.append(text.rstrip())
        return done

    def fill(self, rng: Random, facts: dict[str, str]) -> str:
        """One of its sentences as text. Raises `KeyError` where a slot has no fact."""
        return "".join(facts[part.name] if isinstance(part, Slot) else part for part in self.expand(rng))


@cache
def parse(text: str) -> Template:
    """Read a template. Raises `ValueError` where its parentheses do not match or a bar stands outside of them."""
    marks = iter(_MARK.split(_SPACE.sub(" ", text)))
    options, closed = _options(marks)
    if closed or len(options) != 1:
        raise ValueError(f"not a template: {text}")
    return Template(options[0], frozenset(_slots(options[0])))


def _options(marks: Iterator[str]) -> tuple[tuple[tuple[Part, ...], ...], bool]:
    """The alternatives up to the parenthesis that closes them, and whether there is one."""
    options: list[tuple[Part, ...]] = []
    parts: list[Part] = []
    for mark in marks:
        if mark == "(":
            inner, closed = _options(marks)
            if not closed:
                raise ValueError("a parenthesis stays open")
            parts.append(Choice(inner))
        elif mark in ("|", ")"):
            options.append(tuple(parts))
            parts = []
            if mark == ")":
                return tuple(options), True
        elif mark:
            parts.append(Slot(mark[1:-1]) if mark[0] == "{" else mark)
    return (*options, tuple(parts)), False


def _slots(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Slot):
            yield part.name
        elif isinstance(part, Choice):
            for option in part.options:
                yield from _slots(option)


def _gather(parts: Sequence[Part], rng: Random, done: list[str | Slot], text: str) -> str:
    """Add what is said to `done`; returns the text after the last slot, which may go on."""
    for part in parts:
        if isinstance(part, str):
            started = text[-1:] != " " if text else bool(done)
            text += part if started else part.lstrip()
        elif isinstance(part, Slot):
            if text:
                done.append(text)
            done.append(part)
            text = ""
        else:
            text = _gather(rng.choice(part.options), rng, done, text)
    return text
