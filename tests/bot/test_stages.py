"""Stages in trouble: calls are not talked to, prepared phrases still are, and each comes back by itself."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, cast

import pytest

from frontdesk.bot.breaker import FAILURES, LONGEST_PAUSE, PAUSE
from frontdesk.bot.engines import Engines
from frontdesk.bot.stages import Stages
from frontdesk.errors import BadReply, CalendarUnavailable, EngineFailed
from frontdesk.models.ports import NO_RIVALS, Speech, TextDelta, ToolCall, Transcript, Usage

RATE = 8000
AUDIO = bytes(2 * RATE)


class Fickle:
    """All three engines; each does what `mood` says: work, fail, or raise what nobody foresaw."""

    def __init__(self) -> None:
        self.mood: Exception | None = None
        self.ready = True
        self.asked = 0
        self.forgotten: list[str] = []

    def _answer(self) -> None:
        self.asked += 1
        if self.mood is not None:
            raise self.mood

    async def transcribe(self, audio: bytes, *, rate: int, language: str, rivals: Any = NO_RIVALS) -> Transcript:
        self._answer()
        return Transcript("Hello.", language, 1.0, 0.0, len(audio) / 2 / rate)

    async def generate(self, *_: Any, **__: Any) -> AsyncIterator[TextDelta | ToolCall | Usage]:
        yield TextDelta("Hello ")
        self._answer()
        yield Usage(0, 0, 0)

    async def forget(self, call_id: str) -> None:
        self.forgotten.append(call_id)

    async def synthesise(self, text: str, *, language: str, rate: int) -> Speech:
        if text != "Prepared.":
            self._answer()
        return Speech(text, AUDIO, rate)

    async def prepare(self, sentences: Sequence[str], *, language: str, rate: int) -> None:
        pass


class House:
    """Stages around three engines of their own, on a clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.engines = {name: Fickle() for name in ("recogniser", "language model", "synthesiser")}
        self.stages = Stages(cast("Engines", Engines(*cast("Any", self.engines.values()))), "en", lambda: self.now)

    async def ask(self, stage: str) -> None:
        if stage == "recogniser":
            await self.stages.recogniser.transcribe(AUDIO, rate=RATE, language="en")
        elif stage == "synthesiser":
            await self.stages.synthesiser.synthesise("Hello.", language="en", rate=RATE)
        else:
            async for _ in self.stages.language_model.generate("call", [], []):
                pass

    async def break_down(self, stage: str, error: Exception | None = None) -> None:
        self.engines[stage].mood = error or EngineFailed("broken")
        for _ in range(FAILURES):
            with pytest.raises(EngineFailed):
                await self.ask(stage)


@pytest.fixture
def house() -> House:
    return House()


STAGES = ("recogniser", "language model", "synthesiser")


@pytest.mark.parametrize("stage", STAGES)
async def test_a_broken_engine_is_left_alone_and_comes_back_by_itself(house: House, stage: str) -> None:
    assert house.stages.states() == dict.fromkeys(STAGES, "ready")
    await house.break_down(stage)
    assert house.stages.in_trouble
    assert house.stages.states() == {**dict.fromkeys(STAGES, "ready"), stage: "in trouble"}
    asked = house.engines[stage].asked
    with pytest.raises(EngineFailed, match="left alone"):
        await house.ask(stage)
    await house.stages.heal()
    assert house.engines[stage].asked == asked

    house.now += PAUSE
    assert house.stages.states()[stage] == "trying again"
    await house.stages.heal()
    assert house.engines[stage].asked == asked + 1
    assert house.stages.in_trouble

    house.engines[stage].mood = None
    house.now += LONGEST_PAUSE
    await house.stages.heal()
    assert not house.stages.in_trouble
    await house.ask(stage)


@pytest.mark.parametrize("stage", STAGES)
async def test_errors_that_nobody_foresaw_count_and_keep_their_words(house: House, stage: str) -> None:
    house.engines[stage].mood = ValueError("Zanzibar")
    with pytest.raises(EngineFailed, match="ValueError") as caught:
        await house.ask(stage)
    assert "Zanzibar" not in caught.value.message
    await house.break_down(stage, KeyError("Zanzibar"))
    assert house.stages.in_trouble


@pytest.mark.parametrize("stage", STAGES)
async def test_an_engine_that_is_not_ready_is_noticed_without_a_call(house: House, stage: str) -> None:
    house.engines[stage].ready = False
    assert house.stages.states()[stage] == "restarting"
    assert not house.stages.in_trouble
    house.engines[stage].mood = EngineFailed("away")
    for _ in range(FAILURES):
        await house.stages.heal()
    assert house.stages.in_trouble


async def test_prepared_sentences_are_spoken_and_prove_nothing(house: House) -> None:
    await house.stages.synthesiser.prepare(["Prepared."], language="en", rate=RATE)
    house.engines["synthesiser"].mood = EngineFailed("broken")
    for _ in range(FAILURES):
        with pytest.raises(EngineFailed):
            await house.ask("synthesiser")
        assert (await house.stages.synthesiser.synthesise("Prepared.", language="en", rate=RATE)).pcm
    assert house.stages.in_trouble
    assert (await house.stages.synthesiser.synthesise("Prepared.", language="en", rate=RATE)).pcm


async def test_a_model_that_writes_nonsense_is_not_in_trouble(house: House) -> None:
    await house.break_down("language model", BadReply("no such tool"))
    assert not house.stages.in_trouble


async def test_a_reply_that_a_caller_cuts_short_decides_nothing(house: House) -> None:
    await house.break_down("language model")
    house.now += PAUSE
    reply = house.stages.language_model.generate("call", [], [])
    await anext(reply)
    assert house.stages.states()["language model"] == "trying again"
    await reply.aclose()  # type: ignore[attr-defined]
    assert house.stages.in_trouble
    house.engines["language model"].mood = None
    await house.stages.heal()
    assert not house.stages.in_trouble
    assert house.engines["language model"].forgotten == ["trial"]


async def test_a_calendar_in_trouble_lets_calls_in_and_is_tried(house: House) -> None:
    trials: list[bool] = []

    async def trial() -> None:
        with house.stages.calendar.attempt():
            trials.append(True)
            if len(trials) == 1:
                raise CalendarUnavailable("away")

    house.stages.try_calendar_with(trial)
    for _ in range(FAILURES):
        with pytest.raises(CalendarUnavailable), house.stages.calendar.attempt():
            raise CalendarUnavailable("away")
    assert (house.stages.calendar.state, house.stages.in_trouble) == ("in trouble", False)
    await house.stages.heal()
    assert trials == []
    for _ in range(2):
        house.now += LONGEST_PAUSE
        await house.stages.heal()
    assert len(trials) == 2
    assert house.stages.calendar.closed
