"""Days as distances and spans: "tomorrow", "in two weeks", "la semaine prochaine", "the weekend", "end of the month".

`DAYS` finds days, weeks and months. `BOUNDS` then narrows and joins what was found: "early next week", "from Monday to
Wednesday", "before Friday", "the first Tuesday of May".
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from frontdesk.calendar.spoken import dates
from frontdesk.calendar.spoken.dates import WEEK, days
from frontdesk.calendar.spoken.grammar import Built, Grammar, Rule, Token
from frontdesk.calendar.spoken.meanings import Clock, Days, Limits, Span
from frontdesk.calendar.spoken.wish import Context

FAR = 400
"""Days; a distance beyond it is a misunderstanding."""
PAST = Token("past")


def month_span(first: date) -> Span:
    """The whole month of a day."""
    return first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])


def in_months(day: date, months: int) -> date:
    """The same day number so many months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _in_days(context: Context, count: int) -> Built:
    if context.language == "fr" and count in (8, 15):
        count -= 1
    return days(context.today + timedelta(days=count)) if count <= FAR else None


def _in_weeks(context: Context, count: int = 1) -> Built:
    return days(context.today + count * WEEK) if count * 7 <= FAR else None


def _in_months(context: Context, count: int = 1) -> Built:
    return days(in_months(context.today, count)) if count <= 12 else None


def _within_days(context: Context, count: int) -> Built:
    if context.language == "fr" and count in (8, 15):
        count -= 1
    return days(context.today, context.today + timedelta(days=count)) if count <= FAR else None


def week(context: Context, ahead: int) -> Built:
    """Monday to Sunday of the calendar week so many weeks ahead."""
    monday = context.monday(ahead)
    return days(monday, monday + timedelta(days=6))


def _weekend(context: Context, ahead: int) -> Built:
    saturday = context.monday(ahead) + timedelta(days=5)
    return days(saturday, saturday + timedelta(days=1))


def _month(context: Context, ahead: int) -> Built:
    return days(*month_span(in_months(context.today.replace(day=1), ahead)))


def _named_month(context: Context, month: int) -> Built:
    ahead = (month - context.today.month) % 12
    return _month(context, ahead)


def _lone_month(context: Context, month: int) -> Built:
    """The words "may" and "march" are months only where something says so."""
    return None if context.language == "en" and month in (3, 5) else _named_month(context, month)


def _early(context: Context, of: Days) -> Built:
    return _portion(of, lambda first, last: (first, first + timedelta(days=2 if _is_week(first, last) else 9)))


def _mid(context: Context, of: Days) -> Built:
    def cut(first: date, last: date) -> Span:
        if _is_week(first, last):
            return first + timedelta(days=1), first + timedelta(days=3)
        return first + timedelta(days=10), first + timedelta(days=19)

    return _portion(of, cut)


def _late(context: Context, of: Days) -> Built:
    def cut(first: date, last: date) -> Span:
        if _is_week(first, last):
            return first + timedelta(days=3), first + timedelta(days=4)
        return last - timedelta(days=6), last

    return _portion(of, cut)


def _is_week(first: date, last: date) -> bool:
    return (last - first).days == 6


def _portion(of: Days, cut: Callable[[date, date], Span]) -> Built:
    if of.picks() or of.within is None or (of.within[1] - of.within[0]).days < 6:
        return None
    return days(*cut(*of.within))


def _nth(context: Context, which: tuple[int, int], of: Days) -> Built:
    """The nth such weekday of a span; 0 is the last one. That of the next month or year where this one's is over."""
    nth, weekday = which
    if of.within is None or of.picks():
        return None
    first, last = of.within
    fits = [day for day in _each(first, last) if day.weekday() == weekday]
    if not fits or nth > len(fits):
        return dates.IMPOSSIBLE
    return days(fits[nth - 1])


def _nth_week(_: Context, nth: int, of: Days) -> Built:
    """Days 1 to 7 of a span, 8 to 14 and so on; 0 is its last seven days."""
    if of.within is None or of.picks() or nth > 5:
        return None
    first, last = of.within
    start = first + (nth - 1) * WEEK if nth else last - timedelta(days=6)
    return days(start, min(last, start + timedelta(days=6)))


