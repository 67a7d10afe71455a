"""Names that are spelled letter by letter, and names as they are written."""

import re
import unicodedata

_ONE = r"[^\W\d_]"
_ACCENT = r"(?:\s+accent\s+(?:aigu|grave|circonflexe))?"
_LETTER = rf"(?:double\s+(?:you|u|v|vé|vée)\b|i\s+grec\b|(?:double|deux)\s+{_ONE}\b|{_ONE}{_ACCENT}\b)"
_AS_IN = r"(?:\s+(?:as\s+in|for|like|comme)\s+[^\W\d_]{2,})?"
_MARK = r"(?:apostrophe|hyphen|dash|tiret|trait\s+d'union)"
_UNIT = rf"(?:{_LETTER}{_AS_IN}|{_MARK})"
SPELLED = re.compile(
    rf"(?<![\w'’])(?!i a m\b)(?!il y a\b){_LETTER}{_AS_IN}(?:[\s,.-]+{_UNIT})*[\s,.-]+{_LETTER}{_AS_IN}(?![\w'’])",
    re.IGNORECASE,
)
"""Letters said one after the other, at least two."""

_ACCENTS = {"aigu": "\u0301", "grave": "\u0300", "circonflexe": "\u0302"}
PARTICLES = frozenset(["de", "du", "des", "la", "le", "les", "van", "von", "der", "den", "del", "di", "da", "y"])
FEWEST_LETTERS = 3
"""Fewer are words: "y a", "i a"."""


def spelled_name(text: str, language: str) -> str:
    """The name spelled in `text`, capitalised; empty where nothing is. The last one counts, as callers correct it."""
    names = [name for name in map(_joined, SPELLED.findall(text)) if len(name) >= FEWEST_LETTERS]
    return written_name(names[-1], language) if names else ""


def write_spelled(text: str) -> str:
    """`text` with spelled names as capital letters: "it's d u p o n t" becomes "it's D U P O N T"."""

    def capitals(match: re.Match[str]) -> str:
        name = _joined(match.group())
        return " ".join(name.upper()) if len(name) >= FEWEST_LETTERS else match.group()

    return SPELLED.sub(capitals, text)


def written_name(name: str, language: str) -> str:
    """`name` with capitals where names have them: "jean-pierre d'artagnan", "O'CONNOR", "marie de la tour".

    A name that has both cases already is left as it is.
    """
    name = " ".join(name.replace("’", "'").split())
    if name != name.lower() and name != name.upper():
        return name
    words = name.lower().split()
    return " ".join(
        word if len(words) > 1 and place and language == "fr" and word in PARTICLES else _capital(word)
        for place, word in enumerate(words)
    )


def _capital(word: str) -> str:
    return re.sub(r"(^|[-'])(\w)", lambda match: match[1] + match[2].upper(), word)


def _joined(letters: str) -> str:
    """The letters of a spelled stretch, without what was said to explain them."""
    text = re.sub(r"\s+(?:as\s+in|for|like|comme)\s+[^\W\d_]{2,}", "", letters.lower())
    text = re.sub(r"\bdouble\s+(?:you|u|v|vée?)\b", "w", text)
    text = re.sub(r"\bi\s+grec\b", "y", text)
    text = re.sub(r"\b(?:double|deux)\s+(\w)\b", r"\1\1", text)
    text = re.sub(r"\b([a-z])\s+accent\s+(\w+)", lambda match: match[1] + _ACCENTS[match[2]], text)
    text = re.sub(r"\bapostrophe\b", "'", text)
    text = re.sub(r"\b(?:hyphen|dash|tiret|trait\s+d'union)\b", "-", text)
    text = re.sub(r"[\s,.]+", "", text)
    text = re.sub(r"(?<=\w)-(?=\w(?:-|$))", "", text) if re.fullmatch(r"\w(?:-\w)+", text) else text
    return unicodedata.normalize("NFC", text)
