"""Clock times: "half past three", "quinze heures trente", "quatre heures moins le quart", "3:15 pm".

`CLOCKS` holds the forms that can be nothing else. `AT` reads numbers behind "at", once ranges have been taken out.
`BARE_CLOCKS` reads numbers that stand alone or beside a day, once dates have been taken out.
"""

from datetime import timedelta

from frontdesk.calendar.spoken.grammar import Built, Grammar, Rule, Token
from frontdesk.calendar.spoken.meanings import Clock, Days
from frontdesk.calendar.spoken.wish import Context

UNITS = "day|week|fortnight|months|month|minutes|hours|year|few"
IMPOSSIBLE = Token("impossible")
GRID = 5
"""Minutes to which "in two hours" is rounded up."""


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


def _digits(_: Context, digits: tuple[int, int]) -> Built:
    return _built(clock_of(*digits)) or IMPOSSIBLE


def _two_numbers(_: Context, hour: int, minute: int) -> Built:
    return _built(clock_of(hour, minute)) if minute >= 10 and hour <= 24 else None


def _shift(hour: int, minutes: int) -> Built:
    """So many minutes from the full hour, before it if negative."""
    if not 0 <= hour <= 24:
        return None
    if minutes < 0:
        hour, minutes = (hour - 1) % 24 or (12 if hour == 1 else 0), 60 + minutes
    return Token("clock", Clock(hour, minutes))


def _to(_: Context, minutes: int, hour: int) -> Built:
    return _shift(hour, -minutes) if minutes in (5, 10, 15, 20, 25) and hour <= 12 else None


def _past(_: Context, minutes: int, hour: int) -> Built:
    return _shift(hour, minutes) if 0 < minutes < 60 else None


def _minus(_: Context, hour: int, minutes: int) -> Built:
    return _shift(hour, -minutes) if 0 < minutes < 60 else None


def _noon(_: Context, minute: int | None = None) -> Built:
    return Token("clock", Clock(12, minute, "exact")) if (minute := minute or 0) < 60 else None


def _midnight(_: Context, minute: int | None = None) -> Built:
    return Token("clock", Clock(0, minute, "exact")) if (minute := minute or 0) < 60 else None


def _halved(half: str) -> Rule:
    def build(_: Context, clock: Clock) -> Built:
        return Token(
            "clock", Clock(clock.hour, clock.minute, "am" if half == "am" else "pm" if clock.hour <= 12 else None)
        )

    return Rule(f"CLOCK {half}", build)


def _number_halved(half: str, pattern: str) -> Rule:
    def build(_: Context, hour: int, minute: int | None = None) -> Built:
        clock = clock_of(hour, minute or 0)
        if clock is None or (minute is not None and hour >= 100):
            return None
        return Token(
            "clock", Clock(clock.hour, clock.minute, None if clock.hour > 12 else "am" if half == "am" else "pm")
        )

    return Rule(pattern, build)


def _in_hours(context: Context, hours: int, minutes: int = 0) -> Built:
    return _moment(context, timedelta(hours=hours, minutes=minutes))


def _moment(context: Context, wait: timedelta) -> Built:
    if wait > timedelta(days=7):
        return None
    moment = context.now.replace(tzinfo=None) + wait
    moment += timedelta(minutes=-moment.minute % GRID)
    day = Days(within=(moment.date(), moment.date()))
    return Token("days", day), Token("clock", Clock(moment.hour, moment.minute, "exact"))


CLOCKS = Grammar(
    [
        Rule("half past? NUMBER !oclock|day|week", lambda _, hour: _shift(hour, 30)),
        Rule("quarter past|after NUMBER", lambda _, hour: _shift(hour, 15)),
        Rule("quarter to|of|before NUMBER", lambda _, hour: _shift(hour, -15)),
        Rule("half past noon", lambda _: _shift(12, 30)),
        Rule("quarter past|after noon", lambda _: _shift(12, 15)),
        Rule("quarter to|of|before noon", lambda _: _shift(12, -15)),
        Rule("NUMBER minutes? past|after NUMBER", _past),
        Rule("NUMBER minutes? to NUMBER !month", _to),
        Rule("NUMBER minutes before NUMBER", _to),
        Rule("NUMBER oclock", _oclock),
        Rule("of NUMBER oclock !at|to|until|dash", lambda _, hours: Token("word") if hours == 1 else None),
        Rule("of NUMBER half oclock", lambda _, halves: Token("word")),
        Rule("NUMBER oclock NUMBER !month|oclock|to_the|day|week", lambda _, hour, minute: _oclock(_, hour, minute)),
        Rule("NUMBER oclock oh NUMBER", _oclock),
        Rule("NUMBER oclock and? half", lambda _, hour: _shift(hour, 30)),
        Rule("NUMBER oclock and? quarter", lambda _, hour: _shift(hour, 15)),
        Rule("NUMBER oclock and? three_quarters", lambda _, hour: _shift(hour, 45)),
        Rule("NUMBER oclock minus quarter", lambda _, hour: _shift(hour, -15)),
        Rule("NUMBER oclock minus NUMBER", _minus),
        Rule("DIGITS oclock?", _digits),
        Rule("noon", _noon),
        Rule("noon and? NUMBER !month|oclock|day", _noon),
        Rule("noon and? half", lambda _: _noon(_, 30)),
        Rule("noon and? quarter", lambda _: _noon(_, 15)),
        Rule("noon minus quarter", lambda _: _shift(12, -15)),
        Rule("noon minus NUMBER", lambda _, minutes: _minus(_, 12, minutes)),
        Rule("midnight", _midnight),
        Rule("midnight and? NUMBER !month|oclock|day", _midnight),
        Rule("midnight and? half", lambda _: _midnight(_, 30)),
        Rule("midnight and? quarter", lambda _: _midnight(_, 15)),
        *(
            _number_halved(half, pattern)
            for half in ("am", "pm")
            for pattern in (f"NUMBER oclock? {half}", f"NUMBER NUMBER {half}", f"NUMBER oh NUMBER {half}")
        ),
        Rule(
            f"<at|about|after|past|before|by|until|between|and|to|from|dash NUMBER NUMBER !month|number|{UNITS}",
            _two_numbers,
        ),
        Rule("in|within NUMBER hours|oclock", _in_hours),
        Rule("in|within a hours", lambda context: _in_hours(context, 1)),
        Rule("in|within NUMBER minutes", lambda context, minutes: _moment(context, timedelta(minutes=minutes))),
        Rule("in|within a? half a? hours", lambda context: _in_hours(context, 0, 30)),
        Rule("in|within NUMBER half oclock", lambda context, halves: _in_hours(context, 0, 30 * halves)),
        Rule("in|within NUMBER quarter of oclock", lambda context, quarters: _in_hours(context, 0, 15 * quarters)),
    ]
)

HALVES = Grammar([_halved("am"), _halved("pm")])

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
