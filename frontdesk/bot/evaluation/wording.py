"""The many ways in which callers say one thing: templates by act, in files of one line each.

A part of the lines is held out: what a model was trained on never shows whether it understands strangers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal
from zlib import crc32

from frontdesk.bot.evaluation.template import Slot, Template, parse

FOLDER = Path(__file__).with_name("wording")
Split = Literal["train", "held out", "all"]
ONE_IN = 9
"""Every so many lines, names and so on are held out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what is said; `slot` names the fact that it tells, if any."""

    text: str
    slot: str = ""


def held_out(text: str) -> bool:
    """Whether a line or a name belongs to what no training sees; the same on every machine."""
    return crc32(text.encode()) % ONE_IN == 0


def keep(texts: list[str], split: Split) -> list[str]:
    """The texts of a split; all of them where it would be empty."""
    if split == "all":
        return texts
    return [text for text in texts if held_out(text) == (split == "held out")] or texts


@cache
def lines(path: Path) -> tuple[str, ...]:
    """What a file of lines holds, without comments. Raises `OSError`."""
    stripped = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in stripped if line and not line.startswith("#"))


def expand(template: str, rng: Random) -> str:
    """One of the sentences that a template stands for; its slots stay.

    >>> expand("(good|bad) {day}", Random(1)) in ("good {day}", "bad {day}")
    True
    """
    return "".join(str(part) for part in parse(template).expand(rng))


@dataclass
class Wording:
    """One language's templates, of one split."""

    language: str
    split: Split
    _fullest: dict[tuple[str, frozenset[str]], Sequence[Template]] = field(default_factory=dict)
    """By act and known facts, the templates that tell most of these."""

    def say(self, rng: Random, act: str, facts: dict[str, str]) -> list[Piece]:
        """Say one act with these facts, or with as many of them as some template tells.

        Raises `LookupError` where no template does with so few facts, `OSError` where there is no such act.
        """
        known = act, frozenset(facts)
        templates = self._fullest.get(known)
        if templates is None:
            templates = self._fullest[known] = self._telling(*known)
        parts = rng.choice(templates).expand(rng)
        return [Piece(facts[part.name], part.name) if isinstance(part, Slot) else Piece(part) for part in parts]

    def _telling(self, act: str, known: frozenset[str]) -> Sequence[Template]:
        kept = keep(list(lines(FOLDER / self.language / f"{act}.txt")), self.split)
        able = [template for template in map(parse, kept) if template.slots <= known]
        if not able:
            raise LookupError(f"wording/{self.language}/{act}.txt has no line for {sorted(known)}")
        most = max(len(template.slots) for template in able)
        return [template for template in able if len(template.slots) == most]
