"""The embedded CalDAV server: Radicale as a supervised child process."""

from pathlib import Path

from frontdesk.calendar.caldav_server import CalendarAccount


class EmbeddedRadicale:
    """Radicale with its files and password in `folder`. Port 0 takes any free one."""

    def __init__(self, folder: Path, *, host: str = "127.0.0.1", port: int = 5232) -> None: ...

    @property
    def account(self) -> CalendarAccount: ...

    async def start(self) -> None:
        """Start the child and wait until it answers. Raises `StartError` naming what is in the way."""
        ...

    async def stop(self) -> None:
        """End the child."""
        ...
