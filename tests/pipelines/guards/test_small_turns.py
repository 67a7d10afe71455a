"""Backchannels and language requests against tables that were written before the rules."""

from typing import Any

import pytest

from frontdesk.pipelines.guards.language_request import asked_for
from frontdesk.pipelines.turns.backchannels import is_backchannel
from tests.pipelines.guards.tables import Row, count, table

BOTH: Any = ["en", "fr"]


@pytest.mark.parametrize("name", ["language_en", "language_fr"])
def test_language_tables_are_large_enough(name: str) -> None:
    rows = table(name)
    assert count(rows, "en") + count(rows, "fr") >= 40
    assert count(rows, "pass") >= 40


@pytest.mark.parametrize("row", [*table("language_en"), *table("language_fr")], ids=lambda row: row.phrase)
def test_language_requests(row: Row) -> None:
    in_english, in_french = asked_for(row.phrase, "en", BOTH), asked_for(row.phrase, "fr", BOTH)
    assert in_english == ("fr" if row.verdict == "fr" else None)
    assert in_french == ("en" if row.verdict == "en" else None)
    assert asked_for(row.phrase.upper(), "en", BOTH) == in_english


def test_a_language_that_the_clinic_does_not_have_is_not_asked_for() -> None:
    assert asked_for("Parlez-vous français ?", "en", ["en"]) is None
    assert asked_for("English or French please?", "en", BOTH) is None


@pytest.mark.parametrize("language", BOTH)
def test_backchannel_tables_are_large_enough(language: str) -> None:
    rows = table(f"backchannels_{language}")
    assert min(count(rows, "yes"), count(rows, "no")) >= 40


@pytest.mark.parametrize("language", BOTH)
def test_backchannels(language: str) -> None:
    rows = table(f"backchannels_{language}")
    wrong = [row for row in rows if is_backchannel(row.phrase, language) != (row.verdict == "yes")]
    assert wrong == []
    assert not is_backchannel("", language)
    assert not is_backchannel("okay " * 6, language)
