"""Callers misheard as the pocket ears mishear them, in text alone.

Two things go wrong on a telephone line. Words are taken for others, lost or made up; and the ears can go astray, so
that from some word on they write another caller's sentence, often down to the last familiar words. How often each
happens to which words was measured by `measure_hearing` and is kept in `misheard/`.
"""

import json
import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import exp
from pathlib import Path
from random import Random
from typing import Any

from frontdesk.models.normaliser.english import CAPITALS

FOLDER = Path(__file__).with_name("misheard")
_WORD = re.compile(r"\b[ap]\.m\.|[^\W_]+(?:['’][^\W_]+)*['’]?")
_APART = ((re.compile(r"\bo clock\b"), "o'clock"), (re.compile(r"(?<!\b\w )\b([ap]) m\b(?! \w\b)"), r"\1m"))
_PUNCTUATION = re.compile(r"[.,;:?!…]")
_MOST = 0.95
"""The likeliest that any mistake gets, whatever the level."""
_PRIOR = 3.0
"""Times of being said that what is known of all words weighs against what was heard of one."""
_SHAPES = 4
"""Of so many places to go astray, the one with the words that are lost most often is taken."""
_ALIKE = 5
"""So many known words, those that sound most alike, are what an unfamiliar one can be taken for."""
_LONGEST_NAME = 3
"""Words in capitals that can be a name and nothing else."""
_BUCKETS = (4, 7, 11)
"""Words of a sentence from which on it goes astray like longer ones."""


def key(word: str) -> str:
    """A word as the tables name it.

    >>> key("O’Clock"), key("p.m.")
    ("o'clock", 'pm')
    """
    return word.lower().replace("’", "'").replace(".", "").strip("'")


def spoken_words(text: str) -> list[str]:
    """The words of a text as ears without capitals, punctuation and hyphens tell them apart.

    >>> spoken_words("It's at twenty-one o clock, three p m.")
    ["it's", 'at', 'twenty', 'one', "o'clock", 'three', 'pm']
    """
    words = " ".join(key(word) for word in _WORD.findall(text))
    for pattern, joined in _APART:
        words = pattern.sub(joined, words)
    return words.split()


def bucket(words: int) -> int:
    """Which sentences go astray like one of so many words."""
    return bisect(_BUCKETS, words)


@dataclass(frozen=True, slots=True)
class Choice:
    """Weighted texts; empty text is a word that is lost."""

    texts: tuple[str, ...]
    sums: tuple[float, ...]

    @classmethod
    def of(cls, counts: Mapping[str, float]) -> "Choice":
        """From how often each was heard; at least one."""
        return cls(tuple(counts), tuple(accumulate(counts.values())))

    def draw(self, rng: Random) -> str:
        """One of them."""
        return self.texts[bisect(self.sums, rng.random() * self.sums[-1], 0, len(self.texts) - 1)]


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What becomes of one word or of two in a row. `rate` is a probability; of the mistakes, `own` are drawn from
    `heard` and the rest made up from what the word sounds like."""

    rate: float
    own: float
    heard: Choice | None


@dataclass(frozen=True, slots=True)
class Astray:
    """One sentence in which the ears went astray: words kept before and after, words that `heard` stood for."""

    before: int
    lost: int
    after: int
    heard: str


@dataclass(frozen=True, slots=True)
class Table:
    """One language's measurements."""

    mistakes: Mapping[str, Mistakes]
    pairs: frozenset[str]
    """First words of the two that are misheard together."""
    unfamiliar: Mapping[bool, float]
    """Rate of mistakes in words that were never said, names (true) apart."""
    dropped: Mapping[bool, float]
    """How many of these lose the word."""
    known: Mapping[bool, float]
    """How many of the others make another word of it that the ears know."""
    written: Mapping[bool, tuple[str, ...]]
    """Words that were heard instead of others."""
    letters: Mapping[str, tuple[float, Choice]]
    inserted: float
    insertions: Choice
    astray: Mapping[int, tuple[Astray, ...]]
    weights: Mapping[str, float]
    """What makes going astray likelier, in log odds: words, pairs of words, "^" for all, "?" for unfamiliar words."""
    lost: Mapping[str, float]
    """Of a word, in how many of its sentences that went astray it was lost."""
    digits: Mapping[str, tuple[float, Choice]]
    spoken: Mapping[str, str]
    """Words for what is written in digits, as only words were measured; longer numbers fare like their ends."""


@cache
def measured(language: str) -> dict[str, Any]:
    """What `measure_hearing` wrote; `en` or `fr`."""
    found: dict[str, Any] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return found


