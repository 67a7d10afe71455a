"""A refusal that names another time ("no, next Thursday at four") is looked up at once, not asked about."""

from __future__ import annotations

from frontdesk.calendar.spoken import Wish, resolve
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.pick_words import ordinal_picks, says_no
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.tools.clinic_time import local_now, opening_span
from frontdesk.pipelines.tools.offering import said
from frontdesk.pipelines.tools.result import ToolResult, refusal
from frontdesk.pipelines.tools.times import look_for_times


async def or_another_time(desk: Desk, call: CallState, question: str) -> ToolResult:
    """The question, unless the caller's last turn answers it with another time. Raises `CalendarUnavailable`."""
    return await _another_time(desk, call) or refusal("ambiguous", question)


async def _another_time(desk: Desk, call: CallState) -> ToolResult | None:
    """What is free at the time that the caller's last turn names instead; None where it names none, or one on offer."""
    words = call.caller_said[-1] if call.caller_said else ""
    if not says_no(words) or ordinal_picks(words)[0]:
        return None
    now, opening, country = local_now(desk), opening_span(desk.clinic), desk.clinic.country
    meant = resolve(words, now=now, language=call.language, opening=opening, country=country)
    if not isinstance(meant, Wish) or _is_on_offer(meant, call):
        return None
    return said(await look_for_times(desk, call, words, {}), call)


def _is_on_offer(wish: Wish, call: CallState) -> bool:
    """Whether one of the open offers is that time, so that the words may be a choice."""
    offers = call.open_offers if call.offers else []
    return any(
        wish.first <= offer.start.date() <= wish.last and wish.time in (None, offer.start.time()) for offer in offers
    )
