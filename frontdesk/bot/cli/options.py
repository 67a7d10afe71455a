"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Any

import typer

from frontdesk.bot.settings import Settings, load_settings

Config = Annotated[Path | None, typer.Option(help="Settings file instead of ./frontdesk.toml.", dir_okay=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

Since = Annotated[
    str | None, typer.Option(help="Only from then on: today, yesterday, 7d, 2026-05-04 or 2026-05-04T08:00.")
]
Limit = Annotated[int, typer.Option(help="Most rows to show.", min=1)]


def settings_from(config: Path | None, given: dict[str, Any] | None = None) -> Settings:
    """The settings, with what the command line gave. Raises `ConfigurationError`."""
    return load_settings(config).model_copy(update=given or {})
