"""Whom the caller asked to see, in words that a model left out of its tool call.

A bare family name is no wish: callers have the same names. It counts behind a title, or behind "with" and the like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontdesk.clinic import Clinic, Practitioner
from frontdesk.pipelines.words import plain

_TITLE = r"(?:dr|dre|doctor|doctors|docteur|docteure|doc|mr|mrs|ms|miss|monsieur|madame|mme)"
_SEEING = r"(?:with|see|seeing|by|avec|voir|chez|par)"
_ANYBODY = re.compile(
    r" (?:any(?:one|body)|whoever|whichever|either|doesn t matter|don t mind|no preference|first available"
    r"|n importe|peu importe|egal|sans preference|pas de preference|qui que ce soit) "
)


def practitioner_said(clinic: Clinic, turns: Sequence[str]) -> Practitioner | None:
    """The one who was named last, unless the caller minds no more; None where nobody or two were named in one turn."""
    for turn in reversed(turns):
        words = plain(turn)
        if _ANYBODY.search(words):
            return None
        named = [person for person in clinic.practitioners if _names(person, words)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _names(person: Practitioner, words: str) -> bool:
    bare = re.sub(rf"^ {_TITLE} ", " ", plain(person.name)).strip()
    parts = [re.escape(part) for part in bare.split()]
    alone = rf" (?:{_TITLE} (?:\w+ )?{parts[-1]}|{_SEEING} (?:{parts[0]}|{parts[-1]})) "
    return f" {bare} " in words or bool(re.search(alone, words))
