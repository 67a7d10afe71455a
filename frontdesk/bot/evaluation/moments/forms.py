"""How a language says when: tables of templates, and what fills their slots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

Nearness = Literal[
    "tomorrow", "in two days", "coming", "this week", "next week", "week later", "in a week", "in two weeks"
]
"""Why a day may be said without its date; "coming" is within six days, "week later" a week after such a day."""
Roundness = Literal["any", "full", "quarter", "half", "three quarters", "small"]
"""What a clock time's minutes are; "small" is a full hour after noon that is said without its half of the day."""


@dataclass(frozen=True)
class Forms:
    """One language's templates. All that are listed together are equally frequent.

    `dates`: a day by its date. `near`: a day by how near it is. `clocks`: an exact time, by its minutes. `parts`: a
    stretch of a day. `spans`: several days, also with a part of day behind them. `vague`: several days alone.
    `day_slots` and `clock_slots` fill the slots.
    """

    dates: Sequence[str]
    near: Mapping[Nearness, Sequence[str]]
    clocks: Mapping[Roundness, Sequence[str]]
    parts: Sequence[str]
    spans: Sequence[str]
    vague: Sequence[str]
    day_slots: Callable[[date], dict[str, str]]
    clock_slots: Callable[[time], dict[str, str]]


def nearness(day: date, today: date) -> list[Nearness]:
    """Every way in which the day is near."""
    ahead = (day - today).days
    weeks = (day.toordinal() - day.weekday() - today.toordinal() + today.weekday()) // 7
    near: dict[Nearness, bool] = {
        "tomorrow": ahead == 1,
        "in two days": ahead == 2,
        "coming": 1 <= ahead <= 6,
        "this week": ahead >= 1 and weeks == 0,
        "next week": weeks == 1,
        "week later": 8 <= ahead <= 13,
        "in a week": ahead == 7,
        "in two weeks": ahead == 14,
    }
    return [name for name, holds in near.items() if holds]


def roundness(clock: time) -> list[Roundness]:
    """Every way in which the time is round."""
    round_: dict[Roundness, bool] = {
        "any": True,
        "full": clock.minute == 0,
        "quarter": clock.minute == 15,
        "half": clock.minute == 30,
        "three quarters": clock.minute == 45,
        "small": clock.minute == 0 and 13 <= clock.hour <= 17,
    }
    return [name for name, holds in round_.items() if holds]


def hours_after(clock: time, hours: int) -> time:
    """The full hour so many hours after the clock's."""
    return time((clock.hour + hours) % 24)
