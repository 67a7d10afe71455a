"""Comparing words the way a listener does: without case, accents and punctuation, and forgiving a slip of the ear."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

_SPECIAL = str.maketrans({"’": "'", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o"})


def fold(text: str) -> str:
    """The text in lower case without accents; apostrophes straight; everything else as it was.

    >>> fold("Où êtes-vous, L’Œil ?")
    "ou etes-vous, l'oeil ?"
    """
    plain = unicodedata.normalize("NFD", text.translate(_SPECIAL).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def tokens(text: str) -> list[str]:
    """Folded words and numbers; apostrophes, hyphens and all other signs part them.

    >>> tokens("C'est Jean-Pierre, à 10 h 30.")
    ['c', 'est', 'jean', 'pierre', 'a', '10', 'h', '30']
    """
    return re.findall(r"[^\W_]+", fold(text))


def plain(text: str) -> str:
    """Folded words with one space between them and at either end: `plain(a) in plain(b)` compares whole words."""
    return f" {' '.join(tokens(text))} "


def likeness(one: str, other: str) -> float:
    """How alike two texts look once folded: 0 (nothing in common) to 1 (equal)."""
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def share_said(words: str, said: list[str], *, likeness_needed: float = 0.75) -> float:
    """The share (0..1) of the words that somebody said, each forgiving a slip of the ear; 0 for no words."""
    wanted = tokens(words)
    heard = {token for text in said for token in tokens(text)}
    hits = [token for token in wanted if _heard(token, heard, likeness_needed)]
    return len(hits) / len(wanted) if wanted else 0.0


def _heard(token: str, heard: set[str], needed: float) -> bool:
    return token in heard or any(
        likeness(token, other) >= needed for other in heard if len(token) > 2 and len(other) > 2
    )
