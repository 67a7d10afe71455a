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
from frontdesk.pipelines.caller.spelt import as_spelled, join_spelled
from frontdesk.pipelines.caller.spoken_names import name_in, names_in
from frontdesk.pipelines.words import likeness, share_said, tokens

_MOST_WORDS = 6
_MOST_MORE = 2
"""So many words of a name a small model drops."""
_SLIP = 0.75
"""Likeness from which a model's word is the caller's word, garbled."""
_SHORTEST_NUMBER = 6


def clean_name(name: str, caller_said: Sequence[str], language: str) -> str | None:
    """The name as it goes into the calendar, or None when the caller said no such name.

    Whatever stands around the name goes, spelled letters are joined ("S-M-Y-T-H"), each part is capitalised. A spelling
    that the caller gave corrects the part that it resembles; a family name that the model dropped comes back.
    """
    bare = _bare(name, language)
    words = tokens(bare)
    if not words or len(words) > _MOST_WORDS or any(word.isdigit() for word in words):
        return None
    spelled = [found for found in (spelled_name(text, language) for text in caller_said) if found]
    spelled += [joined for text in caller_said if (joined := join_spelled(text)) != text]
    if share_said(bare, [*caller_said, *spelled]) < 1:
        return None
    said = _as_said(_whole(bare, caller_said), caller_said)
    return " ".join(_capitalised(part) for part in as_spelled(said, caller_said, language).split())


def _bare(text: str, language: str) -> str:
    """The name in the words, or what is spelled in them."""
    if found := name_in(text) or name_in(join_spelled(text)):
        return found.text
    return spelled_name(text, language) if join_spelled(text) != text else ""


def _whole(name: str, caller_said: Sequence[str]) -> str:
    """The name, or all the words with which the caller said it: small models drop a rare family name."""
    wanted = tokens(name)
    for text in reversed(caller_said):
        for run in names_in(text):
            words = tokens(run)
            ends = words[: len(wanted)] == wanted or words[-len(wanted) :] == wanted
            if ends and len(words) <= len(wanted) + _MOST_MORE:
                return run
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
