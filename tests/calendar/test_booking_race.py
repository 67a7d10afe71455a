"""Fifty callers in two processes want the same half hour."""

import asyncio
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

from frontdesk.calendar.caldav_server import CalendarAccount, CalendarServer
from frontdesk.calendar.intervals import interval
from frontdesk.clinic import Clinic
from tests.calendar.set_clock import MONTREAL
from tests.calendar.sqlite_holds import SqliteHolds

ROOT = Path(__file__).parents[2]
START = datetime(2026, 11, 24, 15, 15, tzinfo=MONTREAL)


async def test_exactly_one_wins_and_the_others_are_offered_neighbours(
    clinic: Clinic, account: CalendarAccount, server: CalendarServer, holds: SqliteHolds
) -> None:
    end = START + timedelta(minutes=30)
    task = {
        "clinic": Clinic.model_dump_json(clinic),
        "url": account.url,
        "username": account.username,
        "password": account.password,
        "holds": str(holds._path),
        "practitioner": "roy",
        "start": START.isoformat(),
        "end": end.isoformat(),
    }
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "tests.calendar.booking_racer", "25")
    racers = [
        await asyncio.create_subprocess_exec(*command, name, stdin=pipe, stdout=pipe, cwd=ROOT) for name in ("p", "q")
    ]
    for racer in racers:
        assert racer.stdin
        racer.stdin.write(json.dumps(task).encode() + b"\n")
    for racer in racers:
        assert racer.stdout
        assert await racer.stdout.readline() == b"ready\n"
    answers = await asyncio.gather(*(racer.communicate(b"go\n") for racer in racers))
    outcomes = [outcome for answer, _ in answers for outcome in json.loads(answer)]

    assert len(outcomes) == 50
    assert [datetime.fromisoformat(outcome["start"]) for outcome in outcomes if "won" in outcome] == [START]
    for outcome in outcomes:
        if "won" not in outcome:
            near = [datetime.fromisoformat(start) for start in outcome["neighbours"]]
            assert near == [START - timedelta(minutes=30), START + timedelta(minutes=30)]
    window = interval(START.replace(hour=0), START.replace(hour=23))
    roy = clinic.practitioner("roy").calendar
    assert len(await server.window(roy, window)) == 1
    assert holds.rows("granule") == []
