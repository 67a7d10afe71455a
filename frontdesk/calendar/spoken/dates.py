"""Days by name and number: "next Tuesday", "mardi en huit", "the fourth", "May the fifth", "le 5 mai 2027", "4/12".

Every rule makes a `days` token of what is known; `resolver` merges the facts of neighbours, so that "Tuesday the
fifth of May" is three facts about one day.
"""

from datetime import date, timedelta

from frontdesk.calendar.spoken.grammar import Built, Grammar, Rule, Token
from frontdesk.calendar.spoken.meanings import Days, Span
from frontdesk.calendar.spoken.wish import Context

IMPOSSIBLE = Token("impossible")
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that callers can mean."""
WEEK = timedelta(days=7)


def days(first: date, last: date | None = None) -> Token:
    """A token for one day, or for a span with both ends included."""
    return Token("days", Days(within=(first, last or first)))


def year_of(year: int) -> Span:
    """The span of a year; two digits mean 20xx."""
    year = year + 2000 if year < 100 else year
    return date(year, 1, 1), date(year, 12, 31)


def coming(weekday: int, context: Context, weeks: int = 0) -> date:
    """The next such weekday strictly after today, and `weeks` further."""
    ahead = (weekday - context.today.weekday() - 1) % 7 + 1
    return context.today + timedelta(days=ahead) + weeks * WEEK


def month_and_day(month: int, day: int, year: int | None = None) -> Built:
    """A date; one that no calendar has is `impossible`."""
    if not 1 <= month <= 12 or not 1 <= day <= LONGEST_MONTHS[month - 1]:
        return IMPOSSIBLE
    if year is not None and not (year < 100 or FIRST_YEAR <= year <= LAST_YEAR):
        return IMPOSSIBLE
    within = None if year is None else year_of(year)
    if within and month == 2 and day == 29 and (within[1] - within[0]).days == 364:
        return IMPOSSIBLE
    return Token("days", Days(day=day, month=month, within=within))


def _said_year(*numbers: int) -> int | None:
    """2027, or 20 and 27."""
    if len(numbers) == 2:
        return 2000 + numbers[1] if numbers[0] == 20 and 20 <= numbers[1] <= 99 else None
    return numbers[0] if FIRST_YEAR <= numbers[0] <= LAST_YEAR else None


def _day_month(_: Context, day: int, month: int, *year: int) -> Built:
    if year and _said_year(*year) is None:
        return None
    if day >= 100:
        return None
    return month_and_day(month, day, _said_year(*year) if year else None)


def _month_day(_: Context, month: int, day: int, *year: int) -> Built:
    return _day_month(_, day, month, *year)


def _day(_: Context, day: int) -> Built:
    if day >= 100:
        return None
    return Token("days", Days(day=day)) if 1 <= day <= 31 else IMPOSSIBLE


def _weekday_day(_: Context, weekday: int, day: int) -> Built:
    return Token("days", Days(weekday=weekday, day=day)) if 1 <= day <= 31 else None


def _slashed(context: Context, numbers: tuple[int, ...]) -> Built:
    month, day = numbers[:2] if context.language == "en" else numbers[1::-1]
    if month > 12 >= day:
        month, day = day, month
    return month_and_day(month, day, numbers[2] if len(numbers) > 2 else None)


def _iso(_: Context, numbers: tuple[int, int, int]) -> Built:
    year, month, day = numbers
    return month_and_day(month, day, year)


def _weekday(_: Context, weekday: int) -> Built:
    return Token("days", Days(weekday=weekday))


def _this_weekday(_: Context, weekday: int) -> Built:
    return Token("days", Days(weekday=weekday, today_too=True))


def _weekday_of_next_week(context: Context, weekday: int) -> Built:
    monday = context.monday(1)
    return Token("days", Days(weekday=weekday, within=(monday, monday + timedelta(days=6))))


def _weekday_and_weeks(context: Context, weekday: int, weeks: int | None = None) -> Built:
    return days(coming(weekday, context, 1 if weeks is None else weeks)) if (weeks or 0) < 100 else None


def _weeks_and_weekday(context: Context, weeks: int, weekday: int) -> Built:
    return _weekday_and_weeks(context, weekday, weeks)


def _weekday_in_weeks(context: Context, weekday: int, weeks: int = 1) -> Built:
    return days(context.monday(weeks) + timedelta(days=weekday)) if weeks < 100 else None


def _weekday_in_days(context: Context, weekday: int, count: int) -> Built:
    weeks = {8: 1, 15: 2, 21: 3}.get(count)
    return days(coming(weekday, context, weeks)) if weeks else None


_DATE_FORMS = (
    ("the? ORDINAL of|of_the? MONTH", _day_month),
    ("the? NUMBER of? MONTH", _day_month),
    ("MONTH the? ORDINAL", _month_day),
    ("MONTH the? NUMBER", _month_day),
)
_NO_HOUR = "!oclock|am|pm|minutes|past|hours|half"
_NO_TIME = f"{_NO_HOUR}|number"

NAMES = Grammar(
    [
        Rule("name month !number|ordinal|the", lambda _: Token("word")),
        Rule("with month !number|ordinal|the", lambda _: Token("word")),
    ]
)
"""Names of people that look like dates."""

RULES = [
    *(Rule(f"{form} {_NO_HOUR}", build) for form, build in _DATE_FORMS),
    *(Rule(f"{form} NUMBER", build) for form, build in _DATE_FORMS),
    *(Rule(f"{form} NUMBER NUMBER", build) for form, build in _DATE_FORMS),
    Rule("SLASHED", _slashed),
    Rule("ISO", _iso),
    Rule("the ORDINAL !word", lambda _, day: _day(_, day) if day == 1 else None, only="fr"),
    Rule("the ORDINAL !word", _day, only="en"),
    Rule("the ORDINAL", lambda _, day: _day(_, day) if day > 3 else None, only="en"),
    Rule("ORDINAL !word", _day, only="en"),
    Rule(f"the NUMBER {_NO_TIME}|day|week|months", _day, only="fr"),
    Rule("the NUMBER !word|day|week|months|oclock|am|pm|minutes|hours|number", _day, only="en"),
    Rule(f"<of_the|to_the|from_the NUMBER {_NO_TIME}|day|week|months", _day, only="fr"),
    Rule(f"WEEKDAY the? NUMBER {_NO_TIME}|day|week|months|month|of", _weekday_day, only="fr"),
    Rule("WEEKDAY", _weekday),
    Rule("this WEEKDAY", _this_weekday),
    Rule("WEEKDAY this week", _this_weekday),
    Rule("next WEEKDAY", _weekday_of_next_week, only="en"),
    Rule("WEEKDAY next", _weekday),
    Rule("WEEKDAY of_the? next week", _weekday_of_next_week, only="en"),
    Rule("WEEKDAY after next", lambda context, weekday: days(context.monday(2) + timedelta(days=weekday)), only="en"),
    Rule("last WEEKDAY !of|of_the|in", lambda _, weekday: Token("past")),
    Rule("WEEKDAY last", lambda _, weekday: Token("past")),
    Rule("WEEKDAY week", _weekday_and_weeks, only="en"),
    Rule("a? week from|on|after WEEKDAY", _weekday_and_weeks),
    Rule("a? week from|on|after this|next WEEKDAY", _weekday_and_weeks),
    Rule("NUMBER week from|on|after this|next? WEEKDAY", _weeks_and_weekday),
    Rule(
        "fortnight from|on|after this|next? WEEKDAY", lambda context, weekday: _weekday_and_weeks(context, weekday, 2)
    ),
    Rule("WEEKDAY in NUMBER day?", _weekday_in_days),
    Rule("WEEKDAY in a? week", _weekday_in_weeks),
    Rule("WEEKDAY in NUMBER week", _weekday_in_weeks),
    Rule("WEEKDAY in fortnight", lambda context, weekday: _weekday_in_weeks(context, weekday, 2)),
    Rule("WEEKDAY fortnight", lambda context, weekday: _weekday_and_weeks(context, weekday, 2)),
]
