"""Number words as digits, in the way numbers are read out: "double oh seven", "fifty five", "quatre-vingt-dix-sept".

A run of number words may be read in several ways ("soixante dix sept" is 77, 60 17 or 60 10 7), so `readings` gives
all of them, the longest words first. Times and dates are not touched here: whoever asks decides whether a run is a
phone number.
"""

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_READINGS = 256
"""A run is at most this ambiguous: ten digits in French have below 100 readings."""

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_UN = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
_DIX = ["dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"]
_VINGT = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "nonante": 90}


def _english() -> dict[str, str]:
    words = {"zero": "0", "oh": "0", "o": "0"}
    words |= {word: str(value) for value, word in enumerate(_ONES, 1)}
    words |= {word: str(value) for value, word in enumerate(_TEENS, 10)}
    for tens, word in enumerate(_TENS, 2):
        words[word] = f"{tens}0"
        words |= {f"{word} {one}": f"{tens}{value}" for value, one in enumerate(_ONES, 1)}
    words |= {f"{one} hundred": f"{value}00" for value, one in enumerate(_ONES, 1)}
    digits = {"zero": "0", "oh": "0", "o": "0"} | {word: str(value) for value, word in enumerate(_ONES, 1)}
    words |= {f"double {word}": digit * 2 for word, digit in digits.items()}
    words |= {f"triple {word}": digit * 3 for word, digit in digits.items()}
    return words


def _french() -> dict[str, str]:
    ones = {word: value for value, word in enumerate(_UN, 1)} | {"une": 1}
    teens = {word: value for value, word in enumerate(_DIX, 10)} | {"dix sept": 17, "dix huit": 18, "dix neuf": 19}
    values = {"zéro": 0} | ones | teens | _VINGT | {"huitante": 80, "octante": 80}
    for tens, value in _VINGT.items():
        values |= {f"{tens} {one}": value + unit for one, unit in ones.items()}
        values |= {f"{tens} et un": value + 1, f"{tens} et une": value + 1}
    values |= {f"soixante {teen}": 50 + value for teen, value in teens.items() if value < 20}
    values |= {f"soixante {teen}": 60 + value for teen, value in teens.items()} | {"soixante et onze": 71}
    for eighty in ("quatre vingt", "quatre vingts"):
        values[eighty] = 80
        values |= {f"{eighty} {word}": 80 + value for word, value in (ones | teens).items()}
    words = {word: str(value) for word, value in values.items()}
    words |= {f"{one} cent": f"{value}00" for one, value in ones.items() if value > 1} | {"cent": "100"}
    words |= {f"{one} cents": f"{value}00" for one, value in ones.items() if value > 1}
    words |= {f"double {word}": str(value) * 2 for word, value in ({"zéro": 0} | ones).items()}
    return words


NUMBER_WORDS: Mapping[str, Mapping[str, str]] = {"en": _english(), "fr": _french()}
"""Language, then what is said (words joined by one space), to its digits."""


@functools.cache
def _vocabulary(language: str) -> frozenset[str]:
    return frozenset(word for phrase in NUMBER_WORDS[language] for word in phrase.split())


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text that holds nothing but number words and digits. `start` and `end` index the text."""

    start: int
    end: int
    words: tuple[str, ...]


def runs(text: str, language: str) -> Iterator[Run]:
    """The maximal runs of number words in `text`, left to right. Hesitations and pauses do not end a run."""
    found: list[re.Match[str]] = []
    words: list[str] = []
    for match in re.finditer(r"\+?\d+|[^\W\d_]+|[^\s\w]", text):
        word = match.group().lower()
        if word.lstrip("+").isdigit() or word in _vocabulary(language):
            found.append(match)
            words.append(word)
        elif not words or word in _PAUSES:
            continue
        else:
            yield from _trimmed(found, words)
            found, words = [], []
    if words:
        yield from _trimmed(found, words)


_PAUSES = frozenset([",", ".", "-", "–", "(", ")", "'", "uh", "um", "er", "euh", "dash", "tiret"])
_JOINTS = frozenset(["et", "double", "triple", "hundred", "o", "cents", "vingts"])
"""Words that mean a number only beside another one."""


def _trimmed(found: Sequence[re.Match[str]], words: Sequence[str]) -> Iterator[Run]:
    """The run without "et" or "double" left over at its ends."""
    first, last = 0, len(words)
    while first < last and words[first] in _JOINTS - {"double", "triple"}:
        first += 1
    while first < last and words[last - 1] in _JOINTS - {"hundred", "cents", "vingts", "o"}:
        last -= 1
    if first < last:
        yield Run(found[first].start(), found[last - 1].end(), tuple(words[first:last]))


def readings(words: Sequence[str], language: str) -> list[tuple[str, ...]]:
    """Every way to read `words` as numbers, each a tuple of digit strings; the first takes the most words at a time."""
    return list(itertools.islice(_read(tuple(words), NUMBER_WORDS[language]), MOST_READINGS))


def _read(words: tuple[str, ...], table: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    if not words:
        yield ()
        return
    if words[0].lstrip("+").isdigit():
        yield from ((words[0], *rest) for rest in _read(words[1:], table))
        return
    for length in range(min(4, len(words)), 0, -1):
        digits = table.get(" ".join(words[:length]))
        if digits is not None:
            yield from ((digits, *rest) for rest in _read(words[length:], table))
