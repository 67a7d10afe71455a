"""A yes to what code itself read back books exactly that, and a chosen slot is not forgotten at the end of a call."""

from datetime import date

import pytest

from frontdesk.calendar import Diary
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.details import clean_name
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.reflexes import reflex
from frontdesk.pipelines.tools import call_tool

DAY = date(2026, 11, 24)
NUMBER = "+14385550168"
MANGLED = {"slot": "B", "name": "James Baker, at four three eight", "phone": "0"}


async def read_back(desk: Desk, call: CallState) -> None:
    """A call with a hidden number up to code's read-back of slot, name and number."""
    call.caller_says("A cleaning on Tuesday at ten, please.")
    await call_tool(desk, call, "check_availability", {"when": "Tuesday at ten", "service": "cleaning"})
    call.assistant_says(f"{call.offers[0].spoken} is free. May I have your name, please?")
    call.caller_says("James Baker. My number is 438 555 0168.")
    arguments = {"slot": "A", "name": "James Baker", "phone": "438 555 0168"}
    answer = await call_tool(desk, call, "book_appointment", arguments)
    assert answer.announce is not None
    assert "for James Baker, at four three eight" in answer.announce
    call.assistant_says(answer.announce)


async def booked(diary: Diary) -> list[tuple[str, str | None]]:
    return [(found.name, found.phone) for found in await diary.appointments(DAY, DAY)]


def test_a_garbled_word_of_the_name_becomes_the_callers() -> None:
    said = ["Bonjour, un détartrage.", "Geneviève Côté-Lavallée"]
    assert clean_name("iseneviève Côté-Lavallée", said, "fr") == "Geneviève Côté-Lavallée"


@pytest.mark.parametrize("words", ["two cleanings please", "Check-ups for us", "des détartrages"])
def test_several_of_a_service_are_that_service(desk: Desk, words: str) -> None:
    assert desk.clinic.service_called(words) is not None


async def test_what_code_read_back_is_booked_whatever_the_model_sends(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call(number=None)
    await read_back(desk, call)
    call.caller_says("Yes, that's right.")
    answer = await call_tool(desk, call, "book_appointment", MANGLED)
    assert answer.payload["booked"]
    assert await booked(diary) == [("James Baker", NUMBER)]


async def test_a_bare_yes_books_without_the_model(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call(number=None)
    await read_back(desk, call)
    call.caller_says("Yes, that's right.")
    answer = await reflex(desk, call, "Yes, that's right.")
    assert answer is not None
    assert [action.kind for action in answer.actions] == ["booked"]
    assert await booked(diary) == [("James Baker", NUMBER)]
    assert await reflex(desk, call, "Yes.") is None


@pytest.mark.parametrize("words", ["No, it's Jane Baker.", "What was that?", "Yes, where do I park?"])
async def test_anything_but_a_bare_yes_is_the_models(desk: Desk, diary: Diary, new_call, words: str) -> None:
    call = new_call(number=None)
    await read_back(desk, call)
    call.caller_says(words)
    assert await reflex(desk, call, words) is None
    assert await booked(diary) == []


async def test_a_read_back_that_was_cut_off_books_nothing(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call(number=None)
    await read_back(desk, call)
    call.turns[-1] = type(call.turns[-1])("assistant", "To confirm, cleaning")
    call.caller_says("Yes.")
    assert await reflex(desk, call, "Yes.") is None
    assert await booked(diary) == []


async def test_a_name_that_was_corrected_with_the_yes_is_taken(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call(number=None)
    await read_back(desk, call)
    call.caller_says("Yes, for Jane Baker.")
    assert await reflex(desk, call, "Yes, for Jane Baker.") is None
    await call_tool(desk, call, "book_appointment", {"slot": "A", "name": "Jane Baker"})
    assert await booked(diary) == [("Jane Baker", NUMBER)]


async def test_what_was_read_back_is_asked_about_once_before_goodbye(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call(number=None)
    await read_back(desk, call)
    call.caller_says("Thank you, bye.")
    answer = await call_tool(desk, call, "end_call", {})
    assert not answer.end_call
    assert answer.announce is not None
    assert answer.announce.startswith("Sorry, nothing is booked yet. To confirm, cleaning, Tuesday")
    call.assistant_says(answer.announce)
    call.caller_says("Yes.")
    assert await reflex(desk, call, "Yes.") is not None
    assert await booked(diary) == [("James Baker", NUMBER)]
    assert (await call_tool(desk, call, "end_call", {})).end_call


async def test_a_slot_that_was_only_chosen_is_asked_about_once(desk: Desk, new_call) -> None:
    call = new_call()
    call.caller_says("A check-up on Tuesday morning, please.")
    await call_tool(desk, call, "check_availability", {"when": "Tuesday afternoon"})
    first, second = call.offers
    call.assistant_says(f"I have {first.spoken}, or {second.spoken}. Which one do you prefer?")
    call.caller_says("The second one. Thank you, bye.")
    answer = await call_tool(desk, call, "end_call", {})
    assert answer.announce == f"Sorry, nothing is booked yet. Shall I book {second.spoken}?"
    call.assistant_says(answer.announce)
    call.caller_says("Yes, please.")
    named = await reflex(desk, call, "Yes, please.")
    assert named is not None
    assert named.announce == f"All right, {second.spoken}. May I have your name, please?"
    call.caller_says("No, goodbye.")
    assert (await call_tool(desk, call, "end_call", {})).end_call


@pytest.mark.parametrize("words", ["Never mind, goodbye.", "No, goodbye."])
async def test_who_calls_it_off_is_not_asked(desk: Desk, new_call, words: str) -> None:
    call = new_call(number=None)
    await read_back(desk, call)
    call.caller_says(words)
    assert (await call_tool(desk, call, "end_call", {})).end_call
