"""The shape of a language's words, and how they become one table from phrase to token.

Phrases are written as they are said and spelled, alternatives separated by "|", the one that the clinic itself says
first.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.calendar.spoken.grammar import Token

Lexicon = Mapping[tuple[str, ...], Token]
"""Words of a phrase to the token it stands for. A filler's token has the kind "" and is dropped."""

FILLER = Token("")
FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's words, as data."""

    cardinals: Mapping[int, str]
    """0 to 99, at least 0 to 59."""
    ordinals: Mapping[int, str]
    """1 to 31."""
    thousand: str
    """How 2000 is said, as the beginning of a year."""
    weekdays: Sequence[str]
    months: Sequence[str]
    parts: dict[str, str]
    """Names of the parts of a day (see `hours`)."""
    concepts: dict[str, str]
    """Kind of token to phrases."""
    fillers: str

    def lexicon(self) -> Lexicon:
        """Build the table. Later lines win where a phrase stands twice."""
        return {tuple(re.findall(r"\w+", fold(phrase))): token for phrase, token in self._entries()}

    def _entries(self) -> Iterator[tuple[str, Token]]:
        yield from _phrases("", None, self.fillers)
        for number, phrases in self.cardinals.items():
            yield from _phrases("number", number, phrases)
            for phrase in phrases.split("|"):
                for year in (FIRST_YEAR + number,) if number else ():
                    yield f"{self.thousand} {phrase}", Token("number", year)
                    yield f"{self.thousand} and {phrase}", Token("number", year)
        for number, phrases in self.ordinals.items():
            yield from _phrases("ordinal", number, phrases)
        for number, phrases in enumerate(self.weekdays):
            yield from _phrases("weekday", number, phrases)
        for number, phrases in enumerate(self.months, start=1):
            yield from _phrases("month", number, phrases)
        for name, phrases in self.parts.items():
            yield from _phrases("part", name, phrases)
        for kind, phrases in self.concepts.items():
            yield from _phrases(kind, None, phrases)


def numbered(words: str, start: int = 0) -> dict[int, str]:
    """Number the words of a list, separated by spaces, from `start` on."""
    return dict(enumerate(words.split(), start=start))


def fold(words: str) -> str:
    """Lower case without accents; ligatures apart, typographic apostrophes plain."""
    plain = unicodedata.normalize("NFKD", words.lower().replace("œ", "oe").replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _phrases(kind: str, value: int | str | None, phrases: str) -> Iterator[tuple[str, Token]]:
    for phrase in phrases.split("|"):
        yield phrase.strip(), Token(kind, value) if kind else FILLER
