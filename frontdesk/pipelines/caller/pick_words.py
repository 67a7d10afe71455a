"""What words say about open choices: yes, no, which of them, and what is to be done. Pure; English and French.

These readers only feed the pick guard. They never choose what happens next in a call; where they see nothing they say
so, and the guard then reads the slot back once more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Literal, TypeVar

from frontdesk.calendar.spoken import Ask, Language, Reference, Unclear, Wish, resolve
from frontdesk.pipelines.call_state import Found, Offer
from frontdesk.pipelines.words import fold, plain

Act = Literal["book", "move", "cancel"]
"""What is done with a slot or an appointment."""
Choice = TypeVar("Choice", Offer, Found)


def _phrases(*lists: str) -> re.Pattern[str]:
    """One pattern for folded whole phrases, given as lists separated by "|"."""
    return re.compile(rf"(?<= )(?:{'|'.join(lists)})(?= )")


_POLITE_NO = _phrases(
    "no problem|no worries|no trouble|no objection|why not|not bad|not a problem|i don t mind",
    "(?:pas de|sans|aucun|y a pas de) (?:probleme|souci)s?|pourquoi pas|pas mal|ca ne me derange pas",
)
_NO = _phrases(
    "no|nope|nah|not|don t|doesn t|isn t|can t|won t|cannot|wrong|incorrect|neither|none|actually|instead|rather",
    "never mind|too (?:early|late|soon|far)",
    "non|pas|faux|fausse|ni|aucun|aucune|en fait|plutot|finalement|annulez|laissez tomber|erreur|trompe",
    "trop (?:tot|tard|loin)",
)
_UNSURE = _phrases(
    "wait|hold on|hang on|moment|minute|one second|just a second|maybe|perhaps|but",
    "attendez|patientez|instant|une seconde|peut etre|mais",
)
_YES = _phrases(
    "yes|yeah|yep|yup|yea|ya|uh huh|mm hmm|mhm|sure|okay|ok|correct|right|exactly|indeed|affirmative|absolutely",
    "perfect|perfectly|definitely|certainly|of course|fine|great|good|lovely|excellent|cool|alright|all right",
    "go ahead|go for it|please do|sounds (?:good|great|right|fine|perfect)|that s it|it is(?= $)|it does|works",
    "(?:that|it) (?:suits|ll do|will do)|(?:book|take|do) (?:it|that)|that one|why not|no problem|not a problem",
    "oui|ouais|ouaip|mouais|d accord|dac|parfait|exact|exactement|tout a fait|absolument|effectivement|affirmatif",
    "c est (?:ca|bien|bon|parfait|exact|correct|juste)|bien sur|volontiers|entendu|tres bien|certainement|voila",
    "allez y|vas y|ca (?:me )?(?:va|convient|marche|roule|ira)|(?:me|nous) (?:va|convient)|super|nickel|impeccable",
    "avec plaisir|je (?:le )?prends|va pour|on fait comme ca|faisons|reservez|pas de (?:probleme|souci)s?",
    "pourquoi pas|bon pour moi|tout est correct|celui la|celui ci|bien(?= (?:oui |merci )?$)(?<=^ bien)",
)


def says_yes(words: str) -> bool:
    """An explicit yes with no no, doubt or "but" beside it. Questions are no answers.

    >>> says_yes("Yes, that's right."), says_yes("Not sure."), says_yes("Pourquoi pas."), says_yes("Yes?")
    (True, False, True, False)
    """
    said = plain(words)
    rest = _POLITE_NO.sub(" ", said)
    doubtful = _NO.search(rest) or _UNSURE.search(said) or words.rstrip().endswith("?")
    return bool(_YES.search(said)) and not doubtful


def says_no(words: str, act: Act = "book") -> bool:
    """A no, a correction or a change of mind; polite phrases that only contain the word do not count.

    >>> says_no("No, the second one."), says_no("No problem."), says_no("Oui, annulez-le.", "cancel")
    (True, False, False)
    """
    return bool(_NO.search(_POLITE_NO.sub(" ", plain(_without_act(words, act)))) or _KEEP.search(plain(words)))


_KEEP = _phrases("keep (?:it|that|my|the)|leave it|gard(?:ez|er)(?: le)?|laissez le|je le garde|je garde")
"""What calls an act off without a no."""
_ACTS: dict[Act, re.Pattern[str]] = {
    "cancel": re.compile(r"\b(?:cancel\w*|annul\w*|supprim\w*|décommand\w*|decommand\w*)", re.I),
    "move": re.compile(
        r"\b(?:mov(?:e|ing)|re-?schedul\w*|postpon\w*|shift\w*|push\w*|chang(?:e|ing)"
        r"|d[ée]pla[cç]\w*|d[ée]cal\w*|report(?:e|er|ez|ons)|repouss\w*|avanc(?:e|er|ez|ons)|chang(?:er|ez|eons))\b",
        re.I,
    ),
}


def _without_act(words: str, act: Act) -> str:
    """The words without the verb of the act itself: "annulez" is no refusal where cancelling is the question."""
    return _ACTS[act].sub(" ", words) if act in _ACTS else words


def agrees(words: str, act: Act) -> bool:
    """A yes to the act: a plain one, or the act itself demanded.

    >>> agrees("Yes.", "cancel"), agrees("Cancel it, please.", "cancel"), agrees("Don't cancel it.", "cancel")
    (True, True, False)
    """
    rest = _without_act(words, act)
    demanded = rest != words and not words.rstrip().endswith("?")
    doubtful = says_no(words, act) or _UNSURE.search(plain(words))
    return (says_yes(rest) or demanded) and not doubtful


def act_named(text: str, phrase: str) -> Act | None:
    """What the assistant's words ask to do with the phrase they name: book, unless they speak of one other act.

    >>> act_named("I see your appointment on Monday at ten. Shall I cancel it?", "Monday at ten")
    'cancel'
    """
    parts = re.split(r"(?<=[.!?])\s+(?=\w)", text.strip())
    first = next((index for index, part in enumerate(parts) if names_phrase(part, phrase)), 0)
    about = " ".join(parts[first:])
    named: list[Act] = [act for act, pattern in _ACTS.items() if pattern.search(about)]
    return named[0] if len(named) == 1 else None if named else "book"


_NO_NUMBER = re.compile(
    r" (?:(?:have|got) (?:no|any) (?:phone|number)|(?:no|without a?) ?(?:phone|number)|rather not|prefer not"
    r"|don t want|private|keep (?:it|that) to"
    r"|(?:pas|sans|aucun)(?: de)? (?:telephone|numero)|prefere (?:pas|ne pas)|prefererais (?:pas|ne pas)"
    r"|ne (?:veux|souhaite) pas|prive) "
)


def keeps_number(words: str) -> bool:
    """Whether the caller has no phone number to give, or does not want to.

    >>> keeps_number("I'd rather not."), keeps_number("Je n'ai pas de téléphone.")
    (True, True)
    """
    return bool(_NO_NUMBER.search(plain(words)))


_ORDINALS: tuple[tuple[int, str], ...] = (
    (
        0,
        r"(?:first|1st|former)(?! (?:name|visit|of))|(?:earlier|earliest|sooner|soonest) one|the (?:earlier|earliest"
        r"|sooner)(?= $)",
    ),
    (0, r"(?:premiere?|1er|1ere)(?! (?:visite|fois|rendez))|(?:le|la) plus tot(?! possible)"),
    (
        1,
        r"(?:second|2nd|middle)(?= (?:one|slot|time|option|choice|please|works|is|s|sounds|would|suits|i|instead|for"
        r"|thanks) | $)",
    ),
    (1, r"(?:deuxieme|second|seconde|2eme|2e)"),
    (2, r"(?:third|3rd|troisieme|3eme|3e)"),
    (
        -1,
        r"(?:last|later|latest|latter) one|the (?:later|latest|latter|last)(?= $)|(?:derniere?)|(?:le"
        r"|la) plus tard(?! dans)",
    ),
)
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
)
_NOT_ORDINAL = _phrases(
    "(?:a|one|une|un|1|few|quelques) second(?:e|es|s)?|seconds",
    rf"(?:{_MONTHS}) (?:the )?(?:first|second|third|1st|2nd|3rd)",
    rf"(?:the )?(?:first|second|third|1st|2nd|3rd) (?:of )?(?:{_MONTHS})",
    rf"(?:premier|1er) (?:{_MONTHS})",
)
_REFUSED_ORDINAL = _phrases(
    "(?:not|pas) (?:the |le |la )?(?:first|second|third|last|premiere?|deuxieme|seconde?|troisieme|derniere?)(?: one)?"
)
_ONE = _phrases("(?<=the )one|(?<=that )one|(?<=this )one|(?<=which )one")
"""A pronoun that a resolver of times would take for one o'clock."""


