"""A real Radicale for tests whose event loops end before it does."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from frontdesk.calendar.caldav_server import CalendarAccount
from frontdesk.calendar.radicale import EmbeddedRadicale


@contextlib.contextmanager
def running_radicale(folder: Path) -> Iterator[CalendarAccount]:
    """Supervised from a loop in a thread of its own."""
    server = EmbeddedRadicale(folder, port=0)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.start(), loop).result()
    yield server.account
    asyncio.run_coroutine_threadsafe(server.stop(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
