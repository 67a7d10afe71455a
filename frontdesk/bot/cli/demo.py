"""`frontdesk demo`: a caller phones in, and the calendar shows whether it worked."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.bot.cli.output import console, print_error, print_json
from frontdesk.bot.demo.caller import Caller, load_caller
from frontdesk.bot.demo.display import Display, Quiet, Terminal
from frontdesk.bot.demo.stage import open_stage
from frontdesk.errors import FrontdeskError

if TYPE_CHECKING:
    from frontdesk.bot.demo.report import Report


def default_caller() -> Path:
    """The caller that comes with the package."""
    return Path(str(resources.files("frontdesk.bot") / "demo" / "callers" / "demo.toml"))


def run(caller: Path | None, wav: Path | None, *, keep: bool, as_json: bool) -> int:
    """Let a caller phone in. Returns the exit code: 0 only if the right event is in the calendar.

    The server's data and log stay after a call that went wrong, and otherwise where `keep` asks for them.
    """
    folder = Path(tempfile.mkdtemp(prefix="frontdesk-demo-"))
    terminal = Terminal(console)
    display = Quiet() if as_json else terminal
    display.step("The pocket models understand synthetic voices only, such as this caller's.")
    recording = (wav or folder / "call.wav").resolve()
    keep_state = True
    try:
        who = load_caller(caller or default_caller())
        report = asyncio.run(demonstrate(who, folder / "server", recording, display))
        keep_state = keep or bool(report.problems)
    except FrontdeskError as error:
        print_error(error)
        return 1
    finally:
        if not keep_state:
            shutil.rmtree(folder / "server", ignore_errors=True)
    if as_json:
        print_json(report.as_json())
    else:
        terminal.outcome(report)
    if keep_state:
        display.step(f"The server's data and log are in {folder / 'server'}")
    return 1 if report.problems else 0


async def demonstrate(caller: Caller, folder: Path, wav: Path, display: Display) -> Report:
    """One caller, one server in `folder`, one recording at `wav`. Raises what `judged_call` raises and `StartError`."""
    display.step("Starting frontdesk: pocket models, calendar server, records ...")
    async with open_stage(caller.language, folder) as stage:
        from frontdesk.bot.demo.judged_call import judged_call

        return await judged_call(stage, caller, wav, display)