def _each(first: date, last: date) -> list[date]:
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def settle(of: Days, context: Context) -> Span | None:
    """The span that facts about days mean, with days before today left out; None if no such day is near."""
    today = context.today
    first, last = of.within or (today, today + timedelta(days=8 * 366))
    if not of.picks():
        return (max(first, today), last) if last >= today else None
    start = today + timedelta(days=of.within is None and of.plain_weekday() and not of.today_too)
    for count in range((last - max(first, start)).days + 1):
        day = max(first, start) + timedelta(days=count)
        if of.fits(day):
            return day, day
    return None


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


def _after(context: Context, of: Days) -> Built:
    span = settle(of, context)
    return _open_end(span[1] + timedelta(days=1)) if span else None


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
    if span[0] > context.today + timedelta(days=1):
        return days(context.today, span[0] - timedelta(days=1)), Token("any")
    return days(span[1] + timedelta(days=1), span[1] + timedelta(days=6)), Token("any")


def _from(context: Context, of: Days) -> Built:
    span = settle(of, context)
    return _open_end(span[0]) if span else None


def _open_end(first: date) -> Built:
    return days(first, first + WEEK - timedelta(days=1))


def _before(context: Context, of: Days) -> Built:
    span = settle(of, context)
    if span is None or span[0] <= context.today:
        return PAST
    return days(context.today, span[0] - timedelta(days=1))


def _by(context: Context, of: Days) -> Built:
    span = settle(of, context)
    return days(context.today, span[1]) if span else None


def _week_of(context: Context, of: Days) -> Built:
    span = settle(of, context)
    if span is None:
        return None
    monday = span[0] - timedelta(days=span[0].weekday())
    return days(monday, monday + timedelta(days=6))


def _excluded(_: Context, of: Days) -> Built:
    return Token("excluded", of)


