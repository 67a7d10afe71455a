"""Words that lean on what the last check of the call was about: "later", "another day", "le lendemain", "same time".

Without such a check they leave the day open, and the caller is asked for it.
"""

from collections.abc import Callable
from datetime import date, timedelta

from frontdesk.calendar.spoken.dates import WEEK, coming, days
from frontdesk.calendar.spoken.grammar import Built, Grammar, Rule, Token
from frontdesk.calendar.spoken.meanings import Limits
from frontdesk.calendar.spoken.shifts import ASK_DAY, exact
from frontdesk.calendar.spoken.wish import Context

ONE_DAY = timedelta(days=1)


def _leaning(build: Callable[[Context, date], Built]) -> Callable[[Context], Built]:
    """A builder that needs the day of the last check."""

    def built(context: Context) -> Built:
        day = context.reference.day
        return ASK_DAY if day is None else build(context, day)

    return built


def _later(context: Context, day: date) -> Built:
    start = context.reference.end or context.reference.start
    return (days(day), Token("limits", Limits(after=exact(start)))) if start else days(day + ONE_DAY, day + WEEK)


def _earlier(context: Context, day: date) -> Built:
    start = context.reference.start
    return (days(day), Token("limits", Limits(before=exact(start)))) if start else days(context.today, day - ONE_DAY)


def _rest_of_week(_: Context, day: date) -> Built:
    return days(day + ONE_DAY, day + timedelta(days=max(1, 6 - day.weekday())))


def _earlier_that_week(_: Context, day: date) -> Built:
    monday = day - timedelta(days=day.weekday())
    return days(monday, max(monday, day - ONE_DAY))


def _week_from(day: date, weeks: int) -> Built:
    monday = day - timedelta(days=day.weekday()) + weeks * WEEK
    return days(monday, monday + timedelta(days=6))


def _same_time(context: Context) -> Built:
    start = context.reference.start
    return Token("clock", exact(start)) if start else ASK_DAY


def _weekday_after(context: Context, weekday: int) -> Built:
    day = context.reference.day or context.today
    return days(day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1))


def _week_or_next(context: Context) -> Built:
    return days(context.monday(1), context.week(2)[1])


def _weekday_or_next(context: Context, weekday: int) -> Built:
    day = coming(weekday, context)
    return days(day, day + ONE_DAY)


def _later_this_week(context: Context) -> Built:
    return days(context.today + ONE_DAY, context.today + timedelta(days=max(1, 6 - context.today.weekday())))


def _later_in_week(context: Context) -> Built:
    return _later_this_week(context) if context.reference.day is None else _rest_of_week(context, context.reference.day)


RELATIVE = Grammar(
    [
        Rule("later", _leaning(_later)),
        Rule("later_that_day", _leaning(_later)),
        Rule("earlier", _leaning(_earlier)),
        Rule("earlier_that_day", _leaning(_earlier)),
        Rule("another_day", _leaning(lambda _, day: days(day + ONE_DAY, day + WEEK))),
        Rule("another_day of|of_the? same_week", _leaning(lambda _, day: _week_from(day, 0))),
        Rule("another_time", _leaning(lambda _, day: days(day))),
        Rule("day_after", _leaning(lambda _, day: days(day + ONE_DAY))),
        Rule("next|the? week next? or week_after", _week_or_next),
        Rule("tomorrow or day_after", lambda context: days(context.today + ONE_DAY, context.today + 2 * ONE_DAY)),
        Rule("WEEKDAY or day_after", _weekday_or_next),
        Rule("day_before", _leaning(lambda _, day: days(day - ONE_DAY))),
        Rule("same_day", _leaning(lambda _, day: days(day))),
        Rule("at? same_time", _same_time),
        Rule("same_week", _leaning(lambda _, day: _week_from(day, 0))),
        Rule("week_after !next", _leaning(lambda _, day: _week_from(day, 1))),
        Rule("week_before", _leaning(lambda _, day: _week_from(day, -1))),
        Rule("later_that_week", _later_in_week),
        Rule("later_this_week", _later_this_week),
        Rule("earlier_that_week", _leaning(_earlier_that_week)),
        Rule("following WEEKDAY", _weekday_after),
        Rule("the? WEEKDAY following", _weekday_after),
        Rule("the WEEKDAY after >edge", _weekday_after),
        Rule("two_days_after", _leaning(lambda _, day: days(day + 2 * ONE_DAY))),
    ]
)
