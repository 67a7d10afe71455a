"""The commands and their help. What a command needs is imported when it runs, so that help is quick."""

import asyncio
import logging
from pathlib import Path
from typing import Annotated

import typer

import frontdesk
from frontdesk.bot.cli import calendar_commands, calls, messages, phone
from frontdesk.bot.cli.evaluate import evaluate
from frontdesk.bot.cli.options import Config, Json, settings_from
from frontdesk.bot.phone.caller_number import caller_number
from frontdesk.bot.quiet_logs import quieten
from frontdesk.errors import ConfigurationError

app = typer.Typer(
    name="frontdesk",
    help="A clinic's phone receptionist that runs on the clinic's own machine.",
    epilog="Settings: defaults < frontdesk.toml < environment FRONTDESK_*. All state lives in FRONTDESK_DATA_DIR.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(calendar_commands.app, name="calendar")
app.add_typer(calls.app, name="calls")
app.add_typer(phone.app, name="phone")
app.add_typer(messages.app, name="messages")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(frontdesk.__version__)
        raise typer.Exit


@app.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command()
def serve(
    config: Config = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="TCP port; 0 takes a free one.", min=0, max=65535)] = None,
) -> None:
    """Answer the phone: start the server with everything it needs."""
    given = {"host": host, "port": port}
    settings = settings_from(config, {key: value for key, value in given.items() if value is not None})
    quieten()  # before Pipecat is imported: it prints
    from frontdesk.bot.cli.serve import run

    asyncio.run(run(settings))


@app.command()
def talk(
    config: Config = None,
    language: Annotated[str | None, typer.Option(help="Language of the conversation, e.g. fr.")] = None,
    caller: Annotated[str | None, typer.Option(help="The caller's number, e.g. +15145550123.")] = None,
    as_json: Json = False,
) -> None:
    """Talk to the receptionist in this terminal: same model, tools and calendar, no audio."""
    settings = settings_from(config)
    number = caller_number(caller)
    if caller is not None and number is None:
        raise ConfigurationError([f"--caller: {caller} is not a number. Write it like +15145550123."])
    quieten(logging.WARNING)
    from frontdesk.bot.cli.talk import run

    asyncio.run(run(settings, language=language, caller=number, as_json=as_json))


@app.command()
def demo(
    caller: Annotated[Path | None, typer.Option(help="Another caller: a TOML file.", dir_okay=False)] = None,
    wav: Annotated[Path | None, typer.Option(help="Where the stereo recording goes.", dir_okay=False)] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the server's data and log.")] = False,
    as_json: Json = False,
) -> None:
    """Let a caller phone in and book; exit 0 only if the right event is then in the calendar."""
    from frontdesk.bot.cli.demo import run

    raise typer.Exit(run(caller, wav, keep=keep, as_json=as_json))


app.command(name="eval")(evaluate)
