"""The helper that makes the k-th statement fail, and that no failing statement leaves half a transaction."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from frontdesk.bot.records.database import open_database
from frontdesk.bot.records.tables import CallRow, TurnRow
from frontdesk.errors import RecordsUnavailable
from tests.failing_statements import failing_statement

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def test_whichever_statement_fails_all_is_written_or_nothing(tmp_path: Path) -> None:
    database = open_database(tmp_path / "records.db", tmp_path / "records.key")

    def write(call_id: str) -> None:
        with database.write() as session:
            session.add(CallRow(id=call_id, channel="phone", language="en", started_at=NOON))
            session.flush()
            session.add(
                TurnRow(id=call_id, call_id=call_id, position=1, speaker="caller", text="x", language="en", at=NOON)
            )

    for k in range(1, 10):
        with failing_statement(k) as statements:
            if k <= 4:
                with pytest.raises(RecordsUnavailable):
                    write(str(k))
            else:
                write(str(k))
        assert bool(statements.failed) == (k <= 4), statements.seen
    with database.read() as session:
        assert sorted(session.exec(select(CallRow.id))) == sorted(session.exec(select(TurnRow.id))) == list("56789")
    database.close()


def test_only_some_statements_and_a_failure_that_lasts(tmp_path: Path) -> None:
    database = open_database(tmp_path / "records.db", tmp_path / "records.key")
    with failing_statement(2, until=3, containing="INSERT INTO calls") as statements:
        for number in range(4):
            row = CallRow(id=str(number), channel="phone", language="en", started_at=NOON)
            try:
                with database.write() as session:
                    session.add(row)
            except RecordsUnavailable:
                assert number in (1, 2)
    assert len(statements.seen) == 4
    with database.read() as session:
        assert list(session.exec(select(CallRow.id))) == ["0", "3"]
    database.close()
