"""Whole calls over a socket in Twilio's protocol: real transport, voice activity, turn analyser and caller's voice.

Recogniser and model follow a script, so that every run is the same call; the assistant's voice is a short tone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

import frontdesk.bot
from frontdesk.clinic import load_clinic
from frontdesk.errors import EngineFailed
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.ports import ToolCall
from frontdesk.models.store import voice_file
from frontdesk.pipelines import tool_runner
from frontdesk.pipelines.call_options import CallOptions
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import ENGLISH
from frontdesk.pipelines.tool_handlers import ToolHandlers
from frontdesk.pipelines.tools import ToolResult
from tests.engines import ScriptedModel, ScriptedRecogniser, ToneSynthesiser
from tests.phone_line import phone_line

EXAMPLE = Path(frontdesk.bot.__file__).parent / "example" / "clinic.toml"
pytestmark = pytest.mark.spoken

GREETING = "Hello."
OPTIONS = CallOptions(greeting=GREETING)
BOOKED = "You're booked: Tuesday at three. Is there anything else?"
Tool = Callable[[str, dict[str, Any]], Awaitable[ToolResult]]


@pytest.fixture(scope="module")
def voice() -> Iterator[PiperEngine]:
    """The caller's voice."""
    engine = PiperEngine({language: voice_file("pocket", language, Path("unused")) for language in ("en", "fr")})
    asyncio.run(engine.start())
    yield engine
    asyncio.run(engine.close())


def desk(
    texts: list[str | EngineFailed] | None = None,
    replies: list[str | ToolCall | EngineFailed] | None = None,
    *,
    pace: float = 0.01,
) -> Desk:
    nothing = cast("Any", None)
    return Desk(
        clinic=load_clinic(EXAMPLE),
        recogniser=ScriptedRecogniser(texts or []),
        language_model=ScriptedModel(replies or []),
        synthesiser=ToneSynthesiser(pace),
        diary=nothing,
        knowledge=nothing,
        outbox=nothing,
        clock=lambda: datetime(2026, 5, 4, 9, 0, tzinfo=UTC),
    )


def model(at: Desk) -> ScriptedModel:
    return cast("ScriptedModel", at.language_model)


def synthesiser(at: Desk) -> ToneSynthesiser:
    return cast("ToneSynthesiser", at.synthesiser)


@pytest.fixture
def use_tool(monkeypatch: pytest.MonkeyPatch) -> Callable[[Tool], None]:
    """Put a function in place of every tool."""

    def use(tool: Tool) -> None:
        async def call_tool(_desk: Desk, _call: Any, name: str, arguments: dict[str, Any]) -> ToolResult:
            return await tool(name, arguments)

        monkeypatch.setattr(tool_runner, "call_tool", call_tool)

    return use


async def test_a_call_from_greeting_to_hang_up(voice: PiperEngine) -> None:
    at = desk(["What are your opening hours?"], ["We open at eight. Which day suits you?"])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("What are your opening hours?")
        await line.heard("We open at eight. Which day suits you?")
        assert await line.stop() == "caller hung up"
    assert line.journal.said("caller") == ["What are your opening hours?"]
    assert model(at).prompts == [
        [{"role": "assistant", "content": GREETING}, {"role": "user", "content": "What are your opening hours?"}]
    ]
    assert model(at).forgotten == ["CA1"]
    assert line.call.caller_said == ["What are your opening hours?"]
    assert line.call.assistant_said == [GREETING, "We open at eight. Which day suits you?"]
    assert line.journal.rows[-1][0] == "ended"
    assert [event["event"] for event in line.events if event["event"] == "mark"] == ["mark", "mark"]
    answer = next(facts for kind, facts in line.journal.rows if kind == "turn" and facts["text"].startswith("We open"))
    latency = answer["latency_ms"]
    assert latency["voice_to_voice"] >= latency["turn_end"] > 0


