"""Records on one folder as the server opens them, for tests that fill, break and read them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from sqlmodel import select

from frontdesk.bot.records.database import Database, open_database
from frontdesk.bot.records.journal import CallJournal, Keep
from frontdesk.bot.records.spill import Spill
from frontdesk.bot.records.tables import MessageRow, TurnRow
from frontdesk.bot.records.writer import RecordsWriter
from frontdesk.pipelines.desk import Action

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
OTTOLINE = "+15145550123"


class RecordKeeping:
    """Database, spill file and writer; `folder` is the data folder's `records`, its key lies beside."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "records" / "records.db"
        self.key = folder / "keys" / "records.key"
        self.spill_path = folder / "records" / "waiting.spill"
        self.database: Database = open_database(self.path, self.key)
        self.writer = RecordsWriter(self.database, Spill(self.spill_path, self.database.cipher))
        self.writer.start()

    def call(
        self,
        call_id: str = "c1",
        *,
        keep: Keep = "full",
        channel: Literal["phone", "typed"] = "phone",
        caller: str | None = None,
        day: int = 0,
    ) -> CallJournal:
        """A call that begins so many days after the fourth of May."""
        journal = CallJournal(self.writer, call_id, keep)
        journal.started(channel=channel, language="en", caller=caller, at=at(day))
        return journal

    def keep_message(self, message_id: str, **fields: Any) -> None:
        """A message for the staff, on the disk."""
        given = {"call_id": "c1", "name": "Ann", "phone": None, "text": "Call me", "language": "en", "at": NOON}
        self.writer.keep(MessageRow(id=message_id, **(given | fields)))

    def texts(self, call_id: str = "c1") -> list[str]:
        """What was said in a call, in order."""
        query = select(TurnRow.text).where(TurnRow.call_id == call_id).order_by(TurnRow.position)  # type: ignore[arg-type]
        return list(self.all(query))

    def all(self, query: Any) -> list[Any]:
        """What a query finds."""
        with self.database.read() as session:
            return list(session.exec(query))

    def close(self) -> None:
        """Write what is there, and end."""
        self.writer.stop()
        self.database.close()


def at(day: int, second: int = 0) -> datetime:
    """Noon of a day after the fourth of May, and some seconds."""
    return NOON + timedelta(days=day, seconds=second)


def say(journal: CallJournal, text: str, *, day: int = 0, second: int = 0) -> None:
    """One turn of the caller."""
    journal.turn(speaker="caller", text=text, language="en", at=at(day, second))


def act(journal: CallJournal, kind: Any, reason: str = "asked for", target: str | None = None, *, day: int = 0) -> None:
    """One row of the audit."""
    journal.acted(Action(kind, reason, target), at=at(day))
