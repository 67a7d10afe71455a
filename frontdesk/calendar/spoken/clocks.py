"""Clock times: "half past three", "quinze heures trente", "quatre heures moins le quart", "3:15 pm".

`CLOCKS` holds the forms that can be nothing else. `AT` reads numbers behind "at", once ranges have been taken out.
`BARE_CLOCKS` reads numbers that stand alone or beside a day, once dates have been taken out.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from frontdesk.calendar.spoken.grammar import Built, Grammar, Rule, Token
from frontdesk.calendar.spoken.meanings import Clock, Days
from frontdesk.calendar.spoken.wish import Context

UNITS = "day|week|fortnight|months|month|minutes|hours|year|few"
IMPOSSIBLE = Token("impossible")
FRACTIONS = {"half": 30, "quarter": 15, "three_quarters": 45}
GRID = 5
"""Minutes to which "in two hours" is rounded up."""
LONGEST_WAIT = 7 * 24 * 60


def clock_of(number: int, minute: int = 0) -> Clock | None:
    """Read 3, 15 or 1530 as an hour; None if it is none."""
    hour, minute = divmod(number, 100) if number >= 100 else (number, minute)
    return Clock(hour, minute) if hour <= 24 and minute < 60 else None


def _built(clock: Clock | None) -> Built:
    return Token("clock", clock) if clock else None


def _plain(_: Context, hour: int, minute: int | None = None) -> Built:
    return _built(clock_of(hour, minute or 0))


def _oclock(_: Context, hour: int, minute: int | None = None) -> Built:
    return _built(clock_of(hour, minute or 0)) or IMPOSSIBLE


def _zero_minute(_: Context, hour: int, zero: int, minute: int) -> Built:
    return _oclock(_, hour, minute) if zero == 0 else None


def _digits(_: Context, digits: tuple[int, int]) -> Built:
    return _built(clock_of(*digits)) or IMPOSSIBLE


def _two_numbers(_: Context, hour: int, minute: int) -> Built:
    return _built(clock_of(hour, minute)) if minute >= 10 and hour <= 24 else None


def _shift(hour: int, minutes: int) -> Built:
    """So many minutes from the full hour, before it if negative."""
    if not 0 <= hour <= 24:
        return None
    if minutes < 0:
        hour, minutes = 12 if hour == 1 else (hour - 1) % 24, 60 + minutes
    return Token("clock", Clock(hour, minutes))


def _to(_: Context, minutes: int, hour: int) -> Built:
    return _shift(hour, -minutes) if minutes in (5, 10, 15, 20, 25) and hour <= 12 else None


def _past(_: Context, minutes: int, hour: int) -> Built:
    return _shift(hour, minutes) if 0 < minutes < 60 else None


def _minus(_: Context, hour: int, minutes: int) -> Built:
    return _shift(hour, -minutes) if 0 < minutes < 60 else None


def _plus(minutes: int) -> Callable[[Context, int], Built]:
    return lambda _, hour: _shift(hour, minutes)


def _half(half: Literal["am", "pm"]) -> Callable[[Context, Clock], Built]:
    """A builder that settles the half of the day, where the hour leaves it open."""
    return lambda _, clock: Token("clock", replace(clock, half=half) if 1 <= clock.hour <= 12 else clock)


def _full(_: Context, hour: int) -> Built:
    return Token("clock", Clock(hour, half="exact"))


def _in_hours(context: Context, hours: int) -> Built:
    return _moment(context, 60 * hours)


def _in_halves(context: Context, halves: int = 1) -> Built:
    return _moment(context, 30 * halves)


def _in_quarters(context: Context, quarters: int | None) -> Built:
    return _moment(context, 15 * (quarters or 1))


def _moment(context: Context, wait: int) -> Built:
    """So many minutes from now, rounded up."""
    if wait > LONGEST_WAIT:
        return None
    moment = context.now.replace(tzinfo=None) + timedelta(minutes=wait)
    moment += timedelta(minutes=-moment.minute % GRID)
    day = Days(within=(moment.date(), moment.date()))
    return Token("days", day), Token("clock", Clock(moment.hour, moment.minute, "exact"))


def _one_hour(_: Context, hours: int) -> Built:
    """The length of a visit ("un rendez-vous d'une heure"), not a time."""
    return Token("word") if hours == 1 else None


FULL_HOURS = Grammar(
    [
        Rule("noon", lambda _: Token("full", 12)),
        Rule("midnight", lambda _: Token("full", 0)),
    ]
)

_BEFORE_PAIRS = "at|about|after|past|before|by|until|between|and|to|from|dash"
CLOCKS = Grammar(
    [
        Rule("FULL", _full),
        Rule("NUMBER oclock", _oclock),
        Rule("NUMBER oclock NUMBER !month|oclock|to_the|day|week", _oclock),
        Rule("NUMBER oclock oh NUMBER", _oclock),
        Rule("NUMBER oclock NUMBER NUMBER", _zero_minute),
        Rule("FULL and? NUMBER !month|oclock|day", _oclock),
        Rule("NUMBER oclock minus NUMBER", _minus),
        Rule("FULL minus NUMBER", _minus),
        *(
            Rule(f"{hour} {sign} {fraction}", _plus(minutes if sign == "and?" else -minutes))
            for hour in ("NUMBER oclock", "FULL")
            for sign in ("and?", "minus")
            for fraction, minutes in FRACTIONS.items()
        ),
        Rule("half past? NUMBER|FULL !oclock|day|week", _plus(30)),
        Rule("quarter past|after NUMBER|FULL", _plus(15)),
        Rule("quarter to|of|before NUMBER|FULL", _plus(-15)),
        Rule("NUMBER minutes? past|after NUMBER|FULL", _past, only="en"),
        Rule("NUMBER minutes? to NUMBER|FULL !month", _to),
        Rule("NUMBER minutes before NUMBER|FULL", _to),
        Rule("DIGITS oclock?", _digits),
        Rule("NUMBER >am|pm", _plain),
        Rule("NUMBER NUMBER >am|pm", _two_numbers),
        Rule("NUMBER oh NUMBER >am|pm", _plain),
        Rule(f"<{_BEFORE_PAIRS} NUMBER NUMBER !month|number|{UNITS}", _two_numbers),
        Rule("of NUMBER oclock !at|to|until|dash", _one_hour),
        Rule("of NUMBER half oclock", _one_hour),
        Rule("in|within NUMBER hours|oclock", _in_hours),
        Rule("in|within a hours", lambda context: _in_hours(context, 1)),
        Rule("in|within NUMBER minutes", _moment),
        Rule("in|within a? half a? hours", _in_halves),
        Rule("in|within NUMBER half oclock", _in_halves),
        Rule("in|within NUMBER? quarter of oclock", _in_quarters),
        Rule("in|within three_quarters of oclock", lambda context: _in_quarters(context, 3)),
    ]
)

HALVES = Grammar([Rule("CLOCK am", _half("am")), Rule("CLOCK pm", _half("pm"))])

AT = Grammar(
    [
        Rule("at|about about|the? CLOCK", lambda _, clock: Token("clock", clock)),
        Rule(f"at|about about? NUMBER !{UNITS}|number|slashed", _plain),
        Rule(f"at|about about? NUMBER NUMBER !{UNITS}|number", _two_numbers),
        Rule("at|about about? NUMBER oh NUMBER", _plain),
        Rule("at to <to !number|clock|days|the|month|weekday", lambda _: Token("clock", Clock(2))),
    ]
)

_BESIDE = "edge|days|part|window|correction|or|and|for|dash|clock|soonest|from_now"
BARE_CLOCKS = Grammar(
    [
        Rule(f"<{_BESIDE} NUMBER NUMBER !number|{UNITS}", _two_numbers),
        Rule("<word NUMBER NUMBER !word|number|dash|days|oclock", _two_numbers),
        Rule(f"<{_BESIDE} NUMBER oh NUMBER", _plain),
        Rule(
            f"<{_BESIDE} NUMBER !word|number|{UNITS}|oclock|ordinal|dash",
            lambda _, hour: _plain(_, hour) if hour <= 12 or hour >= 100 else None,
            only="en",
        ),
    ]
)
