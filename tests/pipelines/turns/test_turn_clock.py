"""Where the milliseconds of a turn go, on a clock moved by hand."""

from dataclasses import dataclass

import pytest

from frontdesk.pipelines.turns.clock import TurnClock


@dataclass
class Hand:
    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_the_parts_of_an_answer() -> None:
    now = Hand()
    clock = TurnClock(now)
    clock.speech_ended(0.2)
    now.seconds += 0.1
    clock.mark("transcript")
    now.seconds += 0.05
    clock.mark("turn_over")
    clock.tool_took(0.25)
    now.seconds += 0.45
    clock.mark("sentence")
    now.seconds += 0.04
    clock.mark("sentence")
    assert clock.answered() == {
        "transcription": 300.0,
        "turn_end": 350.0,
        "language_model": 200.0,
        "tools": 250.0,
        "synthesis": 40.0,
        "voice_to_voice": 840.0,
    }
    assert clock.answered() is None


def test_words_that_answer_nobody_have_no_latency() -> None:
    clock = TurnClock(Hand())
    clock.mark("sentence")
    assert clock.answered() is None
    clock.speech_ended(0.2)
    assert clock.answered() is None


def test_silence_is_counted_from_the_last_word_to_the_first_audio() -> None:
    now = [10.0]
    clock = TurnClock(lambda: now[0])
    assert clock.silence() == 0.0
    clock.speech_ended(0.2)
    now[0] = 11.0
    assert clock.silence() == pytest.approx(1.2)
    clock.answered()
    assert clock.silence() == 0.0
