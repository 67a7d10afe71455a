"""Callers in two processes want the same half hour: to book it, or to move an appointment there."""

import asyncio
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from frontdesk.clinic import Clinic
from tests.calendar.office import Office, slot_at

ROOT = Path(__file__).parents[2]
SLOT = slot_at(15, 15)
HALF_HOUR = timedelta(minutes=30)


async def race(office: Office, wants: tuple[str, str], callers: int) -> list[dict[str, Any]]:
    """What became of the callers of the racers "p" and "q"."""
    task = {
        "clinic": Clinic.model_dump_json(office.clinic),
        "url": office.account.url,
        "username": office.account.username,
        "password": office.account.password,
        "holds": str(office.holds._path),
        "practitioner": "roy",
        "start": SLOT.start.isoformat(),
        "end": SLOT.end.isoformat(),
    }
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "tests.calendar.booking_racer")
    racers = [
        await asyncio.create_subprocess_exec(*command, want, str(callers), name, stdin=pipe, stdout=pipe, cwd=ROOT)
        for want, name in zip(wants, "pq", strict=True)
    ]
    for racer in racers:
        assert racer.stdin
        racer.stdin.write(json.dumps(task).encode() + b"\n")
    for racer in racers:
        assert racer.stdout
        assert await racer.stdout.readline() == b"ready\n"
    answers = await asyncio.gather(*(racer.communicate(b"go\n") for racer in racers))
    return [outcome for answer, _ in answers for outcome in json.loads(answer)]


async def test_exactly_one_books_and_the_others_are_offered_neighbours(office: Office) -> None:
    outcomes = await race(office, ("book", "book"), 25)
    assert len(outcomes) == 50
    assert [datetime.fromisoformat(outcome["start"]) for outcome in outcomes if "won" in outcome] == [SLOT.start]
    for outcome in outcomes:
        if "won" not in outcome:
            near = [datetime.fromisoformat(start) for start in outcome["neighbours"]]
            assert near == [SLOT.start - HALF_HOUR, SLOT.start + HALF_HOUR]
    assert await office.slots() == [SLOT]
    assert office.holds.rows("granule") == []


@pytest.mark.parametrize("wants", [("move", "move"), ("move", "book")])
async def test_exactly_one_gets_the_slot_and_every_other_appointment_stays(
    wants: tuple[str, str], office: Office
) -> None:
    """Half of those who move come from the other practitioner's calendar."""
    before = {}
    for racer, want in zip("pq", wants, strict=True):
        for number in range(4 if want == "move" else 0):
            own = slot_at(9 + number, 0 if racer == "p" else 30, ("roy", "chen")[number % 2])
            before[(await office.stands(own, f"{racer}{number}")).name] = own
    outcomes = await race(office, wants, 4)
    (winner,) = [outcome["won"] for outcome in outcomes if "won" in outcome]
    stand = {event.appointment.name: event.slot for event in await office.ours()}
    assert stand == before | {winner: SLOT}
    assert len(await office.ours()) == len(stand)
    assert office.holds.rows("granule") == []
