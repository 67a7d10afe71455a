"""Moving an appointment where something is in the way: doubts, changes of mind, others who were faster."""

from typing import Any

import pytest

from frontdesk.calendar import Diary
from frontdesk.errors import AppointmentChanged, SlotTaken
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.offering import offers
from tests.pipelines.tools.diary_calls import FRIDAY, TUESDAY, booked, found, left, tool

EN = sentences("en")


async def asked_about_friday(desk: Desk, call: CallState) -> None:
    """The caller wants Friday at ten and has heard it read back."""
    await found(desk, call, "Can you move my appointment to Friday at ten?")
    assert call.assistant_said[-1] == EN.read_back_move.format(old=TUESDAY, slot=FRIDAY)


@pytest.mark.parametrize("letter", ["Z", "", "1"])
async def test_a_move_before_any_time_was_offered(desk: Desk, diary: Diary, new_call, at, letter: str) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await found(desk, call, "I need to move my appointment.")
    result = await tool(desk, call, "reschedule_appointment", appointment="1", slot=letter)
    assert (result.payload, result.announce) == ({"error": "slot"}, None)


async def test_a_no_to_the_move_asks_what_to_change(desk: Desk, diary: Diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await asked_about_friday(desk, call)
    call.caller_says("No.")
    result = await tool(desk, call, "reschedule_appointment", appointment="1", slot="A")
    assert (result.payload["error"], result.announce) == ("ambiguous", EN.what_change)
    assert await left(diary) == [TUESDAY]


async def test_a_yes_that_names_the_other_offer_moves_nothing(desk: Desk, diary: Diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await found(desk, call, "I need to move my appointment.")
    call.caller_says("Thursday afternoon.")
    await tool(desk, call, "check_availability", when="Thursday afternoon")
    one, two = (offer.spoken for offer in call.open_offers)
    call.assistant_says(EN.read_back_move.format(old=TUESDAY, slot=one))
    call.caller_says("Yes, the second one.")
    result = await tool(desk, call, "reschedule_appointment", appointment="1", slot="A")
    assert "error" in result.payload
    assert two in str(result.announce)
    assert await left(diary) == [TUESDAY]


async def test_of_two_appointments_nobody_named_neither_is_moved(desk: Desk, diary: Diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    await booked(diary, at(27, 10))
    call = new_call()
    call.caller_says("Is Thursday at four free?")
    await tool(desk, call, "check_availability", when="Thursday at four")
    await found(desk, call, "Move it there.")
    result = await tool(desk, call, "reschedule_appointment", appointment="9", slot="A")
    assert result.announce == EN.which_appointment.format(options=f"{TUESDAY}, and {FRIDAY}")
    assert await left(diary) == [TUESDAY, FRIDAY]


async def test_what_was_cancelled_in_this_call_cannot_be_moved(desk: Desk, diary: Diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await asked_about_friday(desk, call)
    call.caller_says("No, cancel it.")
    call.assistant_says(EN.read_back_cancel.format(slot=TUESDAY))
    call.caller_says("Yes.")
    assert (await tool(desk, call, "cancel_appointment", appointment="1")).payload["cancelled"] is True
    call.caller_says("Oh, move it to Friday after all.")
    result = await tool(desk, call, "reschedule_appointment", appointment="1", slot="A")
    assert "error" in result.payload
    assert await left(diary) == []


async def test_a_yes_to_another_time_than_the_one_picked_is_asked_about(desk, diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await found(desk, call, "I need to move my appointment.")
    call.caller_says("Thursday afternoon.")
    await tool(desk, call, "check_availability", when="Thursday afternoon")
    one, two = (offer.spoken for offer in call.open_offers)
    call.assistant_says(f"I have {one}, or {two}. Which one do you prefer?")
    call.caller_says("The first one.")
    call.assistant_says(EN.read_back_move.format(old=TUESDAY, slot=two))
    call.caller_says("Yes.")
    result = await tool(desk, call, "reschedule_appointment", appointment="1", slot="A")
    assert result.announce == EN.which.format(options=f"{one}, or {two}")
    assert await left(diary) == [TUESDAY]


@pytest.mark.parametrize("free", [True, False])
async def test_an_offer_made_to_anybody_is_fitted_to_the_appointment(desk, diary, new_call, at, free: bool) -> None:
    """The time was asked for as a check-up with anybody; the appointment is a cleaning by Julie Roy, who is perhaps
    not free then: times of hers are offered.
    """
    await booked(diary, at(24, 14), service="cleaning", person="roy")
    call = new_call()
    call.caller_says("Is Wednesday at three free?")
    await tool(desk, call, "check_availability", when="Wednesday at three")
    await found(desk, call, "When is my appointment?")
    if not free:
        await booked(diary, at(25, 15), name="Somebody Else", phone=None, service="cleaning", person="roy")
    call.assistant_says(EN.read_back_move.format(old=call.found[0].spoken, slot=call.offers[0].spoken))
    call.caller_says("Yes.")
    result = await tool(desk, call, "reschedule_appointment", appointment="1", slot="A")
    if free:
        slot = next(one.slot for one in await diary.upcoming())
        assert (slot.service, slot.practitioner, slot.start) == ("cleaning", "roy", at(25, 15))
        return
    assert result.payload["error"] == "taken"
    assert {(offer.slot.practitioner, offer.moving) for offer in call.open_offers} == {("roy", "1")}
    assert result.announce == f"{EN.just_taken} {offers(call)}"
    assert at(25, 15) not in [offer.start for offer in call.open_offers]


async def test_a_time_taken_without_neighbours_has_some_looked_up(desk, diary, new_call, at, monkeypatch) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await asked_about_friday(desk, call)
    call.caller_says("Yes.")

    async def taken(*_: Any, **__: Any) -> None:
        raise SlotTaken("gone")

    monkeypatch.setattr(diary, "move", taken)
    result = await tool(desk, call, "reschedule_appointment", appointment="1", slot="A")
    assert result.payload["error"] == "taken"
    assert result.payload["slots"]
    assert result.announce == f"{EN.just_taken} {offers(call)}"
    assert (await left(diary), call.commits) == ([TUESDAY], [])


async def test_a_move_of_what_staff_changed_is_left_alone(desk, diary, new_call, at, monkeypatch) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await asked_about_friday(desk, call)
    call.caller_says("Yes.")

    async def changed(*_: Any, **__: Any) -> None:
        raise AppointmentChanged("staff changed it")

    monkeypatch.setattr(diary, "move", changed)
    result = await tool(desk, call, "reschedule_appointment", appointment="1", slot="A")
    assert result.announce == EN.appointment_changed
    assert (call.commits, call.pending) == ([], "message")
