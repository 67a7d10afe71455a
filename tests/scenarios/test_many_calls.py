"""Several calls at once all succeed, and calls leave nothing behind in the process."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.scenarios.calendars import entries
from tests.scenarios.hearing import Hearing
from tests.scenarios.house import open_house
from tests.scenarios.ledger import calendar_problems
from tests.scenarios.outcome import Outcome
from tests.scenarios.player import Player
from tests.scenarios.recordings import Recordings
from tests.scenarios.scenario import After, Caller, Event, Scenario, Turn
from tests.scenarios.script import Cast, TrueModel, TrueRecogniser
from tests.scenarios.soak import grown, left, open_soak
from tests.scenarios.spoken_call import over, phone_in

pytestmark = pytest.mark.spoken
MOMENT = datetime(2026, 5, 4, 10, 0)
THREE = datetime(2026, 5, 12, 15, 0)
CALLERS = (("James Baker", "three"), ("Olga Petrov", "four"), ("Maria Silva", "five"), ("Peter Young", "six"))


def booking(index: int, name: str, hour: str) -> Scenario:
    """A caller who books next Tuesday at an hour of their own."""
    number = f"+1438555017{index}"
    turns: list[dict[str, Any]] = [
        {
            "hears": "How can I help you",
            "says": f"{name} here I need a check-up next Tuesday at {hour}.",
            "model": [
                {"check_availability": {"when": f"next tuesday at {hour}", "service": "check-up"}},
                f"To confirm, {{A}}, for {name}. Is that right?",
            ],
        },
        {
            "hears": "Is that right?",
            "says": "Yes that's right.",
            "model": [{"book_appointment": {"slot": "A", "name": name}}],
        },
        {"hears": "anything else", "says": "No that's all thank you.", "model": [{"end_call": {}}]},
    ]
    event = Event(calendar="tremblay", start=THREE + timedelta(hours=index), name=name, phone=number, service="checkup")
    return Scenario(
        kind="book",
        name=f"caller {index}",
        clock=MOMENT,
        caller=Caller(number=number, pitch=1.0 + index / 20),
        turns=tuple(Turn.model_validate(turn) for turn in turns),
        after=After(added=(event,), actions=("booked",), ended_by="receptionist"),
    )


def test_four_calls_at_once_all_book(player: Player, request):
    recordings = Recordings(request.config.cache.mkdir("frontdesk-callers"))
    scenarios = [booking(index, *caller) for index, caller in enumerate(CALLERS)]
    problems = player.run(four_at_once(player, scenarios, recordings))
    assert not problems, "\n".join(problems)


async def four_at_once(player: Player, scenarios: list[Scenario], recordings: Recordings) -> list[str]:
    cast, ears = Cast(), [Hearing() for _ in scenarios]
    outcomes = [Outcome(scenario, "scripted") for scenario in scenarios]
    async with open_house(
        player.stage,
        language="en",
        moment=MOMENT,
        recogniser=TrueRecogniser(cast),
        language_model=TrueModel(cast),
        ears=ears,
    ) as house:

        async def call(outcome: Outcome, ear: Hearing) -> None:
            caller = phone_in(house, outcome.scenario, recordings, cast, ear, outcome)
            house.lines[caller.line.call.sid] = caller.line
            async with caller.line:
                await caller.hold_the_line()
            caller.check()

        await asyncio.gather(*(call(outcome, ear) for outcome, ear in zip(outcomes, ears, strict=True)))
        await over(house)
        added = tuple(event for scenario in scenarios for event in scenario.after.added)
        calendar = calendar_problems(house, After(added=added), [], await entries(house.server, house.clinic))
    return calendar + [f"{o.scenario.name}: {problem}" for o in outcomes for problem in o.problems]


def test_twenty_calls_leave_no_task_thread_or_file_descriptor(player: Player, request):
    recordings = Recordings(request.config.cache.mkdir("frontdesk-callers"))

    async def soak() -> list[str]:
        async with open_soak(player.stage, recordings) as house:
            await house.calls(range(7), 7)
            before = left()
            await house.calls(range(7, 27), 7)
            return house.failures + await house.unwritten(range(27)) + grown(before, left())

    assert player.run(soak()) == []
