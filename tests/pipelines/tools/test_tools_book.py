"""`book_appointment` against a real calendar: only what was confirmed, under a said name, once."""

from datetime import date, datetime, timedelta

import pytest

from frontdesk.calendar import Diary
from frontdesk.calendar.radicale import EmbeddedRadicale
from frontdesk.clinic import Clinic
from frontdesk.errors import CalendarUnavailable, RecordsUnavailable
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import ToolResult, call_tool
from tests.calendar.sqlite_holds import SqliteHolds

DAY = date(2026, 11, 24)


async def offer(desk: Desk, call: CallState, when: str = "Tuesday at three") -> str:
    """Check, and let the assistant say that the slot is free. Returns its phrase."""
    call.caller_says(f"An appointment {when}, please.")
    payload = (await call_tool(desk, call, "check_availability", {"when": when})).payload
    spoken: str = payload["slots"][0]["spoken"]
    call.assistant_says(f"{spoken} is free. May I have your name, please?")
    return spoken


async def book(desk: Desk, call: CallState, slot: str = "A", name: str = "Mary Smith", **more: str) -> ToolResult:
    return await call_tool(desk, call, "book_appointment", {"slot": slot, "name": name, **more})


async def confirmed(desk: Desk, call: CallState, *said: str) -> None:
    """A whole call up to the caller's yes."""
    spoken = await offer(desk, call)
    for words in said or ("Mary Smith.",):
        call.caller_says(words)
    call.assistant_says(f"To confirm, {spoken}, for Mary Smith. Is that right?")
    call.caller_says("Yes, that's right.")


