"""Reads the tables beside this file: verdict, reason, phrase; split by tabs, comments begin with a hash."""

from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One phrase and what is expected of it."""

    verdict: str
    reason: str
    phrase: str


def table(name: str) -> list[Row]:
    """The rows of `<name>.tsv`, which hold no phrase twice."""
    lines = (Path(__file__).parent / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [Row(*line.split("\t")) for line in lines if line and not line.startswith("#")]
    assert len({row.phrase for row in rows}) == len(rows)
    return rows


def count(rows: list[Row], verdict: str) -> int:
    """How many rows have this verdict."""
    return sum(row.verdict == verdict for row in rows)
