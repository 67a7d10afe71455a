"""Days as distances and spans: "tomorrow", "in two weeks", "la semaine prochaine", "the weekend", "le mois prochain".

`DAYS` finds days, weeks and months, those of `dates` among them. Ordinals that wait for a span ("the first Tuesday of
...") become `nth` and `nth_week` tokens, which `portions` reads.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from frontdesk.calendar.spoken import dates
from frontdesk.calendar.spoken.dates import days
from frontdesk.calendar.spoken.grammar import Built, Grammar, Rule, Token
from frontdesk.calendar.spoken.meanings import Days, Span
from frontdesk.calendar.spoken.wish import Context

FAR = 400
"""Days; a distance beyond it is a misunderstanding."""
INCLUSIVE = (8, 15)
"""French counts today in: "dans huit jours" is in a week, "dans quinze jours" in two."""
PAST = Token("past")


def month_span(first: date) -> Span:
    """The whole month of a day."""
    return first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])


def in_months(day: date, months: int) -> date:
    """The same day number so many months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _ahead(first: int, last: int | None = None) -> Callable[[Context], Built]:
    """A builder for a fixed distance from today, in days."""

    def build(context: Context) -> Built:
        until = None if last is None else context.today + timedelta(days=last)
        return days(context.today + timedelta(days=first), until)

    return build


def _in_days(context: Context, count: int) -> Built:
    count -= context.language == "fr" and count in INCLUSIVE
    return _ahead(count)(context) if count <= FAR else None


def _in_weeks(context: Context, count: int) -> Built:
    return _ahead(7 * count)(context) if 7 * count <= FAR else None


def _in_months(context: Context, count: int = 1) -> Built:
    return days(in_months(context.today, count)) if count <= 12 else None


def _within_days(context: Context, count: int) -> Built:
    count -= context.language == "fr" and count in INCLUSIVE
    return _ahead(0, count)(context) if count <= FAR else None


def _within_weeks(context: Context, count: int) -> Built:
    return _within_days(context, 7 * count)


def _days_or(context: Context, fewer: int | None, more: int) -> Built:
    """ "In a day or two": anything between."""
    return _ahead(fewer or 1, more)(context) if (fewer or 1) <= more <= FAR else None


def _weeks_or(context: Context, fewer: int | None, more: int) -> Built:
    return _days_or(context, 7 * (fewer or 1), 7 * more)


def _day_of_month(_: Context, day: int) -> Built:
    return Token("days", Days(day=day)) if 1 <= day <= 31 else dates.IMPOSSIBLE


def _today_inclusive(context: Context, count: int) -> Built:
    return _in_days(context, count) if count in INCLUSIVE else None


def _tomorrow_inclusive(context: Context, count: int) -> Built:
    return _ahead(count)(context) if count in INCLUSIVE else None


def _week(ahead: int) -> Callable[[Context], Built]:
    return lambda context: days(*context.week(ahead))


def _weekend(ahead: int) -> Callable[[Context], Built]:
    return lambda context: days(context.week(ahead)[1] - timedelta(days=1), context.week(ahead)[1])


def _month(ahead: int) -> Callable[[Context], Built]:
    return lambda context: days(*month_span(in_months(context.today.replace(day=1), ahead)))


def _year(ahead: int) -> Callable[[Context], Built]:
    return lambda context: days(*dates.year_of(context.today.year + ahead))


def _named_month(context: Context, month: int) -> Built:
    return _month((month - context.today.month) % 12)(context)


def _lone_month(context: Context, month: int) -> Built:
    """The words "may" and "march" are months only where something says so."""
    return None if context.language == "en" and month in (3, 5) else _named_month(context, month)


def _past(_: Context, *__: int) -> Built:
    return PAST


