"""The advice guard: frontdesk gives no medical advice, and says so at once to a caller who asks for some. Pure.

A sentence of the model that doses, treats, diagnoses or reassures is stopped, unless it repeats a passage from the
clinic's own documents that this call was given: those words are the clinic's. The wordings are in `advice_rules`; both
languages' rules always run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from frontdesk.pipelines.guards.advice.english import ENGLISH
from frontdesk.pipelines.guards.advice.french import FRENCH
from frontdesk.pipelines.guards.advice.rules import AdviceRules
from frontdesk.pipelines.words import plain, share_said

_FROM_A_PASSAGE = 0.85
"""The share of a sentence's words that one passage must hold for the sentence to count as the clinic's own."""

_RULES = (ENGLISH, FRENCH)


def gives_advice(sentence: str, passages: Iterable[str] = ()) -> bool:
    """Whether a sentence of the model gives medical advice of the model's own. `passages`: what it was given to read.

    >>> gives_advice("You can take ibuprofen."), gives_advice("Only the dentist can tell you that.")
    (True, False)
    """
    if sentence.rstrip(" \"'»").endswith("?") or not _gives(sentence):
        return False
    return not any(share_said(sentence, [passage]) >= _FROM_A_PASSAGE for passage in passages)


def asks_for_advice(words: str) -> bool:
    """Whether a caller's turn asks for medical advice.

    >>> asks_for_advice("How much ibuprofen can I take?"), asks_for_advice("How much is a filling?")
    (True, False)
    """
    return any(_asks(plain(words), rules) for rules in _RULES)


def _gives(sentence: str) -> bool:
    whole = plain(sentence)
    if any(rules.harmless.search(whole) for rules in _RULES):
        return False
    clauses = [plain(clause) for clause in re.split(r"[;:—–.!?…]|\s-\s", sentence)]
    if any(rules.given.search(clause) for clause in clauses for rules in _RULES):
        return True
    # The rules of both languages are tried: an anchor in either keeps a word that both know.
    return any(rules.topic.search(whole) for rules in _RULES) and not any(
        rules.anchor.search(whole) for rules in _RULES
    )


def _asks(said: str, rules: AdviceRules) -> bool:
    if rules.passed_on.search(said):
        return False
    return rules.asked.search(said) is not None or _wants_an_opinion(said, rules)


def _wants_an_opinion(said: str, rules: AdviceRules) -> bool:
    return bool(rules.opinion.search(said) and rules.matter.search(said)) and not rules.desk.search(said)
