"""The time of an event that no library can read, where its lines still tell it: better busy than booked over.

Zones are not looked up: what is not UTC is taken for the clinic's time. A series counts with its first visit only.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from frontdesk.calendar.intervals import Interval, interval

_EVENT = re.compile(r"^BEGIN:VEVENT\s*$(.*?)^END:VEVENT\s*$", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_TIME = r"^{}(?:;[^:\r\n]*)?:(\d{{8}})(?:T(\d{{6}})(Z?))?\s*$"
_FREE = re.compile(r"^(?:TRANSP:TRANSPARENT|STATUS:CANCELLED)\s*$", re.MULTILINE | re.IGNORECASE)

LONGEST = timedelta(days=31)


def rough_times(text: str, zone: ZoneInfo) -> list[Interval]:
    """The times of the events in a broken calendar object that have a start and an end one can read."""
    return [span for event in _EVENT.findall(text) if not _FREE.search(event) and (span := _span(event, zone))]


def _span(event: str, zone: ZoneInfo) -> Interval | None:
    try:
        start, end = _moment("DTSTART", event, zone), _moment("DTEND", event, zone)
        return interval(start, end) if timedelta() < end - start <= LONGEST else None
    except (ValueError, OverflowError):
        return None


def _moment(name: str, event: str, zone: ZoneInfo) -> datetime:
    found = re.search(_TIME.format(name), event, re.MULTILINE | re.IGNORECASE)
    if found is None:
        raise ValueError("no such line")
    clock = time.fromisoformat(found[2]) if found[2] else time()
    return datetime.combine(date.fromisoformat(found[1]), clock, tzinfo=UTC if found[3] else zone)
