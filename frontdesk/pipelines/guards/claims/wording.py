"""The wordings that say a booking was made, moved or cancelled, per language, over folded words (see `words.plain`).

Apostrophes part words, so "you're" reads "you re" and "c'est" reads "c est"; accents are gone. Every pattern is tried
within one clause, that is between two commas. There are three kinds:

    done      it has happened ("your appointment is booked"); stays a claim in a sentence that also has an "if"
    promised  it is about to happen ("I'll book that"); an "if", "once" or "before" anywhere makes it an offer
    told      an appointment exists ("your appointment is on Tuesday"); true after a booking, a lie before one

and three ways out: a negation in the clause, a condition before the words in their clause, a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled rules of one language. `asking` is how its questions begin."""

    done: re.Pattern[str]
    promised: re.Pattern[str]
    told: re.Pattern[str]
    harmless: re.Pattern[str]
    """Clauses that look like a claim and are about something else: a time that others took, a message, parking."""
    negation: re.Pattern[str]
    condition: re.Pattern[str]
    asking: re.Pattern[str]
    read_back: re.Pattern[str]
    """A clause that opens a read-back; what is promised after it is being asked for."""
    cancelling: re.Pattern[str]
    moving: re.Pattern[str]
    """Which kind of change a claim is about; neither: a booking."""


def clauses(*patterns: str, **parts: str) -> re.Pattern[str]:
    """One pattern out of several; `<name>` in a pattern stands for the alternatives given under that name."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(re.sub(r"<(\w+)>", lambda part: f"(?:{parts[part[1]]})", joined))