def ordinal_picks(words: str) -> tuple[set[int], str]:
    """The places in the list that the words name (-1: the last), and the words without them.

    >>> ordinal_picks("The second one, please.")[0], ordinal_picks("May the second")[0], ordinal_picks("Le plus
    tard.")[0] ({1}, set(), {-1})
    """
    said = _REFUSED_ORDINAL.sub("", plain(words))
    dates: list[str] = []

    def put_aside(date: re.Match[str]) -> str:
        dates.append(date[0])
        return "#"

    said = _NOT_ORDINAL.sub(put_aside, said)
    places: set[int] = set()
    for place, pattern in _ORDINALS:
        said, found = re.subn(rf"(?<= )(?<!twenty )(?<!thirty )(?:{pattern})(?= )", "", said)
        if found:
            places.add(place)
    for date in dates:
        said = said.replace("#", date, 1)
    return places, said


def choose(
    words: str, offers: Sequence[Choice], *, now: datetime, language: Language, opening: tuple[time, time]
) -> tuple[Choice, ...] | None:
    """The choices that the words fit; None where the words name no place, day or time at all.

    An empty tuple: they name a day or time that is none of the offers.
    """
    places, rest = ordinal_picks(words)
    listed = list(offers)
    named = tuple(listed[place] for place in sorted(places) if -len(listed) <= place < len(listed))
    rest = _ONE.sub("", plain(without_long_numbers(rest if places else words)))
    timed = _by_time(rest, offers, now=now, language=language, opening=opening)
    if not places or timed is None:
        return named if places else timed
    return tuple(offer for offer in named if offer in timed) or named


