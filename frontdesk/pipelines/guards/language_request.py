"""Whether a caller asks to go on in another language: in English or French, whatever the call is in. Pure.

Three readings, over folded words: what keeps the language ("no French, please") is put aside, who says not to know a
language asks for the other one, and what is left must ask for a language as such. A language that only describes
something (a form, a class, a doctor who speaks it) is no request; two languages asked for at once are none either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from frontdesk.pipelines.words import plain

if TYPE_CHECKING:
    from frontdesk.calendar.spoken import Language

_NAMES: dict[Language, str] = {"en": "english|anglais", "fr": "french|francais"}
_OTHER: dict[Language, Language] = {"en": "fr", "fr": "en"}

_OPENING = r"(?:(?:hi|hello|hey|sorry|uh|um|yes|oh|well|no|bonjour|allo|euh|oui|non|pardon|desolee?|ok|okay) )*"
_POLITE = r"(?:please|thanks|thank you|s il vous plait|svp|merci)"
_GO_ON = r"(?:speak|talk|switch|continue|go on|go back|carry on|change|do (?:it|this|that)|have this|be served|answer)"
_ALLER = r"(?:parler|continuer|poursuivre|passer|parlons|passons|continuons|etre servie?)"

_KEEPS = (
    r" (?:no|not|don t|do not|never)(?: (?:need|want|have)(?: to)?)?(?: (?:switch|change|speak|talk))?(?: to| in)?"
    r" (?:<name>) (?!well|good)",
    r" (?:fine|good|okay|ok|stay|stick|keep)(?: on| to| it)? (?:in|to|with) (?:<name>) ",
    r" (?:<name>) (?:(?:is|s|works|est|c est) (?:fine|good|okay|ok|great|perfect|for me|bien|bon|parfait"
    r"|tres bien)|me va) ",
    r" (?:reste|restons|rester|va|bien|va bien|garde|gardons)(?: \w+)? (?:en|le|l) (?:<name>) ",
    r" (?:pas|pas besoin|inutile)(?: de)?(?: (?:passer|parler|changer))? (?:en|a l|au|pour l|le|l) (?:<name>) ",
)
_DOES_NOT_KNOW = (
    r" (?:don t|do not|can t|cannot|couldn t|barely|hardly)(?: really| even)?(?: speak| understand| know| follow)"
    r"(?: any| much| good| very good)? (?:<name>) ",
    r" my (?:<name>) (?:is|isn|s) (?:not |t |very |so |too |really )*"
    r"(?:good|great|bad|poor|terrible|rusty|weak|limited) ",
    r" (?:parle|parles|comprends|connais|maitrise)(?: \w+)? (?:pas|mal|peu|rien|aucun)(?: \w+){0,2} (?:<name>) ",
    r" (?:parle|comprends) (?:pas|mal|peu|rien)(?: \w+){0,2} (?:<name>) ",
    r" mon (?:<name>) (?:n est|est) (?:pas|mauvais|tres|faible|limite)(?: \w+)* ",
)
_ASKS = (
    rf"^ {_OPENING}(?:(?:in|en|service in|service en|le|l) )?(?:<name>)(?: version)?(?: {_POLITE})* $",
    rf" (?:<name>) {_POLITE} $",
    rf" (?:can|could|would|will|may|do|shall) (?:you|we|i|u) (?:please |also |maybe )?(?:{_GO_ON}|say (?:it|that)"
    r"|get (?:service|help))(?: (?:to|with) (?:me|us|you))?(?: back)?(?: in| to| into)?(?: a bit of)? (?:<name>) ",
    rf" (?:to|let s|lets|us|please|rather|just) {_GO_ON}(?: to me)?(?: back)?(?: in| to| into)? (?:<name>) ",
    rf" (?:i|we) (?:d |would |ll )?(?:like|want|need|prefer|rather|rather have)(?: it)?(?: in)? (?:<name>)"
    rf"(?: {_POLITE})* $",
    r" (?:anyone|anybody|someone|somebody|a person|people)(?: there| here)? (?:who |that )?(?:can )?(?:speaks?"
    r"|talks?|speaking) (?:<name>) ",
    r" (?:i|we) only (?:speak|understand|know) (?:<name>) | (?:we|i|you) (?:speak|use|do|talk"
    r"|did) (?:<name>)(?: instead)? $",
    rf" (?:switch|speaking|talking|switching) (?:to |in )?(?:<name>)(?: {_POLITE})* $| use (?:<name>) (?:instead"
    rf"|please) ",
    r" (?:comfortable|at ease|better|easier|possible|chance)(?: \w+){0,3} (?:in |with |do )?(?:<name>) $"
    r"| is (?:<name>) possible ",
    r" (?:go|in|need|want) (?:in )?(?:<name>)(?: service)? (?:if possible|please|instead) | (?:go"
    r"|do) in (?:<name>) $| (?:a|an|any) (?:<name>) "
    r"speak(?:er|ing) | (?:switcher|passer|service) en (?:<name>) | mother tongue is (?:<name>) "
    r"| langue maternelle est (?:l |le )?(?:<name>) ",
    r" i speak (?:better|mostly|mainly|just|more) (?:<name>) | (?:plus a l aise|mieux|plus facile) (?:en|avec l"
    r"|avec le) (?:<name>) ",
    r" on (?:se )?(?:parle|continue|fait|passe|discute)(?: \w+)? (?:en |a l |au )?(?:<name>) | (?:faire|parler"
    r"|continuer) (?:ca |cela )?en"
    r" (?:<name>) | (?:<name>) c est possible | qu on (?:se )?(?:parle|continue) (?:en )?(?:<name>) ",
    rf" {_ALLER}(?: (?:moi|nous|me|avec (?:moi|vous|nous)|plutot))?(?: (?:en|a l|au|l|le))? (?:<name>) ",
    r" (?:parlez|continuez|passez)(?: vous| moi| nous)?(?: (?:en|a l|au|l|le))? (?:<name>) ",
    rf" je (?:prefere|prefererais|voudrais|veux|aimerais|souhaite)(?: {_ALLER})?(?: (?:en|l|le))? (?:<name>) ",
    r" qui parle(?: bien| un peu)?(?: l| le)? (?:<name>) (?!aussi)",
    r" je (?:ne )?parle(?: juste| seulement| uniquement| que)?(?: le| l)? (?:<name>)(?: uniquement| seulement)? $",
    r" possible en (?:<name>) ",
)


_EITHER = re.compile(
    r" (?:english|anglais|french|francais) (?:or|and|ou|et) (?:in |en )?(?:english|anglais|french|francais) "
)


def _for(patterns: Sequence[str], language: Language) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns).replace("<name>", _NAMES[language]))


_READINGS = {
    language: (_for(_KEEPS, language), _for(_DOES_NOT_KNOW, language), _for(_ASKS, language)) for language in _NAMES
}


def asked_for(words: str, current: Language, languages: Sequence[Language]) -> Language | None:
    """The language that the caller asks to go on in, if the clinic has it and the call is not in it; else None.

    >>> asked_for("Parlez-vous français ?", "en", ["en", "fr"]), asked_for("French please.", "fr", ["en", "fr"])
    ('fr', None)
    """
    wanted = _wanted(plain(words))
    language = wanted.pop() if len(wanted) == 1 else None
    return language if language != current and language in languages else None


def _wanted(said: str) -> set[Language]:
    wanted: set[Language] = set()
    if _EITHER.search(said):
        return wanted
    for language, (keeps, does_not_know, asks) in _READINGS.items():
        rest, disclaimed = does_not_know.subn(" # ", said)
        if disclaimed:
            wanted.add(_OTHER[language])
        elif asks.search(keeps.sub(" # ", rest)):
            wanted.add(language)
    return wanted
