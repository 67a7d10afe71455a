"""The clinic file: the example, every problem at once, and names as callers say them."""

import copy
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frontdesk.clinic import Clinic, folded, load_clinic
from frontdesk.errors import ConfigurationError

EXAMPLE = Path(__file__).parents[1] / "frontdesk" / "bot" / "example" / "clinic.toml"


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return load_clinic(EXAMPLE)


def problems_of(text: str, folder: Path) -> str:
    path = folder / "clinic.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_clinic(path)
    assert all(problem.startswith(f"{path}: ") for problem in caught.value.problems)
    return "\n".join(problem.removeprefix(f"{path}: ") for problem in caught.value.problems)


def changed(**changes: Any) -> dict[str, Any]:
    """The example's raw data with dotted keys (`services__0__minutes`) set, or removed for None."""
    raw = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    for dotted, value in changes.items():
        *path, last = [int(part) if part.isdigit() else part for part in dotted.split("__")]
        target: Any = raw
        for part in path:
            target = target[part]
        if value is None:
            del target[last]
        else:
            target[last] = copy.deepcopy(value)
    return raw


def toml(raw: dict[str, Any]) -> str:
    """Just enough TOML for the example's shapes: inline tables everywhere."""

    def value(item: Any) -> str:
        if isinstance(item, dict):
            return "{" + ", ".join(f"{key} = {value(inner)}" for key, inner in item.items()) + "}"
        if isinstance(item, list):
            return "[" + ", ".join(map(value, item)) + "]"
        if isinstance(item, bool):
            return str(item).lower()
        return f'"{item}"' if isinstance(item, str) else str(item)

    return "\n".join(f"{key} = {value(item)}" for key, item in raw.items())


def test_the_example_is_a_bilingual_clinic(clinic: Clinic) -> None:
    assert clinic.languages == ("en", "fr")
    assert len(clinic.practitioners) == 3
    assert {person.calendar for person in clinic.practitioners} == {"tremblay", "chen", "roy"}
    assert all(set(service.names) == {"en", "fr"} for service in clinic.services)
    assert clinic.bilingual_greeting
    assert any(word in clinic.greetings["en"] for word in ("automated", "automatic"))
    assert "automatique" in clinic.greetings["fr"]


def test_every_service_is_offered_by_somebody(clinic: Clinic) -> None:
    assert {name for person in clinic.practitioners for name in person.services} == {s.id for s in clinic.services}


def test_the_documents_are_one_fact_per_line_in_both_languages() -> None:
    documents = sorted((EXAMPLE.parent / "documents").iterdir())
    assert {path.suffix for path in documents} == {".md", ".txt"}
    english = {path.name.replace(".en.", ".") for path in documents if ".en." in path.name}
    assert english == {path.name.replace(".fr.", ".") for path in documents if ".fr." in path.name}
    for path in documents:
        for line in path.read_text(encoding="utf-8").splitlines():
            assert not line or line.startswith("# ") or (line.endswith(".") and len(line) < 110), (path.name, line)


def test_the_documents_agree_with_the_clinic_file(clinic: Clinic) -> None:
    hours = (EXAMPLE.parent / "documents" / "hours.en.txt").read_text(encoding="utf-8")
    assert "8 in the morning" in hours
    assert {day.opens.hour for day in clinic.hours.monday + clinic.hours.friday} == {8, 13}
    assert clinic.hours.tuesday[-1].closes.hour == 19
    assert clinic.hours.saturday == ()
    assert any(closure.covers(date(2030, 12, 31)) for closure in clinic.closures)


@pytest.mark.parametrize(
    ("words", "service"),
    [
        ("I'd like a cleaning, please", "cleaning"),
        ("un détartrage", "cleaning"),
        ("A Check-Up.", "checkup"),
        ("my first visit", "first-visit"),
        ("j'ai mal de dents", "urgent"),
        ("an urgent visit", "urgent"),
        ("première visite", "first-visit"),
        ("an appointment for a cleaning", "cleaning"),
        ("cleaning, yes, a cleaning", "cleaning"),
        ("a haircut", None),
        ("", None),
        ("a cleaning or a filling", None),
    ],
)
def test_services_as_callers_say_them(clinic: Clinic, words: str, service: str | None) -> None:
    found = clinic.service_called(words)
    assert (found.id if found else None) == service


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("with Doctor Tremblay", "tremblay"),
        ("avec Julie Roy", "roy"),
        ("CHEN", "chen"),
        ("Dr. Who", None),
        ("tremblays", None),
    ],
)
def test_practitioners_as_callers_say_them(clinic: Clinic, words: str, person: str | None) -> None:
    found = clinic.practitioner_called(words)
    assert (found.id if found else None) == person


