"""What the clinic's own documents say: full-text search in memory over Markdown and plain text, per language.

A document's language is in its name ("hours.fr.md") or its folder ("fr/hours.md"); one without belongs to the
clinic's first language. A passage is one sentence, or two where the first is very short, and stands alone: it is read
out word for word. The heading above a passage is searched too, but weighs less.

A hit must explain the question. Full-text search alone returns something for every question that shares any word, and
a small model reads out whatever it is given; so what counts is the share of the question's words, rare ones weighing
more, that the passage and its heading hold. Nothing relevant gives an empty list.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from frontdesk.errors import StartError
from frontdesk.pipelines.knowledge.stop_words import STOP_WORDS
from frontdesk.pipelines.knowledge.synonyms import Groups, alike, tells_nothing, topic_of
from frontdesk.pipelines.words import tokens

SUFFIXES = (".md", ".txt")
_SHORT = 25
"""Characters below which a sentence is joined to the next one of its paragraph."""
_ENOUGH = 0.45
"""Share of the question's weight that a passage must explain."""
_CLOSE = 0.8
"""A further passage is given only if it explains this share of what the best one explains."""


_HEADING, _SYNONYM = 0.8, 0.9
"""What a word counts that stands only above the passage, and one that stands there in other words."""

_Beginnings = tuple[str, ...]
"""A word of the question as beginnings of words: its own stem first, then those of the same meaning."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that answers on its own."""

    heading: str
    text: str


class Knowledge:
    """The searchable documents of one clinic. Built at start, read-only, shared by all calls."""

    def __init__(self, documents: dict[str, Sequence[Passage]], *, called: Mapping[str, Groups] | None = None) -> None:
        """Index passages by language; `called` are words that the clinic uses for the same, see `of_services`."""
        self._called = called or {}
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._sizes: dict[str, int] = {}
        for language, passages in documents.items():
            self._connection.execute(
                f"CREATE VIRTUAL TABLE passages_{language} USING fts5("
                "heading, text, tokenize = 'unicode61 remove_diacritics 2', prefix = '3 4 5')"
            )
            rows = [(passage.heading, passage.text) for passage in passages]
            self._connection.executemany(f"INSERT INTO passages_{language} VALUES (?, ?)", rows)
            self._sizes[language] = len(rows)

    @classmethod
    def load(cls, folder: Path, languages: Sequence[str], *, called: Mapping[str, Groups] | None = None) -> Knowledge:
        """Read every document under `folder`. Raises `StartError` where one cannot be read."""
        found: dict[str, list[Passage]] = {language: [] for language in languages}
        if not folder.is_dir():
            raise StartError(f"{folder}: the folder of the clinic's documents is not there; create it, or name another")
        for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES):
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as problem:
                reason = type(problem).__name__
                raise StartError(f"{path}: cannot be read as UTF-8 text ({reason}); mend or remove it") from None
            found[_language(path.relative_to(folder), languages)] += passages(text)
        return cls(dict(found), called=called)

    def search(self, question: str, language: str, *, limit: int = 2) -> list[str]:
        """The passages that answer a question, best first; empty when nothing is relevant."""
        words = tokens(question)
        stems = list(dict.fromkeys(_stem(word) for word in words if word not in STOP_WORDS.get(language, ())))
        topic = None if stems else topic_of(words, language)
        if not self._sizes.get(language):
            return []
        own = self._called.get(language, ())
        wanted = [alike(stem, language, own) for stem in ([topic] if topic else stems)]
        if tells_nothing(language, stems):
            wanted = [beginnings for beginnings in wanted if self._held_by(beginnings, language)]
        if not wanted:
            return []
        weights = {beginnings: self._weight(beginnings, language) for beginnings in wanted}
        ranked = self._ranked(weights, language)
        best = ranked[0][0] if ranked else 0.0
        return [text for share, text in ranked if share >= _ENOUGH and share >= _CLOSE * best][:limit]

    def _ranked(self, weights: Mapping[_Beginnings, float], language: str) -> list[tuple[float, str]]:
        """(explained share, text) of every passage that holds one of the words; ties in the order of bm25."""
        rows = self._connection.execute(
            f"SELECT heading, text FROM passages_{language} WHERE passages_{language} MATCH ? "
            f"ORDER BY bm25(passages_{language}, 0.5, 1.0)",
            (_query(beginning for beginnings in weights for beginning in beginnings),),
        )
        total = sum(weights.values())
        shares = [(_explained(weights, heading, text) / total, text) for heading, text in rows]
        return sorted(shares, key=lambda pair: pair[0], reverse=True)

    def _weight(self, beginnings: _Beginnings, language: str) -> float:
        """How much a word tells: the fewer passages hold it, the more; none at all counts as one."""
        return math.log(1 + self._sizes[language] / max(self._held_by(beginnings, language), 1))

    def _held_by(self, beginnings: _Beginnings, language: str) -> int:
        """How many passages hold the word, in its own or other words."""
        (held,) = self._connection.execute(
            f"SELECT count(*) FROM passages_{language} WHERE passages_{language} MATCH ?", (_query(beginnings),)
        ).fetchone()
        return int(held)


