"""What code answers by itself: danger, its own questions, languages, medical advice."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

import frontdesk.bot
from frontdesk.calendar import Slot
from frontdesk.calendar.spoken import say_slot
from frontdesk.clinic import Clinic, load_clinic
from frontdesk.models.ports import Transcript
from frontdesk.pipelines.call_language import CallLanguage
from frontdesk.pipelines.call_state import CallState, Pending
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.knowledge.documents import Knowledge
from frontdesk.pipelines.reflexes import reflex
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import call_tool
from frontdesk.pipelines.tools.emergency import warning
from frontdesk.pipelines.tools.result import ToolResult

EXAMPLE = Path(frontdesk.bot.__file__).parent / "example"
CLINIC = load_clinic(EXAMPLE / "clinic.toml")
DOCUMENTS = Knowledge.load(EXAMPLE / "documents", CLINIC.languages)
MONDAY, SUNDAY = 23, 22
DANGER = {"en": "My husband can't breathe.", "fr": "Mon mari n'arrive plus à respirer."}
LANGUAGES: Any = ["en", "fr"]


def at_desk(day: int = MONDAY, *, clinic: Clinic = CLINIC) -> Desk:
    nothing = cast(Any, None)
    now = datetime(2026, 11, day, 9, 0, tzinfo=clinic.timezone)
    return Desk(clinic, nothing, nothing, nothing, nothing, DOCUMENTS, nothing, lambda: now)


def in_call(language: str = "en", *, can_transfer: bool = True, pending: Pending | None = None) -> CallState:
    call = CallState("CA1", "+15145550142", cast(Any, language), can_transfer=can_transfer)
    call.pending = pending
    return call


async def said(call: CallState, words: str, day: int = MONDAY) -> ToolResult | None:
    call.caller_says(words)
    return await reflex(at_desk(day), call, words)


async def announced(call: CallState, words: str, day: int = MONDAY) -> str | None:
    result = await said(call, words, day)
    return result.announce if result else None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", DANGER.values())
async def test_danger_is_answered_with_what_to_dial_and_a_person(language: str, words: str) -> None:
    call = in_call(language)
    result = await said(call, words)
    instruction = CLINIC.emergency[cast(Any, language)]
    assert result is not None
    assert result.announce == sentences(language).emergency_person.format(instruction=instruction)
    assert [(action.kind, action.reason) for action in result.actions] == [("emergency", words)]
    assert not result.end_call
    assert call.pending == "transfer"


@pytest.mark.parametrize(("can_transfer", "day"), [(False, MONDAY), (True, SUNDAY)])
async def test_nobody_is_offered_who_cannot_be_reached(can_transfer: bool, day: int) -> None:
    call = in_call(can_transfer=can_transfer)
    instruction = CLINIC.emergency["en"]
    assert await announced(call, DANGER["en"], day) == sentences("en").emergency.format(instruction=instruction)
    assert call.pending is None


@pytest.mark.parametrize(("language", "yes"), [("en", "Yes, please."), ("fr", "Oui, s'il vous plaît.")])
async def test_a_yes_to_a_person_is_a_transfer(language: str, yes: str) -> None:
    call = in_call(language)
    await said(call, DANGER[language])
    result = await said(call, yes)
    assert result is not None
    assert result.transfer_to == CLINIC.extensions[0].phone
    assert call.pending is None


@pytest.mark.parametrize(("language", "no"), [("en", "No, thank you."), ("fr", "Non merci.")])
async def test_a_bare_no_goes_on(language: str, no: str) -> None:
    for pending in ("transfer", "message", "emergency", "language"):
        call = in_call(language, pending=cast(Pending, pending))
        assert await announced(call, no) == sentences(language).how_else
        assert call.pending is None


@pytest.mark.parametrize("words", ["No, I'd like an appointment on Tuesday.", "What did you say?", "Tuesday at ten."])
async def test_what_is_neither_yes_nor_no_goes_to_the_model_and_is_asked_no_more(words: str) -> None:
    call = in_call(pending="transfer")
    assert await said(call, words) is None
    assert call.pending is None
    assert await said(call, "Yes.") is None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_models_emergency_is_asked_about(language: str) -> None:
    call, spoken = in_call(language, can_transfer=False), sentences(language)
    asked = await call_tool(at_desk(), call, "emergency", {"reason": "help"})
    assert (asked.announce, asked.actions, call.pending) == (spoken.is_emergency, (), "emergency")
    warning = await said(call, "Yes!" if language == "en" else "Oui !")
    assert warning is not None
    assert [action.kind for action in warning.actions] == ["emergency"]
    call = in_call(language, can_transfer=False)
    await call_tool(at_desk(), call, "emergency", {"reason": "help"})
    assert await announced(call, "No, it isn't." if language == "en" else "Non, pas du tout.") == spoken.how_else
    again = await call_tool(at_desk(), call, "emergency", {"reason": "help"})
    assert CLINIC.emergency[cast(Any, language)] in str(again.announce)
    assert call.pending is None


@pytest.mark.parametrize(
    ("language", "words", "asked"),
    [
        ("en", "James Baker here I need to cancel my appointment", "which_name_cancel"),
        ("en", "Could I move my appointment?", "which_name_move"),
        ("fr", "C'est quand, mon rendez-vous ?", "which_name_look"),
    ],
)
async def test_the_models_emergency_is_what_the_caller_plainly_asked_for(language: str, words: str, asked: str) -> None:
    call = in_call(language)
    call.caller_says(words)
    result = await call_tool(at_desk(), call, "emergency", {"reason": words})
    assert (result.announce, call.pending) == (getattr(sentences(language), asked), "identity")


async def test_the_models_emergency_is_a_booking_that_was_plainly_asked_for() -> None:
    call = in_call()
    call.caller_says("I'd like to book an appointment.")
    result = await call_tool(at_desk(), call, "emergency", {"reason": "book"})
    assert (result.payload, result.announce, call.pending) == ({"ask": "day"}, None, None)


@pytest.mark.parametrize("words", ["Help, I must cancel my appointment!", "J'ai mal, annulez mon rendez-vous."])
async def test_the_models_emergency_near_a_word_of_danger_is_asked_about(words: str) -> None:
    call = in_call()
    call.caller_says(words)
    result = await call_tool(at_desk(), call, "emergency", {"reason": words})
    assert (result.announce, call.pending) == (sentences("en").is_emergency, "emergency")


@pytest.mark.parametrize("words", ["I think so.", "Maybe, I don't know.", "Je crois."])
async def test_a_doubtful_answer_about_danger_counts_as_danger(words: str) -> None:
    result = await said(in_call(pending="emergency"), words)
    assert result is not None
    assert [action.kind for action in result.actions] == ["emergency"]


async def test_a_yes_to_a_message_asks_for_it_and_a_message_said_at_once_is_the_models() -> None:
    assert await announced(in_call(pending="message"), "Yes please.") == sentences("en").ask_message
    assert await said(in_call(pending="message"), "Yes, tell Doctor Chen I'll be late on Friday.") is None
    call = in_call()
    call.assistant_says(sentences("en").no_transfer)
    assert await announced(call, "Sure.") == sentences("en").ask_message
    call = in_call()
    call.assistant_says(sentences("en").engine_trouble)
    assert await said(call, "Sure.") is None


async def test_a_yes_to_another_language_switches() -> None:
    call = in_call(pending="language")
    assert await announced(call, "Oui.") == sentences("fr").language_switched
    assert call.language == "fr"
    alone = CLINIC.model_copy(update={"languages": ("en",)})
    call = in_call(pending="language")
    call.caller_says("Yes.")
    assert await reflex(at_desk(clinic=alone), call, "Yes.") is None


async def test_a_language_that_is_asked_for_is_spoken() -> None:
    call = in_call()
    result = await said(call, "Parlez-vous français ?")
    assert result is not None
    assert result.announce == sentences("fr").language_switched
    assert [(action.kind, action.target) for action in result.actions] == [("language", "fr")]
    assert call.language == "fr"
    assert await said(call, "Parlez-vous français ?") is None


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Sorry, can we speak English please?"), ("fr", "On peut parler français, s'il vous plaît ?")],
)
async def test_a_language_that_was_heard_and_asked_for_at_once_is_announced(language: Any, words: str) -> None:
    """Detection has switched already; a second row of the audit would be one too many."""
    before: Any = "fr" if language == "en" else "en"
    call = in_call(before)
    hear(call, words, language)
    assert call.language == language
    result = await said(call, words)
    assert result is not None
    assert (result.announce, result.actions) == (sentences(language).language_switched, ())
    assert await said(call, words) is None


@pytest.mark.parametrize(
    ("asked", "words", "again"),
    [
        (sentences("fr").past, "In English, please.", "All right, in English. Which day would you like?"),
        ("Quel jour vous conviendrait ?", "In English, please.", "All right, in English. Which day would suit you?"),
        (sentences("fr").ask_name, "In English, please.", "All right, in English. May I have your name, please?"),
        (
            sentences("en").which_name_cancel,
            "En français, s'il vous plaît.",
            "D'accord, en français. C'est à quel nom ?",
        ),
        ("We are closed on Sunday.", "En français, s'il vous plaît.", sentences("fr").language_switched),
        (
            "To confirm, Monday at two. Is that right?",
            "En français, s'il vous plaît.",
            sentences("fr").language_switched,
        ),
        ("Which one do you prefer?", "En français, s'il vous plaît.", sentences("fr").language_switched),
        ("Do you like the weather?", "En français, s'il vous plaît.", sentences("fr").language_switched),
    ],
)
async def test_a_question_that_stands_open_is_asked_again_in_the_new_language(
    asked: str, words: str, again: str
) -> None:
    call = in_call("fr" if "English" in words else "en")
    call.pending = "identity" if asked == sentences("en").which_name_cancel else None
    pending = call.pending
    call.assistant_says(asked)
    assert await announced(call, words) == again
    assert call.pending == pending


async def test_a_question_that_is_not_asked_again_waits_for_no_answer() -> None:
    call = in_call(pending="draft")
    call.assistant_says(sentences("en").read_back_message_bare.format(name="Ann"))
    assert await announced(call, "En français, s'il vous plaît.") == sentences("fr").language_switched
    assert call.pending is None


async def test_times_on_offer_are_offered_again_in_the_new_language() -> None:
    call = in_call("fr")
    starts = [datetime(2026, 11, 23, hour, tzinfo=CLINIC.timezone) for hour in (8, 13)]
    slots = [Slot(start, start + timedelta(minutes=30), "tremblay", "checkup") for start in starts]
    first, second = call.offer([(slot, say_slot(slot.start, "fr")) for slot in slots])
    call.assistant_says(f"Nous ouvrons à huit heures. J'ai {first.spoken}, ou {second.spoken}. Lequel préférez-vous ?")
    assert await announced(call, "In English, please.") == (
        "All right, in English. I have Monday, November the twenty-third at eight, "
        "or Monday, November the twenty-third at one. Which one do you prefer?"
    )
    assert [(offer.letter, offer.slot) for offer in call.open_offers] == list(zip("AB", slots, strict=True))
    assert [offer.spoken for offer in call.open_offers] == [say_slot(start, "en") for start in starts]


async def test_a_language_that_was_only_heard_is_the_models() -> None:
    call = in_call("fr")
    hear(call, "I need an appointment, please.", "en")
    assert await said(call, "I need an appointment, please.") is None
    assert await said(call, "English, please.") is None


def hear(call: CallState, words: str, language: str) -> None:
    """Have the recogniser decode the first utterance of a call in another language."""
    languages = {"en": 0.0, "fr": 0.0} | {language: 1.0}
    CallLanguage(call, CLINIC.languages).heard(Transcript(words, language, 1.0, 0.0, 2.0, languages))


async def test_the_tool_switches_only_to_the_clinics_languages() -> None:
    call = in_call()
    result = await call_tool(at_desk(), call, "switch_language", {"language": "fr"})
    assert (result.announce, call.language) == (sentences("fr").language_switched, "fr")
    again = await call_tool(at_desk(), call, "switch_language", {"language": "fr"})
    assert (again.announce, again.actions) == (sentences("fr").how_else, ())
    alone = at_desk(clinic=CLINIC.model_copy(update={"languages": ("en",)}))
    call = in_call()
    assert (await call_tool(alone, call, "switch_language", {"language": "fr"})).announce == sentences("en").no_switch
    assert (call.language, call.pending) == ("en", "message")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "How much ibuprofen can I take?"), ("fr", "Combien de paracétamol je peux prendre ?")],
)
async def test_advice_is_refused_at_once(language: str, words: str) -> None:
    result = await said(in_call(language), words)
    assert result is not None
    assert result.announce == sentences(language).no_advice_person
    assert [(action.kind, action.reason) for action in result.actions] == [("advice refused", words)]
    assert await announced(in_call(language, can_transfer=False), words) == sentences(language).no_advice


async def test_what_the_documents_answer_is_answered_from_them() -> None:
    words = "Can I rinse my mouth after an extraction?"
    assert DOCUMENTS.search(words, "en")
    assert await said(in_call(), words) is None
    call = in_call()
    assert await call_tool(at_desk(), call, "answer_question", {"query": words})
    assert call.passages == DOCUMENTS.search(words, "en")


async def test_a_message_may_hold_a_question() -> None:
    call = in_call()
    call.assistant_says(sentences("en").ask_message)
    assert await said(call, "Should I stop taking my antibiotics?") is None


async def test_ordinary_turns_are_the_models() -> None:
    for words in ("I'd like an appointment on Tuesday at ten.", "Je voudrais un rendez-vous.", "Yes.", "No.", ""):
        assert await said(in_call(), words) is None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_models_emergency_is_asked_about_once_a_call(language: str) -> None:
    call = in_call(language)
    await call_tool(at_desk(), call, "emergency", {"reason": "purple elephants"})
    call.assistant_says(sentences(language).is_emergency)
    assert await said(call, "Purple elephants.") is None
    again = await call_tool(at_desk(), call, "emergency", {"reason": "purple elephants"})
    assert (again.announce, call.pending, again.actions) == (warning(CLINIC, language, person=False), None, ())


@pytest.mark.parametrize("can_transfer", [False, True])
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "What do I do?"), ("en", "Help, please!"), ("fr", "Qu'est-ce que je fais ?"), ("fr", "Je fais quoi ?")],
)
async def test_who_was_warned_and_asks_what_to_do_is_told_again(language: Any, words: str, can_transfer: bool) -> None:
    call = in_call(language, can_transfer=can_transfer)
    call.assistant_says(await announced(call, DANGER[language]) or "")
    for _ in range(2):
        result = await said(call, words)
        assert result is not None
        assert (result.announce, result.actions) == (CLINIC.emergency[language], ())
        call.assistant_says(result.announce or "")


async def test_a_time_that_was_asked_for_is_no_medical_question() -> None:
    words = "Well, the bus only runs a few times a day here, so could we try on December 18th?"
    call = in_call("en")
    call.assistant_says(sentences("en").which_day)
    assert await announced(call, words) is None
    call = in_call("en")
    call.assistant_says(sentences("en").which_day)
    assert await announced(call, "How much ibuprofen can I take?") == sentences("en").no_advice_person


async def test_long_after_a_warning_advice_is_refused_as_ever() -> None:
    call = in_call(can_transfer=False)
    call.assistant_says(await announced(call, DANGER["en"]) or "")
    for words in ("I'd like an appointment.", "On Tuesday."):
        assert await said(call, words) is None
        call.assistant_says("Which day?")
    assert await announced(call, "How much ibuprofen can I take?") == sentences("en").no_advice


@pytest.mark.parametrize(("language", "no"), [("en", "No."), ("fr", "Non, merci.")])
async def test_a_bare_no_after_a_warning_is_no_goodbye(language: str, no: str) -> None:
    call = in_call(language, can_transfer=False)
    call.assistant_says(await announced(call, DANGER[language]) or "")
    assert await announced(call, no) == sentences(language).how_else
    assert await said(in_call(language), no) is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "My son was hit by a bike last night, could you see him tomorrow?"),
        ("fr", "Mon fils s'est fait renverser par un vélo, est-ce que vous pouvez le voir demain ?"),
    ],
)
async def test_who_was_told_and_asks_again_for_the_same_is_served(language: Any, words: str) -> None:
    call = in_call(language, can_transfer=False)
    call.assistant_says(await announced(call, words) or "")
    assert call.warned_at == 1
    assert await said(call, words.lower().rstrip("?!. ")) is None


async def test_danger_without_a_wish_is_told_more_than_once() -> None:
    call = in_call(can_transfer=False)
    for _ in range(3):
        told = await announced(call, DANGER["en"])
        assert told == warning(CLINIC, "en", person=False)
        call.assistant_says(told)
    assert await said(call, DANGER["en"]) is None
    assert await announced(call, "Help, he can't breathe, can you come?") == warning(CLINIC, "en", person=False)
