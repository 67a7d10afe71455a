"""`make soak`: many short calls of every kind, several at a time; afterwards nothing may be left over.

What is counted: tasks, threads, file descriptors and resident memory, after the house is quiet again. Memory is
compared between two moments of which the first is late enough for caches to be full.
"""

import asyncio
import gc
import os
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
from sqlmodel import select

from frontdesk.bot.records.database import open_database
from frontdesk.bot.records.tables import ActionRow
from frontdesk.models.ports import ToolCall
from tests.engines import ToneSynthesiser
from tests.scenarios.calendars import entries
from tests.scenarios.house import Backstage, House, backstage, open_house
from tests.scenarios.quick_call import PACE, QuickCaller, quick_caller
from tests.scenarios.recordings import Line, Recordings
from tests.scenarios.scenario import Caller, Reply, Turn
from tests.scenarios.script import Cast, TrueModel, TrueRecogniser
from tests.scenarios.spoken_call import over

MOMENT = datetime(2026, 5, 4, 10, 0)
_KINDS = ("books", "goodbye", "hangs up in the greeting", "hangs up in an answer", "message", "person", "coughs")


@dataclass(frozen=True)
class Left:
    """What a process holds at a quiet moment."""

    tasks: int
    threads: int
    files: int
    kilobytes: int


@dataclass
class Soak:
    """A house that takes many quick calls."""

    house: House
    cast: Cast
    recording: bytes
    failures: list[str]

    async def calls(self, numbers: Sequence[int], at_once: int) -> None:
        """Make these calls (the n-th is always of the same kind) and wait until all are over."""
        turns = asyncio.Semaphore(at_once)

        async def one(number: int) -> None:
            async with turns:
                await self._call(number)

        await asyncio.gather(*map(one, numbers))
        await over(self.house)
        await asyncio.to_thread(self.house.reception.writer.flush)

    async def unwritten(self, numbers: Sequence[int]) -> list[str]:
        """How bookings in the calendars differ from those of the audit; two callers may want the same slot."""
        wanted = sum(_KINDS[number % len(_KINDS)] == "books" for number in numbers)
        told = await asyncio.to_thread(self._booked)
        found = len(await entries(self.house.server, self.house.clinic))
        return [] if found == told and 2 * told >= wanted else [f"{found} bookings, {told} of {wanted} calls booked"]

    def _booked(self) -> int:
        folder = self.house.reception.settings.data_dir
        database = open_database(folder / "records" / "records.db", folder / "keys" / "records.key")
        try:
            with database.read() as session:
                return len(session.exec(select(ActionRow).where(ActionRow.kind == "booked")).all())
        finally:
            database.close()

    async def _call(self, number: int) -> None:
        kind = _KINDS[number % len(_KINDS)]
        caller = quick_caller(self.house, self.cast, self.recording, f"+1438555{number:04d}")
        try:
            async with caller.line:
                await caller.line.dial()
                await _behave(caller, kind, number)
        except Exception as error:
            # One call that breaks is a finding, not the end of the others.
            self.failures.append(f"call {number} ({kind}): {type(error).__name__}: {error}")
        finally:
            self.cast.leave(caller.line.call.sid)
            del self.house.lines[caller.line.call.sid]
        self.failures += [f"call {number} ({kind}): {fault}" for fault in caller.line.faults]
        if any(wait is None for wait in caller.waits):
            self.failures.append(f"call {number} ({kind}): no answer")


