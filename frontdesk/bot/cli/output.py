"""How commands print: tables and sentences for people, JSON for programs, errors to standard error."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from frontdesk.errors import ConfigurationError, FrontdeskError

_LONGEST_WORD = 12  # columns; longer words are broken up
_FILE_WIDTH = 200  # columns of what is not a terminal: nothing is cut to a screen that is not there

console = Console(highlight=False, width=None if sys.stdout.isatty() else _FILE_WIDTH)
errors = Console(stderr=True, highlight=False)


def print_json(value: Any) -> None:
    """One JSON document on standard output, unstyled."""
    console.out(json.dumps(value, ensure_ascii=False, indent=2), highlight=False)


def print_error(error: FrontdeskError) -> None:
    """The error's sentences; a configuration's problems one per line."""
    problems = error.problems if isinstance(error, ConfigurationError) else error.message.splitlines()
    for problem in problems:
        errors.print(f"[bold red]error[/] [dim]{error.code}[/] {escape(problem)}", soft_wrap=True)


def say(text: str) -> None:
    """A line for people; `text` may hold Rich markup. Long lines are left whole, so that they can be copied."""
    console.print(text, soft_wrap=True)


def bare_table(*, header: bool = False) -> Table:
    """A table without lines. Not Rich's own grid: with `pad_edge=False` Rich makes a table one column too wide for its
    screen, and cuts the last characters off.
    """
    return Table(box=None, padding=(0, 2, 0, 0), show_header=header, header_style="bold")


def print_fields(fields: Mapping[str, str]) -> None:
    """One thing with its fields, one below the other; empty ones are left out."""
    table = bare_table()
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for title, value in fields.items():
        if value:
            table.add_row(title, escape(value))
    console.print(table)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, empty: str, whole: int = 1) -> None:
    """A table, or the sentence `empty` where there are no rows. The first `whole` columns are never broken up."""
    if not rows:
        say(empty)
        return
    table = bare_table(header=True)
    for place, column in enumerate(columns):
        words = " ".join([column, *(row[place] for row in rows)]).split()
        narrowest = min(_LONGEST_WORD, max(map(len, words)))
        table.add_column(column, no_wrap=place < whole, overflow="fold", min_width=narrowest)
    for row in rows:
        table.add_row(*map(escape, row))
    console.print(table)
