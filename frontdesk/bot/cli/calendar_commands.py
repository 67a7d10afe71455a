"""`frontdesk calendar`: how to reach the calendars, what is booked, what is free. Works beside a running server."""

import asyncio
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from frontdesk.bot.cli.options import Config, Json, settings_from
from frontdesk.bot.cli.output import print_json, print_table, say
from frontdesk.bot.settings import Settings
from frontdesk.errors import ConfigurationError

app = typer.Typer(help="The clinic's calendars.", no_args_is_help=True)


@app.command()
def info(config: Config = None, as_json: Json = False) -> None:
    """Show the address, login and calendars for staff calendar programs."""
    from frontdesk.bot.calendar_access import account
    from frontdesk.bot.data_folder import DataFolder
    from frontdesk.clinic import load_clinic

    settings = settings_from(config)
    clinic = load_clinic(settings.clinic_file)
    reached = account(settings, DataFolder(settings.data_dir))
    calendars = [
        {"practitioner": person.id, "name": person.name, "url": reached.collection(person.calendar)}
        for person in clinic.practitioners
    ]
    if as_json:
        login = {"url": reached.url, "username": reached.username, "password": reached.password}
        print_json({**login, "calendars": calendars})
        return
    say(f"CalDAV address  {reached.url}\nUser name       {reached.username}\nPassword        {reached.password}")
    print_table(["Calendar", "Address"], [[item["name"], item["url"]] for item in calendars], empty="")


@app.command(name="list")
def list_appointments(
    config: Config = None,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day; default: today.")
    ] = None,
    days: Annotated[int, typer.Option(help="How many days.", min=1, max=366)] = 14,
    as_json: Json = False,
) -> None:
    """List appointments as the calendar server holds them."""
    rows = asyncio.run(_appointments(settings_from(config), first, days))
    if as_json:
        print_json(rows)
        return
    cells = [
        [row["start"][:16].replace("T", " "), row["practitioner"], row["service"], row["name"], row["phone"] or ""]
        for row in rows
    ]
    print_table(["Start", "With", "Service", "Name", "Phone"], cells, empty="No appointments in these days.")


@app.command()
def free(
    when: Annotated[str, typer.Argument(help='When, as a caller says it: "next tuesday at three".')] = "",
    config: Config = None,
    service: Annotated[str | None, typer.Option(help="Id of a service in the clinic file.")] = None,
    practitioner: Annotated[str | None, typer.Option(help="Id of a practitioner in the clinic file.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of WHEN, e.g. fr.")] = None,
    limit: Annotated[int, typer.Option(help="Most times to show.", min=1, max=200)] = 8,
    as_json: Json = False,
) -> None:
    """Show free times; without WHEN the soonest ones."""
    chosen = {"when": when, "service": service, "practitioner": practitioner, "language": language}
    rows = asyncio.run(_free(settings_from(config), chosen, limit))
    if as_json:
        print_json(rows)
        return
    cells = [
        [row["start"][:16].replace("T", " "), row["end"][11:16], row["practitioner"], row["service"]] for row in rows
    ]
    print_table(["Start", "End", "With", "Service"], cells, empty="Nothing is free then.")


async def _appointments(settings: Settings, first: datetime | None, days: int) -> list[dict[str, Any]]:
    from frontdesk.bot.open_diary import open_diary

    async with open_diary(settings) as (_, diary, clock):
        begin = first.date() if first else clock().date()
        found = await diary.appointments(begin, begin + timedelta(days=days - 1))
    return [
        {
            "start": item.slot.start.isoformat(),
            "end": item.slot.end.isoformat(),
            "practitioner": item.slot.practitioner,
            "service": item.slot.service,
            "name": item.name,
            "phone": item.phone,
            "uid": item.uid,
            "href": item.href,
        }
        for item in found
    ]


async def _free(settings: Settings, chosen: dict[str, str | None], limit: int) -> list[dict[str, Any]]:
    from frontdesk.bot.open_diary import open_diary
    from frontdesk.calendar.spoken import Wish, resolve
    from frontdesk.clinic import load_clinic

    clinic = load_clinic(settings.clinic_file)
    _check(chosen, "service", [service.id for service in clinic.services])
    _check(chosen, "practitioner", [person.id for person in clinic.practitioners])
    _check(chosen, "language", list(clinic.languages))
    language = next((known for known in clinic.languages if known == chosen["language"]), clinic.languages[0])
    words = chosen["when"] or {"en": "as soon as possible", "fr": "le plus tôt possible"}[language]
    async with open_diary(settings) as (_, diary, clock):
        wish = resolve(words, now=clock(), language=language, country=clinic.country)
        if not isinstance(wish, Wish):
            raise ConfigurationError([f'WHEN: {words!r} names no day and time to look for. Try "tomorrow morning".'])
        found = await diary.openings(wish, service=chosen["service"], practitioner=chosen["practitioner"], limit=limit)
    return [
        {
            "start": slot.start.isoformat(),
            "end": slot.end.isoformat(),
            "practitioner": slot.practitioner,
            "service": slot.service,
        }
        for slot in found.slots
    ]


def _check(chosen: dict[str, str | None], option: str, known: list[str]) -> None:
    if chosen[option] is not None and chosen[option] not in known:
        raise ConfigurationError(
            [f"--{option}: no {chosen[option]!r} in the clinic file. Use one of: {', '.join(known)}."]
        )
