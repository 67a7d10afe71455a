"""Reading the records, for the command line: calls, newest first, and one call with all that belongs to it."""

from dataclasses import dataclass

from sqlmodel import col, select

from frontdesk.bot.records.database import Database
from frontdesk.bot.records.tables import ActionRow, BookingRow, CallRow, MessageRow, ToolCallRow, TurnRow


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call; `events` are its turns, tool calls and actions in order."""

    call: CallRow
    events: tuple[TurnRow | ToolCallRow | ActionRow, ...]
    messages: tuple[MessageRow, ...]
    bookings: tuple[BookingRow, ...]


def newest_calls(database: Database, limit: int) -> list[CallRow]:
    """The newest calls. Raises `RecordsUnavailable`."""
    with database.read() as session:
        return list(session.exec(select(CallRow).order_by(col(CallRow.started_at).desc()).limit(limit)))


def call_record(database: Database, call_id: str) -> CallRecord | None:
    """The call with this id, or whose id alone begins so; None for none or several. Raises `RecordsUnavailable`."""
    with database.read() as session:
        query = select(CallRow).where(col(CallRow.id).startswith(call_id, autoescape=True))
        found = list(session.exec(query.limit(2)))
        if len(found) != 1:
            return None
        call = found[0]
        turns = session.exec(select(TurnRow).where(TurnRow.call_id == call.id)).all()
        tools = session.exec(select(ToolCallRow).where(ToolCallRow.call_id == call.id)).all()
        actions = session.exec(select(ActionRow).where(ActionRow.call_id == call.id)).all()
        messages = session.exec(
            select(MessageRow).where(MessageRow.call_id == call.id).order_by(col(MessageRow.at))
        ).all()
        booked = col(BookingRow.key).startswith(f"{call.id}:", autoescape=True)
        bookings = session.exec(select(BookingRow).where(booked, col(BookingRow.href).is_not(None))).all()
    events: list[TurnRow | ToolCallRow | ActionRow] = [*turns, *tools, *actions]
    events.sort(key=lambda event: event.position)
    return CallRecord(call, tuple(events), tuple(messages), tuple(bookings))


def newest_messages(database: Database, limit: int) -> list[MessageRow]:
    """The newest messages for the staff. Raises `RecordsUnavailable`."""
    with database.read() as session:
        return list(session.exec(select(MessageRow).order_by(col(MessageRow.at).desc()).limit(limit)))
