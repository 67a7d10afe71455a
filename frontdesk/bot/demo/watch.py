"""The server's own record of the call, read while it is written, for display only."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from frontdesk.bot.records.database import Database
from frontdesk.bot.records.reading import call_record, newest_calls
from frontdesk.bot.records.tables import ActionRow, ToolCallRow, TurnRow
from frontdesk.errors import RecordsUnavailable

Seen = Callable[[TurnRow | ToolCallRow], None]
_PERIOD = 0.25


class RecordsWatch:
    """Tells `seen` every turn and tool call of the newest call, once, in order."""

    def __init__(self, database: Database, seen: Seen) -> None:
        self._database = database
        self._seen = seen
        self._told: set[str] = set()

    @asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """Look again and again while the block runs, and once at its end."""
        task = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await self.look()

    async def look(self) -> None:
        """Tell what is new."""
        for event in await asyncio.to_thread(self._events):
            if event.id not in self._told:
                self._told.add(event.id)
                self._seen(event)

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(_PERIOD)
            await self.look()

    def _events(self) -> tuple[TurnRow | ToolCallRow, ...]:
        with contextlib.suppress(RecordsUnavailable):
            for call in newest_calls(self._database, 1):
                record = call_record(self._database, call.id)
                events = record.events if record else ()
                return tuple(event for event in events if not isinstance(event, ActionRow))
        return ()
