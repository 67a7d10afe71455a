"""A nursery of processes that keep records until they are killed: for tests of `kill -9`.

For every line on standard input ("<folder> <number>") a child is forked, so that imports are paid for once. It prints
its process number, then "<kind> <id>" each time the records acknowledged something: `message` when the outbox returned,
`hold` when a hold stands, `committed` when a booking's place was written down. Every third child has a database that
refuses messages, so that they go to the spill file.
"""

import asyncio
import os
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from frontdesk.bot.records.holds import SqlHoldStore
from frontdesk.bot.records.journal import RecordsOutbox
from frontdesk.calendar.holds import Hold
from frontdesk.pipelines.desk import Message
from tests.bot.record_keeping import RecordKeeping, say

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def tell(kind: str, name: str) -> None:
    os.write(1, f"{kind} {name}\n".encode())


async def keep_records(folder: Path, number: int) -> None:
    records = RecordKeeping(folder)
    if number % 3 == 2:
        with sqlite3.connect(records.path) as connection:
            connection.execute("ALTER TABLE messages RENAME TO gone")
    outbox, holds = RecordsOutbox(records.writer), SqlHoldStore(records.database)
    call = f"call{number}"
    journal = records.call(call)
    for step in range(10_000):
        say(journal, f"turn {step}")
        name = f"{call}-{step}"
        await outbox.take(Message(call, name, None, name, "en", NOW))
        tell("message", name)
        start = NOW + timedelta(minutes=30 * step)
        hold = Hold(f"{call}:{step}", f"cal{number}", start, start + timedelta(minutes=30), "v", NOW)
        assert await holds.acquire(hold)
        tell("hold", hold.key)
        await holds.commit(hold.key, f"/{hold.key}.ics", "etag")
        tell("committed", hold.key)


def main() -> None:
    for line in sys.stdin:
        folder, number = line.split()
        child = os.fork()
        if child == 0:
            asyncio.run(keep_records(Path(folder), int(number)))
            os._exit(0)
        tell("child", str(child))
        os.waitpid(child, 0)
        tell("dead", str(child))


if __name__ == "__main__":
    main()
