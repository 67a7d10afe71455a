"""The two turns after somebody was told what to dial: whoever asks what to do, or is in panic, is told again.

A bare no there answers the question behind the warning; it is no goodbye. Whoever says the very words again for which
they were told already, and asks the practice for something in them, has heard it and is served. The same words without
any such wish are served too once they were answered with what to dial several times.
"""

from __future__ import annotations

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.guards.phrases import any_of
from frontdesk.pipelines.words import likeness, plain, tokens

TURNS = 2
_SAME = 0.85
"""How alike two turns are that say the same."""
_OFTEN = 3
"""How often the same words are answered with what to dial."""
_PANIC = any_of(
    r"what (?:do|should|can|must|shall) (?:i|we) do|what to do|help(?: (?:me|us|him|her))?|hurry|(?:oh )?my god"
    r"|oh god"
    r"|(?:he|she|it) (?:is|s) (?:still|getting|not)|please hurry|quick(?:ly)?|i don t know what",
    r"que (?:dois je|faire|doit on|puis je) ?(?:faire)?|qu est ce que (?:je|on) (?:fais|fait|dois|doit|peux)"
    r"|quoi faire"
    r"|je fais quoi|on fait quoi|a l aide|aide[rz]? (?:moi|nous|le|la)|au secours|vite|mon dieu|depechez vous",
)
_WISH = any_of(
    r"appointments?|booking|book|visit|check up|come in|bring (?:him|her|it)|(?:do|can|could|will|would|are) you"
    r"|i d like|i would like|i want to|how much|what time|is there",
    r"rendez vous|rdv|reserver|visite|venir|(?:voyez|pouvez|prenez|traitez|soignez|faites|avez|recevez|pourriez"
    r"|acceptez) vous"
    r"|est ce que (?:vous|je|c est)|vous (?:voyez|prenez|traitez|soignez|faites|avez|acceptez)|je (?:voudrais"
    r"|veux|paie)"
    r"|j aimerais|combien|a quelle heure|y a t il",
)
"""What is asked of a practice, and of no ambulance."""
_NO = frozenset(tokens("no nope nah non no, thanks thank you merci not really pas du tout"))


def just_warned(call: CallState) -> bool:
    """Whether the caller was told what to dial at most two turns ago."""
    return call.warned_at is not None and 0 < len(call.caller_said) - call.warned_at <= TURNS


def heard_before(call: CallState, words: str) -> int:
    """How often the caller has said these very words before, of the turns that came before the last one."""
    said = plain(words)
    return sum(likeness(said, plain(earlier)) >= _SAME for earlier in call.caller_said[:-1])


def past_the_warning(call: CallState, words: str) -> bool:
    """Whether words of danger were answered already: said again with a wish, or too often to be told once more."""
    times = heard_before(call, words) if call.warned_at is not None else 0
    if not times or in_panic(words):
        return False
    return bool(_WISH.search(plain(words))) or times >= _OFTEN


def in_panic(words: str) -> bool:
    """Whether the words ask what to do now, or for help.

    >>> in_panic("What do I do?"), in_panic("Aidez-moi, vite !"), in_panic("I'd like an appointment.")
    (True, True, False)
    """
    return bool(_PANIC.search(plain(words)))


def bare_no(words: str) -> bool:
    """Whether the words are a no and nothing else."""
    said = tokens(words)
    return bool({"no", "nope", "nah", "non"}.intersection(said)) and _NO.issuperset(said)
