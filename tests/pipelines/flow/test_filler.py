"""Asking for patience: with the loop's clock turned by hand."""

import asyncio

import pytest

from frontdesk.pipelines.flow.filler import LONGEST_SILENCE, SHORTEST, Filler
from frontdesk.pipelines.flow.owed_speech import OwedSpeech, Sentence


class Bench:
    """A filler, and what it said."""

    def __init__(self) -> None:
        self.owed = OwedSpeech()
        self.said = 0
        self.filler = Filler(1.5, self.owed, self.say)

    async def say(self) -> None:
        self.said += 1

    def turn(self) -> None:
        """The caller says something, and the answer is begun."""
        self.owed.asked()
        self.filler.turn_began()
        self.filler.answering()


@pytest.fixture
def sleeps(monkeypatch: pytest.MonkeyPatch) -> list[asyncio.Event]:
    """Every sleep of the filler, to be ended by hand."""
    begun: list[asyncio.Event] = []

    async def sleep(_seconds: float) -> None:
        begun.append(asyncio.Event())
        await begun[-1].wait()

    monkeypatch.setattr("frontdesk.pipelines.flow.filler.asyncio.sleep", sleep)
    return begun


async def settle() -> None:
    """Let every task run as far as it can."""
    loop = asyncio.get_running_loop()
    for _ in range(5):
        done = loop.create_future()
        loop.call_soon(done.set_result, None)
        await done


async def test_a_slow_answer_is_asked_patience_for_once_in_a_turn(sleeps: list[asyncio.Event]) -> None:
    bench = Bench()
    bench.turn()
    await settle()
    sleeps[0].set()
    await settle()
    assert bench.said == 1
    bench.filler.answering()
    await settle()
    assert len(sleeps) == 1
    bench.turn()
    await settle()
    sleeps[1].set()
    await settle()
    assert bench.said == 2


async def test_an_answer_that_came_is_not_followed_by_a_filler(sleeps: list[asyncio.Event]) -> None:
    bench = Bench()
    bench.turn()
    await settle()
    bench.owed.answered()
    sleeps[0].set()
    await settle()
    assert bench.said == 0


async def test_while_something_is_heard_nobody_asks_for_patience(sleeps: list[asyncio.Event]) -> None:
    bench = Bench()
    bench.turn()
    bench.owed.queued(Sentence("You're booked.", remembered=True))
    await settle()
    sleeps[0].set()
    await settle()
    assert bench.said == 0
    bench.owed.heard("You're booked.")
    sleeps[1].set()
    await settle()
    assert bench.said == 1


async def test_the_callers_voice_stops_it(sleeps: list[asyncio.Event]) -> None:
    bench = Bench()
    bench.turn()
    await settle()
    bench.filler.stop()
    sleeps[0].set()
    await settle()
    assert bench.said == 0


async def test_after_the_call_nothing_is_timed(sleeps: list[asyncio.Event]) -> None:
    bench = Bench()
    bench.filler.close()
    bench.turn()
    await settle()
    assert not sleeps


async def test_a_turn_that_took_long_to_end_leaves_less_for_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("frontdesk.pipelines.flow.filler.asyncio.sleep", sleep)
    for waited in (0.3, 1.3, 4.0):
        bench = Bench()
        bench.filler = Filler(1.5, bench.owed, bench.say, waited=lambda waited=waited: waited)  # type: ignore[misc]
        bench.turn()
        await settle()
        assert bench.said == 1
    assert slept == pytest.approx([1.5, LONGEST_SILENCE - 1.3, SHORTEST])
