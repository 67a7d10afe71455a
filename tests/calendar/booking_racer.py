"""One process of the booking race: opens a diary, waits for a line on standard input, books, prints JSON."""

import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path

from frontdesk.calendar.appointment import Slot
from frontdesk.calendar.caldav_server import CalendarAccount
from frontdesk.calendar.diary import Diary
from frontdesk.clinic import Clinic
from frontdesk.errors import SlotTaken
from tests.calendar.set_clock import SetClock
from tests.calendar.sqlite_holds import SqliteHolds


async def race(task: dict[str, str], callers: int, name: str) -> list[dict[str, object]]:
    clinic = Clinic.model_validate_json(task["clinic"])
    account = CalendarAccount(task["url"], task["username"], task["password"])
    start, end = (datetime.fromisoformat(task[key]).astimezone(clinic.timezone) for key in ("start", "end"))
    slot = Slot(start, end, task["practitioner"], "checkup")
    diary = Diary(clinic, account, SqliteHolds(Path(task["holds"])), SetClock())
    await diary.open()

    async def call(number: int) -> dict[str, object]:
        try:
            won = await diary.book(slot, name=f"Caller {number}", phone=None, key=f"{name}{number}:A", language="en")
        except SlotTaken as taken:
            return {"neighbours": [near.start.isoformat() for near in taken.neighbours]}
        return {"won": won.href, "start": won.slot.start.isoformat()}

    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    outcomes = await asyncio.gather(*(call(number) for number in range(callers)))
    await diary.close()
    return outcomes


if __name__ == "__main__":
    print(json.dumps(asyncio.run(race(json.loads(sys.stdin.readline()), int(sys.argv[1]), sys.argv[2]))))
