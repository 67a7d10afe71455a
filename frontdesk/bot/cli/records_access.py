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


def clinic_zone(settings: Settings) -> ZoneInfo:
    """Where the clinic's clock stands. Raises `ConfigurationError`."""
    return load_clinic(settings.clinic_file).timezone


def clinic_now(zone: ZoneInfo) -> datetime:
    """The present moment on the clinic's clock."""
    return datetime.now(zone)


def plain(row: Any) -> dict[str, Any]:
    """A row as JSON holds it; moments in UTC."""
    return dict(row.model_dump(mode="json"))
