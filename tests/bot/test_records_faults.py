"""Every way in which the database may fail while calls go on: rows wait, nothing is lost, order is kept."""

import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlmodel import select

from frontdesk.bot.records import sqlite_engine
from frontdesk.bot.records.journal import RecordsOutbox
from frontdesk.bot.records.tables import ActionRow, MessageRow, TurnRow
from frontdesk.errors import RecordsUnavailable
from frontdesk.pipelines.desk import Message
from tests.bot.record_keeping import NOON, RecordKeeping, act, say
from tests.failing_statements import failing_statement

WORDS = "My name is Ottoline Quackenbush"
Fault = Callable[[RecordKeeping], AbstractContextManager[None]]


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RecordKeeping]:
    monkeypatch.setattr(sqlite_engine, "BUSY_MS", 50)
    opened = RecordKeeping(tmp_path)
    yield opened
    opened.close()


@contextmanager
def locked(records: RecordKeeping) -> Iterator[None]:
    holder = sqlite3.connect(records.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    yield
    holder.execute("ROLLBACK")
    holder.close()


@contextmanager
def disk_error(records: RecordKeeping) -> Iterator[None]:
    with failing_statement(1, until=10**9):
        yield


@contextmanager
def disk_error_at_commit(records: RecordKeeping) -> Iterator[None]:
    with failing_statement(1, until=10**9, containing="COMMIT"):
        yield


@contextmanager
def deleted_and_put_back(records: RecordKeeping) -> Iterator[None]:
    away = records.path.with_suffix(".away")
    records.path.rename(away)
    yield
    away.rename(records.path)


@contextmanager
def deleted_and_restored_from_a_copy(records: RecordKeeping) -> Iterator[None]:
    records.database.empty_log()
    backup = records.path.with_suffix(".backup")
    shutil.copy(records.path, backup)
    records.path.unlink()
    yield
    shutil.copy(backup, records.path)


@contextmanager
def replaced_by_nonsense(records: RecordKeeping) -> Iterator[None]:
    away = records.path.with_suffix(".away")
    records.path.rename(away)
    records.path.write_bytes(b"no database " * 1000)
    yield
    records.path.unlink()
    away.rename(records.path)


@contextmanager
def corrupted(records: RecordKeeping) -> Iterator[None]:
    records.database.empty_log()
    records.database.close()  # what is cached would hide the damage
    whole = records.path.read_bytes()
    with records.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (len(whole) - 4096))
    yield
    with records.path.open("r+b") as file:
        file.write(whole)


