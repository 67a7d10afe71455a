"""What code says of times that were looked up, and the one result of a check that the model goes on from."""

import dataclasses
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest

from frontdesk.calendar import Diary, Openings, Slot
from frontdesk.calendar.spoken import Wish, say_slot
from frontdesk.models.ports import ToolCall
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.reflexes import reflex
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import ToolResult, call_tool
from frontdesk.pipelines.tools.offering import offers, said
from frontdesk.pipelines.tools.result import offered
from frontdesk.pipelines.typed import TypedCall
from tests.engines import ListJournal, ScriptedModel

PHRASES = {"en": ("Tuesday at three", "Tuesday at four"), "fr": ("mardi à quinze heures", "mardi à seize heures")}
DAY = date(2026, 11, 25)
THREE = {"en": "Wednesday, November the twenty-fifth at three", "fr": "mercredi vingt-cinq novembre à quinze heures"}


def looked_up(count: int, language: str, **more: Any) -> tuple[ToolResult, CallState]:
    """The result of a look-up that found so many slots, and its call."""
    call, begin = CallState("CA1", None, cast(Any, language)), datetime(2026, 11, 24, 15, tzinfo=UTC)
    slot = Slot(begin, begin + timedelta(minutes=30), "chen", "checkup")
    return ToolResult({**more, "slots": offered(call, [(slot, words) for words in PHRASES[language][:count]])}), call


@pytest.mark.parametrize(
    ("language", "count", "more", "words"),
    [
        ("en", 2, {}, "I have Tuesday at three, or Tuesday at four. Which one do you prefer?"),
        ("fr", 2, {}, "J'ai mardi à quinze heures, ou mardi à seize heures. Lequel préférez-vous ?"),
        (
            "en",
            2,
            {"taken": True},
            "I'm sorry, that time is not available. I have Tuesday at three, or Tuesday at four. "
            "Which one do you prefer?",
        ),
        (
            "fr",
            2,
            {"taken": True},
            "Désolé, cette heure n'est pas disponible. J'ai mardi à quinze heures, ou mardi à seize heures. "
            "Lequel préférez-vous ?",
        ),
        (
            "en",
            1,
            {"taken": True},
            "I'm sorry, that time is not available. I have Tuesday at three. Does that suit you?",
        ),
        (
            "fr",
            1,
            {"taken": True},
            "Désolé, cette heure n'est pas disponible. J'ai mardi à quinze heures. Est-ce que cela vous convient ?",
        ),
        (
            "en",
            2,
            {"error": "taken"},
            "I'm sorry, that time has just been taken. I have Tuesday at three, or Tuesday at four. "
            "Which one do you prefer?",
        ),
        (
            "fr",
            1,
            {"error": "taken"},
            "Désolé, cette heure vient d'être prise. J'ai mardi à quinze heures. Est-ce que cela vous convient ?",
        ),
        ("en", 0, {"error": "taken"}, "I'm sorry, that time has just been taken. Which day would suit you?"),
        ("fr", 0, {"error": "taken"}, "Désolé, cette heure vient d'être prise. Quel jour vous conviendrait ?"),
        ("en", 0, {}, "I'm sorry, I have nothing free then. Which other day would suit you?"),
        ("fr", 0, {}, "Désolé, je n'ai rien de libre à ce moment-là. Quel autre jour vous conviendrait ?"),
        ("en", 1, {}, None),
        ("fr", 1, {}, None),
    ],
)
def test_slots_are_said_word_for_word(language: str, count: int, more: dict[str, Any], words: str | None) -> None:
    result, call = looked_up(count, language, **more)
    told = said(result, call)
    assert (told.payload, told.announce) == (result.payload, words)


@pytest.mark.parametrize(
    ("language", "payload", "words"),
    [
        ("en", {"ask": "day"}, "Which day would suit you?"),
        ("fr", {"ask": "day"}, "Quel jour vous conviendrait ?"),
        ("en", {"ask": "time"}, "What time would suit you?"),
        ("fr", {"ask": "time"}, "À quelle heure souhaitez-vous venir ?"),
        ("en", {"error": "date"}, "Sorry, I did not get the day. Which day would you like?"),
        ("fr", {"error": "date"}, "Pardon, je n'ai pas compris le jour. Quel jour souhaitez-vous ?"),
        ("en", {"ask": "message"}, None),
        ("fr", {"error": "slot"}, None),
        ("en", {}, None),
    ],
)
def test_what_is_missing_is_asked_for(language: str, payload: dict[str, Any], words: str | None) -> None:
    told = said(ToolResult(payload), CallState("CA1", None, cast(Any, language)))
    assert (told.payload, told.announce) == (payload, words)


