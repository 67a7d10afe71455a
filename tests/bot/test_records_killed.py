"""`kill -9` at random points of a real process: nothing that was acknowledged is lost."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from sqlmodel import col, select

from frontdesk.bot.records.tables import BookingRow, CallRow, HoldGranuleRow, MessageRow, TurnRow
from frontdesk.bot.records.upkeep import close_orphans
from tests.bot.record_keeping import RecordKeeping

KILLS = 24
ROOT = Path(__file__).parents[2]


def run_and_kill(nursery: subprocess.Popen[str], folder: Path, number: int, survived: int) -> dict[str, set[str]]:
    """Let a child acknowledge so many things, kill it, and return everything that it acknowledged until then."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{folder} {number}\n")
    nursery.stdin.flush()
    told: dict[str, set[str]] = {"message": set(), "hold": set(), "committed": set()}
    victim = 0
    for line in nursery.stdout:
        kind, name = line.split()
        if kind == "child":
            victim = int(name)
        elif kind == "dead":
            return told
        else:
            told[kind].add(name)
        if sum(map(len, told.values())) == survived:
            os.kill(victim, signal.SIGKILL)
    raise AssertionError("the nursery ended")


def mend(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'gone'").fetchone():
            connection.execute("ALTER TABLE gone RENAME TO messages")
    connection.close()


def test_nothing_acknowledged_is_lost_in_many_kills(tmp_path: Path) -> None:
    chance = random.Random(7)
    told: dict[str, set[str]] = {"message": set(), "hold": set(), "committed": set()}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bot.records_victim"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as nursery:
        for number in range(KILLS):
            for kind, names in run_and_kill(nursery, tmp_path, number, chance.randint(1, 40)).items():
                told[kind] |= names
            mend(tmp_path / "records" / "records.db")
        assert nursery.stdin is not None
        nursery.stdin.close()
    records = RecordKeeping(tmp_path)
    assert records.writer.flush()
    assert told["message"] <= set(records.all(select(MessageRow.name)))
    standing = {*records.all(select(HoldGranuleRow.key)), *records.all(_committed())}
    assert told["hold"] <= standing
    assert told["committed"] <= set(records.all(_committed()))
    for number in range(KILLS):  # what was not acknowledged may be missing, but only from the end
        turns = records.all(
            select(TurnRow.text).where(TurnRow.call_id == f"call{number}").order_by(col(TurnRow.position))
        )
        assert turns == [f"turn {step}" for step in range(len(turns))]
    ended = close_orphans(records.database)
    assert ended == len(records.all(select(CallRow.id).where(col(CallRow.end_reason) == "server stopped")))
    records.close()


def _committed() -> object:
    return select(BookingRow.key).where(col(BookingRow.href).is_not(None))
