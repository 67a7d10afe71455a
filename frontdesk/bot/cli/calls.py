"""`frontdesk calls`: what the records hold. Works beside a running server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from frontdesk.bot.cli.options import Config, Json, settings_from
from frontdesk.bot.cli.output import print_json, print_table, say
from frontdesk.bot.settings import Settings
from frontdesk.errors import StartError

if TYPE_CHECKING:
    from frontdesk.bot.records.database import Database
    from frontdesk.bot.records.reading import CallRecord
    from frontdesk.bot.records.tables import CallRow

app = typer.Typer(help="The records of calls.", no_args_is_help=True)


@app.command(name="list")
def list_calls(
    config: Config = None,
    limit: Annotated[int, typer.Option(help="Most calls to show.", min=1)] = 20,
    as_json: Json = False,
) -> None:
    """List calls, newest first."""
    from frontdesk.bot.records.reading import newest_calls

    with _records(settings_from(config)) as database:
        found = [_call(row) for row in newest_calls(database, limit)] if database else []
    if as_json:
        print_json(found)
        return
    cells = [
        [
            item["id"],
            item["started_at"][:19],
            item["channel"],
            item["language"],
            item["caller"] or "hidden",
            item["end_reason"] or "running",
        ]
        for item in found
    ]
    print_table(["Call", "Began (UTC)", "By", "Language", "Caller", "End"], cells, empty="No calls yet.")


@app.command()
def show(
    call: Annotated[str, typer.Argument(help="The call's id, or how it begins.")],
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Show one call: what was said, which tools ran, what was left behind."""
    from frontdesk.bot.records.reading import call_record

    with _records(settings_from(config)) as database:
        record = call_record(database, call) if database else None
    if record is None:
        raise StartError(f"No single call has an id that begins with {call!r}. See: frontdesk calls list")
    content = _record(record)
    if as_json:
        print_json(content)
    else:
        _print_record(content)


@app.command()
def messages(
    config: Config = None,
    limit: Annotated[int, typer.Option(help="Most messages to show.", min=1)] = 20,
    as_json: Json = False,
) -> None:
    """List messages that callers left for the staff, newest first."""
    from frontdesk.bot.records.reading import newest_messages

    with _records(settings_from(config)) as database:
        found = [_plain(row) for row in newest_messages(database, limit)] if database else []
    if as_json:
        print_json(found)
        return
    cells = [[item["at"][:19], item["name"], item["phone"] or "hidden", item["text"]] for item in found]
    print_table(["Taken (UTC)", "Name", "Phone", "Message"], cells, empty="No messages yet.")


@contextmanager
def _records(settings: Settings) -> "Iterator[Database | None]":
    """The database; None before the first start, so that reading makes nothing."""
    from frontdesk.bot.data_folder import DataFolder
    from frontdesk.bot.records.database import open_database

    folder = DataFolder(settings.data_dir)
    if not folder.records.exists():
        yield None
        return
    database = open_database(folder.records, settings.records_key_file or folder.records_key)
    try:
        yield database
    finally:
        database.close()


def _plain(row: Any) -> dict[str, Any]:
    return dict(row.model_dump(mode="json"))


def _call(row: "CallRow") -> dict[str, Any]:
    keys = ("id", "channel", "language", "caller", "started_at", "ended_at", "end_reason")
    plain = _plain(row)
    return {key: plain[key] for key in keys}


def _record(record: "CallRecord") -> dict[str, Any]:
    return {
        **_call(record.call),
        "events": [_plain(event) for event in record.events],
        "messages": [_plain(message) for message in record.messages],
        "bookings": [_plain(booking) for booking in record.bookings],
    }


def _print_record(content: dict[str, Any]) -> None:
    began, end = content["started_at"][:19], content["end_reason"] or "running"
    say(f"[bold]{content['id']}[/]  {content['channel']}  {began} UTC  {end}")
    for event in content["events"]:
        if "text" in event:
            cut = " [dim](interrupted)[/]" if event["interrupted"] else ""
            say(f"  [bold]{event['speaker']:10}[/] {escape(event['text'])}{cut}")
        else:
            said = f"{event['name']} {event['arguments']} -> {event['result']}  {event['took_ms']:.0f} ms"
            say(f"  [dim]{escape(said)}[/]")
    for message in content["messages"]:
        sender = f"{message['name']}, {message['phone'] or 'hidden'}"
        say(f"  [bold]message[/]    {escape(sender)}: {escape(message['text'])}")
    for booking in content["bookings"]:
        say(f"  [bold]booked[/]     {escape(booking['href'])}")