def test_names_are_compared_without_accents_case_and_punctuation() -> None:
    assert folded("  L'Œuvre d'été, Noël! ").startswith("l ")
    assert folded("DÉTARTRAGE") == "detartrage"


@pytest.mark.parametrize(
    ("words", "extension"),
    [
        ("I have a question about my bill", "billing"),
        ("pass me to the receptionist, please", "front-desk"),
        ("la comptabilité, s'il vous plaît", "billing"),
        ("l'accueil", "front-desk"),
        ("the secretary, or billing", None),
        ("a person", None),
    ],
)
def test_extensions_as_callers_say_them(clinic: Clinic, words: str, extension: str | None) -> None:
    found = clinic.extension_called(words)
    assert (found.id if found else None) == extension


def test_a_call_begins_in_the_language_of_the_number_dialled(clinic: Clinic) -> None:
    assert clinic.language_of("+15145550110") == "fr"
    assert clinic.language_of(clinic.phone) == "en"
    assert clinic.language_of("+15145550199") == "en"
    assert clinic.language_of(None) == "en"


def test_lookups(clinic: Clinic) -> None:
    assert clinic.service(None).id == "checkup"
    assert clinic.service("filling").minutes == 60
    with pytest.raises(KeyError):
        clinic.service("haircut")
    with pytest.raises(KeyError):
        clinic.practitioner("who")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"timezone": "Montreal"}, "timezone: is not a time zone"),
        ({"timezone": "../../etc"}, "timezone: is not a time zone"),
        ({"phone": "514 555-0100"}, "phone: write the number in international form"),
        ({"name": " "}, "name: must not be empty"),
        ({"country": "Canada"}, "country: "),
        ({"languages": ["en", "de"]}, "languages.1: "),
        ({"notice_minutes": -5}, "notice_minutes: "),
        ({"slot_minutes": 7}, "slot_minutes: "),
        ({"phone": None}, "phone: is missing; add it"),
        ({"colour": "blue"}, "colour: is not a known key"),
        ({"hours__monday": ["8-12"]}, 'hours.monday: "8-12" is not an opening'),
        ({"hours__monday": ["12:00-08:00"]}, 'hours.monday: "12:00-08:00" closes before it opens'),
        ({"hours__monday": ["08:00-12:00", "11:00-13:00"]}, "hours.monday: write the openings in order"),
        ({"hours__monday": "08:00-12:00"}, "hours.monday: "),
        ({"hours__montag": []}, "hours.montag: is not a known key"),
        ({"services__0__minutes": 7}, "services.0.minutes: "),
        ({"services__0__minutes": 7}, '(the service "checkup")'),
        ({"services__2__id": None}, "services.2.id: is missing; add it (the 3rd service)"),
        ({"closures__0__first": "13-24"}, "(the 1st closure)"),
        ({"practitioners__0__calendar": "../x"}, "practitioners.0.calendar: write a plain name"),
        ({"practitioners__0__calendar": ".."}, "practitioners.0.calendar: write a plain name"),
        ({"practitioners__0__calendar": "a\\b"}, "practitioners.0.calendar: write a plain name"),
        ({"practitioners__0__services": ["x"]}, "use one of: checkup, cleaning, filling, first-visit, urgent"),
        ({"services__0__id": "Check Up"}, "services.0.id: use lower-case letters"),
        ({"services__1__id": "checkup"}, "services: 2 have the id 'checkup'"),
        ({"services__0__names": {"en": "check-up"}}, "services.0.names.fr: is missing"),
        ({"services": []}, "services: "),
        ({"practitioners__0__services": ["haircut"]}, "practitioners.0.services: 'haircut' is not a service"),
        ({"practitioners__1__calendar": "tremblay"}, "practitioners: 2 have the calendar 'tremblay'"),
        ({"practitioners__1__id": "tremblay"}, "practitioners: 2 have the id 'tremblay'"),
        ({"closures__0__first": "13-24"}, 'closures.0.first: "13-24" is not a day of the year'),
        ({"closures__0__last": date(2027, 1, 2)}, "closures.0: first and last must both be"),
        ({"closures__0__practitioner": "who"}, "closures.0.practitioner: no such practitioner"),
        ({"greetings__fr": None}, "greetings.fr: is missing"),
        ({"emergency__en": None}, "emergency.en: is missing"),
        ({"bilingual_greeting": None}, "bilingual_greeting: is missing"),
        ({"transfer_number": "+15145550101"}, "transfer_number: is not a known key; write an [[extensions]] table"),
        ({"extensions__0__phone": "555-0101"}, "extensions.0.phone: write the number in international form"),
        ({"extensions__0__phone": "+15145550100"}, "extensions.0.phone: is a number that the receptionist answers"),
        ({"extensions__1__phone": "+15145550110"}, "extensions.1.phone: is a number that the receptionist answers"),
        ({"extensions__1__id": "front-desk"}, "extensions: 2 have the id 'front-desk'"),
        ({"extensions__0__id": "Front Desk"}, "extensions.0.id: use lower-case letters"),
        ({"extensions__0__names": {"en": "the front desk"}}, "extensions.0.names.fr: is missing; add it"),
        ({"extensions__0__names": {}}, "extensions.0.names.en: is missing; add it"),
        ({"extensions__0__names": None}, "extensions.0.names: is missing; add it"),
        ({"extensions__1__hours__monday": ["9"]}, 'extensions.1.hours.monday: "9" is not an opening'),
        ({"extensions__0__room": "2"}, "extensions.0.room: is not a known key"),
        ({"lines__0__language": "de"}, "lines.0.language: "),
        ({"lines__0__phone": "1"}, "lines.0.phone: write the number in international form"),
        ({"lines": [{"phone": "+15145550110", "language": "fr"}] * 2}, "lines: 2 have the phone '+15145550110'"),
        ({"languages": ["en"]}, "lines.0.language: 'fr' is not spoken here; use one of: en"),
    ],
)
def test_a_bad_value_names_key_and_remedy(changes: dict[str, Any], expected: str, tmp_path: Path) -> None:
    assert expected in problems_of(toml(changed(**changes)), tmp_path)


