"""kill -9 after every request and every transaction of booking, moving, crossing and cancelling.

A real child process dies each time, on a real calendar server and a real database; then the lease runs out and another
process settles. What was told stands; nobody stands twice; nothing is held.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from frontdesk.calendar.appointment import Appointment, Slot
from frontdesk.clinic import Clinic
from tests.calendar.office import Office, slot_at

ROOT = Path(__file__).parents[2]
STEPS = {"book": 8, "move": 8, "cross": 10, "cancel": 5}
"""Requests and transactions of each change; killed after the last one, the caller was not told either."""


@dataclass
class DoomedWriter:
    """The process that forks and loses children."""

    process: asyncio.subprocess.Process
    office: Office

    async def run(self, want: str, slot: Slot, name: str, steps: int, theirs: Appointment | None) -> dict[str, Any]:
        account = self.office.account
        task: dict[str, Any] = {
            "clinic": Clinic.model_dump_json(self.office.clinic),
            "url": account.url,
            "username": account.username,
            "password": account.password,
            "holds": str(self.office.holds._path),
            "want": want,
            "slot": plain(slot),
            "name": name,
            "key": f"{name}:key",
            "steps": steps,
        }
        if theirs:
            task["appointment"] = {**plain(theirs.slot), "href": theirs.href, "etag": theirs.etag, "uid": theirs.uid}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(task).encode() + b"\n")
        answer: dict[str, Any] = json.loads(await self.process.stdout.readline())
        return answer


def plain(slot: Slot) -> dict[str, str]:
    return {"start": slot.start.isoformat(), "end": slot.end.isoformat(), "practitioner": slot.practitioner}


@pytest.fixture
async def writer(office: Office) -> AsyncIterator[DoomedWriter]:
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "tests.calendar.doomed_writer")
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=ROOT)
    yield DoomedWriter(process, office)
    assert process.stdin
    process.stdin.close()
    await process.wait()


@pytest.mark.parametrize("want", STEPS)
async def test_what_was_told_stands_and_nothing_stands_twice(want: str, office: Office, writer: DoomedWriter) -> None:
    told: dict[str, bool] = {}
    old: dict[str, Slot] = {}
    new: dict[str, Slot] = {}
    for steps in range(1, STEPS[want] + 2):
        name, hour = f"patient {steps}", 8 + steps
        old[name], new[name] = slot_at(hour), slot_at(hour, 30, "chen" if want == "cross" else "roy")
        theirs = None
        if want != "book":
            theirs = await office.stands(old[name], name)
        target = old[name] if want == "cancel" else new[name]
        outcome = await writer.run("move" if want == "cross" else want, target, name, steps, theirs)
        assert outcome["killed"] == (steps <= STEPS[want]), outcome
        told[name] = outcome["told"]
    assert sum(told.values()) == 1

    office.clock.forward(seconds=31)
    await office.bookkeeping().settle()
    assert office.holds.rows("granule") == []
    standing = [(event.appointment.name, event.slot) for event in await office.ours()]
    assert len(standing) == len(dict(standing)), "nobody stands twice"
    slots = [(slot.start, slot.practitioner) for _, slot in standing]
    assert len(slots) == len(set(slots))
    for name, was_told in told.items():
        stands = dict(standing).get(name)
        if want in ("move", "cross"):
            assert stands == new[name] if was_told else stands in (old[name], new[name])
        elif want == "book":
            assert stands == new[name] if was_told else stands in (None, new[name])
        else:
            assert stands is None if was_told else stands in (None, old[name])


async def test_killed_on_the_way_between_calendars_never_leaves_the_patient_without(
    office: Office, writer: DoomedWriter
) -> None:
    """Staff write over the copy, or change the original, before anybody settles: one of both events is left."""
    for steps, hour in zip(range(5, 11), range(9, 15), strict=True):
        name = f"patient {steps}"
        theirs = await office.stands(slot_at(hour), name)
        await writer.run("move", slot_at(hour, 30, "chen"), name, steps, theirs)
        if steps % 2:
            await office.staff_write(slot_at(hour, 30, "chen"), f"staff{steps}")
        elif await office.server.get(office.calendar("roy"), theirs.href):
            await office.note(theirs, "call back")
    office.clock.forward(seconds=31)
    await office.bookkeeping().settle()
    assert sorted(event.appointment.name for event in await office.ours()) == sorted(
        f"patient {steps}" for steps in range(5, 11)
    )
    assert office.holds.rows("granule") == []
