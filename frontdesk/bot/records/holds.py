"""The store of holds on the records database: the calendar's `HoldStore` port.

The primary key (calendar, granule) decides every race; `BEGIN IMMEDIATE` makes the loser wait and then see the winner's
rows.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import delete, tuple_
from sqlmodel import Session, col, select

from frontdesk.bot.records.database import Database
from frontdesk.bot.records.tables import BookingRow, HoldGranuleRow
from frontdesk.calendar.holds import Hold, Kind, Origin


class SqlHoldStore:
    """Holds in SQLite, shared by every process that opens the same file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def acquire(self, hold: Hold) -> bool:
        """All granules of the hold or none; see the port."""
        return await asyncio.to_thread(self._acquire, hold)

    async def commit(self, key: str, href: str, etag: str) -> None:
        """The booking stands at `href`; its granules go; see the port."""
        await asyncio.to_thread(self._commit, key, href, etag)

    async def committed(self, key: str) -> str | None:
        """Where it stands that was done under the key; see the port."""
        return await asyncio.to_thread(self._committed, key)

    async def release(self, key: str) -> None:
        """Forget the hold; see the port."""
        await asyncio.to_thread(self._release, key)

    async def expired(self, now: datetime) -> list[Hold]:
        """What a crash left behind; see the port."""
        return await asyncio.to_thread(self._expired, now)

    def _acquire(self, hold: Hold) -> bool:
        granules = sorted((calendar, _number(moment)) for calendar, moment in hold.granules())
        with self._database.write() as session:
            if _held_by_others(session, hold.key, granules):
                return False
            _keep_booking(session, hold)
            _drop_granules(session, hold.key)
            session.add_all(HoldGranuleRow(calendar=name, granule=number, key=hold.key) for name, number in granules)
        return True

    def _commit(self, key: str, href: str, etag: str) -> None:
        with self._database.write() as session:
            row = session.get(BookingRow, key)
            if row is not None:
                row.href, row.etag = href, etag
                session.add(row)
            _drop_granules(session, key)

    def _committed(self, key: str) -> str | None:
        with self._database.read() as session:
            return session.exec(select(BookingRow.href).where(BookingRow.key == key)).first()

    def _release(self, key: str) -> None:
        with self._database.write() as session:
            session.exec(delete(BookingRow).where(col(BookingRow.key) == key))

    def _expired(self, now: datetime) -> list[Hold]:
        held = select(HoldGranuleRow.key)
        query = select(BookingRow).where(col(BookingRow.key).in_(held), col(BookingRow.expires_at) <= now)
        with self._database.read() as session:
            return [_hold(row) for row in session.exec(query.order_by(col(BookingRow.expires_at)))]


def _number(moment: datetime) -> int:
    return int(moment.timestamp() // 60)


def _held_by_others(session: Session, key: str, granules: Sequence[tuple[str, int]]) -> bool:
    query = select(HoldGranuleRow.key).where(
        tuple_(col(HoldGranuleRow.calendar), col(HoldGranuleRow.granule)).in_(granules), HoldGranuleRow.key != key
    )
    return session.exec(query.limit(1)).first() is not None


def _keep_booking(session: Session, hold: Hold) -> None:
    """The hold's row, new or with times and lease of this hold; where it was committed before stays written."""
    row = BookingRow(
        key=hold.key,
        kind=hold.kind,
        calendar=hold.calendar,
        start_at=hold.start,
        end_at=hold.end,
        owner=hold.owner,
        expires_at=hold.expires,
    )
    if hold.origin:
        row.origin_calendar, row.origin_href = hold.origin.calendar, hold.origin.href
        row.origin_start_at, row.origin_end_at = hold.origin.start, hold.origin.end
    before = session.get(BookingRow, hold.key)
    if before is not None:
        row.href, row.etag = before.href, before.etag
    session.merge(row)
    session.flush()


def _drop_granules(session: Session, key: str) -> None:
    session.exec(delete(HoldGranuleRow).where(col(HoldGranuleRow.key) == key))


def _hold(row: BookingRow) -> Hold:
    kind = cast("Kind", row.kind)
    return Hold(row.key, row.calendar, row.start_at, row.end_at, row.owner, row.expires_at, kind, _origin(row))


def _origin(row: BookingRow) -> Origin | None:
    if row.origin_calendar and row.origin_href and row.origin_start_at and row.origin_end_at:
        return Origin(row.origin_calendar, row.origin_href, row.origin_start_at, row.origin_end_at)
    return None
