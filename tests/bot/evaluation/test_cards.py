"""The hand-written caller cards: well formed, and only about what the example clinic can fulfil."""

import tomllib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest

LANGUAGES = ("en", "fr")
WANTS = {
    "book", "move", "cancel", "look", "ask", "message", "person", "emergency", "advice", "language", "nothing",
}  # fmt: skip
ACTS = {"booked", "moved", "cancelled", "unchanged", "heard", "message", "language", "person", "emergency"}
CARD_KEYS = {"id", "wants", "hidden", "pick_index", "before", "says", "after"}
SAYS = {
    "opening", "name", "spell", "phone", "day", "time", "pick", "none_fit", "confirm", "correct", "service",
    "practitioner", "which", "message", "offer_message", "offer_person", "emergency", "again", "else",
}  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# What a caller must be able to say for a wish of this kind to come to its end.
NEEDED = {
    "book": {"name", "spell", "phone", "day", "time", "pick", "confirm", "service"},
    "move": {"name", "phone", "day", "time", "pick", "confirm", "which"},
    "cancel": {"name", "phone", "confirm", "which"},
    "message": {"name", "phone", "message", "confirm"},
}


def read(package: str, *path: str) -> dict[str, Any]:
    return tomllib.loads(files(package).joinpath(*path).read_text(encoding="utf-8"))


CLINIC = read("frontdesk.bot", "example", "clinic.toml")
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=ZoneInfo(CLINIC["timezone"])).replace(tzinfo=None)
CARDS = {language: read("frontdesk.bot", "evaluation", "cards", f"{language}.toml")["card"] for language in LANGUAGES}
EVERY = [pytest.param(card, id=card["id"]) for cards in CARDS.values() for card in cards]


def openings(hours: dict[str, list[str]], moment: datetime) -> Iterator[tuple[time, time]]:
    for opening in hours.get(DAYS[moment.weekday()], []):
        first, last = opening.split("-")
        yield time.fromisoformat(first), time.fromisoformat(last)


def is_open(hours: dict[str, list[str]], moment: datetime) -> bool:
    """Whether the moment lies in an opening, both ends included."""
    return any(first <= moment.time() <= last for first, last in openings(hours, moment))


def has_a_start(window: dict[str, Any], service: str) -> bool:
    """Whether somebody who offers the service could begin it in the window and end it in the same opening."""
    minutes = next(offered["minutes"] for offered in CLINIC["services"] if offered["id"] == service)
    length, step = timedelta(minutes=minutes), timedelta(minutes=CLINIC["slot_minutes"])
    people = [person for person in CLINIC["practitioners"] if service in person["services"]]
    moment = window["from"]
    while moment <= window["to"]:
        for person in people:
            for first, last in openings(person.get("hours", CLINIC["hours"]), moment):
                if first <= moment.time() and (moment + length).time() <= last:
                    return True
        moment += step
    return False


def windows(card: dict[str, Any]) -> list[dict[str, Any]]:
    after = card["after"]
    return [*after.get("booked", []), *([after["moved"]] if "moved" in after else [])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_cards(language: str) -> None:
    assert len(CARDS[language]) >= 100
    assert {card["wants"] for card in CARDS[language]} == WANTS


def test_ids_are_unique_and_name_their_language() -> None:
    ids = [card["id"] for cards in CARDS.values() for card in cards]
    assert len(ids) == len(set(ids))
    assert all(card["id"].startswith(f"{language}-") for language in LANGUAGES for card in CARDS[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_callers_open_alike(language: str) -> None:
    first_words = [card["says"]["opening"] for card in CARDS[language]]
    assert len(first_words) == len(set(first_words))


@pytest.mark.parametrize("card", EVERY)
def test_card_has_what_its_call_needs(card: dict[str, Any]) -> None:
    assert set(card) <= CARD_KEYS
    assert card["wants"] in WANTS
    assert isinstance(card["hidden"], bool)
    says = card["says"]
    assert set(says) <= SAYS
    for words in says.values():
        assert words
        assert all(isinstance(line, str) and line for line in ([words] if isinstance(words, str) else words))
    assert isinstance(says["else"], list)
    assert {"opening", "else"} | NEEDED.get(card["wants"], set()) <= set(says)
    assert ("pick" in says) == ("pick_index" in card)
    assert card.get("pick_index", 0) in (0, 1)
    assert bool(card.get("before")) == (card["wants"] in ("move", "cancel", "look"))


@pytest.mark.parametrize("card", EVERY)
def test_outcome_is_stated_and_fits_the_wish(card: dict[str, Any]) -> None:
    after = card["after"]
    assert after
    assert set(after) <= ACTS
    expected = {"book": "booked", "move": "moved", "cancel": "cancelled", "message": "message"}
    if act := expected.get(card["wants"]):
        assert act in after
    if card["wants"] in ("person", "emergency", "language"):
        assert card["wants"] in after
    if after.get("unchanged"):
        assert not {"booked", "moved", "cancelled"} & set(after)
    assert after.get("language", "en") in LANGUAGES


@pytest.mark.parametrize("card", EVERY)
def test_wished_times_can_be_had(card: dict[str, Any]) -> None:
    services = {service["id"] for service in CLINIC["services"]}
    for window in windows(card):
        assert NOW < window["from"] <= window["to"]
        assert is_open(CLINIC["hours"], window["from"])
        assert is_open(CLINIC["hours"], window["to"])
        assert window.get("service") in services | {None}
    for booking in card["after"].get("booked", []):
        assert booking["name"]
        assert has_a_start(booking, booking["service"])
    if "moved" in card["after"]:
        assert has_a_start(card["after"]["moved"], card["before"][0]["service"])


@pytest.mark.parametrize("card", EVERY)
def test_names_are_the_ones_the_caller_says(card: dict[str, Any]) -> None:
    said = " ".join(line for words in card["says"].values() for line in ([words] if isinstance(words, str) else words))
    for booking in card["after"].get("booked", []):
        assert booking["name"] in said
    for standing in card.get("before", []):
        assert standing["name"] in said


@pytest.mark.parametrize("card", EVERY)
def test_standing_appointments_are_possible(card: dict[str, Any]) -> None:
    people = {person["id"]: person for person in CLINIC["practitioners"]}
    for standing in card.get("before", []):
        person = people[standing["practitioner"]]
        assert standing["service"] in person["services"]
        assert standing["start"] > NOW
        assert standing["name"]
        hours = person.get("hours", CLINIC["hours"])
        assert is_open(hours, standing["start"])
        assert not any(standing["start"].time() == last for _, last in openings(hours, standing["start"]))
        assert ("phone" in standing) == card["hidden"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_are_answered_by_the_documents(language: str) -> None:
    folder = files("frontdesk.bot").joinpath("example", "documents")
    told = "\n".join(entry.read_text(encoding="utf-8") for entry in folder.iterdir() if f".{language}." in entry.name)
    for card in CARDS[language]:
        if card["wants"] in ("ask", "book"):
            assert all(piece in told for piece in card["after"].get("heard", [])), card["id"]
