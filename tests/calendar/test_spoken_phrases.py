"""The phrase tables, written before the resolver and by somebody else: every row is one test. Their heads explain the
notation."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from frontdesk.calendar.spoken import Ask, Language, Reference, Unclear, Wish, resolve

HERE = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("en", "fr")
TABLES = ("phrases", "phrases_move")
MINUTES = timedelta(minutes=30)


def rows(language: Language, table: str = "phrases") -> list[tuple[str, str, str, str]]:
    lines = (HERE / f"{table}_{language}.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(now, phrase, expected, rest[0] if rest else "") for now, phrase, expected, *rest in cells]


def reference_of(cell: str) -> Reference | None:
    match = re.fullmatch(r"ref=(\S+)(?: (\d\d:\d\d))?", cell.strip())
    if match is None:
        return None
    start = time.fromisoformat(match[2]) if match[2] else None
    end = (datetime.combine(date.min, start) + MINUTES).time() if start else None
    return Reference(date.fromisoformat(match[1]), start, end)


def written(answer: Wish | Ask | Unclear) -> str:
    """The answer in the tables' notation."""
    if isinstance(answer, Ask):
        return f"ask {answer.what}"
    if isinstance(answer, Unclear):
        return f"unclear {answer.reason}"
    last = "" if answer.soonest else answer.last.isoformat()
    parts = [answer.first.isoformat() if answer.first == answer.last else f"{answer.first}..{last}"]
    parts += [
        f"{sign}{moment:%H:%M}"
        for sign, moment in (("=", answer.time), (">=", answer.after), ("<", answer.before))
        if moment
    ]
    return " ".join(["wish", *parts, *(["soonest"] if answer.soonest else [])])


def wanted(expected: str) -> str:
    """The last day of a search for the soonest is not part of the expectation."""
    return re.sub(r"\.\.\d{4}-\d\d-\d\d", "..", expected) if "soonest" in expected else expected


CASES = [
    pytest.param(language, *row, id=f"{language}: {row[1]} ({row[0]}{row[3] and ' ' + row[3]})")
    for language in LANGUAGES
    for table in TABLES
    for row in rows(language, table)
]


@pytest.mark.parametrize(("language", "now", "phrase", "expected", "reference"), CASES)
def test_phrase(language: Language, now: str, phrase: str, expected: str, reference: str) -> None:
    answer = resolve(phrase, now=datetime.fromisoformat(now), language=language, reference=reference_of(reference))
    assert written(answer) == wanted(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_large_enough(language: Language) -> None:
    assert len(rows(language)) >= 300
    assert len(rows(language, "phrases_move")) >= 80
