"""The records database: sealed columns, keys, migrations and transactions on a real SQLite file."""

import errno
import os
import sqlite3
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from frontdesk.bot.records.cipher import Cipher, make_key, read_key
from frontdesk.bot.records.database import Database, migration_config, open_database
from frontdesk.bot.records.sqlite_engine import make_engine
from frontdesk.bot.records.tables import CallRow, MessageRow, Record, ToolCallRow, TurnRow
from frontdesk.errors import ConfigurationError, RecordsUnavailable, StartError

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
NAME = "Béatrice Lafleur-Ünïque"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(tmp_path / "records" / "records.db", tmp_path / "keys" / "records.key")


def a_call(call_id: str = "c1") -> CallRow:
    return CallRow(id=call_id, channel="phone", language="fr", caller="+15145550123", started_at=NOON)


def test_content_is_sealed_on_the_disk_and_reads_back(database: Database, tmp_path: Path) -> None:
    with database.write() as session:
        session.add(a_call())
        session.flush()
        session.add(TurnRow(id="t1", call_id="c1", position=0, speaker="caller", text=NAME, language="fr", at=NOON))
        session.add(
            ToolCallRow(
                id="k1",
                call_id="c1",
                position=1,
                name="book_appointment",
                arguments={"name": NAME},
                result={"booked": True},
                at=NOON,
                took_ms=1.5,
            )
        )
        session.add(MessageRow(id="m1", call_id="c1", name=NAME, phone=None, text=NAME, language="fr", at=NOON))
    with database.read() as session:
        assert session.exec(select(TurnRow)).one().text == NAME
        assert session.exec(select(ToolCallRow)).one().arguments == {"name": NAME}
        assert session.exec(select(MessageRow)).one().phone is None
        call = session.exec(select(CallRow)).one()
        assert (call.caller, call.started_at) == ("+15145550123", NOON)
    database.close()
    written = b"".join(path.read_bytes() for path in (tmp_path / "records").iterdir())
    for secret in (NAME, "Lafleur", "5145550123"):
        assert secret.encode() not in written


@given(st.text(), st.sampled_from(["turns.text", "messages.name"]))
def test_sealing_is_reversible_and_never_repeats(text: str, column: str) -> None:
    cipher = Cipher(b"k" * 32)
    first, second = cipher.seal(text, column), cipher.seal(text, column)
    assert first != second
    assert cipher.open(first, column) == cipher.open(second, column) == text


@given(st.text(), st.data())
def test_a_changed_or_moved_value_does_not_open(text: str, data: st.DataObject) -> None:
    cipher = Cipher(b"k" * 32)
    sealed = cipher.seal(text, "turns.text")
    at = data.draw(st.integers(0, len(sealed) - 1))
    changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
    with pytest.raises(RecordsUnavailable):
        cipher.open(sealed, "messages.text")
    with pytest.raises(RecordsUnavailable):
        cipher.open(changed, "turns.text")


def test_moments_keep_their_instant(database: Database) -> None:
    eastern = NOON.astimezone(timezone(timedelta(hours=-4)))
    with database.write() as session:
        session.add(CallRow(id="c1", channel="phone", language="en", started_at=eastern))
    with database.read() as session:
        assert session.exec(select(CallRow.started_at)).one() == eastern


def test_a_key_is_made_once_for_this_user_only(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "keys" / "records.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "records").stat().st_mode) == 0o700
    with pytest.raises(FileExistsError):
        make_key(path)


def test_wrong_missing_open_or_broken_keys_say_so(database: Database, tmp_path: Path) -> None:
    path, key = tmp_path / "records" / "records.db", tmp_path / "keys" / "records.key"
    database.close()

    key.unlink()
    with pytest.raises(ConfigurationError, match="key cannot be read"):
        open_database(path, key)
    make_key(key)
    with pytest.raises(ConfigurationError, match="not the key of"):
        open_database(path, key)
    key.chmod(0o644)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        open_database(path, key)
    for content in ("short", "%%%"):
        key.unlink(missing_ok=True)
        key.touch(0o600)
        key.write_text(content)
        with pytest.raises(ConfigurationError, match="not a records key"):
            read_key(key)


def test_reading_under_a_wrong_key_is_an_error(database: Database) -> None:
    with database.write() as session:
        session.add(a_call())
    database._engine.dialect.frontdesk_cipher = Cipher(os.urandom(32))  # type: ignore[attr-defined]
    with pytest.raises(RecordsUnavailable, match=r"calls\.caller"), database.read() as session:
        session.exec(select(CallRow)).all()


def test_migrations_make_exactly_the_models(database: Database) -> None:
    with database._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Record.metadata) == []


def test_migrations_can_be_undone_and_done_again(tmp_path: Path) -> None:
    (tmp_path / "r.db").touch()
    engine = make_engine(tmp_path / "r.db")
    config = migration_config()
    for step, direction in ((command.upgrade, "head"), (command.downgrade, "base"), (command.upgrade, "head")):
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            step(config, direction)
    engine.dispose()


def test_opening_again_keeps_the_rows(database: Database, tmp_path: Path) -> None:
    with database.write() as session:
        session.add(a_call())
    database.close()
    again = open_database(tmp_path / "records" / "records.db", tmp_path / "keys" / "records.key")
    with again.read() as session:
        assert session.exec(select(CallRow)).one().caller == "+15145550123"


def test_a_database_from_the_future_is_refused(database: Database, tmp_path: Path) -> None:
    database.close()
    path = tmp_path / "records" / "records.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StartError, match="newer frontdesk"):
        open_database(path, tmp_path / "keys" / "records.key")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path, key = tmp_path / "records.db", tmp_path / "records.key"
    path.write_text("this is a diary, not a database " * 40)
    make_key(key)
    with pytest.raises(RecordsUnavailable, match="cannot be opened"):
        open_database(path, key)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StartError, match="Check the folder's rights"):
        open_database(tmp_path / "file" / "records.db", tmp_path / "records.key")


def test_half_a_key_is_never_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("frontdesk.bot.records.cipher.os.fsync", refuse)
    with pytest.raises(StartError, match="No space left"):
        open_database(tmp_path / "records.db", tmp_path / "keys" / "records.key")
    assert list((tmp_path / "keys").iterdir()) == []


def test_a_broken_database_is_refused_at_start_with_a_remedy(database: Database, tmp_path: Path) -> None:
    database.empty_log()
    database.close()
    path = tmp_path / "records" / "records.db"
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))
    with pytest.raises(RecordsUnavailable, match="restore a broken one from your backup"):
        open_database(path, tmp_path / "keys" / "records.key")


def break_after_writing(session: Session) -> None:
    session.add(a_call())
    session.flush()
    raise ZeroDivisionError


def test_a_broken_block_leaves_no_trace(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as session:
        break_after_writing(session)
    with database.read() as session:
        assert session.exec(select(CallRow)).all() == []
