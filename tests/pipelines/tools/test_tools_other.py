"""Questions, messages, the end of the call, and everything that is refused."""

import logging

import pytest

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.question import clean_question
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import TOOLS, ToolResult, answered, call_tool

CONTRACT = [
    "check_availability", "book_appointment", "find_appointments", "reschedule_appointment", "cancel_appointment",
    "answer_question", "take_message", "transfer_to_human", "emergency", "switch_language", "end_call",
]  # fmt: skip


def test_every_tool_of_the_contract_has_a_spec() -> None:
    assert list(TOOLS) == CONTRACT
    for name, tool in TOOLS.items():
        assert tool.spec.name == name
        assert tool.spec.parameters["additionalProperties"] is False
        assert set(tool.spec.parameters["required"]) <= set(tool.spec.parameters["properties"])


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
        ("find_appointments", {"name": "Mary", "purpose": "sell"}),
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


async def test_a_question_that_the_model_leaves_out_is_the_callers_last_turn(quiet_desk: Desk, new_call) -> None:
    call = new_call()
    call.caller_says("How do I find you?")
    call.assistant_says("At the corner.")
    call.caller_says("Do you have parking?")
    for arguments in ({}, {"query": ""}, {"query": " "}):
        answer = await call_tool(quiet_desk, call, "answer_question", arguments)
        assert answer.payload["passages"][0] == "Free parking is available behind the building."


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


async def take(desk: Desk, call: CallState, **arguments: str) -> ToolResult:
    """Leave a message and say yes to what is read back."""
    result = await call_tool(desk, call, "take_message", arguments)
    if call.pending != "draft" or not result.announce:
        return result
    call.assistant_says(result.announce)
    call.caller_says("Yes." if call.language == "en" else "Oui.")
    return await call_tool(desk, call, "take_message", arguments)


async def test_a_message_is_read_back_and_kept_once(quiet_desk: Desk, outbox, clock, new_call) -> None:
    call = new_call()
    call.caller_says("Please tell the doctor that I will be late.")
    call.assistant_says("What is your name?")
    call.caller_says("It's Mary Smith, my number is 438-555-0199.")
    arguments = {"name": "it's mary smith", "message": "I will be late", "phone": "438-555-0199"}
    answer = await call_tool(quiet_desk, call, "take_message", arguments)
    assert answer.announce == (
        "To confirm, a message from Mary Smith, at four three eight, five five five, zero one nine nine. Is that right?"
    )
    assert outbox.messages == []
    call.assistant_says(answer.announce)
    call.caller_says("Yes.")
    answer = await call_tool(quiet_desk, call, "take_message", arguments)
    assert (answer.payload, answer.announce) == ({"taken": True}, sentences("en").message_taken)
    assert [action.kind for action in answer.actions] == ["message"]
    answer = await call_tool(quiet_desk, call, "take_message", arguments)
    assert (answer.payload, answer.actions) == ({"taken": True}, ())
    (message,) = outbox.messages
    assert (message.name, message.phone) == ("Mary Smith", "+14385550199")
    assert message.text == "Please tell the doctor that I will be late."
    assert (message.call_id, message.language, message.at) == (call.call_id, "en", clock())
    assert call.messages_taken == [message]


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_the_answer_to_the_read_back_is_understood_by_code(quiet_desk, outbox, new_call, language: str) -> None:
    call, spoken = new_call(language, None), sentences(language)
    call.caller_says("Mary Smith. I will be late. I have no phone." if language == "en" else "Marie Roy. En retard.")
    call.assistant_says(spoken.ask_phone)
    call.caller_says("I have no phone." if language == "en" else "Je n'ai pas de téléphone.")
    name = "Mary Smith" if language == "en" else "Marie Roy"
    message = "I will be late" if language == "en" else "En retard"
    result = await call_tool(quiet_desk, call, "take_message", {"name": name, "message": message})
    assert result.announce == spoken.read_back_message_bare.format(name=name)
    call.assistant_says(result.announce)

    async def answer(words: str) -> ToolResult | None:
        call.caller_says(words)
        result = await answered(quiet_desk, call, "draft", words)
        if result:
            call.assistant_says(result.announce)
        return result

    assert (await answer("No.")).announce == spoken.what_change
    result = await answer("438 555 0199")
    assert "neuf neuf" in result.announce or "nine nine" in result.announce
    assert await answer("Maybe I should call again some other time then.") is None
    assert outbox.messages == []
    call.assistant_says(result.announce)
    assert (await answer("Yes." if language == "en" else "Oui.")).announce == spoken.message_taken
    assert [message.phone for message in outbox.messages] == ["+14385550199"]
    assert await answer("Yes.") is None


async def test_a_hidden_number_is_asked_for_and_read_back_with_the_message(quiet_desk, outbox, new_call) -> None:
    call, spoken = new_call(number=None), sentences("en")
    call.caller_says("Mary Smith. I will be late.")
    result = await call_tool(quiet_desk, call, "take_message", {"name": "Mary Smith", "message": "I will be late"})
    for words, said in (
        ("Hm, yes.", spoken.phone_again),
        ("438 555 0199", "To confirm, a message from Mary Smith, at four three eight, five five five, zero one nine"),
        ("Yes.", spoken.message_taken),
    ):
        assert result is not None
        call.assistant_says(result.announce or "")
        call.caller_says(words)
        result = await answered(quiet_desk, call, "draft", words)
        assert result is not None
        assert said in (result.announce or "")
    assert [message.phone for message in outbox.messages] == ["+14385550199"]


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
    await take(quiet_desk, call, name="Mary Smith", message=rewritten)
    assert [message.text for message in outbox.messages] == [said]