def _query(beginnings: Iterable[str]) -> str:
    return " OR ".join(f'"{beginning}"' + "*" * (len(beginning) >= _STEM) for beginning in beginnings)


def _explained(weights: Mapping[_Beginnings, float], heading: str, text: str) -> float:
    places = ((tokens(text), 1.0), (tokens(heading), _HEADING))
    return sum(
        weight * max(trust * _held(beginnings, words) for words, trust in places)
        for beginnings, weight in weights.items()
    )


def _held(beginnings: _Beginnings, words: Sequence[str]) -> float:
    if any(_begins(word, beginnings[0]) for word in words):
        return 1.0
    others = beginnings[1:]
    text = f" {' '.join(words)}"
    phrases = any(f" {beginning}" in text for beginning in others if " " in beginning)
    return _SYNONYM if phrases or any(_begins(word, other) for word in words for other in others) else 0.0


def _begins(word: str, beginning: str) -> bool:
    """Words of three letters or fewer are whole words: "mal" is not "maladie"."""
    return word.startswith(beginning) if len(beginning) >= _STEM else word == beginning


_ENDINGS = re.compile(
    r"(?:ements?|ings?|ations?|itions?|ies|ees?|ers?|ez|ent|ons|ions?|eurs?|euses?|aux|al|ed|es|ly|ment|ite|ity|s|e|y|x)$"
)
_STEM = 4
"""Letters that a stem keeps at least."""


def _stem(word: str) -> str:
    """A word's beginning that its other forms share; searched as a prefix.

    >>> _stem("parking"), _stem("cartes"), _stem("assurances"), _stem("open")
    ('park', 'cart', 'assuranc', 'open')
    """
    ending = _ENDINGS.search(word)
    if ending is None or len(word) - len(ending[0]) < _STEM:
        return word[:-1] if len(word) > _STEM and word.endswith("s") else word
    return word[: ending.start()]


def passages(document: str) -> Iterator[Passage]:
    """The passages of a Markdown or plain-text document, in order."""
    heading = ""
    for block in re.split(r"\n\s*\n", document):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        while lines and lines[0].startswith("#"):
            heading = _plain(lines.pop(0).lstrip("#"))
        for paragraph in _paragraphs(lines):
            yield from (Passage(heading, text) for text in _pieces(paragraph))


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines that run on are one paragraph; a bullet, a heading-like line or a finished sentence ends it."""
    paragraphs: list[str] = []
    open_ended = False
    for line in lines:
        bullet = re.match(r"(?:[-*+•]|\d+[.)])\s+", line)
        text = _plain(line[bullet.end() :] if bullet else line)
        if open_ended and not bullet:
            paragraphs[-1] += f" {text}"
        else:
            paragraphs.append(text)
        open_ended = not text.endswith((".", "!", "?"))
    return [paragraph for paragraph in paragraphs if paragraph]


def _pieces(paragraph: str) -> Iterator[str]:
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý0-9«\"])", paragraph)
    kept = ""
    for sentence in sentences:
        kept = f"{kept} {sentence}".strip()
        if len(kept) >= _SHORT:
            yield kept
            kept = ""
    if kept:
        yield kept


def _plain(text: str) -> str:
    """The text without Markdown's marks: emphasis, code, links, images, table bars."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[*_`~]{1,3}(\S(?:.*?\S)?)[*_`~]{1,3}", r"\1", text)
    return " ".join(text.replace("|", " ").split())


def _language(path: Path, languages: Sequence[str]) -> str:
    marks = [*path.parts[:-1], *path.name.split(".")[1:-1]]
    return next((mark for mark in reversed(marks) if mark in languages), languages[0])
