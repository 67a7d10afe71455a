"""The journal and the outbox, above all while the database fails."""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import select

from frontdesk.bot.records.database import open_database
from frontdesk.bot.records.journal import CallJournal, Keep, RecordsOutbox
from frontdesk.bot.records.reading import call_record, newest_calls
from frontdesk.bot.records.spill import Spill
from frontdesk.bot.records.tables import ActionRow, CallRow, MessageRow
from frontdesk.bot.records.writer import RecordsWriter
from frontdesk.errors import RecordsUnavailable, StartError
from frontdesk.pipelines.desk import Action, ActionKind, Message
from tests.bot.record_keeping import NOON, RecordKeeping

WORDS = "My name is Ottoline Quackenbush"


class Records(RecordKeeping):
    """Records whose tables can be taken away."""

    def journal(self, call_id: str = "c1", keep: Keep = "full") -> CallJournal:
        return self.call(call_id, keep=keep)

    @contextmanager
    def failing(self) -> Iterator[None]:
        """A table gone: every write is refused at once, as with a broken disk."""
        with sqlite3.connect(self.path) as connection:
            connection.execute("ALTER TABLE calls RENAME TO gone")
        yield
        with sqlite3.connect(self.path) as connection:
            connection.execute("ALTER TABLE gone RENAME TO calls")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records(tmp_path)
    yield opened
    opened.close()


def speak(journal: CallJournal, text: str) -> None:
    journal.turn(speaker="caller", text=text, language="en", at=NOON, latency_ms={"total": 1.0})


def test_a_call_reads_back_in_order(records: Records) -> None:
    journal = records.journal()
    speak(journal, "one")
    journal.tool_called(name="end_call", arguments={}, result={"ok": True}, at=NOON, took_ms=2.0)
    speak(journal, "two")
    journal.ended(reason="caller hung up", at=NOON)
    assert records.writer.flush()
    assert [call.id for call in newest_calls(records.database, 10)] == ["c1"]
    record = call_record(records.database, "c")
    assert record is not None
    assert [type(event).__name__ for event in record.events] == ["TurnRow", "ToolCallRow", "TurnRow"]
    assert (record.call.ended_at, record.call.end_reason) == (NOON, "caller hung up")
    assert call_record(records.database, "%") is None


def test_rows_wait_and_arrive_in_order_when_the_database_is_back(
    records: Records, caplog: pytest.LogCaptureFixture
) -> None:
    with records.failing():
        journal = records.journal()
        speak(journal, WORDS)
        assert not records.writer.flush()
        speak(journal, "and more")
        assert not records.writer.flush()
        assert records.writer.waiting == 3
        assert not records.writer.healthy
        assert WORDS.encode() not in records.spill_path.read_bytes()
        assert records.spill_path.stat().st_mode & 0o077 == 0
    assert records.writer.flush()
    assert records.writer.healthy
    assert records.texts() == [WORDS, "and more"]
    assert not records.spill_path.exists()
    assert "Quackenbush" not in caplog.text


