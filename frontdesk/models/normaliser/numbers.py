"""Number words as digits, in the way numbers are read out: "double oh seven", "fifty five", "cinq cent quatorze".

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
"""So many readings of a run are looked at."""

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
    below_hundred = {word: int(digits) for word, digits in words.items() if digits != "0"}
    for value, one in enumerate(_ONES, 1):
        words[f"{one} hundred"] = f"{value}00"
        for word, rest in below_hundred.items():
            words[f"{one} hundred and {word}"] = str(100 * value + rest)
            if rest >= 10:  # "eight hundred five five five" is 800 555
                words[f"{one} hundred {word}"] = str(100 * value + rest)
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
    hundreds = {"cent": 100} | {f"{one} cent": 100 * value for one, value in ones.items() if value > 1}
    for hundred, value in hundreds.items():
        words |= {hundred: str(value), f"{hundred}s": str(value)}
        words |= {f"{hundred} {word}": str(value + rest) for word, rest in values.items() if rest}
    words |= {f"double {word}": str(value) * 2 for word, value in ({"zéro": 0} | ones).items()}
    return words


NUMBER_WORDS: Mapping[str, Mapping[str, str]] = {"en": _english(), "fr": _french()}
"""Language, then what is said (words joined by one space), to its digits."""
_LONGEST = {language: max(len(phrase.split()) for phrase in table) for language, table in NUMBER_WORDS.items()}


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
_JOINTS = frozenset(["et", "and", "double", "triple", "hundred", "o", "cents", "vingts"])
"""Words that mean a number only beside another one."""
_BEFORE_AND = frozenset([*_VINGT, "hundred"])
_AFTER_ET = frozenset(["un", "une", "onze"])


def _trimmed(found: Sequence[re.Match[str]], words: Sequence[str]) -> Iterator[Run]:
    """The run, cut where "et" and "and" join two numbers, without "et" or "double" left over at its ends."""
    begin = 0
    for place in [*(at for at in range(len(words)) if _separates(words, at)), len(words)]:
        first, last = begin, place
        while first < last and words[first] in _JOINTS - {"double", "triple"}:
            first += 1
        while first < last and words[last - 1] in _JOINTS - {"hundred", "cents", "vingts", "o", "double", "triple"}:
            last -= 1
        if first < last:
            yield Run(found[first].start(), found[last - 1].end(), tuple(words[first:last]))
        begin = place + 1


def _separates(words: Sequence[str], at: int) -> bool:
    """Whether the word is an "and" that is not inside a number, as in "vingt et un" and "two hundred and seven"."""
    if words[at] not in ("et", "and"):
        return False
    before, after = words[at - 1 : at], words[at + 1 : at + 2]
    return not (_BEFORE_AND.issuperset(before) and after and (words[at] == "and" or after[0] in _AFTER_ET))


def readable(words: Sequence[str], language: str) -> bool:
    """Whether every word is part of a number; a "double" that nothing follows yet is not."""
    return all(next(readings(words, language), ("",)))


def readings(words: Sequence[str], language: str, length: int | None = None) -> Iterator[tuple[str, ...]]:
    """The ways to read `words` as numbers, each a tuple of digit strings; the first takes the most words at a time.

    With `length`, only those of so many digits together, at most `MOST_READINGS`. Where the words cannot be read whole,
    one that begins no number is read as "".
    """
    parts = [_parts(words, at, language) for at in range(len(words))]
    lengths = _lengths(parts)
    if not lengths[0]:
        parts = [found or [(1, "")] for found in parts]
        lengths = _lengths(parts)

    def read(at: int, left: int | None) -> Iterator[tuple[str, ...]]:
        if at == len(words):
            yield ()
            return
        for taken, digits in parts[at]:
            rest = None if left is None else left - len(digits)
            if lengths[at + taken] if rest is None else rest in lengths[at + taken]:
                yield from ((digits, *more) for more in read(at + taken, rest))

    if length is None or length in lengths[0]:
        yield from itertools.islice(read(0, length), MOST_READINGS)


def _lengths(parts: Sequence[Sequence[tuple[int, str]]]) -> list[set[int]]:
    """For every word, how many digits may come from there on; none where what follows cannot be read."""
    lengths: list[set[int]] = [set() for _ in parts] + [{0}]
    for at in reversed(range(len(parts))):
        lengths[at] = {len(digits) + rest for taken, digits in parts[at] for rest in lengths[at + taken]}
    return lengths


def _parts(words: Sequence[str], at: int, language: str) -> list[tuple[int, str]]:
    """The numbers that begin at a word, the longest first: how many words they take, and their digits."""
    if words[at].lstrip("+").isdigit():
        return [(1, words[at])]
    table = NUMBER_WORDS[language]
    longest = min(_LONGEST[language], len(words) - at)
    found = [(taken, table.get(" ".join(words[at : at + taken]), "")) for taken in range(longest, 0, -1)]
    return [(taken, digits) for taken, digits in found if digits]
