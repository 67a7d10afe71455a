"""Opening hours: when a practitioner may be booked on a day, as UTC intervals."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from frontdesk.calendar.intervals import Interval, interval
from frontdesk.clinic import Clinic, Opening, Practitioner


def is_closed(clinic: Clinic, practitioner: Practitioner, day: date) -> bool:
    """Whether a closure of the clinic or of the practitioner covers the day."""
    return any(closure.covers(day) for closure in clinic.closures if closure.practitioner in (None, practitioner.id))


def windows(clinic: Clinic, practitioner: Practitioner, day: date) -> list[Interval]:
    """The openings of the day in order: the clinic's, narrowed to the practitioner's where those are given."""
    if is_closed(clinic, practitioner, day):
        return []
    openings = clinic.hours.on(day)
    if practitioner.hours is not None:
        openings = _common(openings, practitioner.hours.on(day))
    return [
        interval(_wall(day, opening.opens, clinic.timezone), _wall(day, opening.closes, clinic.timezone))
        for opening in openings
    ]


def _common(ours: tuple[Opening, ...], theirs: tuple[Opening, ...]) -> tuple[Opening, ...]:
    pairs = ((max(a.opens, b.opens), min(a.closes, b.closes)) for a in ours for b in theirs)
    return tuple(Opening(opens=opens, closes=closes) for opens, closes in pairs if opens < closes)


def _wall(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone)
