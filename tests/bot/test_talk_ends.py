"""However `frontdesk talk` ends, its call has an end in the records."""

import contextlib
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from io import FileIO
from pathlib import Path

from sqlmodel import col, select

from frontdesk.bot.records.tables import CallRow
from tests.bot.record_keeping import RecordKeeping

ROOT = Path(__file__).parents[2]


End = Callable[[int, FileIO], object]
"""What ends a conversation; gets the number of its process and its terminal."""


def talk_until(nursery: subprocess.Popen[str], data: Path, end: End) -> tuple[int, str]:
    """Talk until greeted, then end it. Returns the exit status and what was said."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    master, slave = pty.openpty()
    terminal = FileIO(master, "r+")
    nursery.stdin.write(f"{data} {os.ttyname(slave)}\n")
    nursery.stdin.flush()
    child = int(nursery.stdout.readline())
    said = b""
    while b"receptionist" not in said:
        said += terminal.read(4096)
    os.close(slave)
    end(child, terminal)
    status = int(nursery.stdout.readline().removeprefix("dead "))
    with contextlib.suppress(OSError, ValueError):  # nobody is left at the other end, or it was closed
        said += terminal.read(4096)
    terminal.close()
    return status, said.decode()


def ends(data: Path) -> list[str | None]:
    """How each call ended, oldest first."""
    records = RecordKeeping(data)
    found: list[str | None] = records.all(select(CallRow.end_reason).order_by(col(CallRow.started_at)))
    records.close()
    return found


def test_every_end_is_recorded(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bot.talk_nursery"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as nursery:
        status, said = talk_until(nursery, tmp_path, lambda child, _: os.kill(child, signal.SIGTERM))
        assert (status, "Traceback" in said) == (0, False)
        assert "bonjour" in said.lower()
        assert ends(tmp_path) == ["server stopped"]

        status, _ = talk_until(nursery, tmp_path, lambda _, terminal: terminal.close())
        assert status == 0
        assert ends(tmp_path) == ["server stopped", "caller hung up"]

        status, said = talk_until(nursery, tmp_path, lambda _, terminal: terminal.write(b"\x03"))
        assert (status, "Traceback" in said) == (0, False)
        assert ends(tmp_path)[2:] == ["caller hung up"]

        talk_until(nursery, tmp_path, lambda child, _: os.kill(child, signal.SIGKILL))
        open_ones = ends(tmp_path)[3:]
        assert open_ones in ([None], [])  # nobody was left to write the end, or even the beginning
        talk_until(nursery, tmp_path, lambda _, terminal: terminal.write(b"\x04"))
        assert ends(tmp_path)[3:] == ["server stopped"] * len(open_ones) + ["caller hung up"]
        assert nursery.stdin is not None
        nursery.stdin.close()
