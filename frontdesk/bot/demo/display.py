"""The conversation as it happens, and what it came to, for a person at a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from frontdesk.bot.demo.report import Report
    from frontdesk.bot.records.tables import ToolCallRow, TurnRow


class Display(Protocol):
    """What is told while a demonstration runs."""

    def step(self, text: str) -> None:
        """The next step begins."""
        ...

    def said(self, words: str) -> None:
        """The caller begins to say this."""
        ...

    def recorded(self, event: TurnRow | ToolCallRow) -> None:
        """The server has noted a turn or a tool call."""
        ...

    def answered(self, milliseconds: float) -> None:
        """The server's answer came so long after the caller's last voiced sample."""
        ...


class Quiet:
    """Tells nobody."""

    def step(self, text: str) -> None:
        """Ignored."""

    def said(self, words: str) -> None:
        """Ignored."""

    def recorded(self, event: TurnRow | ToolCallRow) -> None:
        """Ignored."""

    def answered(self, milliseconds: float) -> None:
        """Ignored."""


class Terminal:
    """Prints with Rich."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def step(self, text: str) -> None:
        """Print a step."""
        self._console.print(f"[dim]{escape(text)}[/]")

    def said(self, words: str) -> None:
        """Print the caller's words."""
        self._console.print(f"[bold cyan]   caller[/]  {escape(words)}")

    def recorded(self, event: TurnRow | ToolCallRow) -> None:
        """Print what was heard, looked up or answered."""
        from frontdesk.bot.records.tables import ToolCallRow

        if isinstance(event, ToolCallRow):
            asked = ", ".join(f"{key}={value!r}" for key, value in event.arguments.items())
            self._console.print(
                f"[magenta]     tool[/]  {escape(event.name)}({escape(asked)}) [dim]{event.took_ms:.0f} ms[/]"
            )
            self._console.print(f"[dim]           → {escape(_short(event.result))}[/]")
        elif event.speaker == "caller":
            self._console.print(f"[dim]    heard  {escape(event.text)}[/]")
        else:
            self._console.print(f"[bold green]frontdesk[/]  {escape(event.text)}")

    def answered(self, milliseconds: float) -> None:
        """Print a delay."""
        self._console.print(f"[yellow]           {milliseconds:.0f} ms voice to voice[/]")

    def outcome(self, report: Report) -> None:
        """Print the event, the figures and the verdict."""
        self._console.print()
        for event in report.events:
            self._console.print(_event_table(event))
        self._console.print(_figures(report))
        if report.problems:
            for problem in report.problems:
                self._console.print(f"[bold red]Not right:[/] {escape(problem)}")
        else:
            self._console.print("[bold green]The right appointment is in the calendar.[/]")


def _event_table(event: Any) -> Table:
    table = Table(title="The event, read back over CalDAV", title_justify="left", show_header=False)
    rows = {
        "calendar": event.calendar,
        "start": f"{event.start:%A %Y-%m-%d %H:%M %Z}",
        "end": f"{event.end:%H:%M}",
        "summary": event.summary,
        "description": event.description,
        "service": event.service,
    }
    for key, value in rows.items():
        table.add_row(key, escape(str(value)))
    return table


def _figures(report: Report) -> Table:
    table = Table(title="The call", title_justify="left", show_header=False)
    told = report.as_json()
    delays = ", ".join(f"{delay:.0f}" for delay in report.delays)
    table.add_row("first word", f"{told['first_word_ms']} ms after the stream opened")
    table.add_row("voice to voice", f"{delays} ms (median {told['voice_to_voice_median_ms']})")
    table.add_row("length", f"{report.call_seconds:.1f} s, ended by the {report.ended_by}")
    table.add_row("recording", escape(str(report.wav)))
    return table


def _short(result: dict[str, Any]) -> str:
    text = json.dumps(result, ensure_ascii=False)
    return text if len(text) <= 200 else text[:199] + "…"