async def test_a_confirmed_slot_is_booked_and_announced_from_the_calendar(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call()
    await confirmed(desk, call)
    answer = await book(desk, call)
    assert answer.payload == {"booked": True, "spoken": "Tuesday, November the twenty-fourth at three"}
    assert answer.announce == (
        "You're booked: Tuesday, November the twenty-fourth at three, with Doctor Sophie Tremblay, for Mary Smith. "
        "I have noted the number you are calling from. Is there anything else?"
    )
    (appointment,) = await diary.appointments(DAY, DAY)
    assert (appointment.name, appointment.phone) == ("Mary Smith", "+15145550142")
    assert appointment.slot == call.offers[0].slot
    assert [commit.appointment for commit in call.commits] == [appointment]


async def test_french(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call("fr")
    call.caller_says("Un rendez-vous mardi à quinze heures.")
    await call_tool(desk, call, "check_availability", {"when": "mardi à quinze heures"})
    spoken = call.offers[0].spoken
    call.assistant_says(f"{spoken} est libre. Puis-je avoir votre nom, s'il vous plaît ?")
    call.caller_says("C'est François L'Écuyer.")
    call.assistant_says(f"Je confirme, {spoken}, pour François L'Écuyer. C'est bien ça ?")
    call.caller_says("Oui, c'est ça.")
    answer = await book(desk, call, name="françois l'écuyer")
    assert answer.announce == (
        "C'est réservé : mardi vingt-quatre novembre à quinze heures, avec le docteur Sophie Tremblay, "
        "pour François L'Écuyer. J'ai noté le numéro d'où vous appelez. Puis-je vous aider pour autre chose ?"
    )
    assert [found.name for found in await diary.appointments(DAY, DAY)] == ["François L'Écuyer"]


async def test_the_same_person_is_not_booked_twice_at_the_same_time(desk: Desk, diary: Diary, new_call) -> None:
    """Asked again for a time it has just booked, the model checks it again and gets another practitioner's letter."""
    call = new_call()
    await confirmed(desk, call)
    first = await book(desk, call)
    call.assistant_says(first.announce)
    await confirmed(desk, call)
    again = await book(desk, call, slot="B")
    assert (again.payload, again.announce, again.actions) == (first.payload, first.announce, ())
    assert len(await diary.appointments(DAY, DAY)) == 1


async def test_a_repeated_call_answers_with_the_same_booking(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call()
    await confirmed(desk, call)
    first = await book(desk, call)
    for _ in range(2):
        again = await book(desk, call)
        assert (again.payload, again.announce, again.actions) == (first.payload, first.announce, ())
        call.assistant_says(first.announce)
    assert len(await diary.appointments(DAY, DAY)) == 1
    assert len(call.commits) == 1


async def test_the_wrong_letter_books_what_was_read_back(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call()
    await call_tool(desk, call, "check_availability", {"when": "Tuesday"})
    first, second = (found.spoken for found in call.offers)
    call.assistant_says(f"I have {first}, or {second}. Which one do you prefer?")
    call.caller_says("The second one, my name is Mary Smith.")
    call.assistant_says(f"To confirm, {second}, for Mary Smith. Is that right?")
    call.caller_says("Perfect.")
    answer = await book(desk, call, slot="A")
    assert answer.payload["spoken"] == second
    assert [found.slot for found in await diary.appointments(DAY, DAY)] == [call.offers[1].slot]


async def test_without_a_yes_code_reads_back(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call()
    await offer(desk, call)
    call.caller_says("Mary Smith.")
    answer = await book(desk, call)
    assert answer.payload["error"] == "ambiguous"
    assert answer.announce == "To confirm, Tuesday, November the twenty-fourth at three, for Mary Smith. Is that right?"
    call.assistant_says(answer.announce)
    call.caller_says("Yes.")
    assert (await book(desk, call)).payload["booked"] is True
    assert len(await diary.appointments(DAY, DAY)) == 1


async def test_a_no_is_asked_about_and_two_meanings_are_offered_again(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call()
    await call_tool(desk, call, "check_availability", {"when": "Tuesday"})
    first, second = (found.spoken for found in call.offers)
    call.assistant_says(f"I have {first}, or {second}. Which one do you prefer?")
    call.caller_says("The first one.")
    call.assistant_says(f"To confirm, {second}, for Mary Smith. Is that right?")
    call.caller_says("Yes.")
    answer = await book(desk, call)
    assert answer.announce == f"I want to be sure. I have {first}, or {second}. Which one do you prefer?"
    call.assistant_says(answer.announce)
    call.caller_says("The first one.")
    call.assistant_says(f"To confirm, {first}, for Mary Smith. Is that right?")
    call.caller_says("No.")
    assert (await book(desk, call)).announce == sentences("en").what_change
    assert await diary.appointments(DAY, DAY) == []


async def test_a_letter_that_was_never_offered(desk: Desk, new_call) -> None:
    answer = await book(desk, new_call())
    assert answer.payload == {"error": "slot"}
    assert answer.announce is None


@pytest.mark.parametrize("name", ["", "give me a minute", "Robert Jones", "caller", "yes"])
async def test_a_name_that_the_caller_did_not_say(desk: Desk, diary: Diary, new_call, name: str) -> None:
    call = new_call()
    await confirmed(desk, call, "Give me a minute.")
    answer = await book(desk, call, name=name)
    assert answer.payload["error"] == "ambiguous"
    spoken = sentences("en")
    assert answer.announce == (spoken.name_again if name else spoken.chosen.format(slot=call.offers[0].spoken))
    assert await diary.appointments(DAY, DAY) == []


@pytest.mark.parametrize(
    ("said", "phone", "written"),
    [
        ("My number is 438-555-0199.", "", "+15145550142"),
        ("No number.", "999-888-7777", "+15145550142"),
    ],
)
async def test_the_number_is_one_that_was_said_or_the_callers_own(
    desk: Desk, diary: Diary, new_call, said: str, phone: str, written: str
) -> None:
    call = new_call()
    await confirmed(desk, call, "Mary Smith.", said)
    await book(desk, call, phone=phone)
    assert [found.phone for found in await diary.appointments(DAY, DAY)] == [written]


async def test_a_hidden_number_is_asked_for_once(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call(number=None)
    await confirmed(desk, call)
    answer = await book(desk, call)
    assert answer.announce == "And what is your phone number?"
    call.assistant_says(answer.announce)
    call.caller_says("I would rather keep that to myself.")
    call.assistant_says(f"To confirm, {call.offers[0].spoken}, for Mary Smith. Is that right?")
    call.caller_says("Yes.")
    assert (await book(desk, call)).payload["booked"] is True
    assert [found.phone for found in await diary.appointments(DAY, DAY)] == [None]


async def test_half_a_number_is_asked_for_again(desk: Desk, new_call) -> None:
    call = new_call(number=None)
    await confirmed(desk, call, "Mary Smith.", "It is 438 555.")
    assert (await book(desk, call, phone="438 555")).announce == sentences("en").phone_again


async def test_another_number_is_read_back_before_it_is_stored(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call()
    await confirmed(desk, call, "Mary Smith.", "My number is 438-555-0199.")
    answer = await book(desk, call, phone="438-555-019")
    assert answer.announce == (
        f"To confirm, {call.offers[0].spoken}, for Mary Smith, "
        "at four three eight, five five five, zero one nine nine. Is that right?"
    )
    assert await diary.appointments(DAY, DAY) == []
    call.assistant_says(answer.announce)
    call.caller_says("Yes, that's right.")
    assert (await book(desk, call, phone="438-555-019")).payload["booked"] is True
    assert [found.phone for found in await diary.appointments(DAY, DAY)] == ["+14385550199"]


async def test_a_service_that_was_named_is_named_in_the_announcement(desk: Desk, diary: Diary, new_call) -> None:
    """The model left the service out of its call."""
    call = new_call()
    call.caller_says("I need a cleaning on Wednesday at ten, please.")
    await call_tool(desk, call, "check_availability", {"when": "Wednesday at ten"})
    spoken = call.offers[0].spoken
    assert call.offers[0].slot.service == "cleaning"
    call.assistant_says(f"{spoken} is free. May I have your name, please?")
    call.caller_says("Mary Smith.")
    answer = await book(desk, call)
    assert answer.announce == f"To confirm, cleaning, {spoken}, for Mary Smith. Is that right?"
    call.assistant_says(answer.announce)
    call.caller_says("Yes.")
    answer = await book(desk, call)
    assert answer.announce.startswith(f"You're booked: cleaning, {spoken}, with Julie Roy, for Mary Smith.")
    assert [action.kind for action in answer.actions] == ["booked"]
    assert (call.service, call.service_named) == (None, False)


async def test_a_slot_lost_in_the_meantime_gives_neighbours(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call()
    await confirmed(desk, call)
    await diary.book(call.offers[0].slot, name="Somebody", phone=None, key="faster", language="en")
    answer = await book(desk, call)
    assert answer.payload["error"] == "taken"
    assert [found["slot"] for found in answer.payload["slots"]] == ["B", "C"]
    second, third = (found["spoken"] for found in answer.payload["slots"])
    assert answer.announce == (
        f"I'm sorry, that time has just been taken. I have {second}, or {third}. Which one do you prefer?"
    )
    assert call.commits == []
    assert len(await diary.appointments(DAY, DAY)) == 1


async def test_a_calendar_that_is_down_is_never_called_booked(
    desk: Desk, clinic: Clinic, tmp_path, clock, new_call
) -> None:
    server = EmbeddedRadicale(tmp_path / "radicale", port=0)
    await server.start()
    diary = Diary(clinic, server.account, SqliteHolds(tmp_path / "own.sqlite"), clock, refresh_every=timedelta(hours=1))
    await diary.open()
    desk = Desk(
        clinic, desk.recogniser, desk.language_model, desk.synthesiser, diary, desk.knowledge, desk.outbox, clock
    )
    call = new_call()
    await confirmed(desk, call)
    await server.stop()
    answer = await book(desk, call)
    assert answer.payload == {"error": "calendar_down", "say": sentences("en").calendar_down}
    assert answer.announce == sentences("en").calendar_down
    assert call.commits == []
    await diary.close()


@pytest.mark.parametrize("problem", [CalendarUnavailable("away"), RecordsUnavailable("full")])
async def test_every_error_becomes_words(desk: Desk, new_call, monkeypatch, problem) -> None:
    async def fail(*args: object, **more: object) -> None:
        raise problem

    monkeypatch.setattr(desk.diary, "openings", fail)
    answer = await call_tool(desk, new_call("fr"), "check_availability", {"when": "mardi"})
    assert answer.announce in (sentences("fr").calendar_down, sentences("fr").engine_trouble)


async def test_a_second_appointment_in_the_same_call(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call()
    await confirmed(desk, call)
    call.assistant_says((await book(desk, call)).announce)
    call.caller_says("And another one Wednesday at three for my son.")
    await call_tool(desk, call, "check_availability", {"when": "Wednesday at three"})
    call.assistant_says(f"To confirm, {call.offers[-1].spoken}, for Mary Smith. Is that right?")
    call.caller_says("Yes.")
    assert (await book(desk, call, slot="B")).payload["booked"] is True
    starts = [found.slot.start.replace(tzinfo=None) for found in await diary.appointments(DAY, DAY + timedelta(days=1))]
    assert starts == [datetime(2026, 11, 24, 15), datetime(2026, 11, 25, 15)]