@cache
def table(language: str) -> Table:
    """A language's measurements, ready for use."""
    raw = measured(language)
    unfamiliar = {name: raw["unfamiliar"][kind] for name, kind in ((True, "name"), (False, "word"))}
    mistakes = {}
    for word, (said, lost, heard) in raw["words"].items():
        name = word in raw["names"]
        prior = unfamiliar[name]["rate"] if said + lost < _PRIOR else raw["rate"]
        wrong = sum(heard.values())
        rate = (wrong + _PRIOR * prior) / (max(said, wrong) + _PRIOR)
        own = wrong / (wrong + _PRIOR * prior)
        mistakes[word] = Mistakes(rate, own, Choice.of(_written(heard, language)) if heard else None)
    for pair, (said, heard) in raw["pairs"].items():
        wrong = sum(heard.values())
        mistakes[pair] = Mistakes(wrong / (max(said, wrong) + 1.0), 1.0, Choice.of(_written(heard, language)))
    astray: dict[int, list[Astray]] = {}
    for before, lost, after, heard in raw["astray"]:
        astray.setdefault(bucket(before + lost + after), []).append(
            Astray(before, lost, after, _capitals(heard, language))
        )
    return Table(
        mistakes,
        frozenset(pair.split()[0] for pair in raw["pairs"]),
        {name: entry["rate"] for name, entry in unfamiliar.items()},
        {name: entry["dropped"] for name, entry in unfamiliar.items()},
        {name: entry["known"] for name, entry in unfamiliar.items()},
        {name: tuple(entry["heard"]) for name, entry in unfamiliar.items()},
        {said: (rate, Choice.of(heard)) for said, (rate, heard) in raw["letters"].items()},
        raw["inserted"]["rate"],
        Choice.of(raw["inserted"]["words"]),
        {size: tuple(entries) for size, entries in astray.items()},
        raw["weights"],
        {word: lost / (said + lost + 2.0) for word, (said, lost, _) in raw["words"].items()},
        _digits(raw),
        raw["digits"] | {"h": "heures"},
    )


def _written(heard: Mapping[str, float], language: str) -> dict[str, float]:
    return {_capitals(text, language): times for text, times in heard.items()}


def _capitals(text: str, language: str) -> str:
    """Ears write lower case; "I" and the names of days and months get the capitals that they have in any sentence."""
    return CAPITALS.sub(lambda match: match.group()[:1].upper() + match.group()[1:], text) if language == "en" else text


def _digits(raw: Mapping[str, Any]) -> dict[str, tuple[float, Choice]]:
    """How often a digit is misheard where its word is said, and as which; "" is one that is lost."""
    words = {word: digit for digit, word in raw["digits"].items()} | {"": ""}
    found = {}
    for word, digit in words.items():
        said, _, instead = raw["words"].get(word, (0, 0, {}))
        heard = {words[other]: times for other, times in instead.items() if other in words}
        if digit and heard:
            found[digit] = (sum(heard.values()) / (said + _PRIOR), Choice.of(heard))
    return found


