"""What callers say when somebody is in danger, per language, over folded words (see `words.plain`).

Apostrophes part words, so "can't" reads "can t" and "j'étouffe" reads "j etouffe"; accents are gone, and a hurried
recogniser may have left words out. Lists per language:

    harmless  idioms, names of things, the past, what is denied: put aside before anything else is looked at
    past      marks a whole sentence as being about another time, unless it also says that it is now
    flags     what is left means danger
    signs     so does this: the state that somebody is in, as a bystander describes it

The lists err on the side of danger: a needless "if somebody is in danger, dial ..." costs a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmergencyRules:
    """The compiled rules of one language."""

    harmless: re.Pattern[str]
    past: re.Pattern[str]
    now: re.Pattern[str]
    flags: re.Pattern[str]
    signs: re.Pattern[str]
