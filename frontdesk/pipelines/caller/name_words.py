"""What a word can be in words that may hold a name: part of it, or what stands before, behind or in place of one."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from frontdesk.pipelines.caller.everyday_words import ENGLISH, FRENCH
from frontdesk.pipelines.words import tokens


class Kind(Enum):
    """The part that a word can play."""

    NAME = "name"
    """Nothing else is known of it."""
    EITHER = "either"
    """A name or an everyday word: "Grace", "Petit"."""
    RARELY = "rarely"
    """An everyday word that is a name now and then: "Will", "Long"."""
    PARTICLE = "particle"
    """Part of a name in front of a name: "Le Gall", "van den Berg"."""
    TITLE = "title"
    STAFF = "staff"
    """A title that callers give others: "Doctor Chen"."""
    LETTER = "letter"
    PLAIN = "plain"
    """An everyday word, or no word."""


_BOTH = frozenset(
    tokens(
        "yes yeah no ok okay oui non hello hi bonjour bonsoir allo please sorry pardon thanks thank you merci bye "
        "goodbye um uh er euh hein ouais unknown none null caller patient name nom appointment rendez vous number "
        "numéro my your mon votre minute minutes moment second seconde one instant wait hold attendez hang give me "
        "donnez what quoi comment have need want voudrais veux that this it is je est pour today tomorrow demain"
    )
)
"""Plain words in a call of either language: callers mix, and so do models."""
_EITHER = frozenset(
    tokens(
        "april avril june juin mark bill grace rose hope joy faith dawn rob sue pat grant price march king white black "
        "brown green gray van bell hill west church parent grand petit gros noël gentil roi rouge blanc noir marie "
        "pierre booker page young rich patience côté"
    )
)
_RATHER_PLAIN = frozenset(
    tokens("may will long good best little love day days early art forget bon beau fort fin haut lieu")
)
_PARTICLES = frozenset(
    tokens("de du des la le les van von der den del della dela di da dos el al abou ait ben bin st saint ni mac")
)
_TITLES = frozenset(tokens("mr mrs ms miss mister monsieur madame mademoiselle mme mlle m"))
_STAFF = frozenset(tokens("dr dre doctor docteur docteure professor professeur"))
_CONTRACTED = re.compile(r"(?:n't|'(?:ll|re|ve|d|m))$")
_POSSESSIVE = re.compile(r"'s$")
_ELISION = re.compile(r"^(?:(c|j|m|t|s|qu|jusqu|lorsqu|aujourd)|(l|d|n))'(.+)$")
_PRONOUN_END = re.compile(r"-(?:le|la|les|moi|vous|nous|toi|tu|t|il|ils|elle|on|en|y|ce|là|ci|lui)$")
_ADVERB = re.compile(r"\w{4,}[eiu]ment$|\w{2,}(?:ite|ise|ate|al|ous|ful|abl|ent|ect|ct|st)e?ly$")
_EVERYDAY = ENGLISH | FRENCH | _BOTH


@lru_cache(maxsize=4096)
def kind_of(word: str) -> Kind:
    """What the word, one without spaces, can be.

    >>> kind_of("Okafor").value, kind_of("it's").value, kind_of("l'heure").value, kind_of("d'Angelo").value
    ('name', 'plain', 'plain', 'name')
    """
    low = word.replace("’", "'").lower()
    if _CONTRACTED.search(low) or _PRONOUN_END.search(low):
        return Kind.PLAIN
    if elided := _ELISION.match(low):
        if elided[1]:
            return Kind.PLAIN
        low = elided[3]
    parts = tokens(_POSSESSIVE.sub("", low))
    if not parts or any(part.isdigit() for part in parts):
        return Kind.PLAIN
    if len(parts) == 1:
        return _single(parts[0])
    return Kind.PLAIN if all(len(part) == 1 or part in _EVERYDAY for part in parts) else Kind.NAME


def _single(part: str) -> Kind:
    if len(part) == 1:
        return Kind.LETTER
    known = (
        (_TITLES, Kind.TITLE),
        (_STAFF, Kind.STAFF),
        (_PARTICLES, Kind.PARTICLE),
        (_EITHER, Kind.EITHER),
        (_RATHER_PLAIN, Kind.RARELY),
        (_EVERYDAY, Kind.PLAIN),
    )
    plain = Kind.PLAIN if _ADVERB.search(part) else Kind.NAME
    return next((kind for words, kind in known if part in words), plain)
