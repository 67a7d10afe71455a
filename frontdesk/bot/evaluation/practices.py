"""Made-up practices that simulated callers phone: clinics as data, their documents, and what callers ask about them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from frontdesk.bot.evaluation.wording import Split, keep
from frontdesk.clinic import Clinic
from frontdesk.pipelines.knowledge.documents import Knowledge, Passage
from frontdesk.pipelines.knowledge.synonyms import of_services

FOLDER = Path(__file__).with_name("clinics")
LANGUAGES = ("en", "fr")
_EMERGENCY = {
    "en": "If somebody is in danger, please hang up and dial nine one one now.",
    "fr": "Si quelqu'un est en danger, raccrochez et composez le neuf un un maintenant.",
}
_GREETINGS = {
    "en": "This is the automated assistant. How can I help you?",
    "fr": "Je suis l'assistant automatique. Comment puis-je vous aider ?",
}


@dataclass(frozen=True)
class Practice:
    """A clinic that can be phoned.

    By language, `facts` are pairs of a passage and the questions that it answers, and `unanswered` are questions to
    which the documents say nothing.
    """

    clinic: Clinic
    knowledge: Knowledge
    facts: dict[str, list[tuple[str, list[str]]]]
    unanswered: dict[str, list[str]]


def practices(split: Split) -> list[Path]:
    """The files of the split's practices; all of them where it has none."""
    files = sorted(FOLDER.glob("*.toml"))
    wanted = [path for path in files if split == "all" or _read(path).get("held_out", False) == (split == "held out")]
    return wanted or files


def open_practice(path: Path, rng: Random, language: str, split: Split) -> Practice:
    """The practice of a file under one of its names, as it answers calls in a language. Its questions are the split's.

    Raises `OSError`, or `ValueError` where the file is no practice.
    """
    raw = _read(path)
    name = rng.choice(raw["names"][language])
    return Practice(
        clinic=_clinic(path, name, language),
        knowledge=_knowledge(path),
        facts={code: _facts(raw, code, split) for code in LANGUAGES},
        unanswered={code: keep([pair[code] for pair in raw["unanswered"]], split) for code in LANGUAGES},
    )


@cache
def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _clinic(path: Path, name: str, language: str) -> Clinic:
    raw = _read(path)
    return Clinic.model_validate(
        {
            "name": name,
            "timezone": raw.get("timezone", "America/Toronto"),
            "languages": sorted(LANGUAGES, key=lambda code: code != language),
            "country": raw.get("country", "CA"),
            "phone": "+15145550100",
            "emergency_number": "911",
            "emergency": _EMERGENCY,
            "greetings": _GREETINGS,
            "bilingual_greeting": f"{name}, bonjour, hello.",
            "hours": raw["hours"],
            "services": raw["services"],
            "practitioners": [{"calendar": person["id"], **person} for person in raw["practitioners"]],
            "extensions": [{"phone": f"+151455502{place:02d}", **row} for place, row in enumerate(raw["extensions"])],
        }
    )


@cache
def _knowledge(path: Path) -> Knowledge:
    raw = _read(path)
    documents: dict[str, Sequence[Passage]] = {
        code: [Passage(fact.get("topic", {}).get(code, ""), fact["passage"][code]) for fact in raw["facts"]]
        for code in LANGUAGES
    }
    return Knowledge(documents, called=of_services(_clinic(path, raw["names"]["en"][0], "en")))


def _facts(raw: dict[str, Any], language: str, split: Split) -> list[tuple[str, list[str]]]:
    return [(fact["passage"][language], keep(fact["questions"][language], split)) for fact in raw["facts"]]
