"""The made-up practices of simulated calls: every file is whole, and is a clinic that the product can load."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import frontdesk
from frontdesk.clinic import Clinic

FOLDER = Path(frontdesk.__file__).parent / "bot" / "evaluation" / "clinics"
FILES = sorted(FOLDER.glob("*.toml"))
LANGUAGES = ("en", "fr")


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _clinic(practice: dict[str, Any]) -> Clinic:
    return Clinic.model_validate(
        {
            "name": practice["names"]["en"][0],
            "timezone": "America/Toronto",
            "languages": LANGUAGES,
            "country": "CA",
            "phone": "+15145550100",
            "emergency_number": "911",
            "emergency": {"en": "Dial nine one one.", "fr": "Composez le neuf un un."},
            "greetings": {"en": "Hello.", "fr": "Bonjour."},
            "hours": practice["hours"],
            "services": practice["services"],
            "practitioners": [person | {"calendar": person["id"]} for person in practice["practitioners"]],
            "extensions": [extension | {"phone": "+15145550101"} for extension in practice["extensions"]],
        }
    )


def test_some_practices_are_kept_out_of_training() -> None:
    held_out = [path for path in FILES if _read(path)["held_out"]]
    assert 0 < len(held_out) < len(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestOnePractice:
    def test_it_loads_as_a_clinic(self, path: Path) -> None:
        practice = _read(path)
        assert practice["id"] == path.stem
        clinic = _clinic(practice)
        assert any(getattr(clinic.hours, day) for day in practice["hours"])

    def test_ids_are_its_own_and_services_are_known(self, path: Path) -> None:
        practice = _read(path)
        for table in ("services", "practitioners", "extensions"):
            ids = [row["id"] for row in practice[table]]
            assert len(ids) == len(set(ids)), table
        offered = {service["id"] for service in practice["services"]}
        assert {name for person in practice["practitioners"] for name in person["services"]} == offered

    def test_every_name_has_both_languages(self, path: Path) -> None:
        practice = _read(path)
        assert all(4 <= len(practice["names"][language]) <= 6 for language in LANGUAGES)
        for row in (*practice["services"], *practice["extensions"]):
            assert set(row["names"]) == set(row["synonyms"]) == set(LANGUAGES)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_facts_can_be_read_out_and_asked_for(self, path: Path, language: str) -> None:
        facts = _read(path)["facts"]
        assert 16 <= len(facts) <= 22
        asked = [question for fact in facts for question in fact["questions"][language]]
        assert len(asked) == len(set(asked)), "a question has one answer"
        for fact in facts:
            passage = fact["passage"][language]
            assert fact["topic"][language]
            assert passage.endswith(".")
            assert 6 <= len(passage.split()) <= 28, passage
            assert not any(character.isdigit() for character in passage), passage
            assert 6 <= len(fact["questions"][language]) <= 8, passage
            assert all(question.endswith(("?", ".")) for question in fact["questions"][language]), passage

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_some_questions_have_no_answer(self, path: Path, language: str) -> None:
        practice = _read(path)
        unanswered = [row[language] for row in practice["unanswered"]]
        asked = {question for fact in practice["facts"] for question in fact["questions"][language]}
        assert len(unanswered) == len(set(unanswered)) == 10
        assert not asked & set(unanswered)
