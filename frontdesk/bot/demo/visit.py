"""When a caller wants to come: the words that are said, and an unambiguous rule for the day they mean.

The rule is arithmetic on today's date and shares nothing with the resolver of spoken dates: it is what the resolver's
work is compared with.
"""

import calendar
from datetime import date, datetime, time, timedelta
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from frontdesk.clinic import WEEKDAYS, Clinic

MONTHS = {
    "en": tuple(calendar.month_name),
    "fr": (
        *("", "janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
}


class Visit(BaseModel):
    """A weekday, counted either in calendar weeks (Monday to Sunday) or in such weekdays from tomorrow on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: str = Field(min_length=1)
    """As the caller says it; `{date}` stands for day and month."""
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    time: time
    weeks_ahead: int | None = Field(default=None, ge=0, le=12)
    """0 is the week that today is in."""
    nth_from_tomorrow: int | None = Field(default=None, ge=1, le=12)
    """1 is the first such weekday strictly after today."""

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        if (self.weeks_ahead is None) == (self.nth_from_tomorrow is None):
            raise ValueError("give one of weeks_ahead and nth_from_tomorrow")
        return self

    def day(self, today: date) -> date:
        """The day that is meant on `today`."""
        weekday = WEEKDAYS.index(self.weekday)
        if self.weeks_ahead is not None:
            return today + timedelta(weeks=self.weeks_ahead, days=weekday - today.weekday())
        first = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
        return first + timedelta(weeks=(self.nth_from_tomorrow or 1) - 1)

    def start(self, now: datetime) -> datetime:
        """When the appointment begins, in the time zone of `now`."""
        return datetime.combine(self.day(now.date()), self.time, now.tzinfo)

    def said(self, today: date, language: Literal["en", "fr"]) -> str:
        """The words with the date filled in."""
        day = self.day(today)
        return self.words.replace("{date}", _spoken_date(day, language))


def chosen(visits: tuple[Visit, ...], clinic: Clinic, now: datetime) -> Visit:
    """The first visit on a day and at a time the clinic is open; the first of all where there is none."""
    return next((visit for visit in visits if _open(clinic, visit.start(now), now)), visits[0])


def _open(clinic: Clinic, start: datetime, now: datetime) -> bool:
    day = start.date()
    closed = any(closure.covers(day) for closure in clinic.closures if closure.practitioner is None)
    within = any(opening.opens <= start.time() < opening.closes for opening in clinic.hours.on(day))
    return within and not closed and start - now > timedelta(minutes=clinic.notice_minutes)


def _spoken_date(day: date, language: Literal["en", "fr"]) -> str:
    month = MONTHS[language][day.month]
    if language == "fr":
        return f"{'premier' if day.day == 1 else day.day} {month}"
    suffix = "th" if day.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{month} {day.day}{suffix}"
