"""One process of a race for one slot: opens a diary, waits for a line on standard input, goes, prints JSON.

What its callers want is the first argument: "book" a new appointment, or "move" one that each of them has already,
under the name that they have here ("p0", "p1", ... of the racer "p").
"""

import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path

from frontdesk.calendar.appointment import Appointment, Slot
from frontdesk.calendar.caldav_server import CalendarAccount
from frontdesk.calendar.diary import Diary
from frontdesk.clinic import Clinic
from frontdesk.errors import SlotTaken
from tests.calendar.set_clock import SetClock
from tests.calendar.sqlite_holds import SqliteHolds


async def race(task: dict[str, str], want: str, callers: int, racer: str) -> list[dict[str, object]]:
    clinic = Clinic.model_validate_json(task["clinic"])
    account = CalendarAccount(task["url"], task["username"], task["password"])
    start, end = (datetime.fromisoformat(task[key]).astimezone(clinic.timezone) for key in ("start", "end"))
    slot = Slot(start, end, task["practitioner"], "checkup")
    diary = Diary(clinic, account, SqliteHolds(Path(task["holds"])), SetClock())
    await diary.open()
    theirs = {appointment.name: appointment for appointment in await diary.upcoming()}

    async def go(name: str) -> Appointment:
        if want == "move":
            return await diary.move(theirs[name], slot, key=f"{name}:move")
        return await diary.book(slot, name=name, phone=None, key=f"{name}:A", language="en")

    async def call(number: int) -> dict[str, object]:
        try:
            won = await go(f"{racer}{number}")
        except SlotTaken as taken:
            return {"neighbours": [near.start.isoformat() for near in taken.neighbours]}
        return {"won": won.name, "start": won.slot.start.isoformat()}

    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    outcomes = await asyncio.gather(*(call(number) for number in range(callers)))
    await diary.close()
    return outcomes


if __name__ == "__main__":
    print(json.dumps(asyncio.run(race(json.loads(sys.stdin.readline()), sys.argv[1], int(sys.argv[2]), sys.argv[3]))))
