"""A database that fails at a chosen statement: for tests that break one step after the other of something longer.

    with failing_statement(3) as statements:
        ...                       # the third statement from here on is refused, as by a disk that broke
    assert statements.failed      # else there were fewer than three: the loop over k is done

Works on every SQLite engine of this process, whoever opened it, and counts what reaches the driver: statements, each
BEGIN and each COMMIT. A COMMIT that fails has written nothing, as with SQLite itself.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite


class Statements:
    """The statements seen so far. Threads share the count."""

    def __init__(self, first: int, last: int, containing: str) -> None:
        self._wanted = range(first, last + 1)
        self._containing = containing
        self._lock = threading.Lock()
        self.seen: list[str] = []
        """What reached the driver, without values."""
        self.failed: list[str] = []
        """What was refused."""

    def sees(self, statement: str) -> None:
        """Count a statement; raises `sqlite3.OperationalError` where it is one that must fail."""
        with self._lock:
            if self._containing not in statement:
                return
            self.seen.append(statement)
            if len(self.seen) not in self._wanted:
                return
            self.failed.append(statement)
        raise sqlite3.OperationalError("disk I/O error")


@contextmanager
def failing_statement(k: int, *, until: int | None = None, containing: str = "") -> Iterator[Statements]:
    """Refuse the k-th statement (from 1), or all from the k-th to `until`, of those whose SQL holds `containing`.

    `failing_statement(0)` refuses none and counts.
    """
    statements = Statements(k, k if until is None else until, containing)
    with pytest.MonkeyPatch.context() as patch:
        for name, of in (("do_execute", None), ("do_executemany", None), ("do_commit", "COMMIT")):
            patch.setattr(SQLiteDialect_pysqlite, name, _counted(getattr(SQLiteDialect_pysqlite, name), statements, of))
        yield statements


def _counted(real: Callable[..., Any], statements: Statements, fixed: str | None) -> Callable[..., Any]:
    def counted(dialect: Any, connection: Any, *arguments: Any, **options: Any) -> Any:
        statements.sees(fixed or str(arguments[0]))
        return real(dialect, connection, *arguments, **options)

    return counted
