"""Which calendar server is used, and how the other commands reach the one of a running server."""

import contextlib
from collections.abc import AsyncIterator

from frontdesk.bot.data_folder import DataFolder
from frontdesk.bot.settings import Settings
from frontdesk.calendar.caldav_server import CalendarAccount
from frontdesk.calendar.radicale import EmbeddedRadicale


def embedded(settings: Settings, folder: DataFolder) -> EmbeddedRadicale | None:
    """The embedded calendar server, not yet started; None where the settings name another one."""
    if settings.calendar_url is not None:
        return None
    return EmbeddedRadicale(folder.calendar, host=settings.radicale_host, port=settings.radicale_port)


def remote_account(settings: Settings) -> CalendarAccount:
    """The account at `calendar_url`, which must be set."""
    assert settings.calendar_url is not None
    assert settings.calendar_password is not None
    return CalendarAccount(
        url=settings.calendar_url.rstrip("/") + "/",
        username=settings.calendar_username or "",
        password=settings.calendar_password.get_secret_value(),
        embedded=False,
    )


def account(settings: Settings, folder: DataFolder) -> CalendarAccount:
    """The calendar account, whether or not a server runs; an embedded one's password is made if missing.

    Raises `StartError` where the calendar folder cannot be used.
    """
    radicale = embedded(settings, folder)
    if radicale is None:
        return remote_account(settings)
    told = (folder.running() or {}).get("calendar_url")
    folder.make()  # the password's file is made in it
    known = radicale.account
    return CalendarAccount(told, known.username, known.password) if told else known


@contextlib.asynccontextmanager
async def reachable_account(settings: Settings, folder: DataFolder) -> AsyncIterator[CalendarAccount]:
    """An account that answers: the running server's, or an embedded server's that runs meanwhile.

    Raises `StartError` and `ConfigurationError`.
    """
    radicale = embedded(settings, folder)
    if radicale is None or folder.in_use():
        yield account(settings, folder)
        return
    with folder.locked():
        try:
            await radicale.start()
            yield radicale.account
        finally:
            await radicale.stop()
