"""Where a name stands in what a caller said. Pure; English and French.

A name is a run of words that are not everyday words, with no comma inside. It counts where something speaks for it:
words that introduce a name ("her name is", "au nom de"), words behind it ("speaking", "à l'appareil"), capitals in the
midst of a sentence, a given name that many people have, or that nothing else was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from frontdesk.models.normaliser.names import GIVEN_NAMES
from frontdesk.pipelines.caller.name_words import Kind, kind_of
from frontdesk.pipelines.guards.phrases import any_of
from frontdesk.pipelines.words import plain, tokens

MOST_WORDS = 6
_INTRODUCED = 4
"""Weight of names that other words point at."""
SHORT = 3
"""Letters of family names that are everyday words: "Do", "Vu"."""
MOST_PLAIN = 4
"""So many words in lower case can be a name."""
_WORD = re.compile(r"[^\W_](?:[\w'’]|[-‑](?=\w))*")
_BREAK = re.compile(r"[.,;:?!…\"«»()/]|\s[-–—]\s")
_GIVEN = frozenset(name for given in GIVEN_NAMES if len(name := plain(given)) > 3)
_KIN = (
    r"son|daughter|mother|father|mom|mum|dad|husband|wife|boy|girl|brother|sister|grand\w+|partner|friend|neighbour"
    r"|fils|fille|mere|pere|mari|femme|conjointe?|frere|soeur|ami|amie|patiente?"
)
_NAMES_IT = any_of(
    r"names?(?: is| s| it is| it s)?",
    r"(?:mine|who) is",
    r"(?:called|named|pronounced|myself)",
    r"(?:listed|down|card|system|there|in|me|him|her|us) as",
    r"(?:go|goes) by|the name of|call me|call myself|speaking to",
    r"(?:je|il|elle|on) (?:me |m |s )?(?:appelle|nomme)|(?:m|s) appelle(?: pas)?|(?:se|me) nomme|m appeler",
    r"noms?(?: complet| de famille)?(?: a (?:elle|lui))?(?: est| c est| s est)?|prenom",
    r"(?:au|le|a mon|du) nom(?: de| du| d)?|de la part de|vous (?:parlez a|etes avec)",
)
"""What stands before a name and before nothing else."""
_POINTS_AT_IT = any_of(
    r"(?:it|this|that|he|she|there)(?: s| is)|i(?: m| am)|we re|are",
    r"(?:would|will|ll|should|could|may) be|(?:is|as|under|for|put|put down|write|try|said|say|be|reads|again|actually"
    r"|just|to|down|with|so|now|mate|ma am|listen|find|look up|no|yes)",
    r"c est|ce sera|ce serait|ca serait|(?:va|doit|devrait) etre|je suis|moi|ici|pour|mettez|notez|ecrivez|inscrivez"
    r"|marquez|noter|ecrire|sous|dit|redis|dire|est|encore|appelez|avec|le|non|oui|c etait|attendez|chez",
    rf"(?:my|his|her|our|mon|ma|son|sa|notre) (?:{_KIN})",
)
"""What stands before a name, and before much else."""
_FOLLOWS = any_of(
    r"speaking|calling|here|is my name|is the name|s (?:my|the) name|a l appareil|au telephone|c est mon nom"
    r"|(?:spelled|spelt|epele)|(?:that s|it s|ca|et ca|qui) (?:spelled|spelt|s ecrit|s epelle)|on the line",
)
"""What stands right behind a name."""
_EDGES = frozenset(
    tokens(
        "yes yeah yep sure no nope nah ok okay so well oh ah um uh er hmm hello hi hey sorry right certainly please "
        "thanks thank speaking here it its it's is that's i am i'm name under again actually "
        "oui ouais non nan euh ben bah alors bon donc bonjour bonsoir allo pardon volontiers d'accord merci s'il vous "
        "plaît c'est ce sera moi ici pour suis m'appelle nom est à l'appareil voilà tout bien sûr au sous "
        "then good morning afternoon evening close almost nearly quite not exactly presque pas tout fait eh mais"
    )
)
"""Words that may stand around a name that is a whole answer."""


_NAMES = (Kind.NAME, Kind.EITHER, Kind.RARELY)


@dataclass(frozen=True, slots=True)
class SpokenName:
    """A name as it was said. `weight` orders several of one turn."""

    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    kind: Kind
    start: int
    end: int
    parted: bool
    """Whether a comma or the like stands before it."""


def name_in(text: str) -> SpokenName | None:
    """The name in these words: the weightiest, the last of several; None where nothing speaks for one.

    >>> name_in("It's for my mother, her name is Bobby Kervella.").text
    'Bobby Kervella'
    """
    parts = _parts(text)
    cased = _is_cased(parts)
    best: SpokenName | None = None
    for run in _runs(parts, cased=cased):
        weight = _weight(text, parts, run, cased=cased)
        if weight and (best is None or weight >= best.weight):
            best = SpokenName(_text(parts[run[0] : run[1]]), weight)
    return best


def is_introduced(text: str) -> bool:
    """Whether the words give a name as one: "No, I said Mary Smith", and not "No, Friday".

    >>> is_introduced("No, I said Mary Smith."), is_introduced("No, thanks.")
    (True, False)
    """
    found = name_in(text)
    return found is not None and found.weight >= _INTRODUCED


def names_in(text: str) -> list[str]:
    """Every run of words that could be a name, whether or not anything speaks for it."""
    parts = _parts(text)
    return [_text(parts[first:last]) for first, last in _runs(parts, cased=_is_cased(parts))]


def _parts(text: str) -> list[_Part]:
    found: list[_Part] = []
    for match in _WORD.finditer(text):
        gap = text[found[-1].end if found else 0 : match.start()]
        word = match[0].rstrip("'’")
        parted = bool(found and _BREAK.search(gap))
        found.append(_Part(word, kind_of(word), match.start(), match.end(), parted))
    return found


def _is_cased(parts: Sequence[_Part]) -> bool:
    """Whether capitals tell names apart: one stands where no sentence begins, and something else than names is said."""
    inside = (part for before, part in pairwise(parts) if not part.parted or before.text[:1].islower())
    capital = any(part.text[0].isupper() and part.kind in _NAMES for part in inside)
    return capital and any(part.kind is Kind.PLAIN for part in parts)


def _runs(parts: Sequence[_Part], *, cased: bool) -> list[tuple[int, int]]:
    """First and end of every stretch of words that could be one name."""
    runs: list[tuple[int, int]] = []
    first = 0
    while first < len(parts):
        last = first
        while last < len(parts) and (last == first or not parts[last].parted) and _fits(parts, first, last, cased):
            last += 1
            if parts[last - 1].text[-2:] in ("'s", "’s"):
                break
        if last > first and last - first <= MOST_WORDS:
            runs.append((first, last))
        first = max(last, first + 1)
    return runs


def _fits(parts: Sequence[_Part], first: int, place: int, cased: bool) -> bool:
    """Whether the word at `place` can go on the run that begins at `first`."""
    part = parts[place]
    capital = part.text[0].isupper()
    last = place + 1 == len(parts) or parts[place + 1].parted or parts[place + 1].kind is Kind.LETTER
    if part.kind in (Kind.NAME, Kind.EITHER):
        return capital or not cased
    if part.kind is Kind.RARELY:
        return capital and (place > 0 or not last) if cased else place > first and last
    if part.kind is Kind.PARTICLE:
        ends = place > first and (capital if cased else last)
        return ends or ((capital or place > first) and _before_a_name(parts, place, cased or place == first))
    follows = place > first and parts[place - 1].text[0].isupper()
    return capital and follows and 1 < len(part.text) <= SHORT


def _before_a_name(parts: Sequence[_Part], place: int, cased: bool) -> bool:
    for part in parts[place + 1 :]:
        if part.parted:
            return False
        if part.kind is not Kind.PARTICLE:
            return part.kind in _NAMES and (part.text[0].isupper() or not cased)
    return False


def _weight(text: str, parts: Sequence[_Part], run: tuple[int, int], *, cased: bool) -> int:
    """How much speaks for a run; 0 where too little does."""
    first, last = run
    before, behind = plain(text[: parts[first].start]), plain(text[parts[last - 1].end :])
    if first and parts[first - 1].kind is Kind.STAFF and not parts[first].parted:
        return 0
    size = last - first
    given = plain(parts[first].text) in _GIVEN
    capital = cased and (first > 0 or size > 1)
    known = capital or given
    if _ends(before, _NAMES_IT) or _spelled_next(parts, last):
        return 6 if size > 1 else 4
    if _starts(behind, _FOLLOWS) and (known or size > 1):
        return 6 if size > 1 else 4
    if first and parts[first - 1].kind is Kind.TITLE:
        return 5
    if not any(part.kind is Kind.NAME for part in parts[first:last]) and not (capital or size > 1 or len(parts) == 1):
        return 0
    if _ends(before, _POINTS_AT_IT) and (known or 1 < size <= MOST_PLAIN):
        return 4 if size > 1 or given else 2
    if _EDGES.issuperset(tokens(before)) and _EDGES.issuperset(tokens(behind)) and size <= MOST_PLAIN:
        return 3
    if (capital or given) and (size > 1 or (capital and given)):
        return 2
    return 1 if not cased and 1 < size <= MOST_PLAIN and (_EDGES.issuperset(tokens(before)) or behind == "  ") else 0


def _ends(words: str, pattern: re.Pattern[str]) -> bool:
    return any(found.end() == len(words) - 1 for found in pattern.finditer(words))


def _starts(words: str, pattern: re.Pattern[str]) -> bool:
    found = pattern.search(words)
    return found is not None and found.start() == 1


def _spelled_next(parts: Sequence[_Part], last: int) -> bool:
    """Whether letters follow."""
    return len(parts) > last + 2 and all(part.kind is Kind.LETTER for part in parts[last : last + 3])


def _text(parts: Sequence[_Part]) -> str:
    return re.sub(r"['’]s$", "", " ".join(part.text for part in parts))
