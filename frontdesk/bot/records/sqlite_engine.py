"""SQLite as the records use it: WAL, every commit on the disk, foreign keys, deleted content overwritten."""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_MS = 2000
"""How long one process waits for another one's transaction: a caller must hear something within three seconds."""


def make_engine(path: Path) -> Engine:
    """A SQLAlchemy engine on a SQLite file with our pragmas, whose transactions begin as their options say.

    The file must be there, empty perhaps: one that was deleted must never come back as an empty database.
    """
    address = f"file:{quote(str(path))}?mode=rw"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=BUSY_MS / 1000, check_same_thread=False)

    engine = create_engine(f"sqlite:///{path}", creator=connect, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # pysqlite would begin transactions itself, and late; the begin event below does.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "checkin")
    def returned(connection: Any, record: ConnectionPoolEntry) -> None:
        # After a COMMIT that failed SQLAlchemy does not roll back: the transaction, and its lock, would stay.
        if connection is not None and connection.in_transaction:
            try:
                connection.rollback()
            except sqlite3.Error as error:
                record.invalidate(error)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', 'DEFERRED')}")

    return engine
