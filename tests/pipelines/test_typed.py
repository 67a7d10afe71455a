"""The typed conversation, with a model that follows a script and tools that tests put in."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

import frontdesk.bot
from frontdesk.calendar import Appointment
from frontdesk.clinic import load_clinic
from frontdesk.errors import EngineFailed
from frontdesk.models.ports import ToolCall
from frontdesk.pipelines import tool_runner
from frontdesk.pipelines.call_state import CallState, Commit
from frontdesk.pipelines.desk import Action, Desk
from frontdesk.pipelines.sentences import ENGLISH, FRENCH
from frontdesk.pipelines.tool_runner import MOST_CALLS
from frontdesk.pipelines.tools import ToolResult
from frontdesk.pipelines.typed import TypedCall
from tests.engines import ListJournal, ScriptedModel, ScriptedRecogniser, ToneSynthesiser
from tests.pipelines.scripted_call import ListOutbox

EXAMPLE = Path(frontdesk.bot.__file__).parent / "example" / "clinic.toml"
CHECK = ToolCall("check_availability", {"when": "Tuesday"})


def typed(*replies: str | ToolCall | EngineFailed) -> tuple[TypedCall, ScriptedModel, ListJournal]:
    nothing = cast("Any", None)
    model, journal = ScriptedModel(list(replies)), ListJournal()
    desk = Desk(
        clinic=load_clinic(EXAMPLE),
        recogniser=ScriptedRecogniser(),
        language_model=model,
        synthesiser=ToneSynthesiser(),
        diary=nothing,
        knowledge=nothing,
        outbox=ListOutbox(),
        clock=lambda: datetime(2026, 5, 4, 9, 0, tzinfo=UTC),
    )
    return TypedCall(desk, CallState("T1", None, "en"), journal), model, journal


@pytest.fixture
def tool_gives(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have every tool call answered by the given results in order; an exception is raised."""

    def give(*results: ToolResult | Exception) -> None:
        rest = list(results)

        async def call_tool(*_: Any) -> ToolResult:
            result = rest.pop(0) if len(rest) > 1 else rest[0]
            if isinstance(result, Exception):
                raise result
            return result

        monkeypatch.setattr(tool_runner, "call_tool", call_tool)

    return give


async def test_words_a_tool_and_words(tool_gives: Callable[..., None]) -> None:
    found: dict[str, Any] = {"slots": [{"spoken": "Tuesday at three", "slot": "A"}]}
    tool_gives(ToolResult(found))
    call, model, journal = typed("Which day?", CHECK, "Tuesday at three is free. What is your name?")
    greeting = call.greet()
    assert [u.text for u in await call.say("An appointment, please.")] == ["Which day?"]
    tool, speech = await call.say("Tuesday.")
    assert (tool.kind, tool.text, tool.arguments, tool.payload) == ("tool", CHECK.name, CHECK.arguments, found)
    assert (speech.kind, speech.text) == ("speech", "Tuesday at three is free. What is your name?")
    assert [m["role"] for m in model.prompts[-1]] == [
        "assistant",
        "user",
        "assistant",
        "user",
        "assistant",
        "tool",
    ]
    assert call.call.caller_said == ["An appointment, please.", "Tuesday."]
    assert call.call.assistant_said[0] == greeting.text
    await call.close()
    assert model.forgotten == ["T1"]
    assert [kind for kind, _ in journal.rows] == ["turn", "turn", "turn", "turn", "tool", "turn", "ended"]


async def test_times_that_code_announces_are_not_said_by_the_model(tool_gives: Callable[..., None]) -> None:
    offer = ENGLISH.offer.format(options="Tuesday at three, or Tuesday at four")
    tool_gives(ToolResult({"slots": []}, announce=offer))
    call, model, journal = typed(CHECK, "Never asked.")
    assert [u.text for u in await call.say("Tuesday.")] == [CHECK.name, offer]
    assert len(model.prompts) == 1
    assert call.call.assistant_said == [offer]
    assert [kind for kind, _ in journal.rows] == ["turn", "tool", "turn"]


