"""Before goodbye: a slot that the caller chose and that was not booked is asked about once."""

from __future__ import annotations

import re

from frontdesk.pipelines.call_state import CallState, Offer
from frontdesk.pipelines.caller.evidence import Evidence
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.clinic_time import local_now, opening_span
from frontdesk.pipelines.tools.result import ToolResult, refusal
from frontdesk.pipelines.words import plain

_CALLED_OFF = re.compile(
    r" (?:never ?mind|forget|call back|changed my mind|not now|don t|laissez|oubliez|rappell?er\w*|change d avis"
    r"|pas maintenant) "
)


def ask_once(desk: Desk, call: CallState) -> ToolResult | None:
    """Whether to book it after all; None where nothing is left open, or where that was asked before."""
    offer = _left_open(desk, call)
    if offer is None or call.asked_to_book:
        return None
    spoken, read_back = sentences(call.language), call.to_book
    call.asked_to_book, call.pending = offer.letter, "booking"
    if read_back is not None and read_back.letter == offer.letter:
        return refusal("ambiguous", f"{spoken.nothing_booked} {read_back.words}")
    return refusal("ambiguous", spoken.book_it.format(slot=offer.spoken))


def _left_open(desk: Desk, call: CallState) -> Offer | None:
    """The slot that the caller chose or had read back, where it is neither booked nor called off."""
    elsewhere = call.messages_taken or call.transfers or any(offer.letter in call.written for offer in call.open_offers)
    if not call.offers or elsewhere or call.open_offers[0].turn < call.served_until:
        return None
    if any(_CALLED_OFF.search(plain(said)) for said in call.caller_said[-1:]):
        return None
    phrases = [found.spoken for found in call.found]
    now, opening = local_now(desk), opening_span(desk.clinic)
    evidence = Evidence(call, call.offers, phrases, "book", now=now, opening=opening)
    meant = None if evidence.refused else evidence.read or evidence.picked
    return meant if meant is not None and meant.moving is None else None
