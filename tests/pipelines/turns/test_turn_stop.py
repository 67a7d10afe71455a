"""The strategy inside Pipecat's user aggregator, with an analyser that says what the test wants."""

from typing import Any

from pipecat.audio.turn.base_turn_analyzer import BaseTurnAnalyzer, BaseTurnParams, EndOfTurnState
from pipecat.frames.frames import (
    Frame,
    LLMContextFrame,
    TranscriptionFrame,
    VADUserStartedSpeakingFrame,
    VADUserStoppedSpeakingFrame,
)
from pipecat.metrics.metrics import MetricsData, TurnMetricsData
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import LLMContextAggregatorPair, LLMUserAggregatorParams
from pipecat.tests.utils import SleepFrame, run_test
from pipecat.turns.user_start import VADUserTurnStartStrategy
from pipecat.turns.user_turn_strategies import UserTurnStrategies

from frontdesk.models.whisper_service import NothingHeardFrame
from frontdesk.pipelines.turns.patience import Patience
from frontdesk.pipelines.turns.stop import PatientTurnStop


class Analyser(BaseTurnAnalyzer):
    """Gives one probability for every pause; None breaks."""

    def __init__(self, probability: float | None) -> None:
        super().__init__()
        self.probability = probability
        self.cleared = 0

    @property
    def speech_triggered(self) -> bool:
        return False

    @property
    def params(self) -> BaseTurnParams:
        return BaseTurnParams()

    def append_audio(self, buffer: bytes, is_speech: bool) -> EndOfTurnState:
        return EndOfTurnState.INCOMPLETE

    async def analyze_end_of_turn(self) -> tuple[EndOfTurnState, MetricsData | None]:
        if self.probability is None:
            raise RuntimeError("the test says so")
        metrics = TurnMetricsData(
            processor="test", is_complete=True, probability=self.probability, e2e_processing_time_ms=0
        )
        return EndOfTurnState.INCOMPLETE, metrics

    def clear(self) -> None:
        self.cleared += 1


def started() -> VADUserStartedSpeakingFrame:
    return VADUserStartedSpeakingFrame(start_secs=0.1)


def stopped() -> VADUserStoppedSpeakingFrame:
    return VADUserStoppedSpeakingFrame(stop_secs=0.2)


def text(words: str) -> TranscriptionFrame:
    return TranscriptionFrame(words, "", "now", finalized=True)


PAUSE = SleepFrame(sleep=0.05)
WAIT = Patience(unsure_wait=0.3, open_wait=0.3)


async def heard(analyser: Analyser, *frames: Frame) -> list[Any]:
    """What the model is asked about, in order, and what was left in the context."""
    context = LLMContext()
    strategies = UserTurnStrategies(start=[VADUserTurnStartStrategy()], stop=[PatientTurnStop(analyser, WAIT)])
    params = LLMUserAggregatorParams(user_turn_strategies=strategies, empty_user_turn=None)
    user = LLMContextAggregatorPair(context, user_params=params).user()
    down, _ = await run_test(user, frames_to_send=[*frames, SleepFrame(sleep=0.5)])
    assert sum(isinstance(frame, LLMContextFrame) for frame in down) == len(context.messages)
    return [dict(message)["content"] for message in context.messages]


async def test_a_finished_turn_is_asked_about_once() -> None:
    analyser = Analyser(0.9)
    assert await heard(analyser, started(), PAUSE, stopped(), PAUSE, text("Hello.")) == ["Hello."]
    assert analyser.cleared == 1


async def test_a_text_that_comes_while_the_caller_speaks_again_does_not_end_the_turn() -> None:
    halves = [started(), PAUSE, stopped(), PAUSE, started(), PAUSE, text("I would like"), PAUSE, stopped(), PAUSE]
    assert await heard(Analyser(0.9), *halves, text("an appointment.")) == ["I would like an appointment."]


async def test_an_unsure_pause_waits_and_a_resumed_turn_goes_on() -> None:
    halves = [started(), PAUSE, stopped(), text("On Tuesday."), PAUSE, started(), PAUSE, stopped(), PAUSE]
    assert await heard(Analyser(0.5), *halves, text("At three.")) == ["On Tuesday. At three."]


async def test_nothing_heard_ends_the_turn_without_asking() -> None:
    analyser = Analyser(0.9)
    assert await heard(analyser, started(), PAUSE, stopped(), PAUSE, NothingHeardFrame(seconds=0.4)) == []
    assert analyser.cleared == 1


async def test_a_broken_analyser_leaves_the_decision_to_silence() -> None:
    assert await heard(Analyser(None), started(), PAUSE, stopped(), PAUSE, text("Hello.")) == ["Hello."]