DAYS = Grammar(
    [
        *dates.RULES,
        Rule("from_the|of_the|the NUMBER to_the NUMBER", _numbers_from_to),
        Rule("from|between? the? NUMBER to|until|and|dash the? NUMBER of? MONTH", _numbers_of_month),
        Rule(
            "from|between? MONTH the? NUMBER to|until|and|dash the? NUMBER",
            lambda _, m, d, e: _numbers_of_month(_, d, e, m),
        ),
        Rule("from_the|of_the|the NUMBER to_the NUMBER MONTH", _numbers_of_month),
        Rule("today", lambda context: days(context.today)),
        Rule("tomorrow", lambda context: _in_days(context, 1)),
        Rule("overmorrow", lambda context: _in_days(context, 2)),
        Rule("yesterday", lambda _: PAST),
        Rule("NUMBER day|week|months ago", lambda _, count: PAST),
        Rule("ago NUMBER day|week|months", lambda _, count: PAST),
        Rule("last week|months|weekend|year", lambda _: PAST),
        Rule("the? week|months|weekend|year last", lambda _: PAST),
        Rule("in NUMBER day", _in_days),
        Rule("NUMBER day from_now", _in_days),
        Rule("in few day", lambda context: days(context.today + timedelta(days=2), context.today + timedelta(days=5))),
        Rule("in a? week", _in_weeks),
        Rule("in NUMBER week", _in_weeks),
        Rule("a? week from_now", _in_weeks),
        Rule("a? week from|on today", _in_weeks),
        Rule("a? week from|on tomorrow", lambda context: days(context.today + timedelta(days=8))),
        Rule("a? week today", _in_weeks),
        Rule("today week", _in_weeks),
        Rule("today in NUMBER day?", lambda context, count: _in_days(context, count) if count in (8, 15) else None),
        Rule("a? week tomorrow", lambda context: days(context.today + timedelta(days=8))),
        Rule("tomorrow week", lambda context: days(context.today + timedelta(days=8))),
        Rule(
            "tomorrow in NUMBER !week|months",
            lambda context, count: days(context.today + timedelta(days=8)) if count == 8 else None,
        ),
        Rule("NUMBER week from_now", _in_weeks),
        Rule("NUMBER week from today", _in_weeks),
        Rule("in few week", lambda context: days(context.today + 2 * WEEK, context.today + 3 * WEEK)),
        Rule("in? a? fortnight", lambda context: _in_weeks(context, 2)),
        Rule("fortnight from_now", lambda context: _in_weeks(context, 2)),
        Rule("in a? months", _in_months),
        Rule("in NUMBER months", _in_months),
        Rule("a? months from_now", _in_months),
        Rule("NUMBER months from_now", _in_months),
        Rule("within|by the? NUMBER next? day", _within_days),
        Rule("within|by the? next? NUMBER week", lambda context, count: _within_days(context, 7 * count)),
        Rule("within|by the? next? NUMBER day", _within_days),
        Rule("within|by a? fortnight", lambda context: _within_days(context, 14)),
        Rule("<edge NUMBER day >edge", _in_days),
        Rule("<edge NUMBER week >edge", _in_weeks),
        Rule("within|by a? week", lambda context: _within_days(context, 7)),
        Rule("the? next NUMBER day", _within_days),
        Rule("the? next NUMBER week", lambda context, count: _within_days(context, 7 * count)),
        Rule("within|the? few? next few? day", lambda context: _within_days(context, 5)),
        Rule("this week", lambda context: week(context, 0)),
        Rule("in? the week !next|following|last|of|of_the", lambda context: week(context, 0)),
        Rule("next week", lambda context: week(context, 1)),
        Rule("the? week next", lambda context: week(context, 1)),
        Rule("week_after next|following", lambda context: week(context, 2)),
        Rule("next next week", lambda context: week(context, 2)),
        Rule("this? weekend", lambda context: _weekend(context, 0)),
        Rule("next weekend", lambda context: _weekend(context, 1)),
        Rule("the? weekend next", lambda context: _weekend(context, 1)),
        Rule("this? weekend of? next week", lambda context: _weekend(context, 1)),
        Rule("the|this|of_the months", lambda context: _month(context, 0)),
        Rule("<of|of_the|in|early|mid|late months", lambda context: _month(context, 0)),
        Rule("<early|mid|late of months", lambda context: _month(context, 0)),
        Rule("next months", lambda context: _month(context, 1)),
        Rule("the|of_the? months next", lambda context: _month(context, 1)),
        Rule("MONTH", _lone_month),
        Rule("<edge MONTH >edge", _named_month),
        Rule("of|in|for|this|next MONTH !number|ordinal|the", _named_month),
        Rule("<early|late|mid|of|of_the|in MONTH", _named_month),
        Rule("this year", lambda context: days(*dates.year_of(context.today.year))),
        Rule("next year", lambda context: days(*dates.year_of(context.today.year + 1))),
        Rule("the year next", lambda context: days(*dates.year_of(context.today.year + 1))),
        Rule("the? ORDINAL week of|of_the|in", lambda _, nth: Token("nth_week", nth)),
        Rule("the? last week of|of_the|in", lambda _: Token("nth_week", 0)),
        Rule("the? ORDINAL WEEKDAY of|of_the|in", lambda _, nth, weekday: Token("nth", (nth, weekday))),
        Rule("the? last WEEKDAY of|of_the|in", lambda _, weekday: Token("nth", (0, weekday))),
    ]
)

PORTIONS = Grammar(
    [
        Rule("NTH the|of? DAYS", _nth),
        Rule("NTH_WEEK the|of? DAYS", _nth_week),
        Rule("early in|of|of_the|on? the? DAYS", _early),
        Rule("mid of|of_the|in? the? DAYS", _mid),
        Rule("late in|of|of_the? the? DAYS", _late),
        Rule("early of|of_the? week", lambda context: _early(context, Days(within=_week_span(context, 0)))),
        Rule("mid of|of_the? week", lambda context: _mid(context, Days(within=_week_span(context, 0)))),
        Rule("late of|of_the? week", lambda context: _late(context, Days(within=_week_span(context, 0)))),
        Rule("early week next", lambda context: _early(context, Days(within=_week_span(context, 1)))),
        Rule("week of|of_the the? DAYS", _week_of),
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
        Rule("not before the? DAYS", _from),
        Rule("not after the? DAYS", _by),
    ]
)


def _week_span(context: Context, ahead: int) -> Span:
    monday = context.monday(ahead)
    return monday, monday + timedelta(days=6)
