"""Whom the caller asked to see, in words that a model left out of its tool call.

A bare family name is no wish: callers have the same names. It counts behind a title, or behind "with" and the like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontdesk.clinic import Clinic, Practitioner
from frontdesk.pipelines.words import plain

_TITLE = r"(?:dr|dre|doctor|doctors|docteur|docteure|doc)"
_SEEING = r"(?:with|see|seeing|seen by|avec|voir|vu par|vue par|chez)(?: (?:mrs|ms|miss|mr|madame|mme|monsieur))?"
_NOT_WANTED = re.compile(
    r" (?:not|never|without|except|but|than|other than|pas|sans|sauf|autre que|plus)"
    r"(?: (?:with|by|see|seeing|avec|voir|chez|le|la|want|to|for))* $"
)
"""What stands before somebody whom the caller does not want."""
_MYSELF = re.compile(
    r" (?:this is|it s|my name is|name s|i m|i am|here is|ici|c est|je suis|je m appelle|mon nom est|au nom de"
    r"|under|for|pour)(?: (?:mrs|mr|ms|miss|madame|monsieur|mme))? $"
)
"""What stands before the caller's own name, which may be a practitioner's too."""
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
    first, last = parts[0], parts[-1]
    named = rf"{_TITLE} (?:{first} )?{last}|{re.escape(bare)}"
    seen = rf" {_SEEING} (?:{first}|{last}) "
    return any(not _NOT_WANTED.search(words[: found.start() + 1]) for found in re.finditer(seen, words)) or any(
        not _NOT_WANTED.search(words[: found.start() + 1]) and not _MYSELF.search(words[: found.start() + 1])
        for found in re.finditer(f" (?:{named}) ", words)
    )
