"""Fail the k-th request to the calendar, engine call or SQL statement of a booking call, for every k."""

from functools import partial

import pytest

from tests.engines import ToneSynthesiser
from tests.scenarios.faulty_call import MOMENT, FaultyCall, call_with_calendar_fault, call_with_engine_fault, every_k
from tests.scenarios.faulty_records import TypedBookings
from tests.scenarios.house import open_house
from tests.scenarios.player import Player
from tests.scenarios.recordings import Recordings
from tests.scenarios.scenario import Caller, Turn
from tests.scenarios.script import Cast, TrueModel, TrueRecogniser

pytestmark = pytest.mark.spoken


@pytest.fixture(scope="module")
def recording(request: pytest.FixtureRequest) -> bytes:
    recordings = Recordings(request.config.cache.mkdir("frontdesk-callers"))  # type: ignore[union-attr]
    return recordings.line(Turn(says="Yes please."), Caller(), "en", tight=True).audio


def check(count: int, calls: list[FaultyCall], least: int) -> None:
    assert calls[0].booked == 1, str(calls[0])
    assert count >= least, calls[0].fuse.seen
    wrong = [str(call) for call in calls if call.problems]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("fate", ["lose_request", "lose_answer", "hang"])
def test_whichever_calendar_request_fails_the_caller_hears_the_truth_in_time(player: Player, recording: bytes, fate):
    one = partial(call_with_calendar_fault, player.stage, recording, fate=fate)
    check(*player.run(every_k(one)), least=4)


def test_whichever_engine_call_fails_the_caller_hears_the_truth_in_time(player: Player, recording: bytes):
    one = partial(call_with_engine_fault, player.stage, recording)
    check(*player.run(every_k(one)), least=9)


def test_whichever_statement_fails_the_caller_is_told_the_truth(player: Player):
    async def every_statement() -> tuple[int, list[FaultyCall]]:
        cast = Cast()
        async with open_house(
            player.stage,
            language="en",
            moment=MOMENT,
            recogniser=TrueRecogniser(cast),
            language_model=TrueModel(cast),
            synthesiser=ToneSynthesiser(),
        ) as house:
            return await every_k(TypedBookings(house, cast).with_fault, at_once=1)

    check(*player.run(every_statement()), least=10)
