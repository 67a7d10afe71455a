"""`make scenarios`: every scenario at every level, with a display of what goes on and a table at the end.

    python -m tests.scenarios.rehearse [--level scripted] [--only book] [--at-once 3] [--json results.json]

Ends with status 1 where a scripted call failed or the pocket models passed fewer calls than `floors.toml` demands.
"""

import json
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.scenarios.outcome import Outcome
from tests.scenarios.player import AT_ONCE, Player
from tests.scenarios.scenario import LEVELS, Level, Scenario, load_all

CACHE = Path(".pytest_cache/d/frontdesk-callers")
console = Console()


def main(
    level: Annotated[list[str] | None, typer.Option(help="scripted, typed or spoken; default: all three")] = None,
    only: Annotated[str, typer.Option(help="scenarios whose name contains this")] = "",
    at_once: Annotated[int, typer.Option(help="telephone calls at a time")] = AT_ONCE,
    result: Annotated[Path | None, typer.Option("--json", help="where to write the outcomes")] = None,
    stories: Annotated[bool, typer.Option(help="tell what was said in calls that failed")] = True,
) -> None:
    """Play scenarios and print a table."""
    levels = [cast("Level", name) for name in level] if level else list(LEVELS)
    scenarios = [scenario for scenario in load_all() if only in scenario.name]
    plays = [(scenario, wanted) for wanted in levels for scenario in scenarios if wanted in scenario.levels]
    began = time.monotonic()
    outcomes = _play(plays, at_once, stories=stories)
    console.print(_table(outcomes))
    for line in _rates(outcomes, levels):
        console.print(line)
    console.print(f"{len(outcomes)} plays in {time.monotonic() - began:.0f} s, {at_once} telephone calls at a time")
    if result is not None:
        result.write_text(json.dumps(_results(outcomes), indent=1, ensure_ascii=False), encoding="utf-8")
    raise typer.Exit(0 if _enough(outcomes, levels, whole=not only) else 1)


def _play(plays: Sequence[tuple[Scenario, Level]], at_once: int, *, stories: bool) -> list[Outcome]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    pocket = any(level != "scripted" for _, level in plays)
    with tempfile.TemporaryDirectory(prefix="frontdesk-scenarios-") as folder:
        player = Player(Path(folder), CACHE, pocket=pocket, at_once=at_once)
        player.start()
        try:
            with Progress(*columns, console=console) as progress:
                task = progress.add_task("scenarios", total=len(plays))

                def told(outcome: Outcome) -> None:
                    mark = "[green]passed[/]" if outcome.passed else "[red]failed[/]"
                    name = f"{outcome.level:9} {outcome.scenario.name:28}"
                    progress.console.print(f"{mark}  {name} {outcome.seconds:5.1f} s", highlight=False)
                    if stories and not outcome.passed:
                        progress.console.print(str(outcome), markup=False, highlight=False)
                    progress.advance(task)

                return player.play_all(plays, told)
        finally:
            player.stop()


def _table(outcomes: Sequence[Outcome]) -> Table:
    """Kind by language and level: passed or failed, and the seconds it took."""
    cells: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for outcome in outcomes:
        mark = "[green]ok[/]" if outcome.passed else "[red]failed[/]"
        place = (outcome.scenario.name.split("/")[0], outcome.level)
        cells[outcome.scenario.kind][place] = f"{mark} {outcome.seconds:.0f} s"
    columns = [(language, level) for level in LEVELS for language in ("en", "fr")]
    used = [column for column in columns if any(column in row for row in cells.values())]
    table = Table("kind", *(f"{level} {language}" for language, level in used))
    for kind in sorted(cells):
        table.add_row(kind, *(cells[kind].get(column, "") for column in used))
    return table


def _rates(outcomes: Sequence[Outcome], levels: Sequence[Level]) -> list[str]:
    counts = {level: [outcome.passed for outcome in outcomes if outcome.level == level] for level in levels}
    return [f"{level}: {sum(passed)} of {len(passed)} passed" for level, passed in counts.items()]


def _results(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    return [
        {
            "scenario": outcome.scenario.name,
            "kind": outcome.scenario.kind,
            "level": outcome.level,
            "passed": outcome.passed,
            "seconds": round(outcome.seconds, 1),
            "problems": outcome.problems,
        }
        for outcome in outcomes
    ]


def _enough(outcomes: Sequence[Outcome], levels: Sequence[Level], *, whole: bool) -> bool:
    floors = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
    passed = {level: sum(outcome.passed for outcome in outcomes if outcome.level == level) for level in levels}
    scripted = [outcome for outcome in outcomes if outcome.level == "scripted"]
    pocket = [level for level in levels if level != "scripted"]
    floors_kept = not whole or all(passed[level] >= floors[level]["all"] for level in pocket)
    return all(outcome.passed for outcome in scripted) and floors_kept


if __name__ == "__main__":
    typer.run(main)