def test_a_calendar_is_a_name_or_an_address(tmp_path: Path) -> None:
    path = tmp_path / "clinic.toml"
    for calendar in ("tremblay", "Dr Tremblay", "https://dav.example.org/roy/1/"):
        path.write_text(toml(changed(practitioners__0__calendar=calendar)), encoding="utf-8")
        assert load_clinic(path).practitioners[0].calendar == calendar


def test_a_mistyped_language_is_one_problem(tmp_path: Path) -> None:
    assert len(problems_of(toml(changed(languages=["en", "fre"])), tmp_path).splitlines()) == 1


def test_all_problems_at_once(tmp_path: Path) -> None:
    text = problems_of(
        toml(changed(timezone="x", phone="y", hours__monday=["z"], practitioners__0__services=["w"])), tmp_path
    )
    assert [line.split(":")[0] for line in text.splitlines()] == [
        "timezone",
        "phone",
        "hours.monday",
        "practitioners.0.services",
    ]


def test_what_is_not_there_or_not_toml(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_clinic(tmp_path / "none.toml")
    assert "is not TOML" in problems_of("name = ", tmp_path)
    (tmp_path / "latin.toml").write_bytes(b'name = "\xe9"')
    with pytest.raises(ConfigurationError, match="is not TOML"):
        load_clinic(tmp_path / "latin.toml")


def test_badly_shaped_tables_are_problems_not_crashes(tmp_path: Path) -> None:
    text = problems_of(
        'services = 3\npractitioners = [1]\nlanguages = "en"\ngreetings = "hi"\nclosures = [{}]', tmp_path
    )
    assert {"services", "practitioners.0", "languages", "greetings", "closures.0.first"} <= {
        line.split(":")[0] for line in text.splitlines()
    }
