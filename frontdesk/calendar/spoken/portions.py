"""Portions of spans: "early next week", "end of the month", "the first Tuesday of May", "la semaine du 17"."""

from collections.abc import Callable
from datetime import date, timedelta

from frontdesk.calendar.spoken.choice import settle
from frontdesk.calendar.spoken.dates import IMPOSSIBLE, WEEK, days
from frontdesk.calendar.spoken.grammar import Built, Grammar, Rule
from frontdesk.calendar.spoken.meanings import Days, Span
from frontdesk.calendar.spoken.wish import Context

Cut = Callable[[date, date], Span]
"""A span to a portion of it."""


def _after_first(first: int, last: int) -> Cut:
    """The days from number `first` to number `last`, counted from 0."""
    return lambda start, _: (start + timedelta(days=first), start + timedelta(days=last))


def _last(count: int) -> Cut:
    return lambda _, end: (end - timedelta(days=count - 1), end)


WEEK_CUTS = {"early": _after_first(0, 2), "mid": _after_first(1, 3), "late": _after_first(3, 4)}
LONG_CUTS = {"early": _after_first(0, 9), "mid": _after_first(10, 19), "late": _last(7)}


def _portion(name: str) -> Callable[[Context, Days], Built]:
    def build(_: Context, of: Days) -> Built:
        length = 0 if of.picks() or of.within is None else (of.within[1] - of.within[0]).days + 1
        if of.within is None or length < 7:
            return None
        return days(*(WEEK_CUTS if length == 7 else LONG_CUTS)[name](*of.within))

    return build


def _of_week(name: str, ahead: int) -> Callable[[Context], Built]:
    return lambda context: days(*WEEK_CUTS[name](*context.week(ahead)))


def _nth(_: Context, which: tuple[int, int], of: Days) -> Built:
    """The nth such weekday of a span; 0 is the last one."""
    nth, weekday = which
    if of.within is None or of.picks():
        return None
    first, last = of.within
    start = first + timedelta(days=(weekday - first.weekday()) % 7)
    fits = [start + count * WEEK for count in range((last - start).days // 7 + 1)]
    return days(fits[nth - 1]) if nth <= len(fits) else IMPOSSIBLE


def _nth_week(_: Context, nth: int, of: Days) -> Built:
    """Days 1 to 7 of a span, 8 to 14 and so on; 0 is its last seven days."""
    if of.within is None or of.picks() or nth > 5:
        return None
    first, last = of.within
    start = first + (nth - 1) * WEEK if nth else last - timedelta(days=6)
    return days(start, min(last, start + timedelta(days=6)))


def _week_of(context: Context, of: Days) -> Built:
    span = settle(of, context)
    if span is None:
        return None
    monday = span[0] - timedelta(days=span[0].weekday())
    return days(monday, monday + timedelta(days=6))


PORTIONS = Grammar(
    [
        Rule("NTH the|of? DAYS", _nth),
        Rule("NTH_WEEK the|of? DAYS", _nth_week),
        Rule("early in|of|of_the|on? the? DAYS", _portion("early")),
        Rule("mid of|of_the|in? the? DAYS", _portion("mid")),
        Rule("late in|of|of_the? the? DAYS", _portion("late")),
        Rule("week of|of_the the? DAYS", _week_of),
        *(
            Rule(f"{name} {pattern}", _of_week(name, ahead))
            for name in WEEK_CUTS
            for pattern, ahead in (("of|of_the? week", 0), ("week next", 1))
        ),
    ]
)
