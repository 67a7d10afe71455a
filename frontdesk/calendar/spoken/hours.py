"""Parts of the day and limits: "late morning", "after three", "between two and four", "avant dix heures"."""

from datetime import time

from frontdesk.calendar.spoken.clocks import UNITS, clock_of
from frontdesk.calendar.spoken.grammar import Built, Grammar, Rule, Token
from frontdesk.calendar.spoken.meanings import Clock, Days, Limits, Window
from frontdesk.calendar.spoken.wish import Context

PARTS = {
    "morning": Window(time(0), time(12)),
    "noontime": Window(time(12), time(14)),
    "afternoon": Window(time(12), time(18)),
    "evening": Window(time(17)),
    "night": Window(time(17)),
    "day_start": Window(time(0), time(10)),
    "day_end": Window(time(16)),
    "after_lunch": Window(time(13), time(18)),
    "before_lunch": Window(time(0), time(12)),
}
EARLY = {
    "morning": Window(time(0), time(10)),
    "afternoon": Window(time(12), time(15)),
    "evening": Window(time(17), time(19)),
}
MIDDLE = {"morning": Window(time(9), time(11)), "afternoon": Window(time(14), time(16))}
LATE = {"morning": Window(time(10), time(12)), "afternoon": Window(time(16), time(18)), "evening": Window(time(19))}


def _window(narrowed: dict[str, Window], part: str) -> Token:
    return Token("window", narrowed.get(part, PARTS[part]))


def _not(_: Context, part: str) -> Built:
    window = PARTS[part]
    if window.after == time(0):
        return Token("window", Window(after=window.before))
    return Token("window", Window(before=window.after))


def _this(context: Context, window: Window) -> Built:
    return Token("days", Days(within=(context.today, context.today))), Token("window", window)


PARTS_OF_DAY = Grammar(
    [
        Rule("PART", lambda _, part: Token("window", PARTS[part])),
        Rule("early in|of|of_the? the? PART", lambda _, part: _window(EARLY, part)),
        Rule("early WEEKDAY PART", lambda _, day, part: (Token("weekday", day), _window(EARLY, part))),
        Rule("late WEEKDAY PART", lambda _, day, part: (Token("weekday", day), _window(LATE, part))),
        Rule("early tomorrow PART", lambda _, part: (Token("tomorrow"), _window(EARLY, part))),
        Rule("late tomorrow PART", lambda _, part: (Token("tomorrow"), _window(LATE, part))),
        Rule("PART early", lambda _, part: _window(EARLY, part)),
        Rule("mid in|of|of_the? the? PART", lambda _, part: _window(MIDDLE, part)),
        Rule("late in|of|of_the? the? PART", lambda _, part: _window(LATE, part)),
        Rule("PART late", lambda _, part: _window(LATE, part)),
        Rule("NUMBER PART", lambda _, number, part: Token("window", PARTS[part]) if number == 1 else None),
        Rule("not in|on|at? the? PART", _not),
    ]
)

TODAY = Grammar(
    [
        Rule("this WINDOW", _this),
        Rule("early|late this WINDOW", _this),
        Rule("tonight", lambda context: _this(context, PARTS["evening"])),
        Rule("later_today", lambda context: _later_today(context)),
    ]
)


def _later_today(context: Context) -> Built:
    now = context.now
    return Token("days", Days(within=(context.today, context.today))), Token(
        "limits", Limits(after=Clock(now.hour, now.minute, "exact"))
    )


def _clock(spoken: Clock | int) -> Clock | None:
    return spoken if isinstance(spoken, Clock) else clock_of(spoken)


def _after(_: Context, spoken: Clock | int) -> Built:
    return Token("limits", Limits(after=clock)) if (clock := _clock(spoken)) else None


def _before(_: Context, spoken: Clock | int) -> Built:
    return Token("limits", Limits(before=clock)) if (clock := _clock(spoken)) else None


def _between(_: Context, start: Clock | int, end: Clock | int) -> Built:
    after, before = _clock(start), _clock(end)
    return Token("limits", Limits(after, before)) if after and before else None


def _dashed(_: Context, start: int, end: int) -> Built:
    return _between(_, start, end) if max(start, end) <= 24 else None


_NOT_HOURS = f"!{UNITS}|ordinal|oclock|slashed|of"
LIMITS = Grammar(
    [
        Rule(f"between at|about? CLOCK|NUMBER and|to|at|until|dash at|about? CLOCK|NUMBER {_NOT_HOURS}", _between),
        Rule(f"from|of at|about? CLOCK|NUMBER to|until|dash|at|by about? CLOCK|NUMBER {_NOT_HOURS}", _between),
        Rule(f"CLOCK to|until|dash|at CLOCK|NUMBER {_NOT_HOURS}", _between),
        Rule("NUMBER to|until|dash CLOCK", _between),
        Rule(f"<edge|on|in|at|weekday|today|tomorrow NUMBER dash NUMBER {_NOT_HOURS}|month", _dashed),
        Rule(f"after|past at|about? CLOCK|NUMBER onwards? {_NOT_HOURS}", _after),
        Rule("from at|about? CLOCK onwards?", _after),
        Rule(f"from at|about? NUMBER onwards? {_NOT_HOURS}|to_the|to", _after),
        Rule("at? CLOCK onwards", _after),
        Rule("at? NUMBER onwards", _after, only="en"),
        Rule(f"before|by|until at|about? CLOCK|NUMBER {_NOT_HOURS}", _before),
        Rule("at? CLOCK or_earlier", _before),
        Rule("at? NUMBER or_earlier", _before, only="en"),
        Rule(f"not_before at|about? CLOCK|NUMBER {_NOT_HOURS}", _after),
        Rule(f"not_after at|about? CLOCK|NUMBER {_NOT_HOURS}", _before),
        Rule("or_earlier at? CLOCK", _before),
        Rule("<weekday|today|tomorrow am", lambda _: Token("window", PARTS["morning"])),
        Rule("<weekday|today|tomorrow pm", lambda _: Token("window", PARTS["afternoon"])),
    ]
)

RANGES_OF_NUMBERS = Grammar(
    [
        Rule(f"between NUMBER and|to|dash NUMBER {_NOT_HOURS}|am|pm", _between),
        Rule(f"from NUMBER to|until|dash NUMBER {_NOT_HOURS}|am|pm", _between),
    ]
)
