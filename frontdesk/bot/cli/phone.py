"""`frontdesk phone`: what has to be entered at Twilio, and what answers callers there while this server is away."""

import typer

from frontdesk.bot.cli.options import Config, Json, settings_from
from frontdesk.bot.cli.output import errors, print_json, print_table
from frontdesk.bot.settings import Settings
from frontdesk.errors import ConfigurationError

app = typer.Typer(help="The phone line at Twilio: what to enter there.", no_args_is_help=True)

_PASTE = (
    "Paste this in Twilio's console under Develop > TwiML Bins, then choose that TwiML Bin on your number under "
    '"Primary handler fails". Recordings made while this server is away are listed under Monitor > Logs > Call '
    "recordings; no message tells of those."
)


@app.command()
def setup(config: Config = None, as_json: Json = False) -> None:
    """Show what to enter on each of the clinic's numbers in Twilio's console."""
    from frontdesk.clinic import load_clinic

    settings = settings_from(config)
    url = _public_url(settings)
    clinic = load_clinic(settings.clinic_file)
    entries = {
        "A call comes in": f"Webhook, {url}/twilio/voice, HTTP POST",
        "Primary handler fails": "TwiML Bin, with what this prints: frontdesk phone fallback",
        "Call status changes": f"{url}/twilio/status, HTTP POST",
    }
    numbers = {number: clinic.language_of(number) for number in (clinic.phone, *(line.phone for line in clinic.lines))}
    if as_json:
        print_json({"numbers": numbers, "entries": entries})
        return
    rows = [[number, f"begins in {language}"] for number, language in numbers.items()]
    print_table(["Number", "Calls"], rows, empty="")
    print_table(["Field on the number", "Value"], [list(entry) for entry in entries.items()], empty="")


@app.command()
def fallback(config: Config = None) -> None:
    """Print TwiML that takes voicemail while this server is away, in the clinic's languages."""
    from xml.dom.minidom import parseString

    from frontdesk.bot.phone.documents import Documents
    from frontdesk.clinic import load_clinic

    settings = settings_from(config)
    clinic = load_clinic(settings.clinic_file)
    document = Documents(clinic, _public_url(settings)).voicemail(*clinic.languages)
    errors.print(_PASTE, soft_wrap=True)
    typer.echo(parseString(document).toprettyxml(indent="  ", encoding="UTF-8").decode())


def _public_url(settings: Settings) -> str:
    if settings.public_url is None:
        remedy = "Set it to the address at which Twilio reaches this server, e.g. https://phone.example.org."
        raise ConfigurationError([f"public_url is not set. {remedy}"])
    return settings.public_url
