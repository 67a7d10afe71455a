"""A small HoldStore on a real SQLite file, for tests of the calendar alone."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from frontdesk.calendar.holds import Hold, Origin

T = TypeVar("T")

SCHEMA = """
CREATE TABLE IF NOT EXISTS booking (
    key TEXT PRIMARY KEY, calendar TEXT NOT NULL, start TEXT NOT NULL, end TEXT NOT NULL,
    owner TEXT NOT NULL, expires TEXT NOT NULL, kind TEXT NOT NULL, origin TEXT, href TEXT, etag TEXT
);
CREATE TABLE IF NOT EXISTS granule (
    calendar TEXT NOT NULL, start TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (calendar, start)
);
"""


def written(origin: Origin | None) -> str | None:
    if origin is None:
        return None
    return json.dumps([origin.calendar, origin.href, origin.start.isoformat(), origin.end.isoformat()])


def read(text: str | None) -> Origin | None:
    if text is None:
        return None
    calendar, href, start, end = json.loads(text)
    return Origin(calendar, href, datetime.fromisoformat(start), datetime.fromisoformat(end))


class SqliteHolds:
    """The contract of `HoldStore` in a hundred lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._run(lambda db: db.executescript(SCHEMA))

    def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with closing(sqlite3.connect(self._path, timeout=20, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = FULL")
            return work(db)

    async def acquire(self, hold: Hold) -> bool:
        return await asyncio.to_thread(self._run, lambda db: self._acquire(db, hold))

    def _acquire(self, db: sqlite3.Connection, hold: Hold) -> bool:
        try:
            with db:
                db.execute("BEGIN IMMEDIATE")
                db.execute("DELETE FROM granule WHERE key = ?", (hold.key,))
                stood = db.execute("SELECT href, etag FROM booking WHERE key = ?", (hold.key,)).fetchone()
                db.execute("DELETE FROM booking WHERE key = ?", (hold.key,))
                times = (hold.start.isoformat(), hold.end.isoformat(), hold.owner, hold.expires.isoformat())
                row = (hold.key, hold.calendar, *times, hold.kind, written(hold.origin), *(stood or (None, None)))
                db.execute("INSERT INTO booking VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
                rows = [(calendar, start.isoformat(), hold.key) for calendar, start in hold.granules()]
                db.executemany("INSERT INTO granule VALUES (?, ?, ?)", rows)
        except sqlite3.IntegrityError:
            return False
        return True

    async def commit(self, key: str, href: str, etag: str) -> None:
        def work(db: sqlite3.Connection) -> None:
            with db:
                db.execute("BEGIN IMMEDIATE")
                db.execute("UPDATE booking SET href = ?, etag = ? WHERE key = ?", (href, etag, key))
                db.execute("DELETE FROM granule WHERE key = ?", (key,))

        await asyncio.to_thread(self._run, work)

    async def committed(self, key: str) -> str | None:
        query = "SELECT href FROM booking WHERE key = ?"
        row = await asyncio.to_thread(self._run, lambda db: db.execute(query, (key,)).fetchone())
        return row[0] if row else None

    async def release(self, key: str) -> None:
        def work(db: sqlite3.Connection) -> None:
            with db:
                db.execute("BEGIN IMMEDIATE")
                db.execute("DELETE FROM granule WHERE key = ?", (key,))
                db.execute("DELETE FROM booking WHERE key = ? AND href IS NULL", (key,))

        await asyncio.to_thread(self._run, work)

    async def expired(self, now: datetime) -> list[Hold]:
        query = (
            "SELECT key, calendar, start, end, owner, expires, kind, origin FROM booking "
            "WHERE key IN (SELECT key FROM granule)"
        )
        rows = await asyncio.to_thread(self._run, lambda db: db.execute(query).fetchall())
        times = datetime.fromisoformat
        holds = [
            Hold(key, calendar, times(start), times(end), owner, times(expires), kind, read(origin))
            for key, calendar, start, end, owner, expires, kind, origin in rows
        ]
        return [hold for hold in holds if hold.expires <= now]

    def rows(self, table: str) -> list[tuple[object, ...]]:
        """Every row of a table, for assertions."""
        return self._run(lambda db: db.execute(f"SELECT * FROM {table}").fetchall())
