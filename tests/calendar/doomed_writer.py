"""A process that is killed in the middle of changing the calendar.

Reads tasks as JSON lines. For each it forks a child that carries the change out and kills itself with SIGKILL after so
many requests and database transactions; prints whether the child was killed and whether it had told its caller by then.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from frontdesk.calendar.appointment import Appointment, Patient, Slot
from frontdesk.calendar.bookkeeping import Bookkeeping
from frontdesk.calendar.caldav_server import CalendarAccount, CalendarServer
from frontdesk.clinic import Clinic
from frontdesk.errors import CalendarUnavailable
from tests.calendar.set_clock import SetClock
from tests.calendar.sqlite_holds import SqliteHolds

STEPS = ("get", "window", "create", "replace", "delete"), ("acquire", "commit", "committed", "release")


class Doom:
    """Kills this process after its `last` step."""

    def __init__(self, last: int) -> None:
        self.left = last

    def wrap(self, step: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def counted(*arguments: Any) -> Any:
            answer = await step(*arguments)
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return counted


def slot_of(data: dict[str, str], clinic: Clinic) -> Slot:
    start, end = (datetime.fromisoformat(data[key]).astimezone(clinic.timezone) for key in ("start", "end"))
    return Slot(start, end, data["practitioner"], "checkup")


async def carry_out(task: dict[str, Any]) -> None:
    clinic = Clinic.model_validate_json(task["clinic"])
    server = CalendarServer(CalendarAccount(task["url"], task["username"], task["password"]))
    holds, doom = SqliteHolds(Path(task["holds"])), Doom(task["steps"])
    for part, names in zip((server, holds), STEPS, strict=True):
        for name in names:
            setattr(part, name, doom.wrap(getattr(part, name)))
    books = Bookkeeping(clinic, server, holds, SetClock())
    slot = slot_of(task["slot"], clinic)
    if task["want"] == "book":
        await books.book(slot, Patient(task["name"], None, "en"), task["key"])
    else:
        theirs = task["appointment"]
        appointment = Appointment(
            slot_of(theirs, clinic), task["name"], None, theirs["href"], theirs["etag"], theirs["uid"]
        )
        if task["want"] == "cancel":
            await books.cancel(appointment, task["key"])
        else:
            await books.move(appointment, slot, task["key"])


def child(task: dict[str, Any], told: int) -> None:
    asyncio.run(carry_out(task))
    os.write(told, b"told")
    os._exit(0)


async def warm_up() -> None:
    """Load what the first request loads, once for all children."""
    server = CalendarServer(CalendarAccount("http://127.0.0.1:9/", "nobody", "-"))
    with contextlib.suppress(CalendarUnavailable):
        await server.get("none", "none.ics")
    await server.close()


def main() -> None:
    asyncio.run(warm_up())
    for line in sys.stdin:
        reading, writing = os.pipe()
        if (process := os.fork()) == 0:
            child(json.loads(line), writing)
        os.close(writing)
        _, status = os.waitpid(process, 0)
        told = os.read(reading, 4) == b"told"
        os.close(reading)
        print(json.dumps({"killed": os.WIFSIGNALED(status), "status": status, "told": told}), flush=True)


if __name__ == "__main__":
    main()
