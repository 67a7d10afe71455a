"""The clinic's moment and day, as the tools need them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from frontdesk.calendar.spoken import Wish
from frontdesk.clinic import Clinic, Opening
from frontdesk.pipelines.desk import Desk


def local_now(desk: Desk) -> datetime:
    """The present moment on the clinic's wall clock."""
    return desk.clock().astimezone(desk.clinic.timezone)


def opening_span(clinic: Clinic) -> tuple[time, time]:
    """The earliest opening and the latest closing of the week, which tell morning from afternoon in "at three"."""
    openings = [opening for _, day in clinic.hours for opening in day]
    if not openings:
        return time(7), time(20)
    return min(opening.opens for opening in openings), max(opening.closes for opening in openings)


def is_shut(clinic: Clinic, wish: Wish) -> bool:
    """Whether the clinic as a whole is closed on the days and at the times that the wish names."""
    days = (wish.first + timedelta(days=number) for number in range((wish.last - wish.first).days + 1))
    return not any(_touches(opening, wish) for day in days for opening in _openings(clinic, day))


def _openings(clinic: Clinic, day: date) -> tuple[Opening, ...]:
    away = any(closure.practitioner is None and closure.covers(day) for closure in clinic.closures)
    return () if away else clinic.hours.on(day)


def _touches(opening: Opening, wish: Wish) -> bool:
    if wish.time is not None:
        return opening.opens <= wish.time < opening.closes
    return (wish.before is None or opening.opens < wish.before) and (wish.after is None or wish.after < opening.closes)
