"""What the caller is about: booking, moving, cancelling, or asking after an appointment. Pure; English and French.

The latest turn of the caller that tells decides; where none does, the assistant's own questions count ("When would you
like to move it to?"), because a model asks them for a reason. It decides defaults only: nothing is written on its word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from frontdesk.pipelines.call_state import CallState, Turn
from frontdesk.pipelines.guards.phrases import any_of
from frontdesk.pipelines.words import plain

Intent = Literal["book", "move", "cancel", "look"]

_THING = r"(?:appointments?|bookings?|visite?s?|seance|slot|check ?up|rendez(?: vous)?|rdv|consultation)"
_ONE = (
    r"(?:(?:my|the|our|his|her|their|that|this|your|mon|le|l|ma|la|votre|son|notre|ce) )(?:(?:next|other"
    r"|prochaine?) )?"
)
_ANY = r"(?:(?:an?|one|une?|d|de|du|des|mes|all|of|these) )?"
_MOVE = (
    r"(?:re ?schedul|re ?arrang|re ?book|mov|chang|postpon|shift|push|swap|switch|delay|alter|exchang)(?:e|ed|ing|s)?"
    r"|put (?:off|back)|bring forward|pushed back"
    r"|(?:deplac|decal|report|repouss|avanc|chang|devanc|modifi|recedul|boug|remett|echang)(?:e|er|ez|es|re|ions)"
)
_CANCEL = r"cancel\w*|call(?:ing)? off|scratch|remove|annul\w*|supprim\w*|decommand\w*|effac\w*|enlev\w*|liber\w*"
_NEW = r"(?:an|another|a new|one|one more|my first|a first|un|une|encore un|un autre|un nouveau|un premier)"
_CALLER: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    (
        "cancel",
        any_of(
            r"cancel(?:l?ing|led|ed|lation)?|call (?:it )?off|annul(?:e|er|ez|ation|era|erai)|decommand\w*"
            r"|canceller|je me desiste",
            r"(?:<cancel>)(?: \w+)? <one><thing>",
            r"<one><thing>(?: \w+){0,8} (?:l (?:annuler|enlever|effacer|oter)|<cancel>)",
            r"(?:don t|not|won t be|no longer) need(?:ing)? <one><thing>",
            r"plus besoin (?:de|du) (?:mon |ma )?<thing>",
            r"take (?:me|my name) off",
            one=_ONE,
            thing=_THING,
            cancel=_CANCEL,
        ),
    ),
    (
        "move",
        any_of(
            r"re ?schedul(?:e|ing|ed)|recedul(?:er|ez)|postpone",
            r"(?:<move>)(?: me)? (?:<one>|<any>)(?:(?:time|day|date|heure|jour|horaire) (?:of |de )?)?(?:<one>"
            r"|<any>)<thing>",
            r"<one><thing>(?: \w+){0,8} (?:be|to|it|that|le|l|la|je|me|qu on (?:le|la)) (?:<move>)",
            r"appointment(?: \w+){0,4} (?:re ?booked|moved|altered)",
            r"(?:chang|switch|mov|pick|set)\w* (?:it|that|the|my|to)(?: \w+)? (?:another|a different|some other"
            r"|other) (?:day|time|date)",
            r"(?:change|changing|switch) (?:the |my )?(?:time|day|date)s?",
            r"(?:changer|change) (?:de |d |l |mon |la |le )(?:jour|heure|date|journee|moment)",
            r"move it|move that|push it back|(?:bring|put) (?:it|my \w+) (?:forward|back)|(?:le|l"
            r"|la) (?:deplacer|decaler|reporter"
            r"|repousser|avancer|devancer|changer)",
            r"(?:different|another|other|new|later|sooner) (?:time|day|date) (?:for|instead of|than) (?:<one>"
            r"|<any>)(?:<thing>|one)",
            r"(?:une |un )?autre (?:heure|jour|date|journee|moment) pour <one><thing>",
            r"<thing>(?: \w+){0,6} (?:le |la )?(?:mettre|mette|mets) (?:a |un |une )?(?:plus|autre)",
            r"(?:report|deplacement|changement)(?: d heure)? (?:de|d un) <thing>",
            r"(?:can t|cannot|won t|doesn t|ne peux|ne pourrai|ne me convient)(?: \w+){0,8} (?:another|other"
            r"|different|autre)"
            r" (?:day|time|jour|moment|heure|date)",
            one=_ONE,
            any=_ANY,
            thing=_THING,
            move=_MOVE,
        ),
    ),
    (
        "book",
        any_of(
            r"(?:book|make|schedule|get|arrange|grab|give me|set up|need|like|want|like to have|could i have"
            r"|can i have) <new> <thing>",
            r"(?:arrange|sign me up for|make a|reserve)(?: an?)? (?:<thing>|booking)|(?:new|another"
            r"|first) appointment",
            r"(?:squeeze me|fit me) in",
            r"(?:prendre|avoir|fixer|reserver|obtenir|faut|faudrait|voudrais|veux|prendrais|besoin d|donner"
            r"|donnez moi|prendrait)"
            r" (?:<new> )?(?:rendez|rdv)",
            r"prendre (?:un )?rendez|(?:nouveau|autre|premier) rendez",
            new=_NEW,
            thing=_THING,
        ),
    ),
    (
        "look",
        any_of(
            r"(?:when|what time|what day|what date)(?: s| is| was)?(?: again)? <one>(?:\w+ )?<thing>|when am i",
            r"(?:check|confirm|verify|look up|find|confirming|checking)(?: on)? <one>(?:<thing>|time)",
            r"(?:when|what time|what day)(?: \w+)? <one><thing> (?:is|was)",
            r"(?:forgot|forgotten|lost)(?: \w+){0,6} <thing>|remind me|(?:date|time|hour) of <one>(?:\w+ )?<thing>",
            r"(?:do i have|have i got) (?:an|any) <thing>|is <one><thing>|(?:do you )?expect(?:ing)? me"
            r"|am i (?:booked|supposed|expected)|(?:what time|when) (?:i m|am i|i am) (?:coming|due|supposed|booked)",
            r"(?:c est|est) quand|quand (?:est|c est) <one><thing>|quand est ce que j ai rendez"
            r"|a quelle heure est|quel jour est",
            r"(?:verifier|retrouver|confirmer|rappeler|redire)(?: la date de| l heure de)? <one>(?:<thing>|heure)",
            r"(?:j ai oublie|ne sais plus|sais plus|perdu)(?: \w+){0,6} (?:<thing>|heure|date|jour)"
            r"|(?:est ce que j ai|ai je) un <thing>",
            r"(?:date|heure) de (?:mon|ma|notre) (?:prochain |prochaine )?<thing>|(?:mon rendez vous|rdv) c est"
            r"|quand je (?:dois|devais) venir"
            r"|m attendez|quand j ai rendez",
            one=_ONE,
            thing=_THING,
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
    if call.purpose is None or call.purpose_since <= call.served_until:
        return intent(call.turns[call.served_until :])
    since = [turn for turn in call.turns[max(0, call.purpose_since - 1) :] if turn.speaker == "caller"]
    return intent(since) or call.purpose


def _meant(said: str, table: tuple[tuple[Intent, re.Pattern[str]], ...]) -> Intent | None:
    return next((meaning for meaning, pattern in table if pattern.search(said)), None)
