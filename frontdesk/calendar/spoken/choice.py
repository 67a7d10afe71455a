"""Which days the facts mean: the next that fit them, or the question which of two days is meant."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from frontdesk.calendar.spoken.meanings import Days, Span
from frontdesk.calendar.spoken.wish import Ask, Context, Unclear

LEAP = timedelta(days=8 * 366)
"""How far the next 29 February can be."""
YEAR = timedelta(days=366)
NEAR = timedelta(days=62)
"""How far ahead "Tuesday the fifth" is looked for before it is taken for a slip."""


def settle(of: Days, context: Context) -> Span | None:
    """The span that facts about days mean, with days before today left out; None if no such day is near."""
    today = context.today
    first, last = of.within or (today, today + LEAP)
    if not of.picks():
        return (max(first, today), last) if last >= today else None
    start = today + timedelta(days=of.within is None and of.plain_weekday() and not of.today_too)
    for count in range((last - max(first, start)).days + 1):
        day = max(first, start) + timedelta(days=count)
        if of.fits(day):
            return day, day
    return None


def choose(days: Sequence[Days], context: Context, *, apart: bool = False) -> Span | Ask | Unclear:
    """One span, if it holds all alternatives and nothing else; otherwise, or if they are `apart`, a question."""
    chosen: list[Span] = []
    for facts in days:
        for other in days:
            facts = facts.like(other)
        span = _choose(facts, context)
        if not isinstance(span, tuple):
            return span
        chosen.append(span)
    chosen = sorted(set(chosen))
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(chosen)]
    if any(apart or gap > timedelta(days=1) for gap in gaps):
        return Ask("which_day", tuple(first for first, _ in chosen))
    return chosen[0][0], max(last for _, last in chosen)


def _choose(facts: Days, context: Context) -> Span | Ask | Unclear:
    """The days that facts mean. A weekday that is not the date's is put to the caller."""
    span = settle(facts, context)
    single = facts.within is not None and facts.within[0] == facts.within[1]
    if facts.weekday is None or (facts.day is None and not single):
        return span or Unclear("past")
    undated = Days(day=facts.day, month=facts.month, within=facts.within)
    date_only = settle(undated, context)
    if date_only is None:
        return _beyond(facts, context)
    reach = YEAR if facts.month else NEAR
    if span and span[0] - context.today <= max(reach, date_only[0] - context.today):
        return span
    weekday = _nearest(facts.weekday, date_only[0], context.today)
    return Ask("which_day", tuple(sorted((weekday, date_only[0]))))


def _beyond(facts: Days, context: Context) -> Span | Unclear:
    """ "Next Tuesday the 24th", though the 24th is not next week: date and weekday agree, and that counts."""
    if facts.within and facts.within[1] >= context.today:
        agreed = settle(replace(facts, within=None), context)
        if agreed and agreed[0] - context.today <= NEAR:
            return agreed
    return Unclear("past")


def _nearest(weekday: int, day: date, today: date) -> date:
    """The day with this weekday that is nearest to `day` and not over."""
    ahead = (weekday - day.weekday()) % 7
    earlier, later = day + timedelta(days=ahead - 7), day + timedelta(days=ahead)
    return earlier if ahead > 3 and earlier > today else later
