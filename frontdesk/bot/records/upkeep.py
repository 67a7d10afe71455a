"""Upkeep of the records: what a dead server left open is closed at start, and what is too old is erased every day."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from frontdesk.bot.records.database import Database
from frontdesk.bot.records.erasing import erase_older
from frontdesk.bot.records.tables import ActionRow, CallRow, ToolCallRow, TurnRow
from frontdesk.errors import RecordsUnavailable
from frontdesk.pipelines.desk import Clock
from frontdesk.pipelines.receptionist import SERVER_STOPPED

_LOOK_SECONDS = 600.0  # how often the date is looked at
_log = logging.getLogger(__name__)


def close_orphans(database: Database) -> int:
    """End calls that no process runs any more, at their last sign of life. Returns how many there were.

    Only for a process that has the data folder alone, before it takes calls. Raises `RecordsUnavailable`.
    """
    with database.write() as session:
        orphans = session.exec(select(CallRow).where(col(CallRow.ended_at).is_(None))).all()
        for call in orphans:
            call.ended_at, call.end_reason = _last_sign(session, call), SERVER_STOPPED
            session.add(call)
        return len(orphans)


def _last_sign(session: Session, call: CallRow) -> datetime:
    signs = [call.started_at]
    for table in (TurnRow, ToolCallRow, ActionRow):
        latest = session.exec(select(func.max(col(table.at))).where(col(table.call_id) == call.id)).one()
        signs += [latest] if latest is not None else []
    return max(signs)


def erase_old(database: Database, days: int, now: datetime) -> None:
    """Erase what is older than `days`; a database that fails is tried again the next time."""
    try:
        found = erase_older(database, now - timedelta(days=days))
    except RecordsUnavailable as error:
        _log.error("%s What is older than %d days could not be erased.", error.message, days)
        return
    if not found.nothing:
        told = (len(found.calls), len(found.messages), days)
        _log.info("Erased %d calls and %d done messages that were older than %d days.", *told)


async def erase_daily(
    database: Database, days: int, clock: Clock, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Erase at once, then whenever `clock` shows another day; runs until it is cancelled."""
    done: date | None = None
    while True:
        now = clock()
        if now.date() != done:
            await asyncio.to_thread(erase_old, database, days, now)
            done = now.date()
        await pause(_LOOK_SECONDS)
