"""Days as bounds: "from Monday to Wednesday", "du 4 au 8 mai", "before Friday", "not Tuesday", "any day but Monday".

`NUMBER_RANGES` takes the numbers that are days on both sides; `BOUNDS` joins and bounds what the other grammars found.
"""

from collections.abc import Callable
from datetime import date, timedelta

from frontdesk.calendar.spoken.choice import settle
from frontdesk.calendar.spoken.dates import WEEK, days
from frontdesk.calendar.spoken.grammar import Built, Grammar, Rule, Token
from frontdesk.calendar.spoken.meanings import Clock, Days, Limits
from frontdesk.calendar.spoken.wish import Context

PAST = Token("past")
ONE_DAY = timedelta(days=1)


def _from_to(context: Context, start: Days, end: Days) -> Built:
    begins, ends = settle(start.like(end), context), settle(end.like(start), context)
    if begins is None or ends is None:
        return None
    first, last = begins[0], ends[1]
    if last < first and end.plain_weekday():
        last += WEEK
    return days(first, last) if first <= last else None


def _numbers_from_to(context: Context, start: int, end: int) -> Built:
    return _from_to(context, Days(day=start), Days(day=end)) if 1 <= start <= 31 and 1 <= end <= 31 else None


def _numbers_of_month(context: Context, start: int, end: int, month: int) -> Built:
    return _from_to(context, Days(day=start, month=month), Days(day=end, month=month)) if start <= 31 >= end else None


def _month_numbers(context: Context, month: int, start: int, end: int) -> Built:
    return _numbers_of_month(context, start, end, month)


def _after(context: Context, of: Days) -> Built:
    span = settle(of, context)
    return _open_end(span[1] + ONE_DAY) if span else None


def _from(context: Context, of: Days) -> Built:
    span = settle(of, context)
    return _open_end(span[0]) if span else None


def _open_end(first: date) -> Built:
    """A week from `first` on: what is offered is near it anyway."""
    return days(first, first + WEEK - ONE_DAY)


def _before(context: Context, of: Days) -> Built:
    span = settle(of, context)
    if span is None or span[0] <= context.today:
        return PAST
    return days(context.today, span[0] - ONE_DAY)


def _by(context: Context, of: Days) -> Built:
    span = settle(of, context)
    return days(context.today, span[1]) if span else None


def _moment_limit(side: str) -> Callable[..., Built]:
    """A builder for a limit on one day: "before Friday noon"."""

    def build(_: Context, of: Days, clock: Clock) -> Built:
        return Token("days", of), Token("limits", Limits(**{side: clock}))

    return build


def _any_but(context: Context, of: Days) -> Built:
    """The days until the one that does not suit, or those after it."""
    span = settle(of, context)
    if span is None:
        return Token("any")
    if span[0] > context.today + ONE_DAY:
        return days(context.today, span[0] - ONE_DAY), Token("any")
    return days(span[1] + ONE_DAY, span[1] + timedelta(days=6)), Token("any")


def _excluded(_: Context, of: Days) -> Built:
    return Token("excluded", of)


NUMBER_RANGES = Grammar(
    [
        Rule("from_the|of_the|the NUMBER to_the NUMBER", _numbers_from_to),
        Rule("from|between? the? NUMBER to|until|and|dash the? NUMBER of? MONTH", _numbers_of_month),
        Rule("from|between? MONTH the? NUMBER to|until|and|dash the? NUMBER", _month_numbers),
        Rule("from_the|of_the|the NUMBER to_the NUMBER MONTH", _numbers_of_month),
    ]
)
BOUNDS = Grammar(
    [
        Rule("from|of|between|from_the|of_the the? DAYS to|until|and|at|to_the|dash the? DAYS", _from_to),
        Rule("DAYS to|until|to_the the? DAYS", _from_to),
        Rule("after the? DAYS", _after),
        Rule("from|from_the the? DAYS onwards?", _from),
        Rule("DAYS onwards", _from),
        Rule("before the? DAYS", _before),
        Rule("by|until the? DAYS", _by),
        Rule("DAYS or_earlier", _by),
        Rule("before|by|until the? DAYS CLOCK", _moment_limit("before")),
        Rule("after|from the? DAYS CLOCK", _moment_limit("after")),
        Rule("any_but on? the? DAYS", _any_but),
        Rule("not on|in|the? DAYS", _excluded),
        Rule("not_before the? DAYS", _from),
        Rule("not_after|or_earlier the? DAYS", _by),
        Rule("between|from now and|to|until the? DAYS", _by),
    ]
)
