"""A message taken by code alone."""

import pytest

from frontdesk.calendar.spoken import Language
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.sentences import ENGLISH, FRENCH, sentences
from frontdesk.pipelines.voicemail import LONGEST_NAME, Voicemail
from tests.pipelines.scripted_call import desk, outbox

OWN = "+15145550199"


async def said(voicemail: Voicemail, *turns: str) -> list[str | None]:
    """What is announced to each turn."""
    results = [await voicemail.answer(turn) for turn in turns]
    return [None if result is None else result.announce for result in results]


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_message_and_name_are_kept_word_for_word(language: Language) -> None:
    at, call = desk(), CallState("CA1", OWN, language)
    voicemail, spoken = Voicemail(at, call), sentences(language)
    assert voicemail.begin() == spoken.leave_message
    assert await said(voicemail, "My tooth, um, hurts.") == [spoken.ask_name]
    result = await voicemail.answer("Mary Johnson.")
    assert result is not None
    assert (result.announce, result.end_call) == (spoken.message_kept, True)
    assert [(action.kind, action.reason) for action in result.actions] == [("message", "My tooth, um, hurts.")]
    (message,) = outbox(at).messages
    assert (message.text, message.name, message.phone, message.language) == (
        "My tooth, um, hurts.",
        "Mary Johnson",
        OWN,
        language,
    )
    assert call.messages_taken == [message]
    assert await voicemail.answer("Hello?") is None


async def test_a_hidden_number_is_asked_for_once() -> None:
    at = desk()
    voicemail = Voicemail(at, CallState("CA1", None, "en"))
    voicemail.begin()
    assert await said(voicemail, "Call me.", "Mary.", "514 555 0142") == [
        ENGLISH.ask_name,
        ENGLISH.ask_phone,
        ENGLISH.message_kept,
    ]
    assert outbox(at).messages[0].phone == "+15145550142"
    voicemail = Voicemail(at, CallState("CA2", None, "en"))
    voicemail.begin()
    await said(voicemail, "Call me.", "Mary.", "I would rather not.")
    assert outbox(at).messages[1].phone is None


async def test_what_is_no_name_is_kept_as_it_came() -> None:
    at = desk()
    voicemail = Voicemail(at, CallState("CA1", OWN, "en"))
    voicemail.begin()
    story = "You know me, I was there last week because of the tooth that " + "really " * 20
    await said(voicemail, "Call me.", story)
    assert outbox(at).messages[0].name == story[:LONGEST_NAME]


async def test_an_offer_is_taken_declined_or_left_to_the_model() -> None:
    voicemail = Voicemail(desk(), CallState("CA1", OWN, "fr"))
    assert await said(voicemail, "Bonjour.") == [None]
    voicemail.offer()
    assert await said(voicemail, "Je voudrais un rendez-vous.") == [None]
    assert await said(voicemail, "Non merci.") == [FRENCH.anything_else]
    assert await said(voicemail, "Oui.") == [None]
    voicemail.offer()
    voicemail.withdraw()
    assert await said(voicemail, "Oui.") == [None]
    voicemail.offer()
    assert await said(voicemail, "Oui, s'il vous plaît.") == [FRENCH.ask_message]
    assert voicemail.recording


async def test_a_message_under_way_is_not_begun_again() -> None:
    voicemail = Voicemail(desk(), CallState("CA1", None, "en"))
    voicemail.begin()
    await said(voicemail, "Call me.")
    voicemail.offer()
    voicemail.withdraw()
    assert voicemail.begin() == ENGLISH.ask_name
    await said(voicemail, "Mary.")
    assert voicemail.question() == ENGLISH.ask_phone


async def test_a_message_that_cannot_be_kept_is_no_promise() -> None:
    at = desk()
    outbox(at).broken = True
    call = CallState("CA1", OWN, "en")
    voicemail = Voicemail(at, call)
    voicemail.begin()
    await said(voicemail, "Call me.")
    result = await voicemail.answer("Mary.")
    assert result is not None
    assert (result.announce, result.end_call, result.actions) == (ENGLISH.message_failed, True, ())
    assert "error" in result.payload
    assert not call.messages_taken
