"""How a sentence of the model is cut into clauses for claims to be looked for, and what takes a claim's force away."""

from __future__ import annotations

import re

from frontdesk.pipelines.guards.claims.rules import RULES
from frontdesk.pipelines.words import plain

_SOON = re.compile(r" (?:des que possible|as soon as possible)(?= )")
"""Sounds like a condition and is none."""
_NOBODY = re.compile(r" (?:nobody|no one|personne ne|personne n) ")


def clauses_of(sentence: str) -> list[str]:
    """The folded clauses between the sentence's commas and other stops (see `words.plain`)."""
    parts = [plain(part) for part in re.split(r"[,;:—–.!?…]|\s-\s", sentence)]
    return [part for part in parts if part.strip()]


def asks(sentence: str) -> bool:
    """Whether the sentence ends as a question."""
    return sentence.rstrip(" \"'»").endswith("?")


def claimed(sentence: str, pattern: re.Pattern[str], language: str) -> bool:
    """Whether a clause holds the pattern and is meant: not asked, denied, or made to depend on something."""
    rules, clauses = RULES[language], [_SOON.sub("", clause) for clause in clauses_of(sentence)]
    if any(rules.condition.search(clause) for clause in clauses):
        return False
    told = clauses[:-1] if asks(sentence) else clauses
    return any(
        pattern.search(clause) and not rules.negation.search(clause) and not _NOBODY.search(clause) for clause in told
    )
