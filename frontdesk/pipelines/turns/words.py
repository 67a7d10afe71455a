"""What the words of an unfinished turn say about whether more is coming. Pure; English and French.

A turn analyser hears melody only. Words sharpen it on three occasions that a receptionist meets all day:

    a whole short answer ("yes", "non merci")          -> closed: nobody adds anything
    a dangling word ("on Tuesday at", "je m'appelle")  -> open: the rest follows
    a number still short of its digits ("514 555")     -> open: people breathe inside phone numbers
"""

import re
from typing import Literal

Hint = Literal["closed", "open"]

_SHORT_ANSWERS = frozenset(
    {
        "yes", "yes please", "yeah", "yep", "no", "no thanks", "no thank you", "nope", "ok", "okay", "sure", "correct",
        "that's right", "right", "exactly", "perfect", "goodbye", "bye", "thank you", "thanks", "that's all",
        "oui", "oui merci", "ouais", "non", "non merci", "d'accord", "parfait", "exact", "exactement", "c'est ça",
        "c'est exact", "c'est tout", "merci", "au revoir", "bien sûr", "s'il vous plaît",
    }
)  # fmt: skip

_DANGLING = (
    "and", "or", "but", "at", "on", "for", "with", "to", "the", "a", "an", "my", "of", "from", "between", "before",
    "after", "around", "um", "uh", "er", "because", "i", "i'd like", "i would like", "i want", "i need", "my name is",
    "my number is", "this is", "it's", "is",
    "et", "ou", "mais", "à", "le", "la", "les", "un", "une", "des", "de", "du", "pour", "avec", "chez", "vers", "entre",
    "avant", "après", "euh", "parce que", "je", "je voudrais", "j'aimerais", "je veux", "mon nom est", "je m'appelle",
    "mon numéro est", "c'est", "est",
)  # fmt: skip

_SHORTEST_NUMBER = 7
"""Digits of the shortest phone number anybody dictates (a local number)."""


def hint(text: str) -> Hint | None:
    """Judge the words of the turn so far; None when they say nothing either way."""
    words = re.sub(r"[^\w' ]", " ", text.lower().replace("’", "'"))
    words = " ".join(words.split())
    if words in _SHORT_ANSWERS:
        return "closed"
    if words.endswith(tuple(f" {last}" for last in _DANGLING)) or words in _DANGLING:
        return "open"
    if _unfinished_number(words):
        return "open"
    return None


def _unfinished_number(words: str) -> bool:
    """Whether the turn ends in digits that are no time, no date and no year, and too few for a phone number."""
    tail = re.search(r"(?:\d+ ?)+$", words)
    if tail is None:
        return False
    groups = [len(group) for group in tail.group().split()]
    dictated = max(groups) >= 5 or len(groups) >= 3 or (len(groups) == 2 and max(groups) == 3)
    return dictated and sum(groups) < _SHORTEST_NUMBER