async def test_an_announcement_ends_the_turn_and_stands_in_the_conversation(tool_gives: Callable[..., None]) -> None:
    tool_gives(ToolResult({"booked": True}, announce="You're booked."))
    call, model, _ = typed(ToolCall("book_appointment", {"slot": "A", "name": "Mary"}), "Bye.")
    assert [u.text for u in await call.say("Yes.")] == ["book_appointment", "You're booked."]
    await call.say("Thanks.")
    assert model.prompts[-1][-2] == {"role": "assistant", "content": "You're booked."}


async def test_end_call_says_goodbye_and_ends(tool_gives: Callable[..., None]) -> None:
    tool_gives(ToolResult({"ok": True}, end_call=True))
    call, _, _ = typed(ToolCall("end_call", {}))
    assert (await call.say("Bye."))[-1].text == ENGLISH.goodbye
    assert call.call.ended
    assert await call.say("Hello?") == []


async def test_empty_words_ask_nobody() -> None:
    call, model, _ = typed()
    assert await call.say("  ") == []
    assert model.prompts == []


async def test_a_false_claim_is_corrected_and_asked_again_once() -> None:
    call, _, _ = typed("You are all booked. Bye.", "What is your name?")
    assert [u.text for u in await call.say("Book it.")] == [ENGLISH.nothing_booked, "What is your name?"]
    call, model, _ = typed("You are all booked.", "You are all booked.", "Never asked.")
    assert [u.text for u in await call.say("Book it.")] == [ENGLISH.nothing_booked] * 2
    assert len(model.prompts) == 2


async def test_a_repeated_announcement_is_dropped(appointment: Appointment) -> None:
    call, _, _ = typed("You are all booked.")
    call.call.commits.append(Commit("booked", appointment, appointment.spoken("en")))
    assert [u.text for u in await call.say("Great.")] == [ENGLISH.anything_else]


async def test_a_model_in_trouble_is_apologised_for() -> None:
    call, _, _ = typed(EngineFailed("the script says so"), "Hello.")
    assert [u.text for u in await call.say("Hello.")] == [ENGLISH.engine_trouble]
    assert [u.text for u in await call.say("Hello?")] == ["Hello."]


async def test_the_second_reply_in_a_row_without_words_is_a_failure() -> None:
    call, _, _ = typed("", "Hello.", "", "", "")
    answers = [[u.text for u in await call.say(words)] for words in ("Hm.", "Hello.", "Hm.", "Hm.", "Hm.")]
    assert answers == [
        [ENGLISH.anything_else],
        ["Hello."],
        [ENGLISH.anything_else],
        [ENGLISH.engine_trouble],
        [ENGLISH.leave_message],
    ]


async def test_replies_that_the_guard_dropped_are_no_failure(appointment: Appointment) -> None:
    call, _, _ = typed("You are all booked.", "You are all booked.")
    call.call.commits.append(Commit("booked", appointment, appointment.spoken("en")))
    for _ in range(2):
        assert [u.text for u in await call.say("Great.")] == [ENGLISH.anything_else]


async def test_a_model_in_circles_is_stopped(tool_gives: Callable[..., None]) -> None:
    tool_gives(ToolResult({"slots": [{"spoken": "Tuesday at three", "slot": "A"}]}))
    call, model, _ = typed(*[CHECK] * 20)
    answer = await call.say("Tuesday.")
    assert answer[-1].text == ENGLISH.engine_trouble
    assert len(model.prompts) == MOST_CALLS + 1


