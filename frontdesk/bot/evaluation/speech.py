"""From what a caller means to say to what the receptionist hears: punctuation, hesitation, slips of the ear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from frontdesk.bot.evaluation.wording import Piece
from frontdesk.models.normaliser import normalise
from frontdesk.pipelines.words import tokens

Misheard = Callable[[str], str]
_RECOGNISABLE = 0.5
"""Share of its words without which nobody can know what was said."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a caller does with words. `told`: the facts in it, word for word as they were heard.

    `words` is all of it as heard.
    """

    kind: str
    words: str
    told: dict[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of a caller: what was heard, and what it was meant to be."""

    text: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """How one caller sounds. `plain`: the recogniser writes neither capitals nor marks."""

    language: str
    plain: bool
    misheard: Misheard | None = None

    def heard(self, acts: Sequence[tuple[str, Sequence[Piece]]]) -> Said:
        """What is heard of acts, each with its pieces."""
        done = tuple(self._heard(kind, pieces) for kind, pieces in acts)
        text = " ".join(act.words for act in done)
        return Said(normalise(text if self.plain else _capital(text), self.language), done)

    def _heard(self, kind: str, pieces: Sequence[Piece]) -> Act:
        """One act as it arrives: "garbled" where a fact, or most of the words, cannot be recognised."""
        heard = [self._changed(piece.text) for piece in pieces]
        told = {
            piece.slot: text.strip(" .,?!")
            for piece, text in zip(pieces, heard, strict=True)
            if piece.slot and _survived(piece.text, text) >= _RECOGNISABLE
        }
        words = "".join(heard)
        lost = {piece.slot for piece in pieces if piece.slot} - told.keys()
        audible = not lost and _survived("".join(piece.text for piece in pieces), words) >= _RECOGNISABLE
        return Act(kind if audible else "garbled", " ".join(words.split()), told)

    def _changed(self, text: str) -> str:
        if self.misheard is not None and any(letter.isalpha() for letter in text):
            before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            text = f"{before}{self.misheard(text.strip())}{after}"
        if self.plain:
            text = "".join(letter for letter in text.lower() if letter not in ",?!;")
        return text


def _survived(meant: str, heard: str) -> float:
    """The share of the words that are still among those that were heard."""
    words, left = tokens(meant), set(tokens(heard))
    return sum(word in left for word in words) / len(words) if words else 1.0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def hesitant(pieces: list[Piece], filler: str, rng: Random) -> list[Piece]:
    """The same with a hesitation before it, or before one of its facts. `pieces` is not empty."""
    places = [place for place, piece in enumerate(pieces) if piece.slot and place]
    if places and rng.random() < 0.5:
        place = rng.choice(places)
        return [*pieces[:place], Piece(f"{filler} "), *pieces[place:]]
    first = pieces[0]
    return [Piece(f"{filler} "), first if first.slot else Piece(_lowered(first.text)), *pieces[1:]]


def _lowered(text: str) -> str:
    """The text inside a sentence: facts and "I" keep their capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
