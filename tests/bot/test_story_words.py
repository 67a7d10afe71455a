"""How a story tells of tools and outcomes; every shape of the tools' contract."""

import doctest
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.bot.cli import moments, tool_words
from frontdesk.bot.cli.tool_words import asked, came_back
from frontdesk.bot.records import outcome
from frontdesk.bot.records.outcome import languages, outcomes
from frontdesk.pipelines.tools import TOOLS

SLOT = {"slot": "A", "spoken": "Tuesday at three"}


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ({"slots": [SLOT]}, "offered A Tuesday at three"),
        ({"slots": []}, "nothing free"),
        ({"taken": True, "slots": [SLOT]}, "not free; offered A Tuesday at three"),
        ({"ask": "day"}, "must ask for the day"),
        ({"error": "date"}, "understood no day or time"),
        ({"booked": True, "spoken": "Tuesday at three"}, "booked Tuesday at three"),
        ({"moved": True, "spoken": "Tuesday at three"}, "moved Tuesday at three"),
        ({"cancelled": True, "spoken": "Tuesday at three"}, "cancelled Tuesday at three"),
        ({"error": "taken", "slots": [SLOT]}, "not free any more; offered A Tuesday at three"),
        ({"error": "closed", "say": "We are closed."}, 'refused, closed then; said "We are closed."'),
        ({"error": "new code"}, "error new code"),
        ({"appointments": [{"appointment": "1", "spoken": "Tuesday"}]}, "found 1 Tuesday"),
        ({"appointments": []}, "found none"),
        ({"passages": []}, "found nothing"),
        ({"passages": ["a"]}, "found 1 passage"),
        ({"passages": ["a", "b"]}, "found 2 passages"),
        ({"taken": True}, "kept"),
        ({"transferring": True}, "putting the caller through"),
        ({"spoken": "Call 911."}, 'said "Call 911."'),
        ({"ok": True}, "done"),
        ({"ok": True, "new": [1]}, 'done; {"new": [1]}'),
        ({}, "nothing"),
    ],
)
def test_what_came_back(result: dict[str, Any], told: str) -> None:
    before = dict(result)
    assert came_back(result) == told
    assert result == before


def test_every_tool_has_words() -> None:
    for name in TOOLS:
        assert asked(name, {}) != name, name
    assert asked("unknown_tool", {"a": 1}) == 'unknown_tool: a "1"'


@given(st.lists(st.sampled_from(["transfer", "transfer failed", "booked", "language", "unheard of"])))
def test_a_call_was_passed_on_or_not_never_both(kinds: list[str]) -> None:
    found = outcomes(kinds)
    assert not {"transferred", "not transferred"} <= set(found)
    assert ("booked" in found) == ("booked" in kinds)
    tries = [kind for kind in kinds if kind.startswith("transfer")]
    assert ("transferred" in found) == (tries[-1:] == ["transfer"])


def test_the_gravest_comes_first_and_a_voicemail_counts() -> None:
    assert outcomes(["message", "booked", "emergency"]) == ("emergency", "booked", "message")
    assert outcomes([], left_message=True) == ("message",)
    assert languages("fr", ["en", None, "fr", "en"]) == ("fr", "en")


@pytest.mark.parametrize("module", [moments, tool_words, outcome])
def test_the_examples_are_true(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
