"""A message that the end of the call found unconfirmed: kept once, marked, and never against the caller's will."""

import pytest

from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import answered, call_tool
from frontdesk.pipelines.unconfirmed import keep_unconfirmed

TEXT = {"en": "Please call me back about my bill.", "fr": "Rappelez-moi pour ma facture."}
MARK = {"en": "(Not confirmed by the caller) ", "fr": "(Non confirmé par l'appelant) "}


async def dictated(desk: Desk, call, name: str = "Anna Lind") -> str:
    call.assistant_says(sentences(call.language).ask_message)
    call.caller_says(TEXT[call.language])
    call.assistant_says(sentences(call.language).ask_name)
    call.caller_says(name)
    result = await call_tool(desk, call, "take_message", {"name": name, "message": TEXT[call.language]})
    call.assistant_says(result.announce or "")
    return result.announce or ""


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("number", ["+15145550142", None])
async def test_hung_up_at_the_read_back_or_the_number(quiet_desk, outbox, new_call, language, number) -> None:
    call = new_call(language, number)
    await dictated(quiet_desk, call)
    actions = await keep_unconfirmed(quiet_desk, call)
    assert [action.kind for action in actions] == ["message"]
    (message,) = outbox.messages
    assert (message.name, message.phone, message.text) == ("Anna Lind", number, MARK[language] + TEXT[language])
    assert await keep_unconfirmed(quiet_desk, call) == ()
    assert len(outbox.messages) == 1


@pytest.mark.parametrize("by_the_model", [False, True])
async def test_hung_up_at_the_name(quiet_desk, outbox, new_call, by_the_model: bool) -> None:
    call = new_call()
    call.assistant_says(sentences("en").ask_message)
    call.caller_says(TEXT["en"])
    if by_the_model:
        await call_tool(quiet_desk, call, "take_message", {"name": "", "message": TEXT["en"]})
    call.assistant_says("What name should I use?")
    await keep_unconfirmed(quiet_desk, call)
    (message,) = outbox.messages
    assert (message.name, message.text) == (sentences("en").no_name, MARK["en"] + TEXT["en"])


async def test_a_confirmed_message_is_kept_once(quiet_desk, outbox, new_call) -> None:
    call = new_call()
    await dictated(quiet_desk, call)
    call.caller_says("Yes.")
    await answered(quiet_desk, call, "draft", "Yes.")
    assert await keep_unconfirmed(quiet_desk, call) == ()
    assert [message.text for message in outbox.messages] == [TEXT["en"]]


@pytest.mark.parametrize("words", ["No.", "Never mind, forget it.", "Actually, I'd like an appointment instead."])
async def test_not_against_the_callers_will(quiet_desk, outbox, new_call, words: str) -> None:
    call = new_call()
    await dictated(quiet_desk, call)
    call.caller_says(words)
    assert await keep_unconfirmed(quiet_desk, call) == ()
    assert outbox.messages == []


@pytest.mark.parametrize("words", ["I want to leave a message.", "Yes.", "Do you have wheelchair access?", ""])
async def test_nothing_was_dictated(quiet_desk, outbox, new_call, words: str) -> None:
    call = new_call()
    call.caller_says("Can I leave a message for Doctor Chen?")
    call.assistant_says(sentences("en").ask_message)
    call.caller_says(words)
    await call_tool(quiet_desk, call, "take_message", {"name": "", "message": "leave a message"})
    assert await keep_unconfirmed(quiet_desk, call) == ()
    assert outbox.messages == []


async def test_what_was_spoken_of_afterwards_was_no_message(quiet_desk, outbox, new_call) -> None:
    call = new_call()
    call.assistant_says(sentences("en").ask_message)
    call.caller_says("Oh, and what about parking at the clinic")
    call.assistant_says("Free parking is available behind the building. Is there anything else?")
    assert await keep_unconfirmed(quiet_desk, call) == ()
    assert outbox.messages == []
