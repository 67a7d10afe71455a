"""`frontdesk calls`: what the records hold of calls. Works beside a running server."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontdesk.bot.cli.moments import minute, since_when, span
from frontdesk.bot.cli.options import Config, Json, Limit, Since, settings_from
from frontdesk.bot.cli.output import console, print_fields, print_json, print_table, say
from frontdesk.bot.cli.records_access import clinic_now, clinic_zone, no_calls, plain, records, unended
from frontdesk.errors import ConfigurationError, StartError

if TYPE_CHECKING:
    from frontdesk.bot.records.reading import CallRecord, CallSummary, Event
    from frontdesk.bot.records.tables import CallRow

app = typer.Typer(help="The records of calls: list, show, audit, erase.", no_args_is_help=True)
_SHORT = 8  # characters of an id that tell calls apart; every command takes the beginning of one


@app.command(name="list")
def list_calls(
    config: Config = None,
    since: Since = None,
    outcome: Annotated[
        str | None, typer.Option(help="Only calls with this outcome: booked, moved, message, emergency, ...")
    ] = None,
    limit: Limit = 20,
    as_json: Json = False,
) -> None:
    """List calls, newest first, with what became of them. One whole call: frontdesk calls show CALL."""
    from frontdesk.bot.records.outcome import OUTCOMES
    from frontdesk.bot.records.reading import list_calls as read

    if outcome is not None and outcome not in OUTCOMES:
        raise ConfigurationError([f"--outcome: {outcome} is none. Use one of: {', '.join(OUTCOMES)}."])
    settings = settings_from(config)
    zone = clinic_zone(settings)
    began = since_when(since, clinic_now(zone)) if since else None
    with records(settings) as database:
        found = read(database, limit=limit, since=began, outcome=outcome) if database else []
    if as_json:
        print_json([_summary(item) for item in found])
        return
    going_on = unended(settings)
    cells = [
        [
            item.call.id[:_SHORT],
            minute(item.call.started_at, zone),
            span(item.call.ended_at - item.call.started_at) if item.call.ended_at else "",
            " ".join(item.languages),
            _caller(item.call),
            ", ".join(item.outcomes),
            item.call.end_reason or going_on,
        ]
        for item in found
    ]
    columns = ["Call", "Began", "Length", "Lang.", "Caller", "Outcome", "Ended"]
    print_table(columns, cells, empty="No such calls." if since or outcome else no_calls(settings), whole=5)
    if found:
        say(f"[dim]Times are {zone.key}. One whole call: frontdesk calls show {found[0].call.id[:_SHORT]}[/]")


@app.command()
def show(
    call: Annotated[str, typer.Argument(help="The call's id, or how it begins.")],
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Tell the story of one call: what was said, which tools ran, what was done and why."""
    from frontdesk.bot.cli.story import conversation, headline
    from frontdesk.bot.records.reading import call_record

    settings = settings_from(config)
    zone = clinic_zone(settings)
    with records(settings) as database:
        record = call_record(database, call) if database else None
    if record is None:
        raise StartError(f"No single call has an id that begins with {call!r}. See: frontdesk calls list")
    if as_json:
        print_json(_record(record))
        return
    print_fields(headline(record, zone, unended(settings)))
    console.print()
    if record.events or record.messages:
        console.print(conversation(record, zone))
    else:
        say("[dim]Nothing else was kept of it (see the setting records_keep).[/]")


@app.command()
def audit(
    config: Config = None,
    since: Since = None,
    kind: Annotated[str | None, typer.Option(help="Only actions of this kind: booked, moved, cancelled, ...")] = None,
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """List what calls did, newest first: kept whatever the setting records_keep says."""
    from typing import get_args

    from frontdesk.bot.records.reading import list_actions
    from frontdesk.pipelines.desk import ActionKind

    if kind is not None and kind not in get_args(ActionKind):
        raise ConfigurationError([f"--kind: {kind} is none. Use one of: {', '.join(get_args(ActionKind))}."])
    settings = settings_from(config)
    zone = clinic_zone(settings)
    began = since_when(since, clinic_now(zone)) if since else None
    with records(settings) as database:
        found = list_actions(database, limit=limit, since=began, kind=kind) if database else []
    if as_json:
        print_json([plain(row) for row in found])
        return
    cells = [
        [row.call_id[:_SHORT], minute(row.at, zone), row.kind, row.target or "", row.reason or "not kept"]
        for row in found
    ]
    print_table(["Call", "When", "Action", "On", "Reason"], cells, empty="Nothing was done yet.", whole=3)


@app.command()
def erase(
    call: Annotated[str | None, typer.Argument(help="The call's id, or how it begins.")] = None,
    phone: Annotated[
        str | None, typer.Option(help="Or a person's number, e.g. +15145550123: every row that carries it.")
    ] = None,
    config: Config = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase one call, or everything of one person, from the records. It cannot be undone."""
    from frontdesk.bot.cli.erasing import erase_from

    erase_from(settings_from(config), call=call, phone=phone, yes=yes)


def _caller(call: "CallRow") -> str:
    if call.channel == "typed":
        return f"typed {call.caller}" if call.caller else "typed"
    return call.caller or "hidden"


def _summary(item: "CallSummary | CallRecord") -> dict[str, Any]:
    call = plain(item.call)
    seconds = (item.call.ended_at - item.call.started_at).total_seconds() if item.call.ended_at else None
    keys = ("id", "channel", "language", "caller", "started_at", "ended_at", "end_reason")
    told = {"seconds": seconds, "languages": list(item.languages), "outcomes": list(item.outcomes)}
    return {key: call[key] for key in keys} | told


def _record(record: "CallRecord") -> dict[str, Any]:
    return {
        **_summary(record),
        "events": [_event(event) for event in record.events],
        "messages": [plain(message) for message in record.messages],
        "bookings": [plain(booking) for booking in record.bookings],
    }


def _event(event: "Event") -> dict[str, Any]:
    kinds = {"turns": "turn", "tool_calls": "tool", "actions": "action"}
    return {"event": kinds[str(event.__tablename__)], **plain(event)}
