"""The emergency guard: does a caller's turn say that somebody is in danger? Rules, no model; see `emergency_rules`.

Both languages' rules run over every turn, whatever the call is in: who is afraid falls back into the first language.
"""

from __future__ import annotations

import re

from frontdesk.pipelines.guards.emergency.english import ENGLISH
from frontdesk.pipelines.guards.emergency.french import FRENCH
from frontdesk.pipelines.guards.emergency.rules import EmergencyRules
from frontdesk.pipelines.words import plain


def is_emergency(words: str) -> bool:
    """Whether the words, in either language, are a red flag.

    >>> is_emergency("My husband can't breathe."), is_emergency("My tooth is killing me.")
    (True, False)
    """
    return any(_flagged(plain(part), rules) for part in _sentences(words) for rules in (ENGLISH, FRENCH))


def _sentences(words: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?…])\s+", words) if part.strip()]


def _flagged(said: str, rules: EmergencyRules) -> bool:
    rest = rules.harmless.sub("#", said)
    present, times = rules.past.subn("#", rest)
    if times and not rules.now.search(present):
        return False
    return any(pattern.search(rest) for pattern in (rules.flags, rules.signs))
