"""A name and a number that may go into the calendar: only what the caller said, cleaned.

Small models invent names, drop digits and take "give me a minute" for a person. So a name must be words the caller
used, forgiving a slip, and a number must be digits the caller said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from frontdesk.models.normaliser import phone_digits, spelled_name, to_e164
from frontdesk.pipelines.call_state import CallState, Turn
from frontdesk.pipelines.words import likeness, share_said, tokens

_HESITATIONS = (
    "uh|um|er|well|yes|yeah|sure|ok|okay|so|hi|hello|sorry|no|oui|ouais|euh|ben|alors|bonjour|non|pardon|donc|bien sûr"
)
_INTRODUCTIONS = (
    "(?:my|the) (?:full |last |first )?name(?:'s| is)|(?:it|this|that)(?:'s| is)(?: for| under)?|i(?:'m| am)"
    "|put it under|under|for|call me"
    "|je m'appelle|je suis|moi c'est|c'est(?: pour| au nom de| à nom de)?|(?:mon|le) nom (?:c'est|est)"
    "|au nom de|pour|mettez|ici"
)
_COURTESIES = (
    "please|thanks|thank you|speaking|here|is the name|s'il vous plaît|s'il vous plait|merci|à l'appareil|c'est mon nom"
)
_LEAD = re.compile(rf"^(?:(?:{_HESITATIONS})[\s,.]+|(?:{_INTRODUCTIONS})\s+)+", re.IGNORECASE)
_TAIL = re.compile(rf"(?:[\s,.]+(?:{_COURTESIES}))+[\s.!]*$", re.IGNORECASE)
_NEVER_NAMES = frozenset(
    tokens(
        "minute minutes moment second seconds seconde secondes instant wait hold hang attendez patientez please sorry "
        "pardon yes no oui non ok okay what quoi comment give me donnez moi repeat répéter appointment rendez book "
        "booking réserver tomorrow demain today number numéro phone telephone name nom thanks merci goodbye bye hello "
        "bonjour clinic clinique cabinet caller patient unknown inconnu none null a my your the it is have want need "
        "voudrais veux pour vous je that this right correct"
    )
)
"""Words of hold-ups, courtesies and hallucinations. None of them is a name on its own or part of one."""
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_MOST_WORDS = 6
_SLIP = 0.75
"""Likeness from which a model's word is the caller's word, garbled."""
_SHORTEST_NUMBER = 6


def clean_name(name: str, caller_said: Sequence[str], language: str) -> str | None:
    """The name as it goes into the calendar, or None when the caller said no such name.

    Courtesies around the name go, spelled letters are joined ("S-M-Y-T-H"), each part is capitalised. A spelling that
    the caller gave corrects the part that it resembles; a family name that the model dropped comes back.
    """
    bare = _TAIL.sub("", _LEAD.sub("", name.strip())).strip(' ,.;:!?"')
    bare = _join_spelled(bare)
    words = tokens(bare)
    if not words or len(words) > _MOST_WORDS or any(word.isdigit() for word in words):
        return None
    if _NEVER_NAMES.intersection(words):
        return None
    spelled = [found for found in (spelled_name(text, language) for text in caller_said) if found]
    spelled += [joined for text in caller_said if (joined := _join_spelled(text)) != text]
    if share_said(bare, [*caller_said, *spelled]) < 1:
        return None
    said = _as_said(_whole(bare, caller_said), caller_said)
    parts = [_corrected(part, caller_said, language) for part in said.split()]
    return " ".join(_capitalised(part) for part in parts)


def _whole(name: str, caller_said: Sequence[str]) -> str:
    """The name, or the capitalised words with which the caller said it: small models drop a rare family name."""
    wanted = tokens(name)
    for text in reversed(caller_said):
        for run in re.findall(rf"{_CAPITALISED}(?: {_CAPITALISED})+", _LEAD.sub("", text.strip())):
            run = _LEAD.sub("", run)
            words = tokens(run)
            ends = words[: len(wanted)] == wanted or words[-len(wanted) :] == wanted
            if ends and len(words) <= len(wanted) + 2 and not _NEVER_NAMES.intersection(words):
                return str(run)
    return name


def _as_said(name: str, caller_said: Sequence[str]) -> str:
    """The name, each word that nobody said replaced by the caller's word at whose place it stands."""
    heard = {token for text in caller_said for token in tokens(text)}
    words = [word for text in reversed(caller_said) for word in re.findall(r"[^\W\d_][\w'’-]*", text)]

    def said(part: str) -> str:
        if not words or heard.issuperset(tokens(part)):
            return part
        closest = max(words, key=lambda word: likeness(part, word))
        return closest if likeness(part, closest) >= _SLIP else part

    return " ".join(said(part) for part in name.split())


def _join_spelled(text: str) -> str:
    """Letters said one by one as one word: "F-R-A-N" and "F R A N" become "Fran"."""
    single = r"[^\W\d_]"
    return re.sub(
        rf"(?<![\w'’])({single}(?:[-. ]{{1,2}}{single}(?![\w'’])){{2,}})\.?",
        lambda letters: re.sub(r"\W", "", letters[0]).capitalize(),
        text,
    )


def _corrected(part: str, caller_said: Sequence[str], language: str) -> str:
    """The part, or the latest spelling the caller gave that sounds like it."""
    for text in reversed(caller_said):
        spelling = spelled_name(text, language)
        if spelling and likeness(part, spelling) >= 0.6:
            return spelling
    return part


def _capitalised(part: str) -> str:
    """Capital first letters, also after hyphen and apostrophe; capitals inside a mixed word stay ("McDonald")."""
    if part not in (part.lower(), part.upper()):
        return part
    return re.sub(r"(?:^|(?<=[-'’]))\w", lambda letter: letter[0].upper(), part.lower())


def said_number(given: str | None, call: CallState, country: str) -> str | None:
    """The E.164 number that the argument stands for, checked against the caller's words; None when it is none.

    Digits that nobody said are corrected to the most similar number the caller did say.
    """
    digits = _digits(given or "", call)
    if len(digits) < _SHORTEST_NUMBER:
        return None
    said = numbers_said(call.turns, call.language)
    if digits not in said:
        alike = sorted(said, key=lambda other: SequenceMatcher(None, digits, other, autojunk=False).ratio())
        if not alike or SequenceMatcher(None, digits, alike[-1], autojunk=False).ratio() < 0.6:
            return None
        digits = alike[-1]
    return to_e164(digits, country)


def numbers_said(turns: Sequence[Turn], language: str) -> list[str]:
    """Every run of digits long enough for a number that the caller said, in one turn or over up to three."""
    pieces = [phone_digits(turn.text, language) for turn in turns if turn.speaker == "caller"]
    joined: list[str] = []
    for first in range(len(pieces)):
        for last in range(first + 1, min(first + 3, len(pieces)) + 1):
            if all(pieces[first:last]):
                joined.append("".join(pieces[first:last]))
    return [digits for digits in joined if len(digits) >= _SHORTEST_NUMBER]


def _digits(text: str, call: CallState) -> str:
    """The digits of an argument in any form; a caller's international prefix "+" reads as "00" does, by `to_e164`."""
    return phone_digits(text, call.language) or re.sub(r"\D", "", text)