async def test_a_message_spread_over_turns_is_taken_as_the_model_gathers_it(quiet_desk: Desk, outbox, new_call) -> None:
    call = new_call()
    for said in ("My crown fell out.", "It does not hurt.", "Mary Smith."):
        call.caller_says(said)
        call.assistant_says("I see.")
    gathered = "crown fell out, does not hurt, Smith"
    await take(quiet_desk, call, name="Mary Smith", message=gathered)
    assert [message.text for message in outbox.messages] == [gathered]


async def test_a_message_nobody_said_is_not_put_into_the_callers_mouth(quiet_desk: Desk, outbox, new_call) -> None:
    call = new_call()
    call.caller_says("It's Mary Smith. I lost my umbrella.")
    answer = await call_tool(
        quiet_desk, call, "take_message", {"name": "Mary Smith", "message": "call me about my results"}
    )
    assert answer.announce == sentences("en").ask_message
    answer = await take(quiet_desk, call, name="Mary Smith", message="I lost my red umbrella bag")
    assert answer.payload == {"taken": True}
    assert [message.text for message in outbox.messages] == ["It's Mary Smith. I lost my umbrella."]


@pytest.mark.parametrize(("name", "asked"), [("", "ask_name"), ("Robert Jones", "name_again")])
async def test_a_message_needs_a_name_that_was_said(quiet_desk: Desk, outbox, new_call, name: str, asked: str) -> None:
    call = new_call()
    call.caller_says("I will be late.")
    answer = await call_tool(quiet_desk, call, "take_message", {"name": name, "message": "I will be late"})
    assert answer.announce == getattr(sentences("en"), asked)
    assert outbox.messages == []


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_a_message_is_dictated_once(quiet_desk: Desk, outbox, new_call, language: str) -> None:
    """The name comes later; the model need not repeat the words, and cannot change them."""
    english, spoken = language == "en", sentences(language)
    call = new_call(language)
    words = "Please tell the doctor I will be late." if english else "Dites au docteur que je serai en retard."
    name = "Mary Smith" if english else "Marie Roy"
    assert (await call_tool(quiet_desk, call, "take_message", {})).announce == spoken.ask_message
    call.caller_says(words)
    given = "I will be late" if english else "je serai en retard"
    asked = await call_tool(quiet_desk, call, "take_message", {"message": given})
    assert (asked.announce, outbox.messages) == (spoken.ask_name, [])
    call.assistant_says(spoken.ask_name)
    call.caller_says(f"{name}.")
    answer = await take(quiet_desk, call, name=name)
    assert answer.announce == spoken.message_taken
    assert [(kept.name, kept.text) for kept in outbox.messages] == [(name, words)]


async def test_a_name_alone_is_no_message(quiet_desk: Desk, outbox, new_call) -> None:
    call = new_call()
    call.caller_says("It's Mary Smith.")
    answer = await call_tool(quiet_desk, call, "take_message", {"name": "Mary Smith"})
    assert (answer.announce, outbox.messages) == (sentences("en").ask_message, [])


async def test_a_message_that_cannot_be_kept_is_not_called_taken(quiet_desk: Desk, outbox, new_call) -> None:
    call = new_call("fr")
    call.caller_says("C'est Marie Roy, je serai en retard.")
    outbox.broken = True
    answer = await take(quiet_desk, call, name="Marie Roy", message="je serai en retard")
    assert answer.announce == sentences("fr").message_failed
    assert call.messages_taken == []


@pytest.mark.parametrize(
    ("language", "yes"), [("en", "Yes."), ("en", "Yeah, there is."), ("fr", "Oui, s'il vous plaît.")]
)
async def test_a_yes_to_anything_else_is_not_hung_up_on(quiet_desk: Desk, new_call, language: str, yes: str) -> None:
    call, spoken = new_call(language), sentences(language)
    call.assistant_says(spoken.message_taken)
    call.caller_says(yes)
    answer = await call_tool(quiet_desk, call, "end_call", {})
    assert (answer.announce, answer.end_call, call.ended) == (spoken.how_help, False, False)
    for words in ("Yes, thanks, that's all.", "Non merci.", "Great.", "Yes, bye."):
        call = new_call(language)
        call.assistant_says(spoken.message_taken)
        call.caller_says(words)
        assert (await call_tool(quiet_desk, call, "end_call", {})).end_call


@pytest.mark.parametrize(
    ("language", "words", "switches"),
    [
        ("fr", "Je ne peux pas demain, je peux venir un autre jour ?", False),
        ("en", "I would like to book an appointment, please.", False),
        ("en", "Could I have this in French?", True),
        ("fr", "Could somebody help me with my booking?", True),
    ],
)
async def test_a_model_switches_for_nobody_who_plainly_goes_on(
    quiet_desk: Desk, new_call, language, words: str, switches: bool
) -> None:
    call = new_call(language)
    call.caller_says(words)
    other = "en" if language == "fr" else "fr"
    result = await call_tool(quiet_desk, call, "switch_language", {"language": other})
    assert (call.language == other) is switches
    moves = {sentences("fr").which_name_move, sentences(language).repeat}
    assert switches or result.announce in moves
