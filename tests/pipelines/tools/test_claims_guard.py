"""The claims guard against tables of sentences that were written down before it."""

from pathlib import Path

import pytest

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.claims_guard import Verdict, check_sentence
from frontdesk.pipelines.knowledge import Knowledge
from frontdesk.pipelines.sentences import fixed, sentences

TABLES = Path(__file__).parent.parent
EXPECTED = {
    "claim": (Verdict.REPLACE, Verdict.DROP),
    "told": (Verdict.REPLACE, Verdict.PASS),
    "pass": (Verdict.PASS, Verdict.PASS),
}


def table(language: str) -> list[tuple[str, str, str]]:
    lines = (TABLES / f"claims_{language}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(language, kind, sentence) for kind, sentence in rows]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_tables_are_large_enough_and_hold_nothing_twice(language: str) -> None:
    rows = table(language)
    kinds = [kind for _, kind, _ in rows]
    assert kinds.count("claim") >= 100
    assert kinds.count("pass") >= 100
    assert len({sentence for _, _, sentence in rows}) == len(rows)


@pytest.mark.parametrize(("language", "kind", "sentence"), [*table("en"), *table("fr")])
def test_sentences(language: str, kind: str, sentence: str) -> None:
    verdicts = check_sentence(sentence, language, False), check_sentence(sentence, language, True)
    assert verdicts == EXPECTED[kind]


@pytest.mark.parametrize(
    ("language", "kind", "sentence"), [row for row in [*table("en"), *table("fr")] if row[1] != "pass"]
)
def test_case_typography_and_the_calls_language_do_not_matter(language: str, kind: str, sentence: str) -> None:
    other = "fr" if language == "en" else "en"
    assert check_sentence(sentence.upper(), language, False) is Verdict.REPLACE
    assert check_sentence(sentence.replace("'", "’"), language, False) is Verdict.REPLACE
    assert check_sentence(sentence, other, False) is Verdict.REPLACE


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_code_says_itself_passes_except_the_announcement(language: str) -> None:
    for sentence in fixed(language):
        assert check_sentence(sentence, language, False) is Verdict.PASS, sentence
    announcement = sentences(language).booked.format(slot="mardi", practitioner="Roy", name="Marie")
    assert check_sentence(announcement, language, True) is Verdict.DROP


def test_the_clinics_documents_pass(knowledge: Knowledge) -> None:
    for language in ("en", "fr"):
        for (text,) in knowledge._connection.execute(f"SELECT text FROM passages_{language}"):
            assert check_sentence(text, language, False) is Verdict.PASS, text


def test_several_sentences_at_once() -> None:
    assert check_sentence("Thank you. You're booked for Tuesday.", "en", False) is Verdict.REPLACE
    assert check_sentence("", "en", False) is Verdict.PASS
    assert CallState("a", None, "en").commits == []