@pytest.mark.parametrize("announce", ["We are closed.", ""])
def test_what_has_its_words_keeps_them(announce: str) -> None:
    result, call = looked_up(2, "en")
    spoken = dataclasses.replace(result, announce=announce)
    assert said(spoken, call) is spoken


def test_only_the_last_offers_are_named() -> None:
    result, call = looked_up(2, "en")
    begin = datetime(2026, 11, 25, 9, tzinfo=UTC)
    call.offer([(Slot(begin, begin, "chen", "checkup"), "Wednesday at nine")])
    assert offers(call) == "I have Wednesday at nine. Does that suit you?"
    assert said(result, call).announce == "I have Wednesday at nine. Does that suit you?"


@pytest.mark.parametrize(
    ("language", "when", "same"),
    [("en", "Wednesday at three", "three in the afternoon"), ("fr", "mercredi à quinze heures", "à quinze heures")],
)
async def test_only_the_very_time_is_left_to_the_model(desk: Desk, new_call, language, when, same) -> None:
    """Asked for again with nothing but its hour, it is still the very time."""
    call = new_call(language)
    for words in (when, same):
        call.caller_says(words)
        result = await call_tool(desk, call, "check_availability", {"when": words})
        assert result.announce is None
        assert [one["spoken"] for one in result.payload["slots"]] == [THREE[language]]


@pytest.mark.parametrize(("language", "when"), [("en", "Wednesday"), ("fr", "mercredi"), ("en", "Wednesday afternoon")])
async def test_a_day_is_offered_without_the_model(desk: Desk, new_call, language: str, when: str) -> None:
    call = new_call(language)
    call.caller_says(when)
    result = await call_tool(desk, call, "check_availability", {"when": when})
    first, second = (one["spoken"] for one in result.payload["slots"])
    options = f"{first}, or {second}" if language == "en" else f"{first}, ou {second}"
    assert result.announce == sentences(language).offer.format(options=options)


@pytest.mark.parametrize(
    ("language", "opening", "name", "yes"),
    [
        ("en", "This is Mary Smith, could I come on Wednesday at three?", "Mary Smith", "Yes, that's right."),
        ("fr", "Ici Marie Dubois, je voudrais venir mercredi à quinze heures.", "Marie Dubois", "Oui, c'est ça."),
    ],
)
async def test_the_very_time_is_read_back_with_the_name_and_booked_on_the_yes(
    desk: Desk, diary: Diary, new_call, language: str, opening: str, name: str, yes: str
) -> None:
    """Two replies of the model, a check and a booking: everything that is heard is code's, and so is the last step."""
    when = "Wednesday at three" if language == "en" else "mercredi à quinze heures"
    call, model = typed(
        desk,
        new_call(language),
        ToolCall("check_availability", {"when": when}),
        ToolCall("book_appointment", {"slot": "A", "name": name}),
    )
    assert await heard(call, opening) == sentences(language).read_back.format(slot=THREE[language], name=name)
    assert await diary.appointments(DAY, DAY) == []
    assert (await heard(call, yes)).split(":")[0] == sentences(language).booked.split(":")[0]
    assert [one.name for one in await diary.appointments(DAY, DAY)] == [name]
    assert len(model.prompts) == 2


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_the_very_time_asks_for_a_name_that_is_unknown(desk: Desk, diary: Diary, new_call, language) -> None:
    english = language == "en"
    when = "Wednesday at three" if english else "mercredi à quinze heures"
    name = "Mary Smith" if english else "Marie Dubois"
    spoken = sentences(language)
    call, _ = typed(
        desk,
        new_call(language),
        ToolCall("check_availability", {"when": when}),
        ToolCall("book_appointment", {"slot": "A"}),
        ToolCall("book_appointment", {"slot": "A", "name": name}),
    )
    assert await heard(call, when) == spoken.chosen.format(slot=THREE[language])
    assert await heard(call, f"{name}.") == spoken.read_back.format(slot=THREE[language], name=name)
    await heard(call, "Yes." if english else "Oui.")
    assert [one.name for one in await diary.appointments(DAY, DAY)] == [name]


