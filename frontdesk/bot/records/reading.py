"""Reading the records, for the command line: calls with what became of them, one call whole, messages, the audit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from frontdesk.bot.records.database import Database
from frontdesk.bot.records.outcome import languages, outcomes
from frontdesk.bot.records.tables import ActionRow, BookingRow, CallRow, MessageRow, ToolCallRow, TurnRow

_PAGE = 200
Event = TurnRow | ToolCallRow | ActionRow
_Row = TypeVar("_Row", CallRow, MessageRow)


@dataclass(frozen=True, slots=True)
class CallSummary:
    """One call in a list."""

    call: CallRow
    languages: tuple[str, ...]
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call; `events` are its turns, tool calls and actions in order."""

    call: CallRow
    languages: tuple[str, ...]
    outcomes: tuple[str, ...]
    events: tuple[Event, ...]
    messages: tuple[MessageRow, ...]
    bookings: tuple[BookingRow, ...]


def newest_calls(database: Database, limit: int) -> list[CallRow]:
    """The newest calls. Raises `RecordsUnavailable`."""
    return [summary.call for summary in list_calls(database, limit=limit)]


def list_calls(
    database: Database, *, limit: int, since: datetime | None = None, outcome: str | None = None
) -> list[CallSummary]:
    """The newest calls that began at `since` or later and had the outcome. Raises `RecordsUnavailable`."""
    with database.read() as session:
        fitting = (found for found in _summaries(session, since) if outcome is None or outcome in found.outcomes)
        return list(islice(fitting, limit))


def call_record(database: Database, call_id: str) -> CallRecord | None:
    """The call with this id, or whose id alone begins so; None for none or several. Raises `RecordsUnavailable`."""
    with database.read() as session:
        call = _only(session, CallRow, col(CallRow.id), call_id)
        if call is None:
            return None
        summary = _summarised(session, [call])[0]
        events: list[Event] = [
            *session.exec(select(TurnRow).where(TurnRow.call_id == call.id)),
            *session.exec(select(ToolCallRow).where(ToolCallRow.call_id == call.id)),
            *session.exec(select(ActionRow).where(ActionRow.call_id == call.id)),
        ]
        messages = session.exec(
            select(MessageRow).where(MessageRow.call_id == call.id).order_by(col(MessageRow.at))
        ).all()
        booked = col(BookingRow.key).startswith(f"{call.id}:", autoescape=True)
        bookings = session.exec(select(BookingRow).where(booked, col(BookingRow.href).is_not(None))).all()
    events.sort(key=lambda event: event.position)
    return CallRecord(call, summary.languages, summary.outcomes, tuple(events), tuple(messages), tuple(bookings))


def list_messages(
    database: Database, *, limit: int, done: bool | None = False, since: datetime | None = None
) -> list[MessageRow]:
    """The newest messages for the staff; `done` None gives open and done ones. Raises `RecordsUnavailable`."""
    query = select(MessageRow).order_by(col(MessageRow.at).desc()).limit(limit)
    if done is not None:
        query = query.where(col(MessageRow.done_at).is_not(None) if done else col(MessageRow.done_at).is_(None))
    if since is not None:
        query = query.where(MessageRow.at >= since)
    with database.read() as session:
        return list(session.exec(query))


def one_message(session: Session, message_id: str) -> MessageRow | None:
    """The message with this id, or whose id alone begins so; None for none or several."""
    return _only(session, MessageRow, col(MessageRow.id), message_id)


def list_actions(
    database: Database, *, limit: int, since: datetime | None = None, kind: str | None = None
) -> list[ActionRow]:
    """The newest rows of the audit, of every call. Raises `RecordsUnavailable`."""
    query = select(ActionRow).order_by(col(ActionRow.at).desc(), col(ActionRow.position).desc()).limit(limit)
    if since is not None:
        query = query.where(ActionRow.at >= since)
    if kind is not None:
        query = query.where(ActionRow.kind == kind)
    with database.read() as session:
        return list(session.exec(query))


def _only(session: Session, table: type[_Row], column: Any, begins: str) -> _Row | None:
    found = list(session.exec(select(table).where(column.startswith(begins, autoescape=True)).limit(2)))
    return found[0] if len(found) == 1 else None


def _summaries(session: Session, since: datetime | None) -> Iterator[CallSummary]:
    """Newest first, a page at a time."""
    wanted: list[ColumnElement[bool]] = [] if since is None else [col(CallRow.started_at) >= since]
    query = select(CallRow).where(*wanted).order_by(col(CallRow.started_at).desc(), col(CallRow.id))
    offset = 0
    while page := session.exec(query.offset(offset).limit(_PAGE)).all():
        yield from _summarised(session, page)
        offset += _PAGE


def _summarised(session: Session, calls: Sequence[CallRow]) -> list[CallSummary]:
    ids = [call.id for call in calls]
    actions = session.exec(
        select(ActionRow.call_id, ActionRow.kind, ActionRow.target)
        .where(col(ActionRow.call_id).in_(ids))
        .order_by(col(ActionRow.position))
    ).all()
    left = set(session.exec(select(MessageRow.call_id).where(col(MessageRow.call_id).in_(ids))))
    return [
        CallSummary(
            call,
            languages(call.language, [target for of, kind, target in actions if of == call.id and kind == "language"]),
            outcomes([kind for of, kind, _ in actions if of == call.id], left_message=call.id in left),
        )
        for call in calls
    ]
