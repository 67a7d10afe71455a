"""The circuit breaker, on a clock that the test moves."""

import asyncio
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.bot.breaker import FAILURES, LONGEST_PAUSE, PAUSE, Breaker
from frontdesk.errors import BadReply, EngineFailed, SlotTaken


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker("recogniser", EngineFailed, clock)


def fail(breaker: Breaker, error: Exception | None = None) -> None:
    with suppress(EngineFailed, SlotTaken), breaker.attempt():
        raise error or EngineFailed("it broke")


def work(breaker: Breaker) -> None:
    with breaker.attempt():
        pass


def open_it(breaker: Breaker) -> None:
    for _ in range(FAILURES):
        fail(breaker)


def test_failures_in_a_row_open_it_and_it_refuses_at_once(breaker: Breaker) -> None:
    for _ in range(FAILURES - 1):
        fail(breaker)
    assert breaker.closed
    fail(breaker)
    assert (breaker.closed, breaker.state) == (False, "in trouble")
    with pytest.raises(EngineFailed, match="recogniser is in trouble"), breaker.attempt():
        pytest.fail("the stage was asked")


def test_a_success_between_failures_keeps_it_closed(breaker: Breaker) -> None:
    for _ in range(5):
        fail(breaker)
        fail(breaker)
        work(breaker)
    assert breaker.closed


def test_after_the_pause_a_trial_closes_it(breaker: Breaker, clock: Clock) -> None:
    open_it(breaker)
    clock.now += PAUSE - 0.1
    assert not breaker.trial_due
    clock.now += 0.1
    assert (breaker.trial_due, breaker.state) == (True, "trying again")
    work(breaker)
    assert (breaker.closed, breaker.state) == (True, "ready")
    for _ in range(FAILURES - 1):
        fail(breaker)
    assert breaker.closed


def test_only_one_attempt_is_the_trial(breaker: Breaker, clock: Clock) -> None:
    open_it(breaker)
    clock.now += PAUSE
    with breaker.attempt():
        assert breaker.state == "trying again"
        with pytest.raises(EngineFailed), breaker.attempt():
            pytest.fail("a second one was let through")
    assert breaker.closed


def test_failed_trials_rest_longer_and_longer(breaker: Breaker, clock: Clock) -> None:
    open_it(breaker)
    rests = []
    for _ in range(8):
        began = clock.now
        while not breaker.trial_due:
            clock.now += 0.5
        rests.append(clock.now - began)
        fail(breaker)
    assert rests == [2, 4, 8, 16, 32, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]
    clock.now += LONGEST_PAUSE
    work(breaker)
    open_it(breaker)
    clock.now += PAUSE
    assert breaker.trial_due


def test_a_cancelled_trial_decides_nothing(breaker: Breaker, clock: Clock) -> None:
    open_it(breaker)
    clock.now += PAUSE
    with suppress(asyncio.CancelledError), breaker.attempt():
        raise asyncio.CancelledError
    assert not breaker.closed
    assert breaker.trial_due


def test_other_errors_say_nothing_about_the_stage(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    fail(breaker)
    fail(breaker, SlotTaken("taken"))
    assert breaker.closed
    fail(breaker)
    assert not breaker.closed


def test_a_reply_without_use_is_an_answer(breaker: Breaker) -> None:
    for _ in range(2 * FAILURES):
        fail(breaker, BadReply("empty"))
    assert breaker.closed


def test_what_was_begun_before_it_opened_changes_nothing(breaker: Breaker, clock: Clock) -> None:
    with breaker.attempt():
        open_it(breaker)
    assert not breaker.closed
    clock.now += PAUSE
    assert breaker.trial_due


@given(st.lists(st.sampled_from(["work", "fail", "cancel", "wait"])))
def test_it_never_opens_without_failures_in_a_row_and_a_long_wait_always_lets_a_trial_in(events: list[str]) -> None:
    clock = Clock()
    breaker = Breaker("recogniser", EngineFailed, clock)
    failures = 0
    for event in events:
        admitted = breaker.closed or breaker.trial_due
        if event == "wait":
            clock.now += 1.0
        elif event == "work" and admitted:
            work(breaker)
            failures = 0
        elif event == "fail" and admitted:
            fail(breaker)
            failures += 1
        elif event == "cancel" and admitted:
            fail(breaker, SlotTaken("taken"))
        assert breaker.closed == (failures < FAILURES)
    clock.now += LONGEST_PAUSE
    assert breaker.closed or breaker.trial_due
