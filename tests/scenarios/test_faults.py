"""Fail the k-th request to the calendar, or the k-th call of an engine, of a booking call, for every k."""

from functools import partial

import pytest

from tests.scenarios.faulty_call import FaultyCall, call_with_calendar_fault, call_with_engine_fault, every_k
from tests.scenarios.player import Player
from tests.scenarios.recordings import Recordings
from tests.scenarios.scenario import Caller, Turn

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
