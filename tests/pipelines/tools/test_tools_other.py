"""Questions, messages, the end of the call, and everything that is refused."""

import logging

import pytest

from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.question import clean_question
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import TOOLS, call_tool

CONTRACT = [
    "check_availability", "book_appointment", "find_appointments", "reschedule_appointment", "cancel_appointment",
    "answer_question", "take_message", "transfer_to_human", "emergency", "switch_language", "end_call",
]  # fmt: skip
NOT_YET = {
    "find_appointments": {"name": "Mary"},
    "reschedule_appointment": {"appointment": "1", "slot": "A"},
    "cancel_appointment": {"appointment": "1"},
    "transfer_to_human": {"reason": "my bill"},
}


def test_every_tool_of_the_contract_has_a_spec() -> None:
    assert list(TOOLS) == CONTRACT
    for name, tool in TOOLS.items():
        assert tool.spec.name == name
        assert tool.spec.parameters["additionalProperties"] is False
        assert set(tool.spec.parameters["required"]) <= set(tool.spec.parameters["properties"])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", NOT_YET)
async def test_what_is_not_offered_says_so_and_offers_a_message(
    quiet_desk: Desk, new_call, name: str, language: str
) -> None:
    answer = await call_tool(quiet_desk, new_call(language), name, NOT_YET[name])
    assert answer.payload["error"] == "not_allowed"
    assert answer.announce == answer.payload["say"]
    assert "message" in answer.announce


async def test_the_end(quiet_desk: Desk, new_call) -> None:
    call = new_call()
    answer = await call_tool(quiet_desk, call, "end_call", {})
    assert (answer.payload, answer.announce, answer.end_call) == ({"ok": True}, None, True)
    assert call.ended


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("rm_rf", {}),
        ("end_call", {"force": "yes"}),
        ("take_message", {"name": "Mary"}),
        ("check_availability", {"when": 3}),
        ("switch_language", {"language": "de"}),
        ("book_appointment", {"slot": "A", "name": "Mary", "when": "now"}),
    ],
)
async def test_calls_outside_the_schema_are_refused(quiet_desk: Desk, new_call, caplog, name, arguments) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = await call_tool(quiet_desk, new_call(), name, arguments)
    assert answer.payload["error"] == "not_allowed"
    assert answer.announce == sentences("en").repeat
    assert "Mary" not in caplog.text


async def test_a_question_is_answered_from_the_documents_of_the_calls_language(quiet_desk: Desk, new_call) -> None:
    call = new_call()
    call.caller_says("Do you have parking?")
    answer = await call_tool(quiet_desk, call, "answer_question", {"query": "do you have parking"})
    assert answer.payload["passages"][0] == "Free parking is available behind the building."
    call = new_call("fr")
    call.caller_says("Vous avez un stationnement ?")
    answer = await call_tool(quiet_desk, call, "answer_question", {"query": "un stationnement"})
    assert answer.payload["passages"][0].startswith("Un stationnement gratuit")
    assert answer.announce is None


async def test_nothing_relevant_gives_no_passage(quiet_desk: Desk, new_call) -> None:
    call = new_call()
    call.caller_says("Who won the match?")
    answer = await call_tool(quiet_desk, call, "answer_question", {"query": "Who won the match?"})
    assert answer.payload == {"passages": []}


@pytest.mark.parametrize(
    ("query", "said", "cleaned"),
    [
        ("do you have do you have do you have parking", ["Do you have parking?"], "do you have parking"),
        ("parking parking parking", ["Is there parking?"], "parking"),
        ("where is the moon", ["Do you take cards?"], "Do you take cards?"),
        ("", ["Do you take cards?"], "Do you take cards?"),
        ("do you take cards", [], "do you take cards"),
        ("x" * 900, [], "x" * 200),
    ],
)
def test_a_question_is_freed_of_loops(query: str, said: list[str], cleaned: str) -> None:
    assert clean_question(query, said) == cleaned