async def test_half_a_sentence_a_pause_and_the_rest_are_one_turn(voice: PiperEngine) -> None:
    at = desk(["I would like an appointment", "on Tuesday at three."], ["Certainly."])
    cast("ScriptedRecogniser", at.recogniser).delay = 0.6
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("I would like an appointment")
        await line.play(bytes(2 * 8000 * 35 // 100))
        await line.say("on Tuesday at three.")
        await line.heard("Certainly.")
    assert line.journal.said("caller") == ["I would like an appointment on Tuesday at three."]
    assert len(model(at).prompts) == 1


async def test_a_cough_is_not_answered_and_does_not_hang_the_call(voice: PiperEngine) -> None:
    at = desk(["", "Hello?"], ["How can I help?"])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Aah.")
        await line.until(lambda: len(cast("ScriptedRecogniser", at.recogniser).segments) == 1)
        await line.play(bytes(2 * 8000))
        await line.say("Hello?")
        await line.heard("How can I help?")
    assert line.journal.said("caller") == ["Hello?"]
    assert len(model(at).prompts) == 1


async def test_yes_is_answered(voice: PiperEngine) -> None:
    at = desk(["Yes."], ["Very well."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes.")
        await line.heard("Very well.")
    answer = next(facts for kind, facts in line.journal.rows if kind == "turn" and facts["text"] == "Very well.")
    assert answer["latency_ms"]["turn_end"] < 4000


LONG = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen."


async def test_a_barge_in_clears_and_the_context_holds_what_was_heard(voice: PiperEngine) -> None:
    at = desk(["Hello.", "Stop, please."], [LONG, "All right."], pace=0.06)
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.until(lambda: LONG in synthesiser(at).spoken)
        await line.play(bytes(2 * 8000))
        clears = line.clears
        await line.say("Stop, please.")
        await line.until(lambda: line.clears > clears)
        await line.heard("All right.")
    cut = next(text for text in line.journal.said("assistant") if text.startswith("One"))
    assert LONG.startswith(cut)
    assert 3 < len(cut) < len(LONG) - 20
    row = next(facts for kind, facts in line.journal.rows if kind == "turn" and facts["text"] == cut)
    assert row["interrupted"]
    assert model(at).prompts[-1][-2:] == [
        {"role": "assistant", "content": cut},
        {"role": "user", "content": "Stop, please."},
    ]


async def test_after_a_cough_the_assistant_says_what_was_cut_off(voice: PiperEngine) -> None:
    at = desk(["Hello.", ""], [LONG], pace=0.04)
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.until(lambda: LONG in synthesiser(at).spoken)
        await line.play(bytes(2 * 8000))
        await line.say("Aah.")
        await line.heard(LONG)
    assert len(model(at).prompts) == 1
    assert synthesiser(at).spoken.count(LONG) == 2


async def test_a_tool_result_goes_to_the_model(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    async def check(name: str, arguments: dict[str, Any]) -> ToolResult:
        return ToolResult({"slots": [{"spoken": "mardi à onze heures", "slot": "A"}]})

    use_tool(check)
    at = desk(["Tuesday?"], [ToolCall("check_availability", {"when": "Tuesday"}), "I have eleven o'clock."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Do you have Tuesday?")
        await line.heard("I have eleven o'clock.")
    shown = model(at).prompts[1][-2:]
    assert shown[0]["tool_call"]["name"] == "check_availability"
    assert shown[1]["content"] == '{"slots": [{"spoken": "mardi à onze heures", "slot": "A"}]}'
    tool = next(facts for kind, facts in line.journal.rows if kind == "tool")
    assert (tool["name"], tool["arguments"]) == ("check_availability", {"when": "Tuesday"})


async def test_a_commit_is_announced_by_code_alone(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    async def book(name: str, arguments: dict[str, Any]) -> ToolResult:
        return ToolResult({"booked": True}, announce=BOOKED)

    use_tool(book)
    at = desk(["Yes.", "No."], [ToolCall("book_appointment", {"slot": "A", "name": "Mary"}), "Goodbye then."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await line.heard(BOOKED)
        assert len(model(at).prompts) == 1
        await line.say("No, thank you.")
        await line.heard("Goodbye then.")
    assert [message.get("content") for message in model(at).prompts[1][-3:]] == ['{"booked": true}', BOOKED, "No."]


async def test_a_barge_in_during_a_booking_keeps_and_tells_the_commit(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    started, write = asyncio.Event(), asyncio.Event()

    async def book(name: str, arguments: dict[str, Any]) -> ToolResult:
        started.set()
        await write.wait()
        return ToolResult({"booked": True}, announce=BOOKED)

    use_tool(book)
    at = desk(
        ["Yes.", "One more question."], [ToolCall("book_appointment", {"slot": "A", "name": "Mary"}), "Ask away."]
    )
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await asyncio.wait_for(started.wait(), 10)
        await line.say("I have one more question.")
        await line.until(lambda: len(line.journal.said("caller")) == 2)
        write.set()
        await line.heard("Ask away.")
    assert synthesiser(at).spoken[-2:] == [BOOKED, "Ask away."]
    assert [message.get("content") for message in model(at).prompts[1][-4:]] == [
        None,
        '{"booked": true}',
        BOOKED,
        "One more question.",
    ]
    assert len(model(at).prompts) == 2


async def test_an_announcement_that_was_cut_off_is_said_before_the_next_answer(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    async def book(name: str, arguments: dict[str, Any]) -> ToolResult:
        return ToolResult({"booked": True}, announce=BOOKED)

    use_tool(book)
    booking = ToolCall("book_appointment", {"slot": "A", "name": "Mary"})
    at = desk(["Yes.", "Hello?"], [booking, "How can I help you?"], pace=0.06)
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await line.until(lambda: BOOKED in synthesiser(at).spoken)
        await line.say("Hello?")
        await line.heard("How can I help you?")
    assert synthesiser(at).spoken[1:] == [BOOKED, BOOKED, "How can I help you?"]
    assert BOOKED in " ".join(line.journal.said("assistant"))
    assert [message.get("content") for message in model(at).prompts[1]].count(BOOKED) == 1


async def test_a_cough_during_a_booking_still_tells_the_commit(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    started, write = asyncio.Event(), asyncio.Event()

    async def book(name: str, arguments: dict[str, Any]) -> ToolResult:
        started.set()
        await write.wait()
        return ToolResult({"booked": True}, announce=BOOKED)

    use_tool(book)
    at = desk(["Yes.", ""], [ToolCall("book_appointment", {"slot": "A", "name": "Mary"})])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await asyncio.wait_for(started.wait(), 10)
        await line.say("Aah.")
        await line.play(bytes(2 * 8000))
        write.set()
        await line.heard(BOOKED)
    assert synthesiser(at).spoken.count(BOOKED) == 1
    assert len(model(at).prompts) == 1


async def test_an_interrupted_check_leaves_no_trace(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    started = asyncio.Event()

    async def check(name: str, arguments: dict[str, Any]) -> ToolResult:
        started.set()
        await asyncio.Event().wait()
        raise AssertionError

    use_tool(check)
    at = desk(["Tuesday?", "No, Friday."], [ToolCall("check_availability", {"when": "Tuesday"}), "Friday it is."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Do you have Tuesday?")
        await asyncio.wait_for(started.wait(), 10)
        await line.say("No, on Friday please.")
        await line.heard("Friday it is.")
    assert model(at).prompts[1] == [
        {"role": "assistant", "content": GREETING},
        {"role": "user", "content": "Tuesday? No, Friday."},
    ]


async def test_a_check_that_a_cough_interrupted_is_made_again(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    checks: list[str] = []

    async def check(name: str, arguments: dict[str, Any]) -> ToolResult:
        checks.append(name)
        if len(checks) == 1:
            await asyncio.Event().wait()
        return ToolResult({"slots": []})

    use_tool(check)
    wish = ToolCall("check_availability", {"when": "Tuesday"})
    at = desk(["Tuesday?", ""], [wish, wish, "Nothing is free on Tuesday."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Do you have Tuesday?")
        await line.until(lambda: checks)
        await line.say("Aah.")
        await line.heard("Nothing is free on Tuesday.")
    assert model(at).prompts[1] == model(at).prompts[0]


async def test_a_write_under_way_survives_the_hang_up(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    started, write = asyncio.Event(), asyncio.Event()
    written: list[str] = []

    async def take(name: str, arguments: dict[str, Any]) -> ToolResult:
        started.set()
        await write.wait()
        written.append(name)
        return ToolResult({"taken": True})

    use_tool(take)
    at = desk(["Yes."], [ToolCall("take_message", {"name": "Mary", "message": "Call me."})])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await asyncio.wait_for(started.wait(), 10)
        stopping = asyncio.create_task(line.stop())
        asyncio.get_running_loop().call_later(0.2, write.set)
        await stopping
    assert written == ["take_message"]


async def test_a_call_that_is_cancelled_while_it_cleans_up_still_does(
    voice: PiperEngine, use_tool: Callable[[Tool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The carrier's status comes behind the end of the stream, while a write is under way."""
    started, cleaning, write = asyncio.Event(), asyncio.Event(), asyncio.Event()
    finished = ToolHandlers.finished

    async def take(name: str, arguments: dict[str, Any]) -> ToolResult:
        started.set()
        await write.wait()
        return ToolResult({"taken": True})

    async def note(handlers: ToolHandlers) -> None:
        cleaning.set()
        await finished(handlers)

    use_tool(take)
    monkeypatch.setattr(ToolHandlers, "finished", note)
    at = desk(["Yes."], [ToolCall("take_message", {"name": "Mary", "message": "Call me."})])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await asyncio.wait_for(started.wait(), 10)
        stopping = asyncio.create_task(line.stop())
        await asyncio.wait_for(cleaning.wait(), 10)
        (await line.answering).cancel()
        asyncio.get_running_loop().call_later(0.2, write.set)
        await stopping
    assert [name for name, _ in line.journal.rows if name != "turn"] == ["tool", "ended"]
    assert line.journal.rows[-1][1]["reason"] == "caller hung up"
    assert model(at).forgotten == ["CA1"]


async def test_a_cancelled_call_ends_for_the_reason_that_is_given(voice: PiperEngine) -> None:
    at = desk()
    async with phone_line(at, voice, options=OPTIONS, why_cancelled=lambda: "caller hung up") as line:
        await line.heard(GREETING)
        (await line.answering).cancel()
        await line.ended()
    assert line.journal.rows[-1][1]["reason"] == "caller hung up"


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


async def test_a_false_claim_is_replaced_and_the_model_asked_again(voice: PiperEngine) -> None:
    at = desk(["Book it."], ["You are all booked for Tuesday. See you then.", "What name is it under?"])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Book it, please.")
        await line.heard("What name is it under?")
    assert ENGLISH.nothing_booked in " ".join(line.journal.said("assistant"))
    assert not any("all booked" in sentence for sentence in synthesiser(at).spoken)


async def test_a_reply_without_words_never_leaves_the_line_dead(voice: PiperEngine) -> None:
    at = desk(["Hello."], [""])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Hello.")
        await line.heard(ENGLISH.anything_else)


async def test_end_call_says_goodbye_and_hangs_up_behind_it(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    async def end(name: str, arguments: dict[str, Any]) -> ToolResult:
        return ToolResult({"ok": True}, end_call=True)

    use_tool(end)
    hung_up: list[bool] = []

    async def hang_up() -> None:
        hung_up.append(True)

    at = desk(["Goodbye."], [ToolCall("end_call", {})])
    async with phone_line(at, voice, options=OPTIONS, hang_up=hang_up) as line:
        await line.heard(GREETING)
        await line.say("Goodbye.")
        assert await line.ended() == "goodbye"
    assert line.journal.said("assistant")[-1] == ENGLISH.goodbye
    assert line.call.ended
    assert hung_up == [True]


async def test_keys_are_heard_as_a_number(voice: PiperEngine) -> None:
    at = desk([], ["Thank you."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.press("5145550142#")
        await line.heard("Thank you.")
    assert line.journal.said("caller") == ["5145550142"]
    assert model(at).prompts[0][-1] == {"role": "user", "content": "5145550142"}


async def test_long_silence_is_asked_about_once_and_then_ends_the_call(voice: PiperEngine) -> None:
    at = desk()
    async with phone_line(at, voice, options=CallOptions(greeting=GREETING, silence=0.4)) as line:
        assert await line.ended() == "silence"
    assert line.journal.said("assistant") == [GREETING, ENGLISH.still_there, ENGLISH.goodbye]


async def test_the_longest_call_ends_with_a_goodbye(voice: PiperEngine) -> None:
    at = desk()
    async with phone_line(at, voice, options=CallOptions(greeting=GREETING, longest=0.5)) as line:
        line.echo_marks = False
        assert await line.ended() == "longest call"
    assert line.journal.said("assistant")[-1] == ENGLISH.goodbye


async def test_nothing_is_left_after_twenty_calls(voice: PiperEngine) -> None:
    async def one_call() -> None:
        async with phone_line(desk(), voice, options=OPTIONS) as line:
            await line.heard(GREETING)

    await one_call()
    before = len(asyncio.all_tasks())
    for _ in range(4):
        await asyncio.gather(*(one_call() for _ in range(5)))
    assert len(asyncio.all_tasks()) <= before


async def test_a_broken_line_ends_the_call(voice: PiperEngine) -> None:
    async with phone_line(desk(), voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.socket.close()
        assert await line.ended() == "caller hung up"


async def test_a_cancelled_call_cleans_up(voice: PiperEngine) -> None:
    at = desk()
    before = asyncio.all_tasks()
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        (await line.answering).cancel()
        assert await line.ended() == "CancelledError"
    assert line.journal.rows[-1][0] == "ended"
    assert line.journal.rows[-1][1]["reason"] == "server stopped"
    assert model(at).forgotten == ["CA1"]
    assert asyncio.all_tasks() == before


async def test_goodbye_does_not_wait_for_a_carrier_that_confirms_nothing(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    async def end(name: str, arguments: dict[str, Any]) -> ToolResult:
        return ToolResult({"ok": True}, announce="Goodbye, Mary.", end_call=True)

    use_tool(end)
    at = desk(["Goodbye."], [ToolCall("end_call", {}), "Never said."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        line.echo_marks = False
        await line.heard(GREETING)
        await line.say("Goodbye.")
        await line.until(lambda: "Goodbye, Mary." in synthesiser(at).spoken)
        await line.say("Wait, wait!")
        assert await line.ended() == "goodbye"
    assert len(model(at).prompts) == 1
