"""Whole calls graded by what they leave behind: a fixed dozen of `make scenarios`, in real time, three at a time."""

import tomllib
from pathlib import Path

import pytest

from tests.scenarios.conftest import Played
from tests.scenarios.outcome import Outcome
from tests.scenarios.player import Player
from tests.scenarios.scenario import Scenario, load_all

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
ALL = load_all()
DAILY = [scenario for scenario in ALL if scenario.daily]
POCKET = [
    scenario
    for scenario in ALL
    if scenario.name in ("en/book", "fr/book", "en/opening-hours", "fr/opening-hours", "en/cancel", "fr/message")
]
"""What the pocket models are heard with in the normal test run."""

pytestmark = pytest.mark.spoken


@pytest.mark.parametrize("level", ["scripted"])
@pytest.mark.parametrize("scenario", DAILY, ids=lambda scenario: scenario.name)
def test_a_scripted_call_leaves_behind_what_it_must_and_nothing_else(scenario: Scenario, level, played: Played):
    outcome = played(scenario, level)
    assert outcome.passed, str(outcome)


def test_typed_words_to_the_pocket_model(player: Player):
    outcomes = player.play_all([(scenario, "typed") for scenario in ALL if "typed" in scenario.levels])
    assert passed(outcomes) >= FLOORS["typed"]["all"], report(outcomes)


def test_pocket_models_on_the_telephone(player: Player):
    outcomes = player.play_all([(scenario, "spoken") for scenario in POCKET])
    assert passed(outcomes) >= FLOORS["spoken"]["daily"], report(outcomes)


def passed(outcomes: list[Outcome]) -> int:
    return sum(outcome.passed for outcome in outcomes)


def report(outcomes: list[Outcome]) -> str:
    return "\n".join(str(outcome) for outcome in outcomes if not outcome.passed)
