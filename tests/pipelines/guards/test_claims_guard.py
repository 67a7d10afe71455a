"""The claims guard against tables of sentences that were written down before it."""

from pathlib import Path

import pytest

from frontdesk.pipelines.guards.claims.guard import claims_in
from frontdesk.pipelines.knowledge.documents import Knowledge
from frontdesk.pipelines.sentences import sentences

TABLES = Path(__file__).parent


def table(language: str) -> list[tuple[str, str, str]]:
    lines = (TABLES / f"claims_{language}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(language, kind, sentence) for kind, sentence in rows]


def kind_of(sentence: str) -> str:
    claims = claims_in(sentence)
    if not claims:
        return "pass"
    return "told" if claims == {"told"} else "claim"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_tables_are_large_enough_and_hold_nothing_twice(language: str) -> None:
    rows = table(language)
    kinds = [kind for _, kind, _ in rows]
    assert kinds.count("claim") >= 100
    assert kinds.count("pass") >= 100
    assert len({sentence for _, _, sentence in rows}) == len(rows)


@pytest.mark.parametrize(("language", "kind", "sentence"), [*table("en"), *table("fr")])
def test_sentences(language: str, kind: str, sentence: str) -> None:
    assert kind_of(sentence) == kind


@pytest.mark.parametrize(
    ("language", "kind", "sentence"), [row for row in [*table("en"), *table("fr")] if row[1] != "pass"]
)
def test_case_and_typography_do_not_matter(language: str, kind: str, sentence: str) -> None:
    assert claims_in(sentence.upper()) == claims_in(sentence)
    assert claims_in(sentence.replace("'", "’")) == claims_in(sentence)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_the_model_may_repeat_of_code_passes_except_the_announcements(language: str) -> None:
    spoken = sentences(language)
    for sentence in (spoken.nothing_booked, spoken.nothing_moved, spoken.nothing_cancelled, spoken.no_message):
        assert claims_in(sentence) == set(), sentence
    for sentence in (spoken.goodbye, spoken.ask_name, spoken.no_transfer, spoken.calendar_down, spoken.which):
        assert claims_in(sentence) == set(), sentence
    assert claims_in(spoken.booked.format(slot="mardi", practitioner="Roy", name="Marie")) == {"booked"}
    assert claims_in(spoken.moved.format(slot="mardi", practitioner="Roy")) == {"moved"}
    assert claims_in(spoken.cancelled.format(slot="mardi")) == {"cancelled"}


def test_the_clinics_documents_pass(knowledge: Knowledge) -> None:
    for language in ("en", "fr"):
        for (text,) in knowledge._connection.execute(f"SELECT text FROM passages_{language}"):
            assert claims_in(text) == set(), text


def test_several_sentences_at_once() -> None:
    assert claims_in("Thank you. You're booked for Tuesday.") == {"booked"}
    assert claims_in("") == set()