FAULTS = [
    locked,
    disk_error,
    disk_error_at_commit,
    deleted_and_put_back,
    deleted_and_restored_from_a_copy,
    replaced_by_nonsense,
    corrupted,
]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_call_goes_on_and_nothing_of_it_is_lost(
    records: RecordKeeping, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    journal = records.call()
    say(journal, "before")
    assert records.writer.flush()
    with fault(records):
        say(journal, WORDS)
        act(journal, "booked", WORDS, "uid")
        assert not records.writer.flush()
        assert not records.writer.healthy
        await RecordsOutbox(records.writer).take(Message("c1", "Ottoline", None, WORDS, "en", NOON))
        say(journal, "and more")
        journal.ended(reason="goodbye", at=NOON)
        assert not records.writer.flush()
        spilled = records.spill_path.read_bytes()
        assert b"Quackenbush" not in spilled
    assert records.writer.flush()
    assert records.writer.healthy
    assert records.texts() == ["before", WORDS, "and more"]
    assert records.all(select(ActionRow.position)) == [3]
    assert records.all(select(MessageRow.text)) == [WORDS]
    assert not records.spill_path.exists()
    assert "Quackenbush" not in caplog.text


@pytest.mark.parametrize("fault", FAULTS)
def test_a_process_that_dies_meanwhile_loses_nothing_that_was_spilled(
    tmp_path: Path, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_engine, "BUSY_MS", 50)
    first = RecordKeeping(tmp_path)
    journal = first.call()
    assert first.writer.flush()
    with fault(first):
        say(journal, "one")
        first.keep_message("m1")
        first.writer.flush()
        first.close()
    second = RecordKeeping(tmp_path)
    assert second.writer.flush()
    assert second.texts() == ["one"]
    assert second.all(select(MessageRow.id)) == ["m1"]
    second.close()


def test_nobody_reads_from_a_database_that_is_gone(records: RecordKeeping) -> None:
    with (
        deleted_and_put_back(records),
        pytest.raises(RecordsUnavailable, match="Put it back"),
        records.database.read(),
    ):
        pass


def test_what_went_into_a_file_that_was_replaced_is_written_again(records: RecordKeeping, tmp_path: Path) -> None:
    """The file is exchanged between the statement and the commit: the commit succeeds, into nowhere."""
    other = RecordKeeping(tmp_path / "other")
    other.call()
    other.close()
    records.writer.flush()
    shutil.copy(records.key, other.key)
    with pytest.raises(RecordsUnavailable, match="key"), records.database.write():
        other.path.replace(records.path)
    records.path.unlink()


async def test_a_message_is_kept_though_the_database_stalls(
    records: RecordKeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, stalled = threading.Event(), threading.Event()
    real = SQLiteDialect_pysqlite.do_execute

    def stall(*arguments: object, **options: object) -> object:
        stalled.set()
        go_on.wait()
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("frontdesk.bot.records.writer._KEEP_SECONDS", 0.01)
    monkeypatch.setattr(SQLiteDialect_pysqlite, "do_execute", stall)
    journal = records.call()
    stalled.wait()
    say(journal, WORDS)
    await RecordsOutbox(records.writer).take(Message("c1", "Ottoline", None, WORDS, "en", NOON))
    assert records.spill_path.exists()
    go_on.set()
    assert records.writer.flush()
    assert records.texts() == [WORDS]
    assert records.all(select(MessageRow.text)) == [WORDS]
    assert records.writer.flush()
    assert not records.spill_path.exists()


async def test_a_database_that_stalls_and_no_spill_file_are_an_error(
    records: RecordKeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    real = SQLiteDialect_pysqlite.do_execute

    def stall(*arguments: object, **options: object) -> object:
        go_on.wait()
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("frontdesk.bot.records.writer._KEEP_SECONDS", 0.01)
    monkeypatch.setattr(SQLiteDialect_pysqlite, "do_execute", stall)
    records.spill_path.mkdir()
    with pytest.raises(RecordsUnavailable, match="slow and the spill file cannot be written"):
        await RecordsOutbox(records.writer).take(Message("c1", "Ottoline", None, WORDS, "en", NOON))
    records.spill_path.rmdir()
    go_on.set()
    assert records.writer.flush()


def test_the_pool_being_empty_drops_no_row(records: RecordKeeping, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = records.database._engine
    monkeypatch.setattr(engine.pool, "_timeout", 0.01)
    monkeypatch.setattr(engine.pool, "_max_overflow", 0)
    held = [engine.connect() for _ in range(engine.pool.size())]  # type: ignore[attr-defined]
    say(records.call(), WORDS)
    assert not records.writer.flush()
    for connection in held:
        connection.close()
    assert records.writer.flush()
    assert records.texts() == [WORDS]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("needs the right to mount a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 1024)
        except OSError:
            return filler


def test_a_disk_that_is_full(small_disk: Path) -> None:
    records = RecordKeeping(small_disk)
    journal = records.call()
    assert records.writer.flush()
    filler = fill(small_disk)
    for number in range(500):
        say(journal, f"{WORDS} {number}")
    assert not records.writer.flush()
    with pytest.raises(RecordsUnavailable):
        records.keep_message("refused", text="x" * 8192)
    filler.unlink()
    assert records.writer.flush()
    assert records.texts() == [f"{WORDS} {number}" for number in range(500)]
    assert records.all(select(MessageRow.id)) == []
    records.keep_message("kept")
    assert records.all(select(MessageRow.id)) == ["kept"]
    records.close()


def test_a_disk_that_became_read_only(small_disk: Path) -> None:
    records = RecordKeeping(small_disk)
    journal = records.call()
    assert records.writer.flush()
    records.database.close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    say(journal, WORDS)
    assert not records.writer.flush()
    with pytest.raises(RecordsUnavailable):
        records.keep_message("refused")
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    assert records.writer.flush()
    assert len(records.all(select(TurnRow))) == 1
    records.close()