class Hearing:
    """The ears of one call.

    `level` scales how often words are misheard and `astray` how often whole stretches are, 1.0 being as measured.
    """

    def __init__(self, language: str, rng: Random, level: float = 1.0, astray: float | None = None) -> None:
        self._language = language
        self._rng = rng
        self._table = table(language)
        self._level = level
        self._astray = level if astray is None else astray

    def misheard(self, text: str) -> str:
        """What is heard of `text`; capitals and punctuation stay where they were. Never empty unless `text` is."""
        found = list(_WORD.finditer(text))
        if not found or (self._level <= 0.0 and self._astray <= 0.0):
            return text
        words = [match.group() for match in found]
        ends = [match.end() for match in found]
        gaps = [text[end : match.start()] for end, match in zip(ends, found[1:], strict=False)] + [text[ends[-1] :]]
        heard = self._heard(words)
        if not any(heard):
            return text
        out = [text[: found[0].start()]]
        for word, gap in zip(heard, gaps, strict=True):
            if word:
                out += [word, gap]
            elif len(out) > 1 and (not gap or _PUNCTUATION.search(gap) or out[-1] in "-:"):
                out[-1] = gap
        result = "".join(out)
        return result[:1].upper() + result[1:] if text[:1].isupper() else result

    def _heard(self, words: Sequence[str]) -> list[str]:
        """For every word what is heard in its place, "" for nothing."""
        keys = [key(word) for word in words]
        start, end, instead = self._gone_astray(keys)
        heard = [""] * len(words)
        capitals = [word[0].isupper() for word in words]
        capitals[0] = all(capitals) and len(words) <= _LONGEST_NAME  # else it is a sentence's first word
        place = 0
        while place < len(words):
            if place == start:
                heard[place] = instead
                place = max(end, place + 1)
                continue
            both = place + 1 < len(words) and place + 1 != start and keys[place] in self._table.pairs
            mistakes = self._table.mistakes.get(f"{keys[place]} {keys[place + 1]}") if both else None
            if mistakes and mistakes.heard and self._rng.random() < min(_MOST, mistakes.rate * self._level):
                heard[place] = _cased(mistakes.heard.draw(self._rng), words[place], first=place == 0)
                place += 2
                continue
            heard[place] = self._word(words[place], keys[place], first=place == 0, capital=capitals[place])
            place += 1
        return heard

    def _word(self, word: str, name: str, *, first: bool, capital: bool) -> str:
        rng, known = self._rng, self._table.mistakes.get(name)
        if name[0].isdigit():
            return "".join(self._digit(digit) for digit in word)
        rate = known.rate if known else self._table.unfamiliar[capital]
        heard = word
        if rng.random() < min(_MOST, rate * self._level):
            if known and known.heard and rng.random() < known.own:
                heard = known.heard.draw(rng)
            else:
                heard = self._made_up(name, capital=capital)
            heard = _cased(heard, word, first=first)
        if rng.random() < self._table.inserted * self._level:
            heard = f"{heard} {self._table.insertions.draw(rng)}".strip()
        return heard

    def _digit(self, digit: str) -> str:
        rate, heard = self._table.digits.get(digit, (0.0, None))
        return heard.draw(self._rng) if heard and self._rng.random() < rate * self._level else digit

    def _made_up(self, word: str, *, capital: bool) -> str:
        """What an unfamiliar word is taken for."""
        rng = self._rng
        if rng.random() < self._table.dropped[capital]:
            return ""
        if rng.random() < self._table.known[capital]:
            return rng.choice(_sounding_like(self._language, word, capital))
        return self._letters(word)

    def _letters(self, word: str) -> str:
        """The word with one group of letters taken for others that sound alike."""
        rng, letters = self._rng, self._table.letters
        groups = [(at, word[at : at + size]) for size in (3, 2, 1) for at in range(len(word) - size + 1)]
        spots = [(at, group) for at, group in groups if group in letters]
        if not spots:
            return ""
        sums = list(accumulate(letters[group][0] for _, group in spots))
        at, group = spots[bisect(sums, rng.random() * sums[-1], 0, len(spots) - 1)]
        return (word[:at] + letters[group][1].draw(rng) + word[at + len(group) :]).strip()

    def _gone_astray(self, keys: Sequence[str]) -> tuple[int, int, str]:
        """First word and end of what is lost, and what is heard instead; (-1, -1, "") where the ears follow."""
        rng, size, spoken = self._rng, len(keys), self._table.spoken
        keys = [word if word in spoken or not word[0].isdigit() else word[-1] for word in keys]
        keys = [spoken.get(word, word) for word in keys]
        entries = self._table.astray.get(bucket(size))
        if not entries or rng.random() >= min(_MOST, self._astray * self._likely_astray(keys)):
            return -1, -1, ""
        lost = [self._table.lost.get(word, 0.5) for word in keys]
        best, chosen = -1.0, (0, size, entries[0].heard)
        for _ in range(_SHAPES):
            entry = entries[int(rng.random() * len(entries))]
            scale = size / (entry.before + entry.lost + entry.after)
            start = min(size - 1, round(entry.before * scale))
            end = max(start + 1, size - round(entry.after * scale))
            inside, all_lost = sum(lost[start:end]), sum(lost)
            score = inside / (end - start) - (all_lost - inside) / max(1, size - end + start)
            if score > best:
                best, chosen = score, (start, end, entry.heard)
        return chosen

    def _likely_astray(self, keys: Sequence[str]) -> float:
        weights, known = self._table.weights, self._table.mistakes
        odds = sum(weights.get(feature, 0.0) for feature in features(keys, known))
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))


def features(keys: Sequence[str], known: Mapping[str, Any]) -> list[str]:
    """What tells whether the ears follow a sentence: its words and pairs of words, and how long it is."""
    named = [word if word in known else "?" for word in keys]
    return ["^", f"^{bucket(len(keys))}", *named, *map(" ".join, pairwise(["^", *named]))]


@lru_cache(maxsize=50_000)
def _sounding_like(language: str, word: str, name: bool) -> tuple[str, ...]:
    """Words that the ears write, those that sound most like `word`."""
    written = (other for other in table(language).written[name] if other != word)
    return tuple(sorted(written, key=lambda other: -_alike(other, word))[:_ALIKE])


def _alike(one: str, other: str) -> float:
    shared = len({*pairwise(one)} & {*pairwise(other)})
    return (one[0] == other[0]) + shared - 0.3 * abs(len(one) - len(other))


def _cased(heard: str, word: str, *, first: bool) -> str:
    """`heard` with the capitals of `word`: of a name, every word gets one."""
    if not word[:1].isupper() or not heard:
        return heard
    if first and not word.isupper():
        return heard[:1].upper() + heard[1:]
    return " ".join(part[:1].upper() + part[1:] for part in heard.split())