DAYS = Grammar(
    [
        *dates.RULES,
        Rule("today", _ahead(0)),
        Rule("tomorrow", _ahead(1)),
        Rule("overmorrow", _ahead(2)),
        Rule("yesterday", _past),
        Rule("NUMBER day|week|months ago", _past),
        Rule("ago NUMBER day|week|months", _past),
        Rule("last week|months|weekend|year", _past),
        Rule("the? week|months|weekend|year last", _past),
        Rule("in about? NUMBER day", _in_days),
        Rule("NUMBER day from_now", _in_days),
        Rule("in few day", _ahead(2, 5)),
        Rule("in about? a? week", _ahead(7)),
        Rule("in about? NUMBER week", _in_weeks),
        Rule("a? week from_now", _ahead(7)),
        Rule("a? week from|on today", _ahead(7)),
        Rule("a? week from|on tomorrow", _ahead(8)),
        Rule("a? week today", _ahead(7)),
        Rule("today week", _ahead(7)),
        Rule("today in NUMBER day?", _today_inclusive),
        Rule("a? week tomorrow", _ahead(8)),
        Rule("tomorrow week", _ahead(8)),
        Rule("tomorrow in NUMBER !week|months", _tomorrow_inclusive),
        Rule("NUMBER week from_now", _in_weeks),
        Rule("NUMBER week from today", _in_weeks),
        Rule("in few week", _ahead(14, 21)),
        Rule("in? a? fortnight", _ahead(14)),
        Rule("fortnight from_now", _ahead(14)),
        Rule("in about? a? months", _in_months),
        Rule("in about? NUMBER months", _in_months),
        Rule("a? months from_now", _in_months),
        Rule("NUMBER months from_now", _in_months),
        Rule("within|by the? NUMBER next? day", _within_days),
        Rule("within|by the? next? NUMBER week", _within_weeks),
        Rule("within|by the? next? NUMBER day", _within_days),
        Rule("within|by a? fortnight", _ahead(0, 14)),
        Rule("<edge NUMBER day >edge", _in_days),
        Rule("<edge NUMBER week >edge", _in_weeks),
        Rule("within|by a? week", _ahead(0, 7)),
        Rule("the? next NUMBER day", _within_days),
        Rule("the? next NUMBER week", _within_weeks),
        Rule("within|the? few? next few? day", _ahead(0, 5)),
        Rule("within few day", _ahead(0, 5)),
        Rule("in a? NUMBER? day or NUMBER", _days_or),
        Rule("in a? NUMBER? week or NUMBER", _weeks_or),
        Rule("in NUMBER or NUMBER day", _days_or),
        Rule("in NUMBER or NUMBER week", _weeks_or),
        Rule("the? ORDINAL of_the months !next", _day_of_month),
        Rule("the? ORDINAL of the months !next", _day_of_month),
        Rule("the? NUMBER of_the months !next", _day_of_month),
        Rule("this week", _week(0)),
        Rule("in? the week !next|following|last|of|of_the", _week(0)),
        Rule("next week", _week(1)),
        Rule("the? week next", _week(1)),
        Rule("week_after next|following", _week(2)),
        Rule("next next week", _week(2)),
        Rule("this? weekend", _weekend(0)),
        Rule("next weekend", _weekend(1)),
        Rule("the? weekend next", _weekend(1)),
        Rule("this? weekend of? next week", _weekend(1)),
        Rule("the|this|of_the months", _month(0)),
        Rule("<of|of_the|in|early|mid|late months", _month(0)),
        Rule("<early|mid|late of months", _month(0)),
        Rule("next months", _month(1)),
        Rule("the|of_the? months next", _month(1)),
        Rule("MONTH", _lone_month),
        Rule("<edge MONTH >edge", _named_month),
        Rule("of|in|for|this|next MONTH !number|ordinal|the", _named_month),
        Rule("<early|late|mid|of|of_the|in MONTH", _named_month),
        Rule("this year", _year(0)),
        Rule("next year", _year(1)),
        Rule("the year next", _year(1)),
        Rule("the? ORDINAL week of|of_the|in", lambda _, nth: Token("nth_week", nth)),
        Rule("the? last week of|of_the|in", lambda _: Token("nth_week", 0)),
        Rule("the? ORDINAL WEEKDAY of|of_the|in", lambda _, nth, weekday: Token("nth", (nth, weekday))),
        Rule("the? last WEEKDAY of|of_the|in", lambda _, weekday: Token("nth", (0, weekday))),
    ]
)
