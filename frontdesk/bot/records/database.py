"""The records database: opened with its key, migrated to the newest tables, one transaction at a time.

SQLite in WAL mode with `synchronous=FULL`: what a transaction wrote has reached the disk when it returns. Writers begin
IMMEDIATE, so that two never start from the same state and one waits for the other instead of failing halfway.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from frontdesk.bot.records.cipher import Cipher, make_key, read_key
from frontdesk.bot.records.column_types import attach_cipher
from frontdesk.bot.records.tables import MarkRow
from frontdesk.errors import ConfigurationError, RecordsUnavailable, StartError

_BUSY_MS = 5000
_MARK_COLUMN = "marks.word"


class Database:
    """Transactions on the records. Thread-safe; each call of `read` or `write` is its own transaction."""

    def __init__(self, engine: Engine, path: Path, cipher: Cipher) -> None:
        self.path = path
        self.cipher = cipher
        self._engine = engine
        self._writing = engine.execution_options(sqlite_begin="IMMEDIATE")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that sees one state. Raises `RecordsUnavailable`."""
        with self._session(self._engine, "read") as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that is on the disk when the block ends, or leaves no trace. Raises `RecordsUnavailable`.

        A row that breaks a constraint raises SQLAlchemy's `IntegrityError`: no retry would help it.
        """
        with self._session(self._writing, "written") as session:
            yield session
            session.commit()

    @contextmanager
    def _session(self, engine: Engine, verb: str) -> Iterator[Session]:
        try:
            with Session(engine, expire_on_commit=False) as session:
                yield session
        except IntegrityError:
            raise
        except DBAPIError as error:
            # The driver's text may quote data; its class is enough for the operator.
            reason = type(error.orig).__name__
            raise RecordsUnavailable(f"The records database {self.path} cannot be {verb} ({reason}).") from None

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()


def open_database(path: Path, key_file: Path) -> Database:
    """Open the database at `path`, made if missing, with newest tables.

    Raises `ConfigurationError` for a key that is missing, wrong or readable by others, `StartError` for a database that
    a newer frontdesk wrote, and `RecordsUnavailable` where the file cannot be opened.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    cipher = Cipher(_key(path, key_file))
    engine = make_engine(path)
    attach_cipher(engine, cipher)
    database = Database(engine, path, cipher)
    try:
        _migrate(database, engine)
        _check_key(database, key_file)
    except BaseException:
        database.close()
        raise
    return database


def _key(path: Path, key_file: Path) -> bytes:
    if path.exists() or key_file.exists():
        return read_key(key_file)
    try:
        return make_key(key_file)
    except FileExistsError:  # another process started at the same moment
        return read_key(key_file)


def make_engine(path: Path) -> Engine:
    """A SQLAlchemy engine on a SQLite file with our pragmas, whose transactions begin as their options say."""
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True, connect_args={"timeout": _BUSY_MS / 1000})

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


def migration_config() -> Config:
    """Alembic's configuration: the migrations in this package."""
    config = Config()
    config.set_main_option("script_location", str(resources.files("frontdesk.bot.records") / "migrations"))
    return config


def _migrate(database: Database, engine: Engine) -> None:
    config = migration_config()
    try:
        with engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError:
        raise StartError(
            f"The records database {database.path} was written by a newer frontdesk. Install that version again."
        ) from None
    except DBAPIError as error:
        raise RecordsUnavailable(
            f"The records database {database.path} cannot be opened ({type(error.orig).__name__}). "
            "Check the file, its folder's rights and the free disk space."
        ) from None


def _check_key(database: Database, key_file: Path) -> None:
    """Open the sealed mark, or write it into a database that has none yet."""
    with database.write() as session:
        mark = session.get(MarkRow, "key")
        if mark is None:
            session.add(MarkRow(name="key", word=database.cipher.seal("frontdesk", _MARK_COLUMN)))
            return
    try:
        database.cipher.open(mark.word, _MARK_COLUMN)
    except RecordsUnavailable:
        remedy = "Restore the key that belongs to it, or move the database away."
        raise ConfigurationError([f"{key_file}: this is not the key of {database.path}. {remedy}"]) from None
