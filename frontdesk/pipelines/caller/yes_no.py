"""A clear yes and a clear no in a caller's words, however many words they take. Pure; English and French.

A yes is a word that says nothing else ("yes", "oui"), a judgement of what was read back ("that's all correct", "tout
est bon") or an acceptance ("I'll take it", "on fait ça"). Words that are a yes only by themselves ("right", "good",
"bon") count where every word beside them adds nothing. No yes stands beside a no, a doubt, an exception or a question.
"""

from __future__ import annotations

import re
from typing import Literal

from frontdesk.pipelines.caller.no_words import EXCEPTION, KEEP, NO, POLITE_NO, UNSURE
from frontdesk.pipelines.caller.yes_words import CLEAR_YES, YES_BY_ITSELF, adds_nothing
from frontdesk.pipelines.words import plain

Act = Literal["book", "move", "cancel"]
"""What is done with a slot or an appointment."""

ACTS: dict[Act, re.Pattern[str]] = {
    "cancel": re.compile(r"\b(?:cancel\w*|annul\w*|supprim\w*|décommand\w*|decommand\w*)", re.I),
    "move": re.compile(
        r"\b(?:mov(?:e|ing)|re-?schedul\w*|postpon\w*|shift\w*|push\w*|chang(?:e|ing)"
        r"|d[ée]pla[cç]\w*|d[ée]cal\w*|report(?:e|er|ez|ons)|repouss\w*|avanc(?:e|er|ez|ons)|chang(?:er|ez|eons))\b",
        re.I,
    ),
}
"""How the acts on a standing appointment are named."""


def says_yes(words: str) -> bool:
    """An explicit yes with no no, doubt or "but" beside it. Questions are no answers.

    >>> says_yes("Yes, that's right."), says_yes("Not sure."), says_yes("Pourquoi pas."), says_yes("Yes?")
    (True, False, True, False)
    >>> says_yes("That's all correct."), says_yes("It's all correct but the name."), says_yes("I understand.")
    (True, False, False)
    """
    if words.rstrip().endswith("?"):
        return False
    said = plain(words)
    rest = POLITE_NO.sub(" ", said)
    if NO.search(rest) or UNSURE.search(rest) or EXCEPTION.search(rest):
        return False
    return bool(CLEAR_YES.search(said)) or (bool(YES_BY_ITSELF.search(said)) and adds_nothing(words))


def says_no(words: str, act: Act = "book") -> bool:
    """A no, a correction or a change of mind; polite phrases that only contain the word do not count.

    >>> says_no("No, the second one."), says_no("No problem."), says_no("Oui, annulez-le.", "cancel")
    (True, False, False)
    """
    rest = POLITE_NO.sub(" ", plain(_without_act(words, act)))
    kept = act != "book" and KEEP.search(plain(words))
    return bool(NO.search(rest) or kept)


def agrees(words: str, act: Act) -> bool:
    """A yes to the act: a plain one, or the act itself demanded.

    >>> agrees("Yes.", "cancel"), agrees("Cancel it, please.", "cancel"), agrees("Don't cancel it.", "cancel")
    (True, True, False)
    """
    rest = _without_act(words, act)
    demanded = rest != words and not words.rstrip().endswith("?")
    doubtful = says_no(words, act) or UNSURE.search(POLITE_NO.sub(" ", plain(words)))
    return (says_yes(rest) or demanded) and not doubtful


def _without_act(words: str, act: Act) -> str:
    """The words without the verb of the act itself: "annulez" is no refusal where cancelling is the question."""
    return ACTS[act].sub(" ", words) if act in ACTS else words