async def test_a_message_is_kept_once(quiet_desk: Desk, outbox, clock, new_call) -> None:
    call = new_call()
    call.caller_says("Please tell the doctor that I will be late.")
    call.assistant_says("What is your name?")
    call.caller_says("It's Mary Smith, my number is 438-555-0199.")
    arguments = {"name": "it's mary smith", "message": "I will be late", "phone": "438-555-0199"}
    for _ in range(2):
        answer = await call_tool(quiet_desk, call, "take_message", arguments)
        assert answer.payload == {"taken": True}
        assert answer.announce is None
    (message,) = outbox.messages
    assert (message.name, message.phone) == ("Mary Smith", "+14385550199")
    assert message.text == "Please tell the doctor that I will be late."
    assert (message.call_id, message.language, message.at) == (call.call_id, "en", clock())
    assert call.messages_taken == [message]


@pytest.mark.parametrize(
    ("said", "rewritten"),
    [
        ("Please tell her my tooth still hurts after the filling.", "please tell her my tooth still c"),
        ("I would like to know if it is ready because I have to travel on Friday.", "I will to travel on Friday"),
        ("Dites au docteur que j'ai encore mal depuis le plombage.", "j'ai encore mal"),
    ],
)
async def test_a_message_that_the_model_cut_is_kept_whole(
    quiet_desk: Desk, outbox, new_call, said: str, rewritten: str
) -> None:
    call = new_call()
    call.caller_says(said)
    call.assistant_says("What is your name?")
    call.caller_says("Mary Smith.")
    await call_tool(quiet_desk, call, "take_message", {"name": "Mary Smith", "message": rewritten})
    assert [message.text for message in outbox.messages] == [said]


async def test_a_message_spread_over_turns_is_taken_as_the_model_gathers_it(quiet_desk: Desk, outbox, new_call) -> None:
    call = new_call()
    for said in ("My crown fell out.", "It does not hurt.", "Mary Smith."):
        call.caller_says(said)
        call.assistant_says("I see.")
    gathered = "crown fell out, does not hurt, Smith"
    await call_tool(quiet_desk, call, "take_message", {"name": "Mary Smith", "message": gathered})
    assert [message.text for message in outbox.messages] == [gathered]


async def test_a_message_nobody_said_is_not_put_into_the_callers_mouth(quiet_desk: Desk, outbox, new_call) -> None:
    call = new_call()
    call.caller_says("It's Mary Smith. I lost my umbrella.")
    answer = await call_tool(
        quiet_desk, call, "take_message", {"name": "Mary Smith", "message": "call me about my results"}
    )
    assert answer.announce == sentences("en").ask_message
    answer = await call_tool(
        quiet_desk, call, "take_message", {"name": "Mary Smith", "message": "I lost my red umbrella bag"}
    )
    assert answer.payload == {"taken": True}
    assert [message.text for message in outbox.messages] == ["It's Mary Smith. I lost my umbrella."]


@pytest.mark.parametrize(("name", "asked"), [("", "ask_name"), ("Robert Jones", "name_again")])
async def test_a_message_needs_a_name_that_was_said(quiet_desk: Desk, outbox, new_call, name: str, asked: str) -> None:
    call = new_call()
    call.caller_says("I will be late.")
    answer = await call_tool(quiet_desk, call, "take_message", {"name": name, "message": "I will be late"})
    assert answer.announce == getattr(sentences("en"), asked)
    assert outbox.messages == []


async def test_a_message_that_cannot_be_kept_is_not_called_taken(quiet_desk: Desk, outbox, new_call) -> None:
    call = new_call("fr")
    call.caller_says("C'est Marie Roy, je serai en retard.")
    outbox.broken = True
    answer = await call_tool(quiet_desk, call, "take_message", {"name": "Marie Roy", "message": "je serai en retard"})
    assert answer.announce == sentences("fr").message_failed
    assert call.messages_taken == []
