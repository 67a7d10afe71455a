"""`frontdesk eval`: how good a language model is as a receptionist, told by simulated calls."""

import asyncio
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from frontdesk.bot.cli.options import Config, settings_from
from frontdesk.bot.cli.output import console, errors, print_json, print_table, say
from frontdesk.bot.quiet_logs import quieten
from frontdesk.errors import ConfigurationError

if TYPE_CHECKING:
    from frontdesk.bot.evaluation.evaluate import Result
    from frontdesk.bot.evaluation.rehearsals import SetName
    from frontdesk.bot.evaluation.report import Report
    from frontdesk.calendar.spoken import Language

_ALL = "all"
_CALLS = 200
_ON_SCREEN = Path("-")


def evaluate(
    config: Config = None,
    model: Annotated[
        str | None,
        typer.Option(help="A .gguf file, pocket or gguf:REPOSITORY:QUANTISATION; default: the setting llama."),
    ] = None,
    chosen: Annotated[
        str,
        typer.Option(
            "--set",
            help="simulated: strangers to any training; familiar: callers who talk as in training; misheard: strangers "
            "on a bad line; cards: written by hand; or all.",
        ),
    ] = "simulated",
    calls: Annotated[
        int | None, typer.Option(help="How many calls of each set; default: 200, and every card.", min=1)
    ] = None,
    language: Annotated[str | None, typer.Option(help="Only callers of this language: en or fr.")] = None,
    seed: Annotated[int, typer.Option(help="Another number draws other callers.", min=0, max=10_000)] = 0,
    at_once: Annotated[
        int, typer.Option(help="Calls at the same time; waits are measured under that load.", min=1, max=8)
    ] = 4,
    show: Annotated[int, typer.Option(help="Print so many of the calls that went wrong, line by line.", min=0)] = 0,
    file: Annotated[
        Path | None, typer.Option("--json", help="Write the numbers to this file as JSON; - prints them instead.")
    ] = None,
    at_least: Annotated[
        float | None,
        typer.Option(
            help="Exit with status 1 where a set's share of right calls is below so many per cent.", min=0, max=100
        ),
    ] = None,
) -> None:
    """Measure a language model: made-up callers phone it, and what they leave behind is judged.

    A call is right if the caller got what they phoned for and nothing else changed.
    Harm is what was written without a yes.
    Waits are median / 95th percentile until a tool call or a first sentence is whole.
    """
    quieten(logging.CRITICAL)  # before Pipecat is imported: it prints
    from frontdesk.bot.evaluation.rehearsals import SETS

    spoken = _language(language)
    if chosen not in (*SETS, _ALL):
        raise ConfigurationError([f"--set: there is no set {chosen}. Use one of: {', '.join((*SETS, _ALL))}."])
    if file is not None and file != _ON_SCREEN and not file.absolute().parent.is_dir():
        raise ConfigurationError([f"--json: the folder of {file} is not there. Make it first, or name another file."])
    sets = [name for name in SETS if chosen in (name, _ALL)]
    path = _model_file(config, model)
    reports = asyncio.run(_measure(path, sets, calls, spoken, seed, at_once))
    _tell(path, reports, show, file)
    if at_least is not None and any(report.right < at_least for report in reports):
        raise typer.Exit(1)


def _language(code: str | None) -> "Language | None":
    from frontdesk.calendar.spoken import Language

    known = next((known for known in get_args(Language) if known == code), None)
    if code is not None and known is None:
        raise ConfigurationError([f"--language: no caller speaks {code}. Use one of: {', '.join(get_args(Language))}."])
    return known


def _model_file(config: Path | None, model: str | None) -> Path:
    """The `.gguf` that was asked for, or the configured one. Raises `ModelMissing`."""
    from frontdesk.bot.data_folder import DataFolder
    from frontdesk.models.store import language_model_file

    settings = settings_from(config)
    return language_model_file(model or settings.llama, DataFolder(settings.data_dir).models)


async def _measure(
    model: Path, sets: "list[SetName]", calls: int | None, language: "Language | None", seed: int, at_once: int
) -> "list[Report]":
    """Open the model and let every set's callers phone."""
    from frontdesk.bot.evaluation.evaluate import evaluate, staffed_by
    from frontdesk.bot.evaluation.opening import open_model
    from frontdesk.bot.evaluation.rehearsals import rehearsals
    from frontdesk.bot.evaluation.report import Report

    reports: list[Report] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal)
    async with open_model(model) as engine:
        with bar:
            for chosen in sets:
                most = calls or (None if chosen == "cards" else _CALLS)
                task = bar.add_task(chosen, total=most)

                def went_on(_: "Result", task=task) -> None:  # type: ignore[no-untyped-def]
                    bar.advance(task)

                made = rehearsals(chosen, most, language=language, seed=seed)
                results = await evaluate(made, staffed_by(engine), at_once=at_once, progress=went_on)
                reports.append(Report(chosen, results))
    return reports


def _tell(model: Path, reports: "list[Report]", show: int, file: Path | None) -> None:
    from frontdesk.bot.evaluation.report import BY_KIND, REASONS, SUMMARY

    numbers = {"model": str(model), "sets": [report.as_json() for report in reports]}
    if file == _ON_SCREEN:
        print_json(numbers)
        return
    if file is not None:
        file.write_text(json.dumps(numbers, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    say(f"[bold]{escape(str(model))}[/]")
    print_table(SUMMARY, [report.summary() for report in reports], empty="")
    for report in reports:
        console.print()
        say(f"[bold]{report.chosen}[/]")
        print_table(BY_KIND, report.by_kind(), empty="No calls.", whole=2)
        if report.reasons:
            console.print()
            print_table(REASONS, [[reason, str(count)] for reason, count in report.reasons], empty="")
        for result in report.missed[:show]:
            _show(result)
    if file is not None:
        say(f"[dim]The numbers are in {escape(str(file))}[/]")


def _show(result: "Result") -> None:
    """One call, line by line."""
    wrong = ", ".join((*result.grade.missed, *result.grade.harm))
    console.print()
    say(f"[bold red]{escape(result.name)}[/] {result.kind}, {result.language}: {escape(wrong)}")
    for line in result.story:
        say(f"[dim]{escape(line)}[/]" if line.startswith(" ") else escape(line))
