"""Voice to voice at the wire, on whole spoken calls: `python -m benchmarks.voice_to_voice [CALLS] [--caller FILE]`.

From the last voiced sample of the caller to the first audible sample of the answer, as they cross the media socket.
The calls follow each other on one server, whose calendar is emptied in between: each figure is that of a single caller.
"""

import argparse
import asyncio
import json
import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.conditions import conditions
from frontdesk.bot.cli.demo import default_caller
from frontdesk.bot.demo.bookings import delete_events
from frontdesk.bot.demo.caller import load_caller
from frontdesk.bot.demo.display import Quiet
from frontdesk.bot.demo.judged_call import judged_call
from frontdesk.bot.demo.report import Report
from frontdesk.bot.demo.stage import open_stage

RESULTS = Path(__file__).parent / "results"


async def measure(caller: Path, calls: int) -> list[Report]:
    """Hold the calls, one after the other."""
    reports = []
    who = load_caller(caller)
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder:
        async with open_stage(who.language, Path(folder) / "server") as stage:
            for number in range(calls):
                report = await judged_call(stage, who, Path(folder) / "call.wav", Quiet())
                await asyncio.to_thread(delete_events, stage.login, [event.uid for event in report.events])
                reports.append(report)
                print_call(number + 1, report)
    return reports


def print_call(number: int, report: Report) -> None:
    """One line per call as it ends."""
    delays = " ".join(f"{delay:5.0f}" for delay in report.delays)
    verdict = "; ".join(report.problems) or "ok"
    print(f"call {number:2}: {delays} ms, load {os.getloadavg()[0]:.1f}, {verdict}", flush=True)


def summary(delays: Sequence[float]) -> dict[str, float]:
    """Count, median, 95th percentile and extremes in milliseconds."""
    middle, high = np.percentile(delays, [50, 95])
    figures = {"median": middle, "p95": high, "least": min(delays), "most": max(delays)}
    return {"turns": len(delays)} | {key: round(float(value), 1) for key, value in figures.items()}


def result(caller: Path, reports: Sequence[Report]) -> dict[str, Any]:
    """What is saved: figures, what they were made of, and under what conditions."""
    first = [report.first_word_ms for report in reports if report.first_word_ms is not None]
    return {
        "what": "voice to voice at the wire, milliseconds",
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "models": "pocket",
        "caller": caller.name,
        "calls": len(reports),
        "calls_right": sum(not report.problems for report in reports),
        "voice_to_voice_ms": summary([delay for report in reports for delay in report.delays]),
        "first_word_ms": summary(first),
        "cut_ins": sum(answer.cut_in for report in reports for answer in report.answers),
        "per_call_ms": [[round(delay, 1) for delay in report.delays] for report in reports],
    }


def main() -> None:
    """Read the command line, hold the calls, print and save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("calls", nargs="?", type=int, default=5)
    parser.add_argument("--caller", type=Path, default=default_caller())
    options = parser.parse_args()
    under = conditions()
    found = result(options.caller, asyncio.run(measure(options.caller, options.calls))) | {"conditions": under}
    RESULTS.mkdir(exist_ok=True)
    target = RESULTS / f"voice_to_voice-{found['at'][:19].replace(':', '')}.json"
    target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    turn, first = found["voice_to_voice_ms"], found["first_word_ms"]
    print(f"{turn['turns']} turns of {found['calls']} calls ({found['calls_right']} right): ", end="")
    print(f"median {turn['median']:.0f} ms, p95 {turn['p95']:.0f} ms; first word {first['median']:.0f} ms")
    print(f"{under['cores']} cores, load {under['load_average'][0]:.1f} before, pocket models; saved {target}")


if __name__ == "__main__":
    main()
