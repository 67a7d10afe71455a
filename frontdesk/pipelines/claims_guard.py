"""The claims guard: no sentence of the model may say that something was booked, moved or cancelled.

Code announces every write itself, from the event as read back. So a claim of the model is either a repeat, which is
dropped, or a lie, which is replaced by the truth. The guard errs on the safe side: a needless "nothing is booked yet"
costs a turn, a false "you're all set" costs somebody a journey. Questions, offers and conditions pass. The wordings
are in `claims_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from frontdesk.pipelines.claims_rules import RULES, Rules
from frontdesk.pipelines.words import plain


class Verdict(Enum):
    """What happens to a sentence of the model."""

    PASS = "pass"
    """It is spoken."""
    DROP = "drop"
    """It repeats what code has announced; it is not spoken."""
    REPLACE = "replace"
    """It is not true; `sentences.nothing_booked` is spoken in its place and the model is asked again."""


def check_sentence(sentence: str, language: str, committed: bool) -> Verdict:
    """Judge one sentence of the model (or several). `committed`: something was written in this call.

    `language` decides which rules come first; the other language's rules are tried as well, because a model may slip.
    """
    first = "fr" if language == "fr" else "en"
    for rules in (RULES[first], RULES["en" if first == "fr" else "fr"]):
        kinds = {kind for text in _sentences(sentence) for kind in _claims(text, rules)}
        if "claim" in kinds:
            return Verdict.DROP if committed else Verdict.REPLACE
        if "told" in kinds and not committed:
            return Verdict.REPLACE
    return Verdict.PASS


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?…])\s+", text.strip()) if part]


def _claims(sentence: str, rules: Rules) -> Iterator[str]:
    """The kinds of claim ("claim", "told") in the clauses of one sentence."""
    clauses = [plain(clause) for clause in re.split(r"[,;:—–.!?…]|\s-\s", sentence)]
    clauses = [clause for clause in clauses if clause.strip()]
    question = sentence.rstrip(" \"'»").endswith("?")
    conditional = any(rules.condition.search(clause) for clause in clauses)
    reading_back = any(rules.read_back.search(clause) for clause in clauses)
    for index, clause in enumerate(clauses):
        asked = question and index == len(clauses) - 1
        if rules.negation.search(clause) or rules.harmless.search(clause) or (asked and rules.asking.search(clause)):
            continue
        if _unconditional(rules.done, clause, rules):
            yield "claim"
        if rules.promised.search(clause) and not (asked or conditional or reading_back):
            yield "claim"
        if _unconditional(rules.told, clause, rules):
            yield "told"


def _unconditional(pattern: re.Pattern[str], clause: str, rules: Rules) -> bool:
    found = pattern.search(clause)
    # One more character, so that a condition right before the claim still ends with its space.
    return found is not None and rules.condition.search(clause[: found.start() + 1]) is None
