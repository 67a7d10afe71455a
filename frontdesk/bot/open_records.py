"""The records of a server: opened, brought up to date, written off the audio path, kept no longer than allowed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from frontdesk.bot.data_folder import DataFolder
from frontdesk.bot.records.database import Database, open_database
from frontdesk.bot.records.holds import SqlHoldStore
from frontdesk.bot.records.spill import Spill
from frontdesk.bot.records.upkeep import close_orphans, erase_daily
from frontdesk.bot.records.writer import RecordsWriter
from frontdesk.bot.settings import Settings
from frontdesk.pipelines.desk import Clock


@contextlib.asynccontextmanager
async def open_records(
    settings: Settings, folder: DataFolder, clock: Clock
) -> AsyncIterator[tuple[RecordsWriter, SqlHoldStore]]:
    """The writer and the holds, for the process that has the data folder's lock.

    Rows that an earlier process left in the spill file are written first, then its calls are ended; what is older than
    `records_days` is erased now and every day. Raises `ConfigurationError`, `StartError` and `RecordsUnavailable`.
    """
    key_file = settings.records_key_file or folder.records_key
    database = await asyncio.to_thread(open_database, folder.records, key_file)
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(database.close)
        writer = RecordsWriter(database, Spill(folder.spill, database.cipher))
        await asyncio.to_thread(writer.start)
        stack.push_async_callback(asyncio.to_thread, writer.stop)
        await asyncio.to_thread(_take_over, database, writer)
        eraser = asyncio.create_task(erase_daily(database, settings.records_days, clock), name="records' retention")
        stack.push_async_callback(_ended, eraser)
        yield writer, SqlHoldStore(database)


def _take_over(database: Database, writer: RecordsWriter) -> None:
    writer.flush()
    close_orphans(database)


async def _ended(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