async def test_a_broken_tool_does_not_break_the_call(
    tool_gives: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    tool_gives(ValueError("Mary Johnson, 514 555 0142"))
    call, _, _ = typed(CHECK)
    assert (await call.say("Tuesday."))[-1].text == ENGLISH.engine_trouble
    assert "ValueError" in caplog.text
    assert "Johnson" not in caplog.text


async def test_a_model_that_is_down_for_good_still_takes_a_message() -> None:
    lost = EngineFailed("the script says so")
    call, model, journal = typed(lost, lost, "Never asked.")
    call.call.caller_number = "+15145550199"
    answers = [
        [u.text for u in await call.say(words)]
        for words in ("Hello.", "A cleaning.", "Call me about my tooth.", "Mary Johnson.")
    ]
    assert answers == [
        [ENGLISH.engine_trouble],
        [ENGLISH.leave_message],
        [ENGLISH.ask_name],
        [ENGLISH.message_kept],
    ]
    assert call.call.ended
    assert len(model.prompts) == 2
    assert [facts["kind"] for kind, facts in journal.rows if kind == "acted"] == ["message"]


async def test_code_answers_before_the_model_and_the_prompt_follows_the_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call, model, journal = typed("Bonjour.")

    async def reflex(_desk: Desk, state: CallState, words: str) -> ToolResult | None:
        if words != "French, please.":
            return None
        state.language = "fr"
        return ToolResult({"ok": True}, announce=FRENCH.language_switched, actions=(Action("language", words, "fr"),))

    monkeypatch.setattr(tool_runner, "reflex", reflex)
    assert [u.text for u in await call.say("French, please.")] == [FRENCH.language_switched]
    assert not model.prompts
    assert [u.text for u in await call.say("Bonjour.")] == ["Bonjour."]
    assert [message["content"] for message in model.prompts[0]] == [
        "French, please.",
        FRENCH.language_switched,
        "Bonjour.",
    ]
    assert model.systems[0].splitlines()[0].endswith(". fr.")
    assert ("acted", "language") in [(kind, facts.get("kind")) for kind, facts in journal.rows]


async def test_a_reflex_that_breaks_leaves_the_answer_to_the_model(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def reflex(_desk: Desk, _call: CallState, words: str) -> ToolResult | None:
        raise ValueError(words)

    monkeypatch.setattr(tool_runner, "reflex", reflex)
    call, _, _ = typed("Hello.")
    assert [u.text for u in await call.say("I am Mary Johnson.")] == ["Hello."]
    assert "Johnson" not in caplog.text


async def test_a_message_may_ask_for_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    async def reflex(_desk: Desk, _call: CallState, words: str) -> ToolResult | None:
        return ToolResult({"error": "not_allowed"}, announce="No advice.", actions=(Action("advice refused", words),))

    lost = EngineFailed("the script says so")
    call, _, _ = typed(lost, lost)
    await call.say("Hello.")
    await call.say("Hello.")
    monkeypatch.setattr(tool_runner, "reflex", reflex)
    assert [u.text for u in await call.say("Should I take aspirin?")] == [ENGLISH.ask_name]


async def test_keys_ask_for_a_person_and_the_next_language() -> None:
    call, _, journal = typed()
    runner = tool_runner.ToolRunner(call._desk, call.call, journal)
    assert (await runner.by_key("language")).announce == FRENCH.language_switched
    assert (await runner.by_key("language")).announce == ENGLISH.language_switched
    assert call.call.language == "en"
    assert "error" in (await runner.by_key("person")).payload


async def test_a_message_that_was_not_confirmed_outlives_the_call(caplog: pytest.LogCaptureFixture) -> None:
    lost = EngineFailed("the script says so")
    for broken in (False, True):
        call, _, journal = typed(lost, lost)
        for words in ("Hello.", "A cleaning.", "Call me about my tooth."):
            await call.say(words)
        outbox = cast("ListOutbox", call._desk.outbox)
        outbox.broken = broken
        await call.close()
        kept = [message.text for message in outbox.messages]
        assert kept == ([] if broken else ["(Not confirmed by the caller) Call me about my tooth."])
        assert [facts["kind"] for kind, facts in journal.rows if kind == "acted"] == ([] if broken else ["message"])
    assert "unconfirmed" in caplog.text
