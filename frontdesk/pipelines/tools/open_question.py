"""The question that a caller has not answered yet, asked again in another language.

Known are the sentences of code and an offer of times; what a model worded freely is not translated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from frontdesk.calendar.spoken import say_slot
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.guards.language_check import counterpart
from frontdesk.pipelines.sentences import alternatives, sentences
from frontdesk.pipelines.words import plain

if TYPE_CHECKING:
    from frontdesk.calendar.spoken import Language


def asked_again(call: CallState, language: Language) -> str | None:
    """What the assistant asked last, in `language`; None where it cannot be said. Times on offer are renamed with it.

    Called before anything is said in `language`. A question that means nothing without what stood before it ("Is that
    right?") is not asked again.
    """
    said = _parts(call.assistant_said[-1]) if call.assistant_said else []
    if not said or not said[-1].endswith("?"):
        return None
    if offer := _offered_again(call, language, " ".join(said)):
        return offer
    question = counterpart(said[-1], language)
    spoken = sentences(language)
    alone = (spoken.which, spoken.read_back, spoken.which_appointment)
    if question is None or any(plain(question) == plain(_parts(text)[-1]) for text in alone):
        return None
    return question


def _offered_again(call: CallState, language: Language, said: str) -> str | None:
    """The offer that the words end with, if they do; its times go by their names in `language` from now on."""
    on_offer = call.open_offers
    if len(on_offer) < 2 or any(offer.spoken not in said for offer in on_offer):
        return None
    renamed = {offer.letter: replace(offer, spoken=say_slot(offer.start, language)) for offer in on_offer}
    call.offers = [renamed.get(offer.letter, offer) for offer in call.offers]
    options = alternatives([offer.spoken for offer in renamed.values()], language)
    return " ".join(_parts(sentences(language).which)[1:]).format(options=options)


def _parts(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text.strip())
