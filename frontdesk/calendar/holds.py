"""Holds: the short reservation that keeps two callers from writing the same time, and the port of their store.

A hold covers 5-minute granules of one calendar. The store's uniqueness over (calendar, granule) decides a race; the
calendar server alone says what is busy, so granules live only while a booking is under way. A hold whose lease ran
out was left by a crash and is settled by whoever comes next: its row says what was being done.

A move holds the old time as well as the new one, so that the appointment can be put back while it is not finished.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

GRANULE = timedelta(minutes=5)

Kind = Literal["book", "move", "cancel"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an appointment that is being moved stood before: calendar, path of the event, aware UTC times."""

    calendar: str
    href: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Hold:
    """One reservation. Times are aware UTC; `expires` is the end of the lease.

    `key` is the idempotency key of what is being done and always names the same thing; `owner` names the process, for
    the operator. `origin` is there for a move only.
    """

    key: str
    calendar: str
    start: datetime
    end: datetime
    owner: str
    expires: datetime
    kind: Kind = "book"
    origin: Origin | None = None

    def granules(self) -> set[tuple[str, datetime]]:
        """The (calendar, start) of every granule that is held."""
        held = {(self.calendar, start) for start in granules(self.start, self.end)}
        if self.origin:
            held |= {(self.origin.calendar, start) for start in granules(self.origin.start, self.origin.end)}
        return held


def granules(start: datetime, end: datetime) -> list[datetime]:
    """The starts (aware UTC) of every 5-minute granule that [start, end) touches."""
    first = start.astimezone(UTC)
    first -= timedelta(minutes=first.minute % 5, seconds=first.second, microseconds=first.microsecond)
    count = -((first - end.astimezone(UTC)) // GRANULE)
    return [first + index * GRANULE for index in range(count)]


class HoldStore(Protocol):
    """Where holds are kept, shared by every process that writes. Methods raise `RecordsUnavailable` when it is down."""

    async def acquire(self, hold: Hold) -> bool:
        """Insert all granule rows of the hold or none, in one durable transaction; False when another key has one.

        A key that is held already, or was committed before, is acquired again, with its new times and lease.
        """
        ...

    async def commit(self, key: str, href: str, etag: str) -> None:
        """Write where the event stands into its row and delete its granule rows, in one transaction.

        For a cancellation: where it stood.
        """
        ...

    async def committed(self, key: str) -> str | None:
        """The href that was committed under this key; None where none was."""
        ...

    async def release(self, key: str) -> None:
        """Delete the hold and its granule rows; an unknown key is ignored."""
        ...

    async def expired(self, now: datetime) -> list[Hold]:
        """Holds that still have granule rows and whose lease ended at or before `now`."""
        ...
