"""A scenario without audio: true text to the pocket language model, the same tools, calendars, records and veto."""

import time

from frontdesk.models.normaliser import normalise
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.typed import TypedCall, Utterance
from tests.scenarios.behaviour import Behaviour
from tests.scenarios.calendars import entries
from tests.scenarios.house import Backstage, House, open_house
from tests.scenarios.ledger import calendar_problems, records_problems
from tests.scenarios.outcome import Outcome, words_problems
from tests.scenarios.scenario import Scenario

_MOST_TURNS = 25


async def play(stage: Backstage, scenario: Scenario) -> Outcome:
    """Type one scenario."""
    outcome = Outcome(scenario, "typed")
    began = time.monotonic()
    async with open_house(stage, language=scenario.language, moment=scenario.clock, before=scenario.before) as house:
        before = await entries(house.server, house.clinic)
        call = house.reception.new_call(caller=scenario.caller.number)
        heard = await _converse(house, scenario, call, outcome)
        outcome.problems += words_problems(scenario, heard, "typed")
        now = await entries(house.server, house.clinic)
        outcome.problems += calendar_problems(house, scenario.after, before, now)
        problems, _ = await records_problems(house, scenario.after, call.call_id, exact=False)
        outcome.problems += problems
    outcome.seconds = time.monotonic() - began
    return outcome


async def _converse(house: House, scenario: Scenario, call: CallState, outcome: Outcome) -> str:
    """Type until somebody has said goodbye; everything that was heard."""
    desk = house.reception.desk
    journal = house.reception.journal(call.call_id)
    journal.started(channel="typed", language=call.language, caller=call.caller_number, at=desk.clock())
    typed = TypedCall(desk, call, journal)
    behaviour = Behaviour(scenario.turns, scenario.language, free=True, lost=scenario.caller.lost)
    heard = [_noted([typed.greet()], outcome)]
    for _ in range(_MOST_TURNS):
        turn = behaviour.answer(heard[-1]) or behaviour.at_a_loss(heard[-1])
        if turn is None:
            break
        said = " ".join(piece.words for piece in turn.pieces)
        words = normalise(said, turn.language or scenario.language) or turn.keys.rstrip("#")
        outcome.story.append(f"caller        {words}")
        heard.append(_noted(await typed.say(words), outcome))
        if turn.hangs_up or call.ended:
            break
    else:
        outcome.problems.append(f"the conversation was not over after {_MOST_TURNS} turns")
    await typed.close()
    return " ".join(heard)


def _noted(utterances: list[Utterance], outcome: Outcome) -> str:
    for utterance in utterances:
        if utterance.kind == "tool":
            outcome.story.append(f"tool          {utterance.text} {utterance.arguments} -> {utterance.payload}")
        else:
            outcome.story.append(f"receptionist  {utterance.text}")
    return " ".join(utterance.text for utterance in utterances if utterance.kind == "speech")
