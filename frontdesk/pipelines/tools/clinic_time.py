"""The clinic's moment and day, as the tools need them."""

from __future__ import annotations

from datetime import datetime, time

from frontdesk.clinic import Clinic
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
