"""From one time to another: "an hour later", "push it back a week", "move it from three to four", "au lieu de mardi".

All of it leans on where the appointment stands, which is the call's reference. Hours and minutes are measured from its
start; days and weeks keep its time of day where it is pushed ("repousser d'un jour"), and leave it open where a day is
named ("two days later").

`SHIFTS` comes before every other grammar; `CHANGED_CLOCKS` and `CHANGED_DAYS` read what clocks and dates have built.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from frontdesk.calendar.spoken.clocks import UNITS, clock_of
from frontdesk.calendar.spoken.dates import WEEK, days
from frontdesk.calendar.spoken.grammar import Built, Grammar, Rule, Token
from frontdesk.calendar.spoken.meanings import Clock, Days
from frontdesk.calendar.spoken.spans import INCLUSIVE
from frontdesk.calendar.spoken.wish import Context

ASK_DAY = Token("ask_day")
FARTHEST = 400
"""Days; and as many hours. A distance beyond it is a misunderstanding."""

Minutes = Callable[..., int]
"""From the numbers of a phrase to minutes."""
WAITS: tuple[tuple[str, Minutes], ...] = (
    ("a hours", lambda: 60),
    ("NUMBER hours|oclock", lambda hours: 60 * hours),
    ("NUMBER minutes", lambda minutes: minutes),
    ("a|number? half a? hours|oclock", lambda: 30),
    ("a|number? quarter of a? hours|oclock", lambda: 15),
    ("three_quarters of a? hours|oclock", lambda: 45),
    ("a hours and? a? half", lambda: 90),
    ("NUMBER hours|oclock and? a? half", lambda hours: 60 * hours + 30),
    ("NUMBER and a? half hours", lambda hours: 60 * hours + 30),
    ("a hours and? quarter", lambda: 75),
    ("NUMBER hours|oclock and? quarter", lambda hours: 60 * hours + 15),
    ("a hours and? NUMBER minutes?", lambda minutes: 60 + minutes),
    ("NUMBER hours|oclock and? NUMBER minutes?", lambda hours, minutes: 60 * hours + minutes),
)
DAY_COUNTS: tuple[tuple[str, int], ...] = (("a day", 1), ("NUMBER day", 1), ("a week", 7), ("NUMBER week", 7))
LATER, EARLIER = "later|later_that_day", "earlier|earlier_that_day"


def exact(moment: time) -> Clock:
    """A time of day that needs no guess at its half."""
    return Clock(moment.hour, moment.minute, "exact")


def _by(minutes: Minutes, sign: int) -> Callable[..., Built]:
    """A builder for so many minutes from the start of what the call is about."""

    def build(context: Context, *numbers: int) -> Built:
        day, start = context.reference.day, context.reference.start
        distance = minutes(*numbers)
        if day is None or start is None or distance > 60 * FARTHEST:
            return ASK_DAY
        moment = datetime.combine(day, start) + timedelta(minutes=sign * distance)
        return days(moment.date()), Token("clock", exact(moment.time()))

    return build


def _days_by(length: int, sign: int, *, same_time: bool) -> Callable[..., Built]:
    """A builder for so many days from the day of what the call is about."""

    def build(context: Context, count: int = 1) -> Built:
        day, start = context.reference.day, context.reference.start
        count -= context.language == "fr" and length == 1 and count in INCLUSIVE
        if day is None:
            return ASK_DAY
        if count * length > FARTHEST:
            return None
        moved = days(day + timedelta(days=sign * count * length))
        return (moved, Token("clock", exact(start))) if same_time and start else moved

    return build


def _in_week(ahead: int | None, *, same_time: bool) -> Callable[[Context], Built]:
    """A builder for the same weekday `ahead` weeks from today's, or (None) in the week after the reference's."""

    def build(context: Context) -> Built:
        day, start = context.reference.day, context.reference.start
        if day is None or (same_time and start is None):
            return ASK_DAY
        other = day + WEEK if ahead is None else context.monday(ahead) + timedelta(days=day.weekday())
        moved = days(day + WEEK if other == day else other)
        return (moved, Token("clock", exact(start))) if same_time and start else moved

    return build


def _stands_at(context: Context, old: Clock | int) -> bool:
    """Whether what the call is about may begin then."""
    clock = old if isinstance(old, Clock) else clock_of(old)
    return clock is not None and context.reference.start in clock.candidates()


def _to_number(context: Context, old: int, new: int) -> Built:
    return (Token("at"), Token("number", new)) if _stands_at(context, old) else None


def _to_clock(context: Context, old: Clock | int, new: Clock | int) -> Built:
    if not _stands_at(context, old):
        return None
    return Token("clock", new) if isinstance(new, Clock) else (Token("at"), Token("number", new))


def _to_days(context: Context, old: Days, new: Days) -> Built:
    if context.reference.day is None or not old.fits(context.reference.day):
        return None
    return Token("replaced", old), Token("days", new)


def _from_days_to(context: Context, old: Days, clock: Clock, new: Days) -> Built:
    return _to_days(context, old, new) if _stands_at(context, clock) else None


def stands_then(facts: Iterable[Days], clock: Clock | None, context: Context) -> bool:
    """Whether days and time of day that were said are those of what the call is about."""
    day = context.reference.day
    return day is not None and all(of.fits(day) for of in facts) and (clock is None or _stands_at(context, clock))


def instead(new: Days, old: Days, context: Context) -> Days:
    """A weekday that replaces the appointment's own is one of the same week, where that is not over."""
    day = context.reference.day
    if day is None or not old.fits(day) or not new.plain_weekday() or new.within:
        return new
    same_week = _monday(day) + timedelta(days=new.weekday or 0)
    return Days(within=(same_week, same_week)) if same_week > context.today else new


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