def test_the_spill_file_goes_though_more_rows_came_while_it_was_written_back(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    with records.failing():
        journal = records.journal()
        speak(journal, WORDS)
        assert not records.writer.flush()
    store_all = records.writer._store_all

    def store_while_more_comes() -> None:
        store_all()
        monkeypatch.undo()
        speak(journal, "and more")

    monkeypatch.setattr(records.writer, "_store_all", store_while_more_comes)
    records.writer.flush()
    assert records.writer.flush()
    assert records.texts() == [WORDS, "and more"]
    assert not records.spill_path.exists()


def test_rows_survive_the_end_of_the_process(tmp_path: Path) -> None:
    first = Records(tmp_path)
    with first.failing():
        speak(first.journal(), WORDS)
        first.close()
    second = Records(tmp_path)
    assert second.writer.flush()
    assert second.texts() == [WORDS]
    second.close()


def test_a_crash_after_writing_and_before_clearing_writes_nothing_twice(tmp_path: Path) -> None:
    first = Records(tmp_path)
    with first.failing():
        speak(first.journal(), WORDS)
        first.writer.flush()
        spilled = first.spill_path.read_bytes()
    first.close()
    first.spill_path.write_bytes(spilled + spilled[: len(spilled) // 3])
    second = Records(tmp_path)
    assert second.writer.flush()
    assert second.texts() == [WORDS]
    assert len(newest_calls(second.database, 10)) == 1
    second.close()


def test_a_row_that_breaks_a_rule_holds_no_other_up(records: Records, caplog: pytest.LogCaptureFixture) -> None:
    speak(CallJournal(records.writer, "unknown call", "full"), WORDS)
    speak(records.journal("c2"), "fine")
    assert records.writer.flush()
    assert records.texts("c2") == ["fine"]
    assert "TurnRow breaks a rule" in caplog.text
    assert "Quackenbush" not in caplog.text


@pytest.mark.parametrize(("keep", "calls", "turns"), [("full", 1, 1), ("summary", 1, 0), ("none", 0, 0)])
def test_keep_says_how_much_is_written(records: Records, keep: Keep, calls: int, turns: int) -> None:
    journal = records.journal(keep=keep)
    speak(journal, WORDS)
    journal.tool_called(name="end_call", arguments={}, result={}, at=NOON, took_ms=2.0)
    journal.ended(reason="done", at=NOON)
    assert records.writer.flush()
    assert (len(newest_calls(records.database, 10)), len(records.texts())) == (calls, turns)


@pytest.mark.parametrize(
    ("keep", "reason", "about_the_caller"), [("full", WORDS, 2), ("summary", None, 2), ("none", None, 0)]
)
def test_every_write_is_audited_whatever_is_kept(
    records: Records, keep: Keep, reason: str | None, about_the_caller: int
) -> None:
    journal = records.journal(keep=keep)
    done: list[ActionKind] = ["booked", "moved", "cancelled", "read out", "identity refused", "message", "transfer"]
    told: list[ActionKind] = ["emergency", "language"]
    for kind in [*told, *done]:
        journal.acted(Action(kind, WORDS, "some-uid"), at=NOON)
    assert records.writer.flush()
    with records.database.read() as session:
        rows = session.exec(select(ActionRow).order_by(ActionRow.position)).all()  # type: ignore[arg-type]
    assert [row.kind for row in rows] == [*told[:about_the_caller], *done]
    assert {(row.call_id, row.target, row.reason, row.at) for row in rows} == {("c1", "some-uid", reason, NOON)}


def test_actions_stand_between_the_turns(records: Records) -> None:
    journal = records.journal()
    speak(journal, "one")
    journal.acted(Action("booked", "asked for it", "uid"), at=NOON)
    speak(journal, "two")
    assert records.writer.flush()
    record = call_record(records.database, "c1")
    assert record is not None
    assert [type(event).__name__ for event in record.events] == ["TurnRow", "ActionRow", "TurnRow"]


async def test_a_message_is_on_the_disk_when_take_returns(records: Records) -> None:
    outbox = RecordsOutbox(records.writer)
    await outbox.take(Message("c1", "Ottoline", "+15145550123", WORDS, "en", NOON))
    with records.database.read() as session:
        assert session.exec(select(MessageRow)).one().text == WORDS


async def test_a_recording_is_kept_once(records: Records) -> None:
    for place in ("RE1", "RE1", "RE2"):
        await RecordsOutbox(records.writer).take(Message("c1", "voicemail", None, "9 s", "en", NOON, recording=place))
    with records.database.read() as session:
        assert sorted(session.exec(select(MessageRow.recording)).all()) == ["RE1", "RE2"]  # type: ignore[type-var]


async def test_messages_outlive_a_failing_database(records: Records) -> None:
    with sqlite3.connect(records.path) as connection:
        connection.execute("ALTER TABLE messages RENAME TO gone")
    outbox = RecordsOutbox(records.writer)
    await asyncio.gather(*(outbox.take(Message("c1", "O", None, f"{WORDS} {n}", "en", NOON)) for n in range(10)))
    assert records.spill_path.exists()
    with sqlite3.connect(records.path) as connection:
        connection.execute("ALTER TABLE gone RENAME TO messages")
    assert await asyncio.to_thread(records.writer.flush)
    with records.database.read() as session:
        assert len(session.exec(select(MessageRow)).all()) == 10


def test_a_spill_file_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    database = open_database(tmp_path / "records.db", tmp_path / "records.key")
    (tmp_path / "waiting.spill").mkdir()
    writer = RecordsWriter(database, Spill(tmp_path / "waiting.spill", database.cipher))
    with pytest.raises(StartError, match=r"waiting\.spill cannot be read: Is a directory\. Make it readable"):
        writer.start()
    database.close()


def test_a_message_that_breaks_a_rule_is_refused_at_once(records: Records) -> None:
    with pytest.raises(RecordsUnavailable, match="breaks a rule"):
        records.keep_message("m1", name=None)
    records.keep_message("m2")
    with records.database.read() as session:
        assert session.exec(select(MessageRow.id)).all() == ["m2"]


async def test_neither_database_nor_disk_is_an_error(records: Records) -> None:
    with sqlite3.connect(records.path) as connection:
        connection.execute("DROP TABLE messages")
    os.mkdir(records.spill_path)
    with pytest.raises(RecordsUnavailable) as caught:
        await RecordsOutbox(records.writer).take(Message("c1", "Ottoline", None, WORDS, "en", NOON))
    assert "Ottoline" not in str(caught.value)
    records.spill_path.rmdir()


def test_a_locked_database_delays_only_the_writer(records: Records) -> None:
    holder = sqlite3.connect(records.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    journal = records.journal()
    for number in range(100):
        speak(journal, str(number))
    holder.execute("ROLLBACK")
    holder.close()
    assert records.writer.flush()
    assert len(records.texts()) == 100
    with records.database.read() as session:
        assert session.exec(select(CallRow)).one().id == "c1"
