"""Finding, moving and cancelling against a real calendar: only the caller's own, only what was read back, once."""

import pytest

from frontdesk.calendar import Diary
from frontdesk.errors import AppointmentChanged, CalendarUnavailable
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import answered
from tests.pipelines.tools.diary_calls import FRIDAY, NUMBER, TUESDAY, booked, found, left, tool


async def test_an_appointment_is_read_out_to_the_one_who_has_it(desk: Desk, diary: Diary, new_call, at) -> None:
    one = await booked(diary, at(24, 15))
    result = await found(desk, new_call(), "When is my appointment?")
    assert result.payload == {"appointments": [{"appointment": "1", "spoken": TUESDAY}]}
    assert result.announce == f"Your appointment is on {TUESDAY}, with Doctor Sophie Tremblay. Is there anything else?"
    assert [(action.kind, action.reason, action.target) for action in result.actions] == [
        ("read out", "Mary Johnson.", one.uid)
    ]


async def test_in_french(desk: Desk, diary: Diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call("fr")
    result = await found(desk, call, "Je dois annuler mon rendez-vous.")
    assert result.announce == (
        "Je vois votre rendez-vous du mardi vingt-quatre novembre à quinze heures. Voulez-vous l'annuler ?"
    )
    call.caller_says("Oui, annulez-le.")
    result = await tool(desk, call, "cancel_appointment", appointment="1")
    assert result.announce == (
        "Votre rendez-vous du mardi vingt-quatre novembre à quinze heures est annulé. "
        "Puis-je vous aider pour autre chose ?"
    )
    assert await left(diary) == []


@pytest.mark.parametrize(
    ("name", "number", "stored"),
    [
        ("Bob Jones", NUMBER, NUMBER),
        ("Mary Johnson", "+14385550199", NUMBER),
        ("Mary Johnson", NUMBER, None),
        ("Norbert Hale", "+14385550199", NUMBER),
    ],
)
async def test_whatever_is_wrong_sounds_the_same(desk, diary, new_call, at, name, number, stored) -> None:
    await booked(diary, at(24, 15), phone=stored)
    call = new_call(number=number)
    first = await found(desk, call, "When is my appointment?", name)
    call.caller_says("J-O-H-N-S-O-N.")
    second = await tool(desk, call, "find_appointments", name="J-O-H-N-S-O-N")
    call.caller_says(f"I said {name}.")
    third = await tool(desk, call, "find_appointments", name=name)
    spoken = sentences("en")
    assert [one.announce for one in (first, second, third)] == [
        spoken.not_found, spoken.not_found_again, spoken.identity_message
    ]  # fmt: skip
    assert [action.kind for one in (first, second, third) for action in one.actions] == ["identity refused"] * 3
    assert call.pending == "message"
    call.caller_number = NUMBER
    assert (await tool(desk, call, "find_appointments", name="Mary Johnson")).announce == spoken.identity_message
    assert call.found == []


async def test_after_three_misses_a_phone_caller_is_offered_a_person(desk, diary, new_call) -> None:
    call = new_call()
    call.can_transfer = True
    for name in ("Ann Lee", "Ann Li", "Ann Lea"):
        result = await found(desk, call, "When is my appointment?", name)
    assert result.announce == sentences("en").identity_person
    assert call.pending == "transfer"


async def test_a_hidden_number_is_asked_for_and_the_answer_opens(desk: Desk, diary: Diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call(number=None)
    result = await found(desk, call, "I'd like to cancel my appointment.")
    assert result.announce == sentences("en").booking_number
    call.caller_says("514 555 0142")
    result = await answered(desk, call, "identity", "514 555 0142")
    assert result is not None
    assert result.announce == f"I see your appointment on {TUESDAY}. Shall I cancel it?"


async def test_an_argument_alone_opens_nothing(desk: Desk, diary: Diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call(number=None)
    call.caller_says("When is my appointment?")
    for arguments in ({"name": "Mary Johnson", "phone": NUMBER}, {"phone": NUMBER}, {}):
        assert "appointments" not in (await tool(desk, call, "find_appointments", **arguments)).payload


async def test_a_name_that_the_model_forgot_is_the_one_the_caller_said(desk, diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    call.caller_says("When is my appointment?")
    assert (await tool(desk, call, "find_appointments")).announce == sentences("en").which_name_look
    call.caller_says("It's Mary Johnson.")
    assert (await tool(desk, call, "find_appointments")).payload["appointments"]


@pytest.mark.parametrize(
    ("purpose", "words"),
    [
        ("cancel", "I see your appointment on {slot}. Shall I cancel it?"),
        ("move", "I see your appointment on {slot}. When would you like to move it to?"),
        ("look", "Your appointment is on {slot}, with Doctor Sophie Tremblay. Is there anything else?"),
    ],
)
async def test_what_it_is_for_is_the_models_to_say_where_no_word_tells(
    desk, diary, new_call, at, purpose: str, words: str
) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    call.caller_says("About my visit, this is Mary Johnson, I'm afraid something came up.")
    result = await tool(desk, call, "find_appointments", name="Mary Johnson", purpose=purpose)
    assert result.announce == words.format(slot=TUESDAY)
    assert await left(diary) == [TUESDAY]


async def test_what_the_caller_says_plainly_outweighs_what_the_model_says(desk, diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    call.caller_says("This is Mary Johnson, I need to cancel my appointment.")
    result = await tool(desk, call, "find_appointments", name="Mary Johnson", purpose="move")
    assert result.announce == f"I see your appointment on {TUESDAY}. Shall I cancel it?"


async def test_a_purpose_is_kept_while_the_name_is_asked_for(desk, diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    call.caller_says("It's about my visit.")
    result = await tool(desk, call, "find_appointments", purpose="cancel")
    assert result.announce == sentences("en").which_name_cancel
    call.caller_says("Mary Johnson.")
    result = await answered(desk, call, "identity", "Mary Johnson.")
    assert result is not None
    assert result.announce == f"I see your appointment on {TUESDAY}. Shall I cancel it?"


async def test_a_move_keeps_service_and_practitioner(desk: Desk, diary: Diary, new_call, at) -> None:
    one = await booked(diary, at(24, 14), service="filling", person="chen")
    call = new_call()
    result = await found(desk, call, "I need to move my appointment.")
    assert result.announce == (
        "I see your appointment on Tuesday, November the twenty-fourth at two. When would you like to move it to?"
    )
    call.caller_says("Friday at ten.")
    result = await tool(desk, call, "check_availability", when="Friday at ten")
    assert result.announce == (
        f"To confirm, I move your appointment from Tuesday, November the twenty-fourth at two to {FRIDAY}. "
        "Is that right?"
    )
    call.caller_says("Yes.")
    result = await tool(desk, call, "reschedule_appointment", appointment="1", slot="A")
    assert result.payload == {"moved": True, "spoken": FRIDAY}
    assert result.announce == f"Your appointment is moved to {FRIDAY}, with Doctor David Chen. Is there anything else?"
    (moved,) = await diary.upcoming()
    assert (moved.uid, moved.slot.service, moved.slot.practitioner) == (one.uid, "filling", "chen")
    assert [action.kind for action in result.actions] == ["moved"]
    again = await tool(desk, call, "reschedule_appointment", appointment="1", slot="A")
    assert (again.payload, again.actions) == (result.payload, ())
    assert len(call.commits) == 1


@pytest.mark.parametrize(
    ("language", "when", "start"),
    [
        ("en", "fifteen minutes later", (15, 15)),
        ("en", "a quarter of an hour earlier", (14, 45)),
        ("en", "the same day at four", (16, 0)),
        ("en", "half an hour later", (15, 30)),
        ("fr", "une demi-heure plus tôt", (14, 30)),
        ("fr", "le même jour à seize heures", (16, 0)),
        ("fr", "un quart d'heure plus tard", (15, 15)),
    ],
)
async def test_relative_words_start_from_the_appointment(desk, diary, new_call, at, language, when, start) -> None:
    await booked(diary, at(24, 15))
    call = new_call(language)
    await found(
        desk, call, "I need to move my appointment." if language == "en" else "Je dois déplacer mon rendez-vous."
    )
    call.caller_says(when)
    await tool(desk, call, "check_availability", when=when)
    assert call.open_offers[0].start == at(24, *start)
    assert call.open_offers[0].moving == "1"
    call.caller_says("Yes." if language == "en" else "Oui.")
    assert (await tool(desk, call, "reschedule_appointment", appointment="7", slot="Q")).payload["moved"] is True
    assert [one.slot.start for one in await diary.upcoming()] == [at(24, *start)]


async def test_a_time_said_before_is_looked_up_at_once(desk: Desk, diary: Diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    result = await found(desk, call, "Can you move my appointment to Friday at ten?")
    assert result.announce == f"To confirm, I move your appointment from {TUESDAY} to {FRIDAY}. Is that right?"
    call.caller_says("Yes.")
    # the model takes it for a booking
    assert (await tool(desk, call, "book_appointment", slot="A", name="Mary Johnson")).payload["moved"] is True
    assert await left(diary) == [FRIDAY]


async def test_a_yes_to_one_act_is_none_to_another(desk: Desk, diary: Diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await found(desk, call, "Can you move my appointment to Friday at ten?")
    call.caller_says("Yes.")
    result = await tool(desk, call, "cancel_appointment", appointment="1")
    assert result.announce == f"To confirm, I cancel your appointment on {TUESDAY}. Is that right?"
    call.caller_says("No, keep it.")
    assert (await tool(desk, call, "cancel_appointment", appointment="1")).announce == sentences("en").kept
    assert await left(diary) == [TUESDAY]


@pytest.mark.parametrize("answer", ["Hm.", "What?", "Yes?", "No.", "Don't cancel it.", "Keep it.", "Wait, yes but no."])
async def test_nothing_is_cancelled_without_a_yes(desk: Desk, diary: Diary, new_call, at, answer: str) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await found(desk, call, "I need to cancel my appointment.")
    call.caller_says(answer)
    assert "error" in (await tool(desk, call, "cancel_appointment", appointment="1")).payload
    assert await left(diary) == [TUESDAY]


@pytest.mark.parametrize("answer", ["Yes.", "Yes please, cancel it.", "Cancel it.", "That's right."])
async def test_a_confirmed_cancellation_is_announced_and_repeated_calls_agree(
    desk, diary, new_call, at, answer
) -> None:
    one = await booked(diary, at(24, 15))
    call = new_call()
    await found(desk, call, "I need to cancel my appointment.")
    call.caller_says(answer)
    result = await tool(desk, call, "cancel_appointment", appointment="B")
    assert result.payload == {"cancelled": True, "spoken": TUESDAY}
    assert result.announce == f"Your appointment on {TUESDAY} is cancelled. Is there anything else?"
    assert [(action.kind, action.target) for action in result.actions] == [("cancelled", one.uid)]
    again = await tool(desk, call, "cancel_appointment", appointment="1")
    assert (again.payload, again.actions) == (result.payload, ())
    assert await left(diary) == []
    assert [commit.kind for commit in call.commits] == ["cancelled"]


async def test_of_two_appointments_the_one_that_was_named_is_cancelled(desk, diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    await booked(diary, at(27, 10))
    call = new_call()
    result = await found(desk, call, "I need to cancel my appointment.")
    assert result.announce == f"I see these appointments, {TUESDAY}, and {FRIDAY}. Which one is it?"
    call.caller_says("The second one.")
    result = await tool(desk, call, "cancel_appointment", appointment="1")
    assert result.announce == f"To confirm, I cancel your appointment on {FRIDAY}. Is that right?"
    call.caller_says("Yes.")
    await tool(desk, call, "cancel_appointment", appointment="1")
    assert await left(diary) == [TUESDAY]


async def test_the_day_that_the_caller_named_picks(desk: Desk, diary: Diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    await booked(diary, at(27, 10))
    result = await found(desk, new_call(), "Please cancel my appointment on Friday.")
    assert result.announce == f"I see your appointment on {FRIDAY}. Shall I cancel it?"


async def test_of_two_appointments_the_right_one_is_moved(desk: Desk, diary: Diary, new_call, at) -> None:
    first = await booked(diary, at(24, 15))
    second = await booked(diary, at(27, 10))
    call = new_call()
    await found(desk, call, "I need to move my appointment.")
    assert (await tool(desk, call, "check_availability", when="Thursday at four")).payload["error"] == "ambiguous"
    call.caller_says("The first one.")
    call.assistant_says("When would you like to move it to?")
    call.caller_says("Thursday at four.")
    result = await tool(desk, call, "check_availability", when="Thursday at four")
    assert result.announce.startswith(f"To confirm, I move your appointment from {TUESDAY} to Thursday")
    call.caller_says("Hm.")
    call.assistant_says(f"To confirm, I move your appointment to {call.offers[-1].spoken}. Is that right?")
    call.caller_says("Yes.")
    result = await tool(desk, call, "reschedule_appointment", appointment="2", slot="A")
    assert result.announce.startswith(f"To confirm, I move your appointment from {TUESDAY} to Thursday")
    call.caller_says("Yes.")
    await tool(desk, call, "reschedule_appointment", appointment="2", slot="A")
    upcoming = {one.uid: one.slot.start for one in await diary.upcoming()}
    assert upcoming == {first.uid: at(26, 16), second.uid: at(27, 10)}


async def test_letters_and_numbers_are_never_mixed(desk: Desk, diary: Diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    await booked(diary, at(27, 10))
    call = new_call()
    await found(desk, call, "I need to move my Tuesday appointment.")
    call.caller_says("The first one.")
    call.assistant_says(f"I see your appointment on {TUESDAY}. When would you like to move it to?")
    call.caller_says("Thursday afternoon.")
    await tool(desk, call, "check_availability", when="Thursday afternoon")
    first, second = (offer.spoken for offer in call.open_offers)
    call.assistant_says(f"I have {first}, or {second}. Which one do you prefer?")
    call.caller_says("The second one.")
    result = await tool(desk, call, "reschedule_appointment", appointment="A", slot="1")
    assert result.announce == f"To confirm, I move your appointment from {TUESDAY} to {second}. Is that right?"


async def test_an_offer_for_something_else_is_fitted_to_the_appointment(desk, diary, new_call, at) -> None:
    """Looked up as a check-up with anybody, before the appointment was found: a cleaning by Julie Roy."""
    await booked(diary, at(24, 14), service="cleaning", person="roy")
    call = new_call()
    call.caller_says("Is Wednesday at three free?")
    await tool(desk, call, "check_availability", when="Wednesday at three")
    await found(desk, call, "Then move my appointment there.")
    call.assistant_says(f"To confirm, I move your appointment to {call.offers[0].spoken}. Is that right?")
    call.caller_says("Yes.")
    assert (await tool(desk, call, "reschedule_appointment", appointment="1", slot="A")).payload["moved"] is True
    (moved,) = await diary.upcoming()
    assert (moved.slot.service, moved.slot.practitioner, moved.slot.start) == ("cleaning", "roy", at(25, 15))


async def test_a_time_that_somebody_took_meanwhile_gives_neighbours(desk, diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await found(desk, call, "Can you move my appointment to Friday at ten?")
    call.caller_says("Yes.")
    await booked(diary, at(27, 10), name="Somebody Else", phone=None)
    result = await tool(desk, call, "reschedule_appointment", appointment="1", slot="A")
    assert result.payload["error"] == "taken"
    first, second = (one["spoken"] for one in result.payload["slots"])
    assert result.announce == (
        f"I'm sorry, that time has just been taken. I have {first}, or {second}. Which one do you prefer?"
    )
    assert TUESDAY in await left(diary)


async def test_the_time_it_has_already_is_no_move(desk: Desk, diary: Diary, new_call, at) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await found(desk, call, "I need to move my appointment.")
    assert (await tool(desk, call, "check_availability", when="Tuesday at three")).announce == sentences("en").same_time


async def test_what_staff_changed_is_left_alone(desk: Desk, diary: Diary, new_call, at, monkeypatch) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await found(desk, call, "I need to cancel my appointment.")
    call.caller_says("Yes.")

    async def changed(*_: object, **__: object) -> None:
        raise AppointmentChanged("staff changed it")

    monkeypatch.setattr(diary, "cancel", changed)
    result = await tool(desk, call, "cancel_appointment", appointment="1")
    assert result.announce == sentences("en").appointment_changed
    assert call.commits == []


async def test_a_calendar_that_is_down_is_never_called_cancelled(desk, diary, new_call, at, monkeypatch) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    await found(desk, call, "I need to cancel my appointment.")
    call.caller_says("Yes.")

    async def down(*_: object, **__: object) -> None:
        raise CalendarUnavailable("away")

    monkeypatch.setattr(diary, "cancel", down)
    result = await tool(desk, call, "cancel_appointment", appointment="1")
    assert result.announce == sentences("en").calendar_down_change
    assert call.commits == []


async def test_what_this_call_booked_may_be_cancelled_without_a_number(desk, diary, new_call, at) -> None:
    call = new_call(number=None)
    call.caller_says("Tuesday at three, my name is Mary Johnson, no phone.")
    await tool(desk, call, "check_availability", when="Tuesday at three")
    call.assistant_says(f"To confirm, {TUESDAY}, for Mary Johnson. Is that right?")
    call.caller_says("Yes.")
    await tool(desk, call, "book_appointment", slot="A", name="Mary Johnson")
    call.caller_says("I have no phone.")
    assert (await tool(desk, call, "book_appointment", slot="A", name="Mary Johnson")).payload["booked"] is True
    call.caller_says("Oh no, cancel that appointment again.")
    result = await tool(desk, call, "find_appointments", name="Mary Johnson")
    assert result.announce == f"I see your appointment on {TUESDAY}. Shall I cancel it?"
    call.caller_says("Yes.")
    assert (await tool(desk, call, "cancel_appointment", appointment="1")).payload["cancelled"] is True
    assert await left(diary) == []


@pytest.mark.parametrize("name", ["check_availability", "answer_question"])
async def test_whoever_wants_to_move_is_identified_whatever_the_model_calls(desk, new_call, name: str) -> None:
    call = new_call()
    call.caller_says("Is it possible to reschedule?")
    arguments = {"when": "Friday"} if name == "check_availability" else {"query": "is it possible to reschedule"}
    assert (await tool(desk, call, name, **arguments)).announce == sentences("en").which_name_move
    assert call.pending == "identity"


@pytest.mark.parametrize("number", ["1", "A", "", "2"])
async def test_nothing_can_be_done_to_what_was_not_found(desk: Desk, diary: Diary, new_call, at, number: str) -> None:
    await booked(diary, at(24, 15))
    call = new_call()
    call.caller_says("Cancel it. Yes.")
    assert (await tool(desk, call, "cancel_appointment", appointment=number)).payload["error"] == "identity"
    assert (await tool(desk, call, "reschedule_appointment", appointment=number, slot="A")).payload[
        "error"
    ] == "identity"
    assert await left(diary) == [TUESDAY]


async def test_an_answer_that_is_neither_name_nor_number_goes_to_the_model(desk, new_call) -> None:
    call = new_call()
    call.caller_says("When is my appointment?")
    await tool(desk, call, "find_appointments")
    for words in ("What are your hours?", "I don't know.", "Never mind, I will just come by some day next week then."):
        assert await answered(desk, call, "identity", words) is None
    assert call.identity.misses == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Yes please."),
        ("en", "Thanks."),
        ("en", "No."),
        ("en", "The first one."),
        ("en", "Monday after lunch."),
        ("fr", "La première."),
        ("fr", "Oui, merci."),
    ],
)
@pytest.mark.parametrize("by", ["model", "model with words", "code"])
async def test_words_without_a_name_or_a_number_are_no_attempt(desk, diary, new_call, language, words, by) -> None:
    call = new_call(language)
    await found(desk, call, "When is my appointment?", "Norbert Hale")
    assert call.identity.misses == 1
    call.assistant_says(sentences(language).not_found)
    call.caller_says(words)
    if by == "code":
        assert await answered(desk, call, "identity", words) is None
    else:
        name = words if by == "model with words" else "Norbert Hale"
        result = await tool(desk, call, "find_appointments", name=name)
        assert (result.payload["error"], result.actions) == ("identity", ())
    assert call.identity.misses == 1
