"""What the caller is about: booking, moving, cancelling, or asking after an appointment. Pure; English and French.

The latest turn of the caller that tells decides; where none does, the assistant's own questions count ("When would you
like to move it to?"), because a model asks them for a reason. It decides defaults only: nothing is written on its word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from frontdesk.pipelines.call_state import CallState, Turn
from frontdesk.pipelines.words import plain

Intent = Literal["book", "move", "cancel", "look"]

_ONE = r"(?:(?:my|the|an|that|this|mon|le|l|un|ma|la|votre|your) )?(?:(?:next|other|prochain|prochaine) )?"
_CALLER: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    (
        "cancel",
        re.compile(
            r" (?:cancel\w*|call (?:it )?off|annul\w*|supprim\w*|decommand\w*"
            r"|(?:don t|not) need (?:my|the) (?:appointment|visit|booking)|plus besoin (?:de|du) (?:mon|ma)? ?"
            r"(?:rendez|visite)) "
        ),
    ),
    (
        "move",
        re.compile(
            r" (?:re ?schedul\w*|mov(?:e|ing)|postpon\w*|shift|push|(?:bring|put) (?:it|my \w+) (?:forward|back)"
            r"|different (?:time|day)|another time for my|deplac\w*|decal\w*|report(?:er|ez)|repouss\w*|avanc(?:er|ez))"
            rf" | (?:chang(?:e|ing|er|ez)) {_ONE}(?:it|time|day|date|appointment|visit|booking|rendez|heure|jour) "
            r"| (?:can t|cannot|won t|doesn t|ne peux|ne pourrai|ne me convient).* (?:another|other|different|autre)"
            r" (?:day|time|jour|moment|heure|date) "
            r"| (?:put|do|mettre|faire) (?:my|mon) (?:appointment|visit|booking|rendez) "
            r"| bring (?:my \w+|it) forward "
            r"| (?:changer d heure|changer de jour|une autre heure pour mon) "
        ),
    ),
    (
        "book",
        re.compile(
            r" (?:(?:book|make|schedule|get|set up|need|like|want|have) (?:(?:an|another|a new|one more) )"
            r"(?:appointment|visit|one)|new appointment|another appointment|book me|squeeze me|fit me in"
            r"|(?:prendre|avoir|fixer|reserver|faut|faudrait|voudrais|veux) (?:(?:un|encore un|un autre|un nouveau) )"
            r"(?:rendez|rdv)|prendre rendez|nouveau rendez|autre rendez) "
        ),
    ),
    (
        "look",
        re.compile(
            rf" (?:(?:when|what time|what day) is {_ONE}(?:appointment|visit|booking)|(?:check|confirm|look up|find)"
            rf" {_ONE}(?:appointment|visit|booking|time)|(?:forgot|forgotten)|do i have (?:an|any)"
            rf"|(?:c est|est) quand|quand (?:est|c est)|a quelle heure est|quel jour est|(?:verifier|retrouver"
            rf"|confirmer) {_ONE}(?:rendez|rdv|heure)|j ai oublie|est ce que j ai un|ai je un) "
            r"| (?:is my (?:appointment|visit|booking)|remind me|(?:date|time|hour) of my|(?:do you )?expect me|am i "
            r"(?:booked|supposed|expected)|(?:mon rendez vous|rdv) c est|(?:date|heure) de (?:mon|ma)"
            r"|rappeler (?:mon|ma)|quand je (?:dois|devais) venir|m attendez) "
        ),
    ),
)
_ASSISTANT: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    (
        "cancel",
        re.compile(r" (?:shall i cancel|can cancel your|i cancel your|l annuler|annuler votre|j annule votre) "),
    ),
    ("move", re.compile(r" (?:move it to|can move your|i move your|le deplacer|deplacer votre|je deplace votre) ")),
)


def intent(turns: Sequence[Turn]) -> Intent | None:
    """What the last turn of the caller that says so is about, or else of the assistant; None where none does.

    >>> intent([Turn("caller", "I'd like to move my appointment."), Turn("caller", "Mary Smith.")])
    'move'
    """
    for speaker, table in (("caller", _CALLER), ("assistant", _ASSISTANT)):
        for turn in reversed(turns):
            if turn.speaker == speaker and (meant := _meant(plain(turn.text), table)):
                return meant
    return None


def intent_of(call: CallState) -> Intent | None:
    """What the caller is about, in clear words of theirs or as the model understood them; what is newer counts."""
    if call.purpose is None or call.purpose_since < call.served_until:
        return intent(call.turns[call.served_until :])
    since = [turn for turn in call.turns[max(0, call.purpose_since - 1) :] if turn.speaker == "caller"]
    return intent(since) or call.purpose


def _meant(said: str, table: tuple[tuple[Intent, re.Pattern[str]], ...]) -> Intent | None:
    return next((meaning for meaning, pattern in table if pattern.search(said)), None)
