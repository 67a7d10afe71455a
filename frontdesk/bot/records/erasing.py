"""Erasing: what is older than the settings allow, and everything of one call or one person.

Sealed columns cannot be searched by the database: a person's number is looked for by opening every row, one after the
other. What is deleted is overwritten (`secure_delete`), and the write-ahead log is emptied afterwards, so that no
sealed text stays behind in a file. A backup that the clinic made keeps what it holds.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from frontdesk.bot.records.database import Database
from frontdesk.bot.records.tables import (
    ActionRow,
    BookingRow,
    CallRow,
    HoldGranuleRow,
    MessageRow,
    ToolCallRow,
    TurnRow,
)

_NATIONAL_DIGITS = 10  # how many of a number's last digits are looked for: callers leave the country out
_FEWEST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Found:
    """What would be erased: the ids of calls and of messages, and how many rows have them."""

    calls: tuple[str, ...]
    messages: tuple[str, ...]
    running: tuple[str, ...] = ()
    """Those of the calls that have no end yet."""

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to erase."""
        return not self.calls and not self.messages


def erase_older(database: Database, before: datetime) -> Found:
    """Erase calls, audit and done messages from before a moment; open messages stay. Raises `RecordsUnavailable`.

    A booking's row goes once its lease and its times are past; what is in the calendar is not touched.
    """
    with database.write() as session:
        calls = session.exec(select(CallRow.id).where(CallRow.started_at < before)).all()
        old_messages = (col(MessageRow.at) < before, col(MessageRow.done_at).is_not(None))
        messages = session.exec(select(MessageRow.id).where(*old_messages)).all()
        session.exec(delete(CallRow).where(col(CallRow.started_at) < before))
        session.exec(delete(MessageRow).where(*old_messages))
        session.exec(delete(ActionRow).where(col(ActionRow.at) < before))
        past = (col(BookingRow.expires_at) < before, col(BookingRow.end_at) < before)
        session.exec(delete(BookingRow).where(*past, col(BookingRow.key).not_in(_held())))
    database.empty_log()
    return Found(tuple(calls), tuple(messages))


def find_call(database: Database, call_id: str) -> Found:
    """All of the call with this id, or whose id alone begins so; nothing for none or several.

    A call that has no row of its own may have messages and actions. Raises `RecordsUnavailable`.
    """
    with database.read() as session:
        known = {
            found
            for column in (col(CallRow.id), col(ActionRow.call_id), col(MessageRow.call_id))
            for found in session.exec(select(column).where(column.startswith(call_id, autoescape=True)).distinct())
        }
        if len(known) != 1:
            return Found((), ())
        messages = session.exec(select(MessageRow.id).where(col(MessageRow.call_id).in_(known))).all()
        return Found(tuple(known), tuple(messages), _running(session, known))


def find_number(database: Database, phone: str) -> Found:
    """Everything of the person with this number (E.164): calls from it, calls in which it was said or written down,
    and messages that carry it. Raises `RecordsUnavailable`.
    """
    digits = re.sub(r"\D", "", phone)
    wanted = digits[-_NATIONAL_DIGITS:] if len(digits) >= _FEWEST_DIGITS else digits
    with database.read() as session:
        calls = {row.id for row in session.exec(select(CallRow)) if _holds(row.caller, wanted)}
        calls |= {row.call_id for row in session.exec(select(TurnRow)) if _holds(row.text, wanted)}
        calls |= {
            row.call_id for row in session.exec(select(ToolCallRow)) if _holds([row.arguments, row.result], wanted)
        }
        calls |= {row.call_id for row in session.exec(select(ActionRow)) if _holds(row.reason, wanted)}
        messages = {
            row.id
            for row in session.exec(select(MessageRow))
            if row.call_id in calls or _holds([row.phone, row.text], wanted)
        }
        return Found(tuple(sorted(calls)), tuple(sorted(messages)), _running(session, calls))


def erase(database: Database, found: Found) -> None:
    """Erase what was found, all of it or nothing. Raises `RecordsUnavailable`."""
    with database.write() as session:
        for call_id in found.calls:
            session.exec(delete(CallRow).where(col(CallRow.id) == call_id))
            session.exec(delete(ActionRow).where(col(ActionRow.call_id) == call_id))
            of_call = col(BookingRow.key).startswith(f"{call_id}:", autoescape=True)
            session.exec(delete(BookingRow).where(of_call, col(BookingRow.key).not_in(_held())))
        for message_id in found.messages:
            session.exec(delete(MessageRow).where(col(MessageRow.id) == message_id))
    database.empty_log()


def _held() -> Any:
    """The keys of what is under way in the calendar, or left to be settled after a crash."""
    return select(HoldGranuleRow.key)


def _running(session: Session, calls: Collection[str]) -> tuple[str, ...]:
    ended = col(CallRow.ended_at).is_(None)
    return tuple(call_id for call_id in session.exec(select(CallRow.id).where(ended)) if call_id in calls)


def _holds(value: Any, digits: str) -> bool:
    """Whether the digits stand in a text, or in any text of a structure, whatever stands between them."""
    if isinstance(value, str):
        return bool(digits) and digits in re.sub(r"[\s().,·/-]", "", value)
    if isinstance(value, dict):
        return any(_holds(item, digits) for item in value.values())
    if isinstance(value, list):
        return any(_holds(item, digits) for item in value)
    return False