async def _behave(caller: QuickCaller, kind: str, number: int) -> None:
    if kind == "hangs up in the greeting":
        while not caller.ear.sounded:  # noqa: ASYNC110 (the line has no event for it)
            await asyncio.sleep(0.02)
        return
    await caller.hear()
    match kind:
        case "books":
            when = Reply(tool=ToolCall("check_availability", {"when": "as soon as possible"}))
            await caller.say("as soon as possible for James Baker", [when])
            booking = Reply(tool=ToolCall("book_appointment", {"slot": "A", "name": "James Baker"}))
            await caller.say("the first one", [booking])
            await caller.say("yes", [booking])
        case "hangs up in an answer":
            caller.cue.begin(Turn(says="when", model=(Reply(words="We are open every day. " * 20),)), _nothing())
            caller.line.say(caller.recording)
            await caller.line.said()
        case "message":
            taken = Reply(tool=ToolCall("take_message", {"name": "James Baker", "message": f"call {number}"}))
            await caller.say(f"James Baker please call {number}", [taken, Reply(words="Anything else?")])
        case "person":
            await caller.line.press("0")
            await asyncio.sleep(0.5)
        case "coughs":
            caller.line.say(caller.recording)
            await caller.line.said()
    if kind in ("goodbye", "message"):
        await caller.say("no that's all", [Reply(tool=ToolCall("end_call", {}))])


def _nothing() -> Line:
    return Line(b"", ())


def left() -> Left:
    """What this process holds now."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
    files = len(os.listdir("/proc/self/fd"))
    return Left(len(asyncio.all_tasks()), threading.active_count(), files, kilobytes)


@asynccontextmanager
async def open_soak(stage: Backstage, recordings: Recordings) -> AsyncIterator[Soak]:
    """A house for quick calls, with scripted engines."""
    cast = Cast()
    word = await asyncio.to_thread(recordings.line, Turn(says="Yes please."), Caller(), "en", tight=True)
    async with open_house(
        stage,
        language="en",
        moment=MOMENT,
        recogniser=TrueRecogniser(cast),
        language_model=TrueModel(cast),
        synthesiser=ToneSynthesiser(pace=PACE),
        max_calls=100,
    ) as house:
        yield Soak(house, cast, word.audio, [])


async def _soak(calls: int, at_once: int) -> list[str]:
    with TemporaryDirectory(prefix="frontdesk-soak-") as folder:
        recordings = Recordings(Path(".pytest_cache/d/frontdesk-callers"))
        async with backstage(Path(folder), pocket=False) as stage, open_soak(stage, recordings) as soak:
            first, second = min(20, calls // 4), calls // 2
            await soak.calls(range(first), at_once)
            early = left()
            typer.echo(f"after {first} calls: {early}")
            await soak.calls(range(first, second), at_once)
            middle = left()
            typer.echo(f"after {second} calls: {middle}")
            await soak.calls(range(second, calls), at_once)
            late = left()
            typer.echo(f"after {calls} calls: {late}")
            written = await soak.unwritten(range(calls))
            return soak.failures + written + grown(early, late) + growing(middle, late, calls - second)


def grown(before: Left, after: Left) -> list[str]:
    """What is left over after calls besides memory."""
    pairs = (("tasks", before.tasks, after.tasks), ("threads", before.threads, after.threads))
    found = [f"{after - before} {name} are left over" for name, before, after in pairs if after > before]
    # The calendar client and the database keep connections; how many depends on how many calls met.
    if after.files > before.files + _POOLED:
        found.append(f"{after.files - before.files} file descriptors are left over")
    return found


def growing(before: Left, after: Left, calls: int) -> list[str]:
    """Whether memory grew by more than noise."""
    grew = after.kilobytes - before.kilobytes
    return [f"memory grew by {grew} kB in {calls} calls"] if grew > _NOISE + _A_CALL * calls else []


_POOLED = 6
_NOISE, _A_CALL = 6_000, 20
"""Kilobytes: of the allocator, and that a call may stay in memory with (its booking in the busy index, its token)."""


def main(calls: int = 200, at_once: int = 8) -> None:
    """Make calls, then count what is left over; status 1 where anything is."""
    problems = asyncio.run(_soak(calls, at_once))
    for problem in problems:
        typer.echo(f"! {problem}")
    raise typer.Exit(1 if problems else 0)


if __name__ == "__main__":
    typer.run(main)
