"""Callers written by hand, word for word: the cards, and the calls that they make to the example practice.

Every call takes place on the same Monday morning, with nothing in the calendars but what the card puts there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from frontdesk.bot.evaluation.paper_diary import PaperDiary
from frontdesk.bot.evaluation.play import Setting
from frontdesk.bot.evaluation.practices import LANGUAGES, Practice
from frontdesk.bot.settings import example_clinic
from frontdesk.calendar import Slot
from frontdesk.calendar.spoken import Language
from frontdesk.clinic import load_clinic
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.knowledge.documents import Knowledge
from frontdesk.pipelines.knowledge.synonyms import of_services

FOLDER = Path(__file__).with_name("cards")
NOW = datetime(2026, 5, 4, 10)  # noqa: DTZ001
"""The clinic's wall clock."""
LINE = "+15145550177"
"""The number from which a caller phones who does not hide it."""


@dataclass(frozen=True, slots=True)
class Window:
    """Between which moments of the clinic's wall clock, both included, an appointment may begin.

    `service` and `name` are empty where they do not matter.
    """

    first: datetime
    last: datetime
    service: str = ""
    name: str = ""

    def holds(self, start: datetime) -> bool:
        """Whether a moment of the wall clock lies in it."""
        return self.first <= start <= self.last


@dataclass(frozen=True, slots=True)
class Card:
    """One hand-written caller. `says` is by question, `after` what must be true in the end, as the file has them."""

    id: str
    language: Language
    wants: str
    hidden: bool
    pick_index: int
    before: Sequence[Mapping[str, Any]]
    says: Mapping[str, str | Sequence[str]]
    after: Mapping[str, Any]

    @property
    def booked(self) -> list[Window]:
        """The appointments that must be there, and were not."""
        return [
            Window(wanted["from"], wanted["to"], wanted.get("service", ""), wanted["name"])
            for wanted in self.after.get("booked", ())
        ]

    @property
    def moved(self) -> Window | None:
        """Where the first of the standing appointments must be."""
        wanted = self.after.get("moved")
        return Window(wanted["from"], wanted["to"]) if wanted else None

    @property
    def windows(self) -> list[Window]:
        """Every time to which the caller may say yes."""
        return [*self.booked, *([self.moved] if self.moved else [])]


@cache
def read_cards(language: Language) -> tuple[Card, ...]:
    """The cards of a language."""
    raw = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return tuple(
        Card(
            id=card["id"],
            language=language,
            wants=card["wants"],
            hidden=card["hidden"],
            pick_index=card.get("pick_index", 0),
            before=card.get("before", ()),
            says=card["says"],
            after=card["after"],
        )
        for card in raw["card"]
    )


@cache
def example_practice() -> Practice:
    """The practice in the package, with its documents."""
    file = example_clinic()
    clinic = load_clinic(file)
    knowledge = Knowledge.load(file.parent / "documents", clinic.languages, called=of_services(clinic))
    nothing: dict[str, list[tuple[str, list[str]]]] = {code: [] for code in LANGUAGES}
    return Practice(clinic, knowledge, nothing, {code: [] for code in LANGUAGES})


def setting_of(card: Card) -> tuple[Setting, CallState]:
    """The practice that the card's caller phones, with what stands in its diary, and the call's state."""
    practice = example_practice()
    zone = practice.clinic.timezone
    now = NOW.replace(tzinfo=zone)
    diary = PaperDiary(practice.clinic, now, {})
    line = None if card.hidden else LINE
    for standing in card.before:
        start = standing["start"].replace(tzinfo=zone)
        minutes = practice.clinic.service(standing["service"]).minutes
        slot = Slot(start, start + timedelta(minutes=minutes), standing["practitioner"], standing["service"])
        diary.put(slot, standing["name"], standing.get("phone", line))
    return Setting(practice, diary, now, card.language, line), CallState(f"card-{card.id}", line, card.language)


def every_card(language: Language | None) -> Iterator[Card]:
    """The cards of one language or, in turn, of all."""
    if language is not None:
        yield from read_cards(language)
        return
    for pair in zip(*(read_cards(code) for code in ("en", "fr")), strict=True):
        yield from pair