_WEEKS: tuple[tuple[str, int | None], ...] = (("next week", 1), ("the? week next", 1), ("week_after", None))
_NO_CLOCK = f"!month|of|ordinal|number|oclock|am|pm|{UNITS}"
SHIFTS = Grammar(
    [
        *(
            Rule(pattern.format(wait), _by(minutes, sign))
            for wait, minutes in WAITS
            for pattern, sign in (
                (f"{{}} about? {LATER}|after_that", 1),
                ("{} after >edge", 1),
                ("push by|of? {}", 1),
                ("move by|of {} !later|earlier|at|to|to_the", 1),
                (f"move by|of {{}} {EARLIER}", -1),
                (f"{{}} about? {EARLIER}|before_that", -1),
                ("{} before >edge", -1),
                ("bring by|of? {}", -1),
            )
        ),
        *(
            Rule(pattern.format(count), _days_by(length, sign, same_time=pattern[0] != "{"))
            for count, length in DAY_COUNTS
            for pattern, sign in (
                ("{} later", 1),
                ("push by|of? {}", 1),
                ("move by|of {} !later|earlier", 1),
                ("{} earlier", -1),
                ("bring by|of? {}", -1),
            )
        ),
        *(
            Rule(pattern.format(week), _in_week(ahead, same_time="same_time" in pattern))
            for week, ahead in _WEEKS
            for pattern in (
                "same_day? at? same_time on|in? {}",
                "{} on? same_day? at? same_time",
                "same_day on|in? {}",
                "{} on? same_day",
            )
        ),
        Rule(f"move|push|bring to NUMBER {_NO_CLOCK}", lambda _, hour: (Token("at"), Token("number", hour))),
        Rule(f"move from|of NUMBER to|at NUMBER {_NO_CLOCK}", _to_number),
        Rule(f"NUMBER instead_of at? number {_NO_CLOCK}", lambda _, hour: (Token("at"), Token("number", hour))),
        Rule(f"instead_of at? number {_NO_CLOCK}", lambda _: Token("word")),
        Rule(f"not at NUMBER {_NO_CLOCK}", lambda context, old: Token("word") if _stands_at(context, old) else None),
    ]
)
CHANGED_CLOCKS = Grammar(
    [
        Rule(f"move word|from|of? at? CLOCK|NUMBER to|at CLOCK|NUMBER {_NO_CLOCK}", _to_clock),
        Rule("instead_of at? clock", lambda _: Token("word")),
        Rule("instead_of in|on|at? the? window", lambda _: Token("word")),
        Rule("not at CLOCK", lambda context, old: Token("word") if _stands_at(context, old) else None),
    ]
)
CHANGED_DAYS = Grammar(
    [
        Rule("move word|from|of|from_the|of_the? the? DAYS clock? to|at|to_the? the? DAYS", _to_days),
        Rule("from|of|from_the|of_the the? DAYS CLOCK to|at|to_the the? DAYS", _from_days_to),
        Rule("instead_of on|the? DAYS clock?", lambda _, old: Token("replaced", old)),
    ]
)
