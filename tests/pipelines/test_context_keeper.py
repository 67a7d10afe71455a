"""What is tidied before the model reads the conversation."""

from typing import Any

from pipecat.processors.aggregators.llm_context import LLMContext

from frontdesk.pipelines.context_keeper import tidy


def call(ticket: str) -> dict[str, Any]:
    function = {"name": "check_availability", "arguments": "{}"}
    return {"role": "assistant", "tool_calls": [{"id": ticket, "type": "function", "function": function}]}


def result(ticket: str, content: str) -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": ticket, "content": content}


def user(words: str) -> dict[str, Any]:
    return {"role": "user", "content": words}


def tidied(*messages: dict[str, Any]) -> list[Any]:
    context = LLMContext(messages=list(messages))  # type: ignore[arg-type]
    tidy(context)
    return list(context.messages)


def test_calls_without_a_result_vanish_and_the_words_around_them_join() -> None:
    messages = [user("Tuesday?"), call("1"), result("1", "CANCELLED"), user("No, Friday.")]
    assert tidied(*messages) == [user("Tuesday? No, Friday.")]
    assert tidied(user("Tuesday?"), call("1"), result("1", "IN_PROGRESS")) == [user("Tuesday?")]


def test_calls_with_a_result_stay() -> None:
    messages = [user("Tuesday?"), call("1"), result("1", '{"slots": []}'), user("And Friday?")]
    assert tidied(*messages) == messages
