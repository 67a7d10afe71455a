"""What stands in the calendar, read by a CalDAV client of its own, and how it differs from what the caller wanted."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caldav.davclient import DAVClient
from caldav.lib.error import DAVError

from frontdesk.bot.demo.caller import Caller
from frontdesk.bot.demo.own_server import CalendarLogin
from frontdesk.errors import CalendarUnavailable


@dataclass(frozen=True, slots=True)
class Event:
    """One event as any calendar program shows it; `service` is the one field of our own."""

    calendar: str
    uid: str
    start: datetime
    end: datetime
    summary: str
    description: str
    service: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """The one event that the call must leave behind."""

    start: datetime
    name: str
    phone: str
    service: str


def wanted(caller: Caller, start: datetime) -> Wanted:
    """What `caller` wants, at `start` (aware)."""
    return Wanted(start, caller.name, caller.phone, caller.service)


def read_events(login: CalendarLogin) -> list[Event]:
    """Every event of every calendar, read from the server. Blocking. Raises `CalendarUnavailable`."""
    with _calendars(login) as calendars:
        return [_event(calendar, item) for calendar in calendars for item in calendar.get_events()]


def delete_events(login: CalendarLogin, uids: Collection[str]) -> None:
    """Take events out of the calendar, as a person at the desk would. Blocking. Raises `CalendarUnavailable`."""
    with _calendars(login) as calendars:
        for calendar in calendars:
            for item in calendar.get_events():
                if str(item.icalendar_component["UID"]) in uids:
                    item.delete()


def differences(wish: Wanted, new: Sequence[Event]) -> list[str]:
    """How the new events differ from the one that was wanted; empty when it is there and alone."""
    if len(new) != 1:
        return [f"{len(new)} new events instead of 1"]
    event = new[0]
    name = event.summary.rpartition(" – ")[0]
    pairs = [
        ("start", wish.start.isoformat(), event.start.isoformat(), wish.start == event.start),
        ("name", wish.name, name, wish.name == name),
        ("phone", wish.phone, event.description, wish.phone == event.description.strip()),
        ("service", wish.service, event.service, wish.service == event.service),
    ]
    return [f"{key} is {found!r} instead of {right!r}" for key, right, found, same in pairs if not same]


def _event(calendar: Any, item: Any) -> Event:
    component = item.icalendar_component
    return Event(
        calendar=str(calendar.get_display_name() or calendar.url),
        uid=str(component["UID"]),
        start=component.start,
        end=component.end,
        summary=str(component.get("SUMMARY", "")),
        description=str(component.get("DESCRIPTION", "")),
        service=str(component.get("X-FRONTDESK-SERVICE", "")),
    )


@contextmanager
def _calendars(login: CalendarLogin) -> Iterator[list[Any]]:
    """The account's calendars; the library types every result as itself or a coroutine of it, hence Any."""
    try:
        with DAVClient(url=login.url, username=login.username, password=login.password) as client:
            found: Any = client.get_principal().get_calendars()
            yield list(found)
    except (DAVError, OSError) as error:
        raise CalendarUnavailable(f"the calendar cannot be read over CalDAV ({type(error).__name__})") from error
