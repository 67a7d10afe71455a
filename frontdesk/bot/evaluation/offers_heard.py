"""The times that were offered, as a caller hears and repeats them."""

from __future__ import annotations

import re

from frontdesk.pipelines.call_state import CallState, Offer
from frontdesk.pipelines.words import plain


def heard_offers(heard: str, call: CallState) -> list[Offer]:
    """The offers whose phrases were heard, in the order in which they were said; "at two" is not "at two thirty"."""
    said = plain(heard)
    found: dict[int, Offer] = {}
    for offer in sorted(call.offers, key=lambda one: len(one.spoken)):
        place = said.find(plain(offer.spoken).rstrip() + " ")
        if place >= 0:
            found[place] = offer
    return [found[place] for place in sorted(found)]


def day_of(spoken: str) -> str:
    """The weekday of a slot's phrase."""
    return re.split(r"[ ,]", spoken, maxsplit=1)[0]


def clock_of(spoken: str) -> str:
    """The time of day of a slot's phrase."""
    return re.split(r" (?:at|à) ", spoken, maxsplit=1)[-1]


def short(spoken: str) -> str:
    """ "Tuesday at three" for "Tuesday, May the fifth at three"."""
    link = " at " if " at " in spoken else " à "
    return f"{day_of(spoken)}{link}{clock_of(spoken)}"
