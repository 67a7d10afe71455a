"""A question that was asked twice in vain gives way to an offer, whether code or the model asks it."""

from typing import Any, cast

import pytest

from frontdesk.pipelines import tool_runner
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.guards.claims.guard import Verdict
from frontdesk.pipelines.guards.repeats import asked_in_vain
from frontdesk.pipelines.guards.reply_guard import ReplyGuard
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import ToolResult

PHONE = {"en": "And what is your phone number?", "fr": "Et quel est votre numéro de téléphone ?"}


def in_call(question: str, *answers: str, language: str = "en", can_transfer: bool = False) -> CallState:
    """A call in which the question was asked before every answer."""
    call = CallState("CA1", None, cast(Any, language), can_transfer=can_transfer)
    for words in answers:
        call.assistant_says(question)
        call.caller_says(words)
    return call


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("can_transfer", [False, True])
def test_the_models_third_time_is_an_offer(language: str, can_transfer: bool) -> None:
    question, spoken = PHONE[language], sentences(language)
    call = in_call(question, "Yes.", language=language, can_transfer=can_transfer)
    assert ReplyGuard(call).judge(question) is Verdict.PASS
    call = in_call(question, "Yes.", "Hm.", language=language, can_transfer=can_transfer)
    guard = ReplyGuard(call)
    assert guard.judge(question) is Verdict.REPLACE
    assert guard.correction == (spoken.stuck_person if can_transfer else spoken.stuck_message)
    assert call.pending == ("transfer" if can_transfer else "message")


async def test_codes_third_time_is_an_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    call = in_call("What name is it under?", "Hm.", "Thanks.")

    async def call_tool(*_: Any) -> ToolResult:
        return ToolResult({"error": "identity"}, announce="What name is it under?")

    monkeypatch.setattr(tool_runner, "call_tool", call_tool)
    nothing = cast(Any, None)
    desk = Desk(nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing)
    runner = tool_runner.ToolRunner(desk, call, nothing)
    assert runner._unstuck(await runner._result("find_appointments", {})).announce == sentences("en").stuck_message
    assert call.pending == "message"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Parking is free. Is there anything else?", "And the hours?"),
        ("What is your phone number?", "514"),
        ("To confirm, a message from Al, at five one four. Is that right?", "Hm."),
        ("Please hold.", "Hm."),
    ],
)
def test_progress_and_other_questions_are_not_counted(question: str, answer: str) -> None:
    assert not asked_in_vain(in_call(question, answer, answer), question)


def test_another_question_in_between_begins_anew() -> None:
    call = in_call(PHONE["en"], "Hm.")
    call.assistant_says("Which day?")
    call.caller_says("Monday.")
    call.assistant_says(PHONE["en"])
    call.caller_says("Hm.")
    assert not asked_in_vain(call, PHONE["en"])
