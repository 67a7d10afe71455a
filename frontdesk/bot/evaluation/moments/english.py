"""How callers say when in English."""

from __future__ import annotations

from datetime import date, time

from frontdesk.bot.evaluation.moments.forms import Forms, hours_after
from frontdesk.calendar.spoken import say_date, say_time

_NOON = time(12)


def _day_slots(day: date) -> dict[str, str]:
    weekday, dated = say_date(day, "en").split(", ")
    month, ordinal = dated.split(" the ")
    return {
        "weekday": weekday,
        "month": month,
        "ordinal": ordinal,
        "number": str(day.day),
        "numbered": f"{day.day}{_suffix(day.day)}",
    }


def _clock_slots(clock: time) -> dict[str, str]:
    return {
        "said": _bare(clock),
        "hour": _bare(hours_after(clock, 0)),
        "next": _bare(hours_after(clock, 1)),
        "later": _bare(hours_after(clock, 2)),
        "digit": str(clock.hour % 12 or 12),
        "digits": f"{clock.hour % 12 or 12}:{clock.minute:02d}",
        "half": "a.m." if clock < _NOON else "p.m.",
    }


def _bare(clock: time) -> str:
    """The time without its half of the day."""
    return say_time(clock, "en").split(" in the ")[0]


def _suffix(number: int) -> str:
    return "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


ENGLISH = Forms(
    dates=(
        "(on |){weekday} the {ordinal}",
        "(on |){month} (the |){ordinal}",
        "the {ordinal} of {month}",
        "(on |){weekday}, {month} (the |){ordinal}",
        "{weekday} the {ordinal} of {month}",
        "{month} {number}",
        "(on |){month} {numbered}",
        "{weekday} {month} {numbered}",
        "{weekday} the {numbered}",
        "(on |)the {ordinal}",
        "(on |)the {numbered}",
    ),
    near={
        "tomorrow": ("tomorrow", "tomorrow", "tomorrow, {weekday}", "tomorrow if possible"),
        "in two days": ("(the |)day after tomorrow", "in two days", "two days from now"),
        "coming": ("{weekday}", "on {weekday}", "(this|the) coming {weekday}", "maybe {weekday}"),
        "this week": ("this {weekday}", "{weekday} this week", "{weekday} of this week"),
        "next week": (
            "next {weekday}",
            "{weekday} next week",
            "(on |){weekday} of next week",
            "next week(,|) (on |){weekday}",
            "next week, maybe {weekday}",
        ),
        "week later": ("a week from {weekday}", "{weekday} week"),
        "in a week": ("in a week", "a week from today", "a week from now", "today week"),
        "in two weeks": ("in two weeks", "two weeks from today", "two weeks from now", "in a fortnight"),
    },
    clocks={
        "any": ("(at |){said}", "(around|about|at about|at around) {said}", "(at |){digits}", "(at |){digits} {half}"),
        "full": (
            "(at |){hour} o'clock",
            "(at |){digit} {half}",
            "(at |around |){hour} {half}",
            "at {hour} sharp",
            "{hour} or so",
        ),
        "quarter": ("(at |)(a |)quarter past {hour}", "(at |)(a |)quarter after {hour}"),
        "half": ("(at |around |)half past {hour}", "(at |)half {hour}"),
        "three quarters": ("(at |)(a |)quarter to {next}", "(at |)(a |)quarter of {next}"),
        "small": ("(at |){hour} in the afternoon",),
    },
    parts=(
        "(in the |)morning",
        "(in the |)afternoon",
        "(in the |)evening",
        "(late|early) in the (morning|afternoon)",
        "(late|early) (morning|afternoon)",
        "first thing( in the morning|)",
        "(sometime|any time|preferably) in the (morning|afternoon)",
        "after work",
        "after lunch",
        "before lunch",
        "(before|after) noon",
        "(any time |)after {said}",
        "(sometime |)before {said}",
        "(at|around) noon",
        "(at|around) lunchtime",
        "between {hour} and {later}",
        "from {hour} (on|onwards)",
        "no (later|earlier) than {hour}",
        "not before {hour}",
    ),
    spans=(
        "(sometime |any day |)(this|next) week",
        "(early|late|later) next week",
        "later this week",
        "(at the beginning of|at the end of|in the middle of) next week",
        "(at |toward |)the end of the week",
        "the week after next",
        "(next month|at the end of the month|at the beginning of next month)",
        "(early|later) next month",
        "in the next (few days|couple of days)",
    ),
    vague=(
        "as soon as possible",
        "as soon as (you can|possible|you have something)",
        "as early as possible",
        "the (first|soonest|earliest) (available|one available|opening|appointment)",
        "the (soonest|earliest) you('ve got| have)",
        "(in|within) (two weeks|a couple of weeks|ten days|the next two weeks)",
        "in a month",
        "whenever you (have something|can)",
        "any day",
        "any time",
    ),
    day_slots=_day_slots,
    clock_slots=_clock_slots,
)
