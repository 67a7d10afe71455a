"""The records for a command, beside a running server or alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from frontdesk.bot.settings import Settings
from frontdesk.clinic import load_clinic

if TYPE_CHECKING:
    from frontdesk.bot.records.database import Database


@contextmanager
def records(settings: Settings) -> "Iterator[Database | None]":
    """The database; None before the first start, so that reading makes nothing. Raises every error of opening it."""
    from frontdesk.bot.data_folder import DataFolder
    from frontdesk.bot.records.database import open_database

    folder = DataFolder(settings.data_dir)
    if not folder.has_records():
        yield None
        return
    database = open_database(folder.records, settings.records_key_file or folder.records_key)
    try:
        yield database
    finally:
        database.close()


def no_calls(settings: Settings) -> str:
    """Why there are none: nobody called, or the data folder is not there."""
    if settings.data_dir.is_dir():
        return "No calls yet."
    return f"No calls yet: the data folder {settings.data_dir} is not there. It is made by: frontdesk serve"


def unended(settings: Settings) -> str:
    """What a call without an end is: it runs, or its server has died. Raises `StartError`."""
    from frontdesk.bot.data_folder import DataFolder

    return "running" if DataFolder(settings.data_dir).in_use() else "broken off"


def clinic_zone(settings: Settings) -> ZoneInfo:
    """Where the clinic's clock stands. Raises `ConfigurationError`."""
    return load_clinic(settings.clinic_file).timezone


def clinic_now(zone: ZoneInfo) -> datetime:
    """The present moment on the clinic's clock."""
    return datetime.now(zone)


def plain(row: Any) -> dict[str, Any]:
    """A row as JSON holds it; moments in UTC."""
    return dict(row.model_dump(mode="json"))
