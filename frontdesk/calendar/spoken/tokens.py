"""Words to tokens: case, accents and punctuation go, digits and number words become numbers, phrases become concepts.

Times and dates written in digits ("15h30", "3:15", "4/12", "2026-05-05", "5th") are read by shape before words are
looked up. A word that stands for nothing becomes a token of the kind "word", which keeps its neighbours apart;
fillers are dropped. The end of a sentence and both ends of the text are tokens of the kind "edge".
"""

import re
from collections.abc import Iterator

from frontdesk.calendar.spoken.grammar import Token
from frontdesk.calendar.spoken.vocabulary import Lexicon, fold

EDGE, WORD = Token("edge"), Token("word")
LONGEST_PHRASE = 7
LONGEST_TEXT = 1000
"""Characters that are read: more than anybody says in one breath."""

_SHAPES: tuple[tuple[str, str], ...] = (
    (r"\b([ap])\s?\.\s?m\b\.?", r" \1m "),
    (r"(\d)\s*([ap])\.?\s?m\b\.?", r"\1 \2m "),
    (r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d)|\b)", r" @\1i\2i\3 "),
    (r"\b(\d{1,2})\s?[/.]\s?(\d{1,2})\s?[/.]\s?(\d{4}|\d\d)\b", r" @\1s\2s\3 "),
    (r"\b(\d{1,2})\s?/\s?(\d{1,2})\b", r" @\1s\2 "),
    (r"\b(\d{1,2})\s?:\s?(\d\d)(?::\d\d)?(?!\d)", r" @\1c\2 "),
    (r"\b(\d{1,2})\.(\d\d)(?!\d)", r" @\1c\2 "),
    (r"\b(\d{1,2})\s?h\s?(\d\d)(?!\d)", r" @\1c\2 "),
    (r"\b(\d{1,2})\s?(?:st|nd|rd|th|er|re|e|eme|ieme)\b", r" @\1o "),
    (r"\b(\d{1,4})\s?h\b", r"\1 h "),
    (r"(?<=\d)\s?[-–—]\s?(?=\d)|(?<=[\dhm] )[-–—](?= ?[\d@])", " - "),
)
"""Shapes of digits, brought into a form that no later shape touches: @, numbers, and a letter for the kind."""
_KINDS = {"i": "iso", "s": "slashed", "c": "digits", "o": "ordinal"}
_WORD = re.compile(r"@[\da-z]+|\d+|[^\W\d_]+|[.?!;]|(?<= )-(?= )")


def tokenise(words: str, lexicon: Lexicon) -> list[Token]:
    """Read any text; never fails. The first and last tokens are edges."""
    pieces = _pieces(words)
    found = list(_tokens(pieces, lexicon))
    return [EDGE, *(token for token in found if token.kind), EDGE]


def _pieces(words: str) -> list[str]:
    text = fold(words[:LONGEST_TEXT]).replace("@", " ")
    for shape, written in _SHAPES:
        text = re.sub(shape, written, text, flags=re.ASCII)
    return _WORD.findall(text)


def _tokens(pieces: list[str], lexicon: Lexicon) -> Iterator[Token]:
    place = 0
    while place < len(pieces):
        for length in range(min(LONGEST_PHRASE, len(pieces) - place), 0, -1):
            token = lexicon.get(tuple(pieces[place : place + length]))
            if token is not None:
                yield token
                break
        else:
            length = 1
            yield _single(pieces[place])
        place += length


def _single(piece: str) -> Token:
    if piece in ".?!;":
        return EDGE
    if piece == "-":
        return Token("dash")
    if piece.isdecimal() and piece.isascii():
        return Token("number", int(piece)) if len(piece) <= 4 else WORD
    if piece.startswith("@"):
        return _shaped(piece[1:])
    return WORD


def _shaped(piece: str) -> Token:
    numbers = tuple(int(digits) for digits in re.findall(r"\d+", piece))
    kind = _KINDS[next(letter for letter in piece if letter.isalpha())]
    return Token(kind, numbers[0] if kind == "ordinal" else numbers)
