"""No word of a caller stands readable in any file of the records, while they are written, spilled, and erased."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.bot.records.erasing import erase, find_call
from tests.bot.record_keeping import NOON, OTTOLINE, RecordKeeping, act, say
from tests.failing_statements import failing_statement

WORDS = "Quackenbush"
FRENCH = "à côté de l'église"
SECRETS = (WORDS, FRENCH, FRENCH.encode("unicode_escape").decode(), "église", OTTOLINE, "5145550123", "toothache")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordKeeping]:
    opened = RecordKeeping(tmp_path)
    yield opened
    opened.close()


def a_talkative_call(records: RecordKeeping) -> None:
    """Everything that the records can hold, with secrets in every text."""
    journal = records.call(caller=OTTOLINE)
    say(journal, f"I am {WORDS}, {FRENCH}, 514 555 0123, I have a toothache")
    journal.tool_called(
        name="book_appointment",
        arguments={"slot": "A", "name": WORDS, "phone": OTTOLINE},
        result={"booked": True, "spoken": FRENCH, "toothache": [WORDS]},
        at=NOON,
        took_ms=1.0,
    )
    act(journal, "emergency", f"{WORDS} has a toothache", "uid")
    journal.ended(reason="goodbye", at=NOON)
    records.keep_message(
        "m1", name=WORDS, phone=OTTOLINE, text=FRENCH, recording=f"https://example.org/{WORDS}/5145550123"
    )


def files(records: RecordKeeping) -> dict[str, bytes]:
    folder = records.path.parent.parent
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def readable_values(path: Path) -> list[str]:
    """Every value of every column of every table, as anybody with the file reads it."""
    with sqlite3.connect(path) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        values = [
            str(value) for table in tables for row in connection.execute(f"SELECT * FROM {table}") for value in row
        ]
    connection.close()
    return values


def test_no_column_and_no_file_holds_a_word(records: RecordKeeping) -> None:
    a_talkative_call(records)
    assert records.writer.flush()
    found = files(records)
    assert {"records.db", "records.db-wal", "records.db-shm"} <= set(found)
    values = readable_values(records.path)
    assert len(values) > 40
    for secret in SECRETS:
        assert not any(secret in value for value in values)
        assert not any(secret.encode() in content for content in found.values()), secret


def test_the_spill_file_holds_no_word(records: RecordKeeping) -> None:
    with failing_statement(1, until=10**9):
        a_talkative_call(records)
        assert not records.writer.flush()
        found = files(records)
    assert found["waiting.spill"]
    for secret in SECRETS:
        assert not any(secret.encode() in content for content in found.values()), secret


def test_what_was_erased_leaves_not_even_its_sealed_texts(records: RecordKeeping) -> None:
    a_talkative_call(records)
    assert records.writer.flush()
    sealed = [value for value in readable_values(records.path) if value.startswith("1:")]
    assert len(sealed) >= 8
    assert sum(sealed[1].encode() in content for content in files(records).values())
    erase(records.database, find_call(records.database, "c1"))
    kept = [value for value in readable_values(records.path) if value.startswith("1:")]
    assert len(kept) == 1  # the mark of the key
    left = files(records)
    for value in set(sealed) - set(kept):
        assert not any(value.encode()[:24] in content for content in left.values())


def test_the_files_are_for_this_user_only(records: RecordKeeping) -> None:
    a_talkative_call(records)
    with failing_statement(1, until=10**9):
        records.keep_message("m2")
    for path in records.path.parent.parent.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
