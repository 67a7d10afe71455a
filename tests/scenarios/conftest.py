"""Scenarios as tests: one stage for the session, on which the next calls are played while a test waits for its own."""

import os
from collections.abc import Callable, Iterator

import pytest

from tests.scenarios.outcome import Outcome
from tests.scenarios.player import AT_ONCE, Player
from tests.scenarios.scenario import Level, Scenario

Played = Callable[[Scenario, Level], Outcome]


def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Remember in which order scenarios will be asked for."""
    session.stash[_ORDER] = [
        (item.callspec.params["scenario"], item.callspec.params["level"])
        for item in items
        if hasattr(item, "callspec") and {"scenario", "level"} <= item.callspec.params.keys()
    ]


_ORDER: pytest.StashKey[list[tuple[Scenario, Level]]] = pytest.StashKey()


@pytest.fixture(scope="session")
def player(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    """The stage; the callers' lines are kept in pytest's cache."""
    recordings = request.config.cache.mkdir("frontdesk-callers")  # type: ignore[union-attr]
    opened = Player(tmp_path_factory.mktemp("scenarios"), recordings, pocket=True)
    opened.start()
    yield opened
    opened.stop()


@pytest.fixture
def played(request: pytest.FixtureRequest, player: Player) -> Played:
    """Plays a scenario, and has the next ones of the session begin meanwhile."""
    order = [] if "PYTEST_XDIST_WORKER" in os.environ else request.session.stash.get(_ORDER, [])

    def play(scenario: Scenario, level: Level) -> Outcome:
        place = next((i for i, entry in enumerate(order) if entry == (scenario, level)), None)
        for ahead in order[place : place + AT_ONCE] if place is not None else ():
            player.begin(*ahead)
        return player.begin(scenario, level).result()

    return play