async def test_one_of_two_offers_is_chosen_read_back_and_booked(desk: Desk, diary: Diary, new_call) -> None:
    call, model = typed(
        desk,
        new_call(),
        ToolCall("check_availability", {"when": "Wednesday"}),
        ToolCall("book_appointment", {"slot": "B", "name": "Mary Smith"}),
    )
    offer = await heard(call, "Mary Smith here, have you got anything on Wednesday?")
    first, second = (one.spoken for one in call.call.open_offers)
    assert offer == f"I have {first}, or {second}. Which one do you prefer?"
    assert len(model.prompts) == 1
    assert await heard(call, "The second one.") == f"To confirm, {second}, for Mary Smith. Is that right?"
    await heard(call, "Yes.")
    (appointment,) = await diary.appointments(DAY, DAY)
    assert (appointment.name, appointment.spoken("en")) == ("Mary Smith", second)


async def test_the_only_other_time_is_asked_about(quiet_desk: Desk, new_call, clinic) -> None:
    """A yes to it is a choice; without a name nothing is written."""
    begin = datetime(2026, 11, 25, 14, 30, tzinfo=clinic.timezone)
    desk = dataclasses.replace(quiet_desk, diary=NearestOnly([Slot(begin, begin, "chen", "checkup")]))
    phrase = say_slot(begin, "en")
    call, model = typed(
        desk,
        new_call(),
        ToolCall("check_availability", {"when": "Wednesday at three"}),
        ToolCall("book_appointment", {"slot": "A"}),
    )
    told = await heard(call, "Wednesday at three, please.")
    assert told == f"I'm sorry, that time is not available. I have {phrase}. Does that suit you?"
    assert len(model.prompts) == 1
    assert await heard(call, "Yes.") == f"All right, {phrase}. May I have your name, please?"


async def test_a_correction_of_the_very_time_reads_the_new_one_back(desk: Desk, diary: Diary, new_call) -> None:
    call, _ = typed(
        desk,
        new_call(),
        ToolCall("check_availability", {"when": "Wednesday at three"}),
        ToolCall("book_appointment", {"slot": "A", "name": "Mary Smith"}),
        ToolCall("check_availability", {"when": "Wednesday at four"}),
        ToolCall("book_appointment", {"slot": "B", "name": "Mary Smith"}),
    )
    await heard(call, "Mary Smith here, Wednesday at three, please.")
    four = "Wednesday, November the twenty-fifth at four"
    assert await heard(call, "No, sorry, at four.") == f"To confirm, {four}, for Mary Smith. Is that right?"
    await heard(call, "Yes.")
    assert [one.spoken("en") for one in await diary.appointments(DAY, DAY)] == [four]


async def test_a_no_to_the_very_time_books_nothing(desk: Desk, diary: Diary, new_call) -> None:
    """The model, told no, asks to book the slot all the same."""
    booking = ToolCall("book_appointment", {"slot": "A", "name": "Mary Smith"})
    call, _ = typed(desk, new_call(), ToolCall("check_availability", {"when": "Wednesday at three"}), booking, booking)
    await heard(call, "Mary Smith here, Wednesday at three, please.")
    assert await heard(call, "No.") == sentences("en").what_change
    assert await diary.appointments(DAY, DAY) == []


async def test_a_yes_to_two_offers_chooses_none(desk: Desk, diary: Diary, new_call) -> None:
    call = new_call()
    call.caller_says("Mary Smith here, anything on Wednesday?")
    result = await call_tool(desk, call, "check_availability", {"when": "Wednesday"})
    call.assistant_says(result.announce or "")
    call.caller_says("Yes.")
    assert await reflex(desk, call, "Yes.") is None
    await call_tool(desk, call, "book_appointment", {"slot": "A", "name": "Mary Smith"})
    assert await diary.appointments(DAY, DAY) == []


class NearestOnly:
    """A diary in which the asked time is taken, with these slots nearest to it."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._slots = tuple(slots)

    async def openings(self, wish: Wish, **more: object) -> Openings:
        return Openings(False, self._slots, "full")


def typed(desk: Desk, call: CallState, *replies: str | ToolCall) -> tuple[TypedCall, ScriptedModel]:
    """A conversation whose model says these things, and not one more."""
    model = ScriptedModel(list(replies))
    return TypedCall(dataclasses.replace(desk, language_model=model), call, ListJournal()), model


async def heard(call: TypedCall, words: str) -> str:
    """All that is spoken in answer."""
    return " ".join(one.text for one in await call.say(words) if one.kind == "speech")