def without_long_numbers(words: str) -> str:
    """The words without runs of six or more digits, which are phone numbers and never times.

    >>> without_long_numbers("At 3, 514-555-0142.")
    'At 3,  .'
    """
    return re.sub(
        r"\+?\d(?:[\s.\-()]*\d){5,}", lambda run: " " if len(re.sub(r"\D", "", run[0])) >= 6 else run[0], words
    )


def _by_time(
    words: str, offers: Sequence[Choice], *, now: datetime, language: Language, opening: tuple[time, time]
) -> tuple[Choice, ...] | None:
    """The choices whose day and time the words name; first as dates from today, then as names of the offered days."""
    said_any = False
    for week_before in (False, True):
        fitting: list[Choice] = []
        for offer in offers:
            start = offer.start
            # Six days ahead of the offer "Thursday" and "the fourth" mean the offered day, and "tomorrow" does not.
            moment = start - timedelta(days=6) if week_before else now
            reference = Reference(day=start.date(), start=None, end=None)
            meant = resolve(words, now=moment, language=language, reference=reference, opening=opening)
            said_any = said_any or not (isinstance(meant, Unclear) and meant.reason == "nothing")
            if _fits(meant, start):
                fitting.append(offer)
        if fitting:
            return tuple(fitting)
    return () if said_any else None


def _fits(meant: Wish | Ask | Unclear, start: datetime) -> bool:
    if isinstance(meant, Unclear):
        return False
    if isinstance(meant, Ask):
        return start.date() in meant.options or any(_same_time(option, start) for option in meant.options)
    if not meant.first <= start.date() <= meant.last:
        return False
    if meant.time is not None:
        return _same_time(meant.time, start)
    return (meant.after or time.min) <= start.time() and (meant.before is None or start.time() < meant.before)


def _same_time(option: object, start: datetime) -> bool:
    """Whether a time names the start, where callers leave the half of the day out ("quatre heures" for 16 h)."""
    return isinstance(option, time) and (option.hour - start.hour) % 12 == 0 and option.minute == start.minute


def names_phrase(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text word for word, and the text does not go on to a later minute.

    >>> names_phrase("So that is Tuesday at three, for Mary.", "Tuesday at three")
    True
    >>> names_phrase("So that is Tuesday at three fifteen.", "Tuesday at three")
    False
    """
    pattern = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", fold(phrase)))
    return re.search(rf"(?<!\w){pattern}(?![\w-])(?!\s+(?:{_MINUTES})\b)", fold(text)) is not None


_MINUTES = (
    r"oh|five|ten|fifteen|twenty|thirty|forty|fifty|cinq|dix|quinze|vingt|trente|quarante|cinquante"
    r"|et quart|et demie?|moins|\d"
)
"""What makes a longer time of a phrase that ends with the hour."""
