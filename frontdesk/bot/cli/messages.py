"""`frontdesk messages`: what callers left for the staff, open until somebody has dealt with it."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontdesk.bot.cli.moments import minute, since_when, whole
from frontdesk.bot.cli.options import Config, Json, Limit, Since, settings_from
from frontdesk.bot.cli.output import print_fields, print_json, print_table, say
from frontdesk.bot.cli.records_access import clinic_now, clinic_zone, plain, records
from frontdesk.bot.settings import Settings
from frontdesk.errors import StartError

if TYPE_CHECKING:
    from frontdesk.bot.records.tables import MessageRow

app = typer.Typer(help="Messages for the staff: list, show, done.", no_args_is_help=True)
_SHORT = 8  # characters of an id that tell messages apart

Message = Annotated[str, typer.Argument(help="The message's id, or how it begins.")]


@app.command(name="list")
def list_messages(
    config: Config = None,
    since: Since = None,
    every: Annotated[bool, typer.Option("--all", help="Also those that are done.")] = False,
    limit: Limit = 20,
    as_json: Json = False,
) -> None:
    """List open messages, newest first. When you have called back: frontdesk messages done MESSAGE."""
    from frontdesk.bot.records.reading import list_messages as read

    settings = settings_from(config)
    zone = clinic_zone(settings)
    taken = since_when(since, clinic_now(zone)) if since else None
    with records(settings) as database:
        found = read(database, limit=limit, done=None if every else False, since=taken) if database else []
    if as_json:
        print_json([_message(row) for row in found])
        return
    cells = [
        [row.id[:_SHORT], minute(row.at, zone), row.name, row.phone or "hidden", row.text, _state(row)] for row in found
    ]
    if not every:
        cells = [cell[:-1] for cell in cells]
    columns = ["Message", "Taken", "From", "Number", "Text", "State"][: 6 if every else 5]
    print_table(columns, cells, empty="No messages yet." if every else "No open messages.", whole=2)
    if found:
        say(f"[dim]Times are {zone.key}. Dealt with: frontdesk messages done {found[0].id[:_SHORT]}[/]")


@app.command()
def show(message: Message, config: Config = None, as_json: Json = False) -> None:
    """Show one message whole."""
    from frontdesk.bot.records.reading import one_message

    settings = settings_from(config)
    zone = clinic_zone(settings)
    with records(settings) as database:
        row = None
        if database is not None:
            with database.read() as session:
                row = one_message(session, message)
    if row is None:
        raise _unknown(message)
    if as_json:
        print_json(_message(row))
        return
    fields = {
        "Message": row.id,
        "Taken": whole(row.at, zone),
        "From": row.name,
        "Number": row.phone or "hidden",
        "Language": row.language,
        "Text": row.text,
        "Recording": row.recording or "",
        "State": f"done, {whole(row.done_at, zone)}" if row.done_at else "open",
        "Call": f"{row.call_id} (frontdesk calls show {row.call_id[:10]})",
    }
    print_fields(fields)


@app.command()
def done(
    messages: Annotated[list[str], typer.Argument(help="The messages' ids, or how they begin.")],
    config: Config = None,
    undo: Annotated[bool, typer.Option("--undo", help="Make them open again.")] = False,
) -> None:
    """Mark messages as done: they leave the list, and are erased when they are old enough."""
    settings = settings_from(config)
    moment = None if undo else clinic_now(clinic_zone(settings))
    for row in _marked(settings, messages, moment):
        say(f"{row.id[:_SHORT]} is {_state(row)}.")


def _marked(settings: Settings, messages: list[str], moment: datetime | None) -> "list[MessageRow]":
    """All of the messages or none."""
    from frontdesk.bot.records.reading import one_message

    rows = []
    with records(settings) as database:
        if database is None:
            raise _unknown(messages[0])
        with database.write() as session:
            for message in messages:
                row = one_message(session, message)
                if row is None:
                    raise _unknown(message)
                row.done_at = moment
                session.add(row)
                rows.append(row)
    return rows


def _unknown(message: str) -> StartError:
    return StartError(f"No single message has an id that begins with {message!r}. See: frontdesk messages list --all")


def _state(row: "MessageRow") -> str:
    return "done" if row.done_at else "open"


def _message(row: "MessageRow") -> dict[str, Any]:
    return plain(row) | {"state": _state(row)}
