"""What medical advice sounds like, from a model that gives it and from a caller who asks for it.

Over folded words (see `words.plain`): apostrophes part words, accents are gone. Per language:

    given     a clause that doses, treats, diagnoses or reassures
    topic     a clause about the body, an ailment or a remedy: advice too, unless the sentence has an anchor
    anchor    what gives such a clause a receptionist's reason: a visit, the clinic's people, sympathy
    harmless  a clause that leaves the matter to the dentist, refuses, or speaks of bookings
    asked     a turn that asks for a dose, a diagnosis, a treatment, or whether something is serious
    opinion   how an opinion is asked for: so is advice where the turn names a matter of health, and nothing of the desk
    matter    bodies, ailments, remedies
    desk      what a receptionist is there for: visits, prices, opening hours
    passed_on a turn that wants the question passed on, or the clinic's own business
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdviceRules:
    """The compiled rules of one language."""

    given: re.Pattern[str]
    topic: re.Pattern[str]
    anchor: re.Pattern[str]
    harmless: re.Pattern[str]
    asked: re.Pattern[str]
    passed_on: re.Pattern[str]
    opinion: re.Pattern[str]
    matter: re.Pattern[str]
    desk: re.Pattern[str]
