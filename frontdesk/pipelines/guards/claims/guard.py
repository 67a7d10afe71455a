"""The claims guard: no sentence of the model may say that something was booked, moved or cancelled that was not.

Code announces every write itself, from the event as read back. So a claim of the model is either a repeat, which is
dropped, or a lie, which is replaced by the truth (see `claims_truth`). The guard errs on the safe side: a needless
"nothing is booked yet" costs a turn, a false "you're all set" costs somebody a journey. Questions, offers and
conditions pass. The wordings are in `claims_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Literal

from frontdesk.pipelines.guards.claims.clauses import asks, clauses_of
from frontdesk.pipelines.guards.claims.rules import RULES, Rules

Claim = Literal["booked", "moved", "cancelled", "told"]
"""What a sentence says was done; "told": it says that an appointment exists."""


class Verdict(Enum):
    """What happens to a sentence of the model."""

    PASS = "pass"
    """It is spoken."""
    DROP = "drop"
    """It repeats what code has announced; it is not spoken."""
    REPLACE = "replace"
    """It must not be said; a correction is spoken in its place."""


def claims_in(sentence: str) -> set[Claim]:
    """What one sentence of the model (or several) claims, in either language: a model may slip into the other one.

    >>> claims_in("You're all set."), claims_in("Shall I cancel it?")
    ({'booked'}, set())
    """
    return {claim for text in _sentences(sentence) for rules in RULES.values() for claim in _claims(text, rules)}


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?…])\s+", text.strip()) if part]


def _claims(sentence: str, rules: Rules) -> Iterator[Claim]:
    """The claims in the clauses of one sentence."""
    clauses, question = clauses_of(sentence), asks(sentence)
    conditional = any(rules.condition.search(clause) for clause in clauses)
    reading_back = any(rules.read_back.search(clause) for clause in clauses)
    for index, clause in enumerate(clauses):
        asked = question and index == len(clauses) - 1
        if rules.negation.search(clause) or rules.harmless.search(clause) or (asked and rules.asking.search(clause)):
            continue
        promised = rules.promised.search(clause) and not (asked or conditional or reading_back)
        if promised or _unconditional(rules.done, clause, rules):
            yield _kind(clause, rules)
        if _unconditional(rules.told, clause, rules):
            yield "told"


def _kind(clause: str, rules: Rules) -> Claim:
    if rules.cancelling.search(clause):
        return "cancelled"
    return "moved" if rules.moving.search(clause) else "booked"


def _unconditional(pattern: re.Pattern[str], clause: str, rules: Rules) -> bool:
    found = pattern.search(clause)
    # One more character, so that a condition right before the claim still ends with its space.
    return found is not None and rules.condition.search(clause[: found.start() + 1]) is None
