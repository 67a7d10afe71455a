"""The two turns after somebody was told what to dial: whoever asks what to do, or is in panic, is told again.

A bare no there answers the question behind the warning; it is no goodbye.
"""

from __future__ import annotations

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.guards.phrases import any_of
from frontdesk.pipelines.words import plain, tokens

TURNS = 2
_PANIC = any_of(
    r"what (?:do|should|can|must|shall) (?:i|we) do|what to do|help(?: (?:me|us|him|her))?|hurry|(?:oh )?my god|oh god"
    r"|(?:he|she|it) (?:is|s) (?:still|getting|not)|please hurry|quick(?:ly)?|i don t know what",
    r"que (?:dois je|faire|doit on|puis je) ?(?:faire)?|qu est ce que (?:je|on) (?:fais|fait|dois|doit|peux)|quoi faire"
    r"|je fais quoi|on fait quoi|a l aide|aide[rz]? (?:moi|nous|le|la)|au secours|vite|mon dieu|depechez vous",
)
_NO = frozenset(tokens("no nope nah non no, thanks thank you merci not really pas du tout"))


def just_warned(call: CallState) -> bool:
    """Whether the caller was told what to dial at most two turns ago."""
    return call.warned_at is not None and 0 < len(call.caller_said) - call.warned_at <= TURNS


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
