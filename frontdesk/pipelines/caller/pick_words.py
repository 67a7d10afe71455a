"""What words say about open choices: yes, no, which of them, and what is to be done. Pure; English and French.

These readers only feed the pick guard. They never choose what happens next in a call; where they see nothing they say
so, and the guard then reads the slot back once more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TypeVar

from frontdesk.calendar.spoken import Ask, Language, Reference, Unclear, Wish, resolve
from frontdesk.pipelines.call_state import Found, Offer
from frontdesk.pipelines.caller.no_words import phrases
from frontdesk.pipelines.caller.yes_no import ACTS
from frontdesk.pipelines.caller.yes_no import Act as Act
from frontdesk.pipelines.caller.yes_no import agrees as agrees
from frontdesk.pipelines.caller.yes_no import says_no as says_no
from frontdesk.pipelines.caller.yes_no import says_yes as says_yes
from frontdesk.pipelines.words import fold, plain

Choice = TypeVar("Choice", Offer, Found)


def act_named(text: str, phrase: str) -> Act | None:
    """What the assistant's words ask to do with the phrase they name: book, unless they speak of one other act.

    >>> act_named("I see your appointment on Monday at ten. Shall I cancel it?", "Monday at ten")
    'cancel'
    """
    parts = re.split(r"(?<=[.!?])\s+(?=\w)", text.strip())
    first = next((index for index, part in enumerate(parts) if names_phrase(part, phrase)), 0)
    about = " ".join(parts[first:])
    named: list[Act] = [act for act, pattern in ACTS.items() if pattern.search(about)]
    return named[0] if len(named) == 1 else None if named else "book"


_NO_NUMBER = re.compile(
    r" (?:(?:have|got|ve) (?:no|any) (?:idea|phone|number)|(?:no|without an?|skip the|don t know my) (?:phone|number)"
    r"|skip that|leave (?:it|that) (?:blank|out)|rather not|prefer not|don t want|private|keep (?:it|that) to"
    r"|forgotten it|(?:don t|do not|can t|cannot|never) (?:know|remember|think of) (?:it|one|my)"
    r"|(?:don t|do not) have (?:it|one|a (?:phone|number))|(?:won t|not) (?:give|giving) (?:it|you)|haven t got one"
    r"|(?:don t|not) (?:\w+ )?(?:give|giving) (?:out )?my|do i have to|between phones"
    r"|(?:pas|sans|aucun|plus)(?: de)? (?:telephone|numero|cellulaire)"
    r"|(?:prefere|prefererais|aime mieux|aimerais mieux) (?:pas|ne pas)|ne (?:veux|souhaite) pas|prive|confidentiel"
    r"|(?:sais|connais|donne|souviens|rappelle) (?:pas|plus)|veux pas (?:le )?(?:donner|laisser)|aucune idee"
    r"|s en passer|envie de le donner) "
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
        r"(?:first|1st|former)(?! (?:name|visit|of))|(?:earlier|earliest|sooner|soonest) one|the (?:earlier"
        r"|earliest"
        r"|sooner)(?= $)",
    ),
    (0, r"(?:premiere?|1er|1ere)(?! (?:visite|fois|rendez))|(?:le|la) plus tot(?! possible)"),
    (
        1,
        r"(?:second|2nd|middle)(?= (?:one|slot|time|option|choice|please|works|is|s|sounds|would|suits|i|instead"
        r"|for"
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
_NOT_ORDINAL = phrases(
    "(?:a|one|une|un|1|few|quelques) second(?:e|es|s)?|seconds",
    rf"(?:{_MONTHS}) (?:the )?(?:first|second|third|1st|2nd|3rd)",
    rf"(?:the )?(?:first|second|third|1st|2nd|3rd) (?:of )?(?:{_MONTHS})",
    rf"(?:premier|1er) (?:{_MONTHS})",
)
_REFUSED_ORDINAL = phrases(
    "(?:not|pas) (?:the |le |la )?(?:first|second|third|last|premiere?|deuxieme|seconde?|troisieme|derniere?)(?: one)?"
)
_ONE = phrases("(?<=the )one|(?<=that )one|(?<=this )one|(?<=which )one")
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
