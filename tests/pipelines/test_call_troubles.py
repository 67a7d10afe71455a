"""Engines that fail in a call: the caller stays in a conversation."""

import pytest

from frontdesk.errors import EngineFailed
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.pipelines.sentences import ENGLISH
from tests.phone_line import phone_line
from tests.pipelines.scripted_call import GREETING, OPTIONS, desk, synthesiser

pytestmark = pytest.mark.spoken


async def test_a_failing_language_model_is_apologised_for_and_the_call_goes_on(voice: PiperEngine) -> None:
    at = desk(["Hello.", "Hello?"], [EngineFailed("the script says so"), "Here I am."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.heard(ENGLISH.engine_trouble)
        await line.say("Hello?")
        await line.heard("Here I am.")


async def test_a_language_model_that_keeps_failing_ends_the_call(voice: PiperEngine) -> None:
    lost = EngineFailed("the script says so")
    at = desk(["Hello."] * 3, [lost, lost, lost])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        for turn in range(2):
            await line.say("Hello.")
            await line.until(lambda turn=turn: len(line.journal.said("assistant")) == turn + 2)  # type: ignore[misc]
        await line.say("Hello.")
        assert await line.ended() == "trouble"
    assert line.journal.said("assistant") == [
        GREETING,
        ENGLISH.engine_trouble,
        ENGLISH.engine_trouble,
        ENGLISH.goodbye,
    ]


async def test_a_failing_recogniser_asks_to_repeat_twice_then_offers_a_message(voice: PiperEngine) -> None:
    lost = EngineFailed("the script says so")
    at = desk([lost, lost, lost, "At last."], ["I hear you."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        for answer in (ENGLISH.repeat, ENGLISH.repeat, ENGLISH.engine_trouble):
            spoken = len(line.journal.said("assistant"))
            await line.say("Can you hear me?")
            await line.until(lambda spoken=spoken: len(line.journal.said("assistant")) > spoken)  # type: ignore[misc]
            assert line.journal.said("assistant")[-1] == answer
        await line.say("At last.")
        await line.heard("I hear you.")


async def test_a_failing_synthesiser_tries_the_prepared_sentence(voice: PiperEngine) -> None:
    at = desk(["Hello."], ["Unspeakable."])
    synthesiser(at).broken.add("Unspeakable.")
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.heard(ENGLISH.engine_trouble)
    assert not any("Unspeakable" in turn for turn in line.journal.said("assistant"))


async def test_a_reply_without_words_never_leaves_the_line_dead(voice: PiperEngine) -> None:
    at = desk(["Hello."], [""])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.heard(ENGLISH.anything_else)
