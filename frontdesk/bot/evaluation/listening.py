"""What a caller takes the receptionist to have asked last, in any wording that a model may use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontdesk.bot.evaluation.questions import (
    ENGLISH,
    ENGLISH_IN_CONTEXT,
    FRENCH,
    FRENCH_IN_CONTEXT,
    Patterns,
    Question,
)

__all__ = ["Question", "asked"]

_Compiled = Sequence[tuple[Question, re.Pattern[str]]]
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_WITHOUT_A_MARK = ("goodbye", "message", "how can I help", "again")
"""What may be asked for without a question mark."""


def _compiled(table: Patterns) -> _Compiled:
    return [(question, re.compile(pattern, re.I)) for question, pattern in table]


_PATTERNS = {"en": _compiled(ENGLISH), "fr": _compiled(FRENCH)}
_IN_CONTEXT = {"en": _compiled(ENGLISH_IN_CONTEXT), "fr": _compiled(FRENCH_IN_CONTEXT)}


def asked(heard: str, language: str) -> Question:
    """The question that stands last in what was heard; "nothing" where there is none.

    >>> asked("I have nothing free then. Which other day would suit you?", "en")
    'day'
    """
    heard = heard.replace("’", "'").strip()
    sentences = _SENTENCE.split(heard)
    last = max((place for place, sentence in enumerate(sentences) if "?" in sentence), default=None)
    if last is None:
        found = _which(heard, _PATTERNS[language])
        return found if found in _WITHOUT_A_MARK else "nothing"
    both = " ".join(sentences[max(0, last - 1) : last + 1])
    found = _which(sentences[last], _PATTERNS[language])
    if found in ("pick", "nothing"):
        found = _which(both, _IN_CONTEXT[language], otherwise=found)
    return found if found != "nothing" else _which(both, _PATTERNS[language])


def _which(text: str, patterns: _Compiled, *, otherwise: Question = "nothing") -> Question:
    return next((question for question, pattern in patterns if pattern.search(text)), otherwise)
