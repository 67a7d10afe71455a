"""Every difference between what a call left behind and what its scenario allows."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import select

from frontdesk.bot.records.database import open_database
from frontdesk.bot.records.reading import CallRecord, call_record
from frontdesk.bot.records.tables import ActionRow, HoldGranuleRow, MessageRow
from tests.scenarios.calendars import Entry, line_of
from tests.scenarios.house import House
from tests.scenarios.scenario import After, Moved


def calendar_problems(house: House, after: After, before: Sequence[Entry], now: Sequence[Entry]) -> list[str]:
    """How the calendars differ from what they must hold: what is named, and everything else as it was."""
    gone = {house.uids[name] for name in after.removed}
    moves = {house.uids[moved.id]: moved for moved in after.moved}
    wanted = Counter(line_of(house.clinic, event) for event in after.added)
    for entry in before:
        if entry.uid in moves:
            wanted[_moved(house, entry, moves[entry.uid])] += 1
        elif entry.uid not in gone:
            wanted[entry.what] += 1
    found = Counter(entry.what for entry in now)
    texts = {entry.uid: entry.text for entry in now}
    stay = [uid for uid, moved in moves.items() if moved.calendar is None]
    return [
        *(f"not in the calendar: {line}" for line in (wanted - found).elements()),
        *(f"in the calendar though it should not be: {line}" for line in (found - wanted).elements()),
        *(f"was touched: {e.what}" for e in before if e.uid not in gone | set(moves) and texts.get(e.uid) != e.text),
        *("a moved event lost its UID" for uid in stay if uid not in texts),
    ]


def _moved(house: House, entry: Entry, moved: Moved) -> str:
    start = moved.start.replace(tzinfo=house.clinic.timezone)
    calendar, end = moved.calendar or entry.calendar, start + (entry.end - entry.start)
    return Entry(calendar, start, end, entry.name, entry.phone, entry.service, "", "").what


async def records_problems(
    house: House, after: After, call_id: str, *, exact: bool = True
) -> tuple[list[str], CallRecord | None]:
    """How the records differ from what they must hold, and the call's own record.

    `exact`: the audit holds each action as often as the scenario says; else only actions of the same kinds.
    """
    await asyncio.to_thread(house.reception.writer.flush)
    async with house.opening:
        return await asyncio.to_thread(_records_problems, house, after, call_id, exact)


def _records_problems(house: House, after: After, call_id: str, exact: bool) -> tuple[list[str], CallRecord | None]:
    folder = house.reception.settings.data_dir
    database = open_database(folder / "records" / "records.db", folder / "keys" / "records.key")
    try:
        record = call_record(database, call_id)
        with database.read() as session:
            messages = list(session.exec(select(MessageRow)))
            granules = session.exec(select(func.count()).select_from(HoldGranuleRow)).one()
    finally:
        database.close()
    problems = _message_problems(after, messages)
    if granules:
        problems.append(f"{granules} granules are still held")
    acted = Counter(row.kind for row in record.events if isinstance(row, ActionRow)) if record else Counter[str]()
    if acted != Counter(after.actions) if exact else set(acted) != set(after.actions):
        problems.append(f"the audit says {sorted(acted.elements())} instead of {sorted(after.actions)}")
    return problems, record


def _message_problems(after: After, found: list[MessageRow]) -> list[str]:
    left, problems = list(found), list[str]()
    for wanted in after.messages:
        fit = [
            row
            for row in left
            if (row.name, row.phone) == (wanted.name, wanted.phone)
            and all(words.lower() in row.text.lower() for words in wanted.text)
        ]
        if fit:
            left.remove(fit[0])
        else:
            problems.append(f"no message of {wanted.name} ({wanted.phone}) with {wanted.text}")
    return problems + [f"a message that should not be: {row.name} ({row.phone}): {row.text}" for row in left]
