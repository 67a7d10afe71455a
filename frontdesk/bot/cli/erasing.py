"""`frontdesk calls erase`: look, tell, ask, erase."""

import contextlib

import phonenumbers
import typer

from frontdesk.bot.cli.output import say
from frontdesk.bot.cli.records_access import records
from frontdesk.bot.data_folder import DataFolder
from frontdesk.bot.records.database import Database
from frontdesk.bot.records.erasing import Found, erase, find_call, find_number
from frontdesk.bot.settings import Settings
from frontdesk.clinic import load_clinic
from frontdesk.errors import ConfigurationError, StartError

_MANY = 5


def erase_from(settings: Settings, *, call: str | None, phone: str | None, yes: bool) -> None:
    """Erase a call or a person after asking. Raises `ConfigurationError`, `StartError` and `RecordsUnavailable`."""
    if (call is None) == (phone is None):
        raise ConfigurationError(["Name one call (frontdesk calls erase CALL) or one number (--phone +15145550123)."])
    number = None if phone is None else _number(phone, settings)
    folder = DataFolder(settings.data_dir)
    with records(settings) as database:
        if database is None:
            raise StartError("There are no records yet. They begin with: frontdesk serve")
        _nothing_waits(folder)
        found = find_call(database, call) if call else find_number(database, number or "")
        if found.nothing and call:
            raise StartError(f"No single call has an id that begins with {call!r}. See: frontdesk calls list")
        if found.nothing:
            say("Nothing in the records carries that number.")
            return
        _not_running(found, folder)
        _ask(found, yes)
        _erase(database, found)


def _number(phone: str, settings: Settings) -> str:
    """E.164 of a number as people write it in the clinic's country. Raises `ConfigurationError`."""
    with contextlib.suppress(phonenumbers.NumberParseException):
        read = phonenumbers.parse(phone, load_clinic(settings.clinic_file).country)
        if phonenumbers.is_possible_number(read):
            return str(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164))
    raise ConfigurationError([f"--phone: {phone} is not a number. Write it like +15145550123."])


def _nothing_waits(folder: DataFolder) -> None:
    """Rows that wait in the spill file would come back later."""
    if folder.spill.exists():
        raise StartError(
            f"Rows of earlier calls wait in {folder.spill} and are not in the database yet. "
            "Let a server write them first (frontdesk serve), then erase again."
        )


def _not_running(found: Found, folder: DataFolder) -> None:
    if found.running and folder.in_use():
        raise StartError(f"The call {found.running[0]} is still going on. Erase it when it has ended.")


def _ask(found: Found, yes: bool) -> None:
    named = ", ".join(found.calls[:_MANY]) + (" and more" if len(found.calls) > _MANY else "")
    calls, messages = _counted(len(found.calls), "call"), _counted(len(found.messages), "message")
    say(f"To be erased: {calls} ({named or 'none'}) and {messages}.")
    say("[dim]What stands in the calendar is not touched: change it there.[/]")
    if not yes and not typer.confirm("Erase them? It cannot be undone."):
        raise typer.Exit(1)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _erase(database: Database, found: Found) -> None:
    erase(database, found)
    say("Erased. Backups of the data folder still hold what they held.")
