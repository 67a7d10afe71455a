"""Busy times: what the events of a calendar, whoever wrote them, keep a practitioner from doing.

event                        busy
----------------------------------------------------------------------------------------
with a time                  from DTSTART to DTEND (or DTSTART + DURATION), in the event's zone
floating (no zone)           the same, in the clinic's zone
all-day                      from midnight to midnight of the clinic's zone
without a length             never
TRANSP:TRANSPARENT           never: the owner says it does not block
STATUS:CANCELLED             never
recurring                    every occurrence in the window, each by its own rules if it was changed
"""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from frontdesk.calendar.intervals import Interval, interval
from frontdesk.calendar.rough_times import rough_times

_log = logging.getLogger(__name__)
_DAY = timedelta(days=1)
REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID")
_TOO_OFTEN = ("SECONDLY", "MINUTELY")
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What the libraries raise at values that other programs wrote: no error of theirs covers all (year 9999 overflows)."""


def busy_times(text: str, window: Interval, zone: ZoneInfo) -> list[Interval]:
    """The busy times of one calendar object (iCalendar text) that overlap the window, in order.

    What cannot be read is logged; it blocks the time that its lines tell and otherwise nothing: one broken event must
    not close a whole calendar.
    """
    try:
        calendar = icalendar.Calendar.from_ical(text)
        spans = [_span(event, zone) for event in _occurrences(calendar, window) if _blocks(event)]
    except UNREADABLE as problem:
        spans = rough_times(text, zone)
        _log.error("a calendar object cannot be read; %d times in it count (%s)", len(spans), type(problem).__name__)
    return sorted(span for span in spans if span.start < span.end and span.overlaps(window))


def _occurrences(calendar: icalendar.Component, window: Interval) -> Iterator[icalendar.Event]:
    components = calendar.walk("VEVENT")
    _refuse_endless(components)
    if any(key in component for component in components for key in REPEATS):
        # A day more on each side: occurrences without a zone are matched in UTC.
        components = recurring_ical_events.of(calendar).between(window.start - _DAY, window.end + _DAY)
    yield from (component for component in components if isinstance(component, icalendar.Event))


def _refuse_endless(components: list[icalendar.Component]) -> None:
    """Rules that nobody's appointments follow and whose expansion takes minutes or never ends. Raises ValueError."""
    for component in components:
        rules = component.get("RRULE", [])
        for rule in rules if isinstance(rules, list) else [rules]:
            too_often = any(str(word).upper() in _TOO_OFTEN for word in rule.get("FREQ", []))
            if too_often or 0 in rule.get("INTERVAL", []):
                raise ValueError("the rule of a series has no end")


def _blocks(event: icalendar.Event) -> bool:
    return (
        str(event.get("TRANSP", "OPAQUE")).upper() != "TRANSPARENT"
        and str(event.get("STATUS", "CONFIRMED")).upper() != "CANCELLED"
    )


def _span(event: icalendar.Event, zone: ZoneInfo) -> Interval:
    return interval(moment(event.start, zone), moment(event.end, zone))


def moment(value: date, zone: ZoneInfo) -> datetime:
    """An event's DTSTART or DTEND as an aware datetime: dates are midnight, and what has no zone is in the clinic's."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    return value if value.tzinfo else value.replace(tzinfo=zone)
