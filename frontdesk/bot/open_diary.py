"""The diary for a command that is not the server."""

import contextlib
from collections.abc import AsyncIterator
from datetime import datetime

from frontdesk.bot.calendar_access import reachable_account
from frontdesk.bot.data_folder import DataFolder
from frontdesk.bot.records.database import open_database
from frontdesk.bot.records.holds import SqlHoldStore
from frontdesk.bot.settings import Settings
from frontdesk.calendar.diary import Clock, Diary
from frontdesk.clinic import Clinic, load_clinic


@contextlib.asynccontextmanager
async def open_diary(settings: Settings) -> AsyncIterator[tuple[Clinic, Diary, Clock]]:
    """The diary for a command, beside a running server or alone. Raises every error of the start."""
    clinic = load_clinic(settings.clinic_file)
    folder = DataFolder(settings.data_dir)

    def clock() -> datetime:
        return datetime.now(clinic.timezone)

    async with contextlib.AsyncExitStack() as stack:
        reached = await stack.enter_async_context(reachable_account(settings, folder))
        database = open_database(folder.records, settings.records_key_file or folder.records_key)
        stack.callback(database.close)
        diary = Diary(clinic, reached, SqlHoldStore(database), clock)
        stack.push_async_callback(diary.close)
        await diary.open()
        yield clinic, diary, clock
