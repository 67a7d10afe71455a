"""What is tidied before the model reads the conversation."""

from typing import Any

from frontdesk.pipelines.call_state import Turn
from frontdesk.pipelines.flow.context_tidying import corrected, past, tidied, without_last
from frontdesk.pipelines.tools import ToolResult


def call(ticket: str) -> dict[str, Any]:
    function = {"name": "check_availability", "arguments": "{}"}
    return {"role": "assistant", "tool_calls": [{"id": ticket, "type": "function", "function": function}]}


def result(ticket: str, content: str) -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": ticket, "content": content}


def user(words: str) -> dict[str, Any]:
    return {"role": "user", "content": words}


def assistant(words: str) -> dict[str, Any]:
    return {"role": "assistant", "content": words}


def test_calls_without_a_result_vanish_and_the_words_around_them_join() -> None:
    messages = [user("Tuesday?"), call("1"), result("1", "CANCELLED"), user("No, Friday.")]
    assert tidied(messages) == [user("Tuesday? No, Friday.")]
    assert tidied([user("Tuesday?"), call("1"), result("1", "IN_PROGRESS")]) == [user("Tuesday?")]


def test_calls_with_a_result_stay() -> None:
    messages = [user("Tuesday?"), call("1"), result("1", '{"slots": []}'), user("And Friday?")]
    assert tidied(messages) == messages


def test_a_sentence_that_was_begun_twice_stands_once() -> None:
    cut = [assistant("Sure. I have Tuesday at"), assistant("I have Tuesday at three. Is that right?")]
    assert tidied(cut) == [assistant("Sure. I have Tuesday at three. Is that right?")]
    apart = [assistant("Nothing is booked yet."), assistant("What name is it under?")]
    assert tidied(apart) == apart
    assert tidied([assistant("Hello."), call("1"), result("1", "{}")]) == [
        assistant("Hello."),
        call("1"),
        result("1", "{}"),
    ]


def test_the_outcome_of_an_interrupted_call_stands_in_its_place() -> None:
    messages = [user("Yes."), call("1"), result("1", "CANCELLED"), user("Hello?")]
    booked = ToolResult({"booked": True}, announce="You're booked.")
    assert corrected(messages, "1", booked) == [
        user("Yes."),
        call("1"),
        result("1", '{"booked": true}'),
        assistant("You're booked."),
        user("Hello?"),
    ]


def test_an_answer_of_code_stands_before_what_was_said_meanwhile() -> None:
    said = ToolResult({"ok": True}, announce="Please dial 911.")
    assert corrected([user("Help!"), user("Hello?")], "none", said) == [
        user("Help!"),
        assistant("Please dial 911."),
        user("Hello?"),
    ]
    assert corrected([user("Help!")], "none", said) == [user("Help!"), assistant("Please dial 911.")]
    assert corrected([user("Help!")], "none", ToolResult({"ok": True})) == [user("Help!")]


def test_only_the_callers_last_message_is_taken_back() -> None:
    messages = [assistant("Hello."), user("Mhm.")]
    assert without_last(messages, "Mhm.") == [assistant("Hello.")]
    assert without_last(messages, "Hello.") == messages
    assert without_last([], "Mhm.") == []


def test_a_past_is_read_as_a_conversation() -> None:
    assert past([Turn("assistant", "Hello."), Turn("caller", "Hi.")]) == [assistant("Hello."), user("Hi.")]
