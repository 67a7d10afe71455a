"""The records database: opened with its key, migrated to the newest tables, one transaction at a time.

SQLite in WAL mode with `synchronous=FULL`: what a transaction wrote has reached the disk when it returns. Writers begin
IMMEDIATE, so that two never start from the same state and one waits for the other instead of failing halfway.

SQLite goes on writing, without a word, into a file that was deleted or replaced under it. So the file's identity is
looked at before and after every write: what went into a file that is not there counts as not written. A database that
is put back, or another one in its place, is opened anew; a missing one is never made while frontdesk runs. The log
(`-wal`) that the old file left at its place would be taken for the new one's, so it is removed first.
"""

import contextlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlmodel import Session

from frontdesk.bot.private_folder import make_private_file, make_private_folder
from frontdesk.bot.records.cipher import Cipher, make_key, read_key
from frontdesk.bot.records.column_types import attach_cipher
from frontdesk.bot.records.sqlite_engine import make_engine
from frontdesk.bot.records.tables import MarkRow
from frontdesk.errors import ConfigurationError, FrontdeskError, RecordsUnavailable, StartError

_MARK_COLUMN = "marks.word"
_NO_FILE = (0, 0)


class Database:
    """Transactions on the records. Thread-safe; each call of `read` or `write` is its own transaction."""

    def __init__(self, engine: Engine, path: Path, key_file: Path, cipher: Cipher) -> None:
        self.path = path
        self.cipher = cipher
        self._key_file = key_file
        self._engine = engine
        self._writing = engine.execution_options(sqlite_begin="IMMEDIATE")
        self._file = self._log = _NO_FILE
        self._gone = False
        self._opening = threading.RLock()

    def open(self) -> None:
        """Bring the file at `path` to the newest tables and see that the key fits; see `open_database`."""
        with self._opening:
            self._engine.dispose()
            _migrate(self.path, self._writing)
            _check_key(self.path, self._writing, self.cipher, self._key_file)
            self._file, self._log, self._gone = _identity(self.path), _identity(_log_of(self.path)), False

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
        self._look(written=True)

    def empty_log(self) -> None:
        """Empty the write-ahead log, which holds earlier states; where somebody reads just now, the next one does."""
        with self._refusals("written"):
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    @contextmanager
    def _session(self, engine: Engine, verb: str) -> Iterator[Session]:
        self._look()
        with self._refusals(verb), Session(engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def _refusals(self, verb: str) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except DBAPIError as error:
            # The driver's text may quote data; its class is enough for the operator.
            reason = type(error.orig).__name__
            raise RecordsUnavailable(f"The records database {self.path} cannot be {verb} ({reason}).") from None
        except NoConnectionFree:
            raise RecordsUnavailable(f"The records database {self.path} is too busy.") from None

    def _look(self, *, written: bool = False) -> None:
        """See that the file is still the one that was opened; open the one that stands there now.

        Raises `RecordsUnavailable` where there is none or it cannot be opened, and where something was `written` into
        another one.
        """
        found = _identity(self.path)
        if found == self._file and not self._gone:
            self._log = _identity(_log_of(self.path))
            return
        with self._opening:
            if found != self._file or self._gone:
                self._let_go()
            if found == _NO_FILE:
                remedy = "Put it back, or start frontdesk again for an empty one."
                raise RecordsUnavailable(f"The records database {self.path} is gone. {remedy}")
            if found != self._file:
                self._remove_old_log()
            try:
                self.open()
            except FrontdeskError as error:
                raise RecordsUnavailable(error.message) from None
        if written:
            raise RecordsUnavailable(f"The records database {self.path} was replaced while it was written.")

    def _let_go(self) -> None:
        """Leave the file that was open, with all that its log holds written into it, wherever it is now."""
        if not self._gone:
            with contextlib.suppress(RecordsUnavailable):
                self.empty_log()
        self._gone = True
        self._engine.dispose()

    def _remove_old_log(self) -> None:
        """The log at this place, if it is the old file's: what it held is in the old file."""
        log = _log_of(self.path)
        if _identity(log) == self._log:
            try:
                log.unlink(missing_ok=True)
            except OSError as error:
                raise RecordsUnavailable(f"{log} is in the way and cannot be removed: {error.strerror}.") from None


def open_database(path: Path, key_file: Path) -> Database:
    """Open the database at `path`, made if missing, with newest tables.

    Raises `ConfigurationError` for a key that is missing, wrong or readable by others, `StartError` for a folder that
    cannot be made or a database that a newer frontdesk wrote, and `RecordsUnavailable` where the file cannot be opened.
    """
    try:
        make_private_folder(path.parent)
        cipher = Cipher(_key(path, key_file))
        make_private_file(path)
    except OSError as error:
        remedy = "Check the folder's rights and the free disk space."
        raise StartError(f"The records cannot be kept in {path.parent}: {error.strerror}. {remedy}") from None
    engine = make_engine(path)
    attach_cipher(engine, cipher)
    database = Database(engine, path, key_file, cipher)
    try:
        database.open()
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


def _identity(path: Path) -> tuple[int, int]:
    """Which file stands at the path: device and inode."""
    try:
        status = os.stat(path)
    except OSError:
        return _NO_FILE
    return status.st_dev, status.st_ino


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def migration_config() -> Config:
    """Alembic's configuration: the migrations in this package."""
    config = Config()
    config.set_main_option("script_location", str(resources.files("frontdesk.bot.records") / "migrations"))
    return config


def _migrate(path: Path, engine: Engine) -> None:
    config = migration_config()
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError:
        raise StartError(
            f"The records database {path} was written by a newer frontdesk. Install that version again."
        ) from None
    except DBAPIError as error:
        raise RecordsUnavailable(_cannot_open(path, error)) from None


def _check_key(path: Path, engine: Engine, cipher: Cipher, key_file: Path) -> None:
    """Open the sealed mark, or write it into a database that has none yet."""
    try:
        with Session(engine) as session:
            mark = session.get(MarkRow, "key")
            if mark is None:
                session.add(MarkRow(name="key", word=cipher.seal("frontdesk", _MARK_COLUMN)))
                session.commit()
                return
            word = mark.word
    except DBAPIError as error:
        raise RecordsUnavailable(_cannot_open(path, error)) from None
    try:
        cipher.open(word, _MARK_COLUMN)
    except RecordsUnavailable:
        remedy = "Restore the key that belongs to it, or move the database away."
        raise ConfigurationError([f"{key_file}: this is not the key of {path}. {remedy}"]) from None


def _cannot_open(path: Path, error: DBAPIError) -> str:
    return (
        f"The records database {path} cannot be opened ({type(error.orig).__name__}). Check the file, its folder's "
        "rights and the free disk space; restore a broken one from your backup, or move it away to begin an empty one."
    )
