"""A nursery of `frontdesk talk` processes, forked so that imports are paid for once; the models are left out.

For every line on standard input ("<data folder> <terminal>") a child talks in that terminal; its process number is
printed, and "dead <status>" when it has ended. Records, signals and terminal are real; nobody answers but the greeting.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from frontdesk.bot.cli import talk
from frontdesk.bot.data_folder import DataFolder
from frontdesk.bot.open_records import open_records
from frontdesk.bot.records.journal import CallJournal
from frontdesk.bot.settings import Settings
from frontdesk.clinic import load_clinic
from frontdesk.pipelines.call_state import CallState


async def forget(_call_id: str) -> None:
    """What the language model does at the end of a call."""


@contextlib.asynccontextmanager
async def open_quick_reception(settings: Settings) -> AsyncIterator[Any]:
    """As much of a reception as a greeting needs."""
    clinic, folder = load_clinic(settings.clinic_file), DataFolder(settings.data_dir)
    desk = SimpleNamespace(
        clinic=clinic, clock=lambda: datetime.now(UTC), language_model=SimpleNamespace(forget=forget)
    )
    with folder.locked():
        async with open_records(settings, folder, desk.clock) as (writer, _):
            number = iter(range(1, 9))
            yield SimpleNamespace(
                desk=desk,
                journal=lambda call_id: CallJournal(writer, call_id, "full"),
                new_call=lambda caller: CallState(f"call {os.getpid()}-{next(number)}", caller, "en"),
            )


def converse(folder: Path, terminal: str) -> None:
    os.login_tty(os.open(terminal, os.O_RDWR))
    sys.stdin = open(0)  # noqa: SIM115 - the terminal's, for as long as the process lives
    settings = Settings(data_dir=folder)
    asyncio.run(talk.run(settings, language="fr", caller=None, as_json=False))


def main() -> None:
    talk.open_reception = open_quick_reception  # type: ignore[assignment]
    for line in sys.stdin:
        folder, terminal = line.split()
        child = os.fork()
        if child == 0:
            converse(Path(folder), terminal)
            sys.exit(0)
        os.write(1, f"{child}\n".encode())
        os.write(1, f"dead {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n".encode())


if __name__ == "__main__":
    main()
