"""Emergencies and medical advice against tables that were written before the rules."""

from collections.abc import Callable

import pytest

from frontdesk.models.normaliser import normalise
from frontdesk.pipelines.guards.advice.guard import asks_for_advice, gives_advice
from frontdesk.pipelines.guards.emergency.guard import is_emergency
from tests.pipelines.guards.tables import count, table

KINDS: list[tuple[str, str, Callable[[str], bool], int]] = [
    ("emergencies", "emergency", is_emergency, 150),
    ("advice", "advice", gives_advice, 80),
    ("questions", "ask", asks_for_advice, 60),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("name", "verdict", "rule", "least"), KINDS)
def test_tables(name: str, verdict: str, rule: Callable[[str], bool], least: int, language: str) -> None:
    rows = table(f"{name}_{language}")
    assert min(count(rows, verdict), count(rows, "pass")) >= least
    assert [row for row in rows if rule(row.phrase) != (row.verdict == verdict)] == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["emergencies", "questions"])
def test_how_a_recogniser_writes_callers_does_not_matter(name: str, language: str) -> None:
    verdict, rule = next((verdict, rule) for kind, verdict, rule, _ in KINDS if kind == name)
    for row in table(f"{name}_{language}"):
        if row.verdict == verdict:
            bare = row.phrase.lower().rstrip(" .?!").replace(",", "").replace("-", " ")
            assert rule(bare), row
            assert rule(normalise(bare, language)), row
            assert rule(row.phrase.upper()), row
            assert rule(row.phrase.replace("'", "’")), row


def test_a_red_flag_among_other_words() -> None:
    assert is_emergency("Hello, yes, I'd like an appointment. Oh my God. He's not breathing.")
    assert is_emergency("bonjour je voulais un rendez-vous mais là mon mari ne respire plus")
    assert not is_emergency("")
    assert not is_emergency("My grandmother had a stroke last year. I'd like a cleaning.")


def test_the_clinics_own_words_are_allowed_and_the_models_are_not() -> None:
    passage = "After an extraction, do not rinse your mouth for 24 hours."
    assert gives_advice(passage)
    assert not gives_advice(passage, [passage])
    assert not gives_advice("Do not rinse your mouth for 24 hours after an extraction.", ["We are open.", passage])
    assert gives_advice("Do not rinse your mouth and take ibuprofen every six hours.", [passage])
