"""A sentence of the model held against what the call has really done."""

from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from frontdesk.calendar import Appointment, Slot
from frontdesk.pipelines.call_state import CallState, Commit, Found
from frontdesk.pipelines.desk import Message
from frontdesk.pipelines.guards.claims.guard import Verdict
from frontdesk.pipelines.guards.claims.messages import claims_a_message
from frontdesk.pipelines.guards.claims.transfers import claims_a_transfer
from frontdesk.pipelines.guards.language_check import counterpart, is_foreign
from frontdesk.pipelines.guards.reply_guard import ReplyGuard
from frontdesk.pipelines.sentences import fixed, sentences
from tests.pipelines.guards.tables import count, table

LANGUAGES: Any = ["en", "fr"]
START = datetime(2026, 11, 24, 15, 15, tzinfo=ZoneInfo("America/Toronto"))


def appointment(days: int = 0, *, uid: str = "u1") -> Appointment:
    start = START + timedelta(days=days)
    slot = Slot(start=start, end=start + timedelta(minutes=30), practitioner="roy", service="cleaning")
    return Appointment(slot=slot, name="Mary", phone=None, href="h", etag="e", uid=uid)


def in_call(language: str, **facts: Any) -> CallState:
    return CallState("CA1", None, cast(Any, language), **facts)


def committed(language: str, *kinds: Any) -> CallState:
    call = in_call(language)
    call.commits += [Commit(kind, appointment(), appointment().spoken(cast(Any, language))) for kind in kinds]
    return call


def judged(call: CallState, sentence: str) -> tuple[Verdict, str]:
    guard = ReplyGuard(call)
    return guard.judge(sentence), guard.correction


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_booking_a_sentence_is_held_against_it(language: str) -> None:
    spoken = sentences(language)
    truth = spoken.appointment_is.format(slot=appointment().spoken(cast(Any, language)))
    expected = {
        "drop": (Verdict.DROP, ""),
        "pass": (Verdict.PASS, ""),
        "when": (Verdict.REPLACE, truth),
        "moved": (Verdict.REPLACE, spoken.nothing_moved),
        "cancelled": (Verdict.REPLACE, spoken.nothing_cancelled),
    }
    rows = table(f"after_{language}")
    assert {row.verdict for row in rows} == set(expected)
    wrong = [
        (row, found)
        for row in rows
        if (found := judged(committed(language, "booked"), row.phrase)) != expected[row.verdict]
    ]
    assert wrong == []


def test_what_was_cancelled_is_no_appointment() -> None:
    call = committed("en", "cancelled")
    cancelled = "Your appointment on Tuesday, November the twenty-fourth at three fifteen is cancelled."
    assert judged(call, "Your appointment is on Tuesday.") == (Verdict.REPLACE, cancelled)
    assert judged(call, "You are booked for Tuesday.") == (Verdict.REPLACE, cancelled)
    assert judged(call, "I've cancelled your appointment.") == (Verdict.DROP, "")
    assert judged(call, "I've cancelled your appointment on Friday.") == (Verdict.REPLACE, cancelled)


def test_after_a_move_both_kinds_are_repeats() -> None:
    call = committed("fr", "moved")
    assert judged(call, "Votre rendez-vous est déplacé à mardi.")[0] is Verdict.DROP
    assert judged(call, "Votre rendez-vous est confirmé.")[0] is Verdict.DROP
    assert judged(call, "Je l'ai annulé.") == (Verdict.REPLACE, sentences("fr").nothing_cancelled)


def test_an_appointment_that_was_read_out_may_be_repeated_and_not_bent() -> None:
    call = in_call("en")
    call.found.append(Found("1", appointment(), ""))
    assert (
        judged(call, "I see your appointment on Tuesday, November the twenty-fourth at three fifteen.")[0]
        is Verdict.PASS
    )
    assert judged(call, "You are booked for Tuesday at three fifteen.")[0] is Verdict.PASS
    truth = "Your appointment is on Tuesday, November the twenty-fourth at three fifteen."
    assert judged(call, "Your appointment is on Friday.") == (Verdict.REPLACE, truth)
    assert judged(call, "I've cancelled it.") == (Verdict.REPLACE, sentences("en").nothing_cancelled)
    call.commits.append(Commit("moved", appointment(days=1), ""))
    assert judged(call, "Your appointment is on Tuesday.")[0] is Verdict.REPLACE
    assert judged(call, "Your appointment is on Wednesday.")[0] is Verdict.PASS


@pytest.mark.parametrize("language", LANGUAGES)
def test_promises_of_messages_and_transfers(language: str) -> None:
    rows = table(f"promises_{language}")
    assert min(count(rows, "message"), count(rows, "transfer")) >= 40
    assert count(rows, "pass") >= 60

    def verdict(phrase: str) -> str:
        if claims_a_transfer(phrase):
            return "transfer"
        return "message" if claims_a_message(phrase) else "pass"

    assert [row for row in rows if verdict(row.phrase) != row.verdict] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_may_be_spoken_of_once_it_is_taken(language: str) -> None:
    call, spoken = in_call(language), sentences(language)
    claim = next(row.phrase for row in table(f"promises_{language}") if row.verdict == "message")
    assert judged(call, claim) == (Verdict.REPLACE, spoken.no_message)
    call.messages_taken.append(Message("CA1", "Ann", None, "Call me back.", language, START))
    assert judged(call, claim)[0] is Verdict.PASS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_transfer_that_the_model_only_talks_of_is_offered_instead(language: str) -> None:
    spoken = sentences(language)
    claim = next(row.phrase for row in table(f"promises_{language}") if row.verdict == "transfer")
    call = in_call(language, can_transfer=True)
    assert judged(call, claim) == (Verdict.REPLACE, spoken.offer_person)
    assert call.pending == "transfer"
    call = in_call(language)
    assert judged(call, claim) == (Verdict.REPLACE, spoken.no_transfer)
    assert call.pending == "message"


@pytest.mark.parametrize(("language", "advice"), [("en", "You can take ibuprofen."), ("fr", "Prenez deux Tylenol.")])
def test_advice_is_replaced_and_the_clinics_words_are_not(language: str, advice: str) -> None:
    call = in_call(language)
    assert judged(call, advice) == (Verdict.REPLACE, sentences(language).no_advice)
    call.passages.append(advice)
    assert judged(call, advice)[0] is Verdict.PASS


def test_a_sentence_in_the_other_language_is_said_in_this_one() -> None:
    assert judged(in_call("fr"), "Which one do you prefer?") == (Verdict.REPLACE, "Lequel préférez-vous ?")
    assert judged(in_call("fr"), "What is your phone number?") == (
        Verdict.REPLACE,
        "Quel est votre numéro de téléphone ?",
    )
    assert judged(in_call("en"), "Lequel préférez-vous ?") == (Verdict.REPLACE, "Which one do you prefer?")
    assert judged(in_call("fr"), "The weather is very nice.") == (Verdict.REPLACE, sentences("fr").repeat)
    assert counterpart("The weather is very nice.", "fr") is None


def test_a_bare_word_in_the_other_language_is_left_out_and_the_rest_is_heard() -> None:
    assert judged(in_call("en"), "D'accord.") == (Verdict.DROP, "")
    assert judged(in_call("fr"), "Thank you.") == (Verdict.DROP, "")
    assert judged(in_call("fr"), "D'accord.")[0] is Verdict.PASS
    assert judged(in_call("en"), "All right.")[0] is Verdict.PASS
    guard = ReplyGuard(in_call("en"))
    assert guard.judge("We are closed on Saturday and Sunday.") is Verdict.PASS
    assert guard.judge("D'accord.") is Verdict.DROP
    assert guard.judge("Quel jour vous conviendrait ?") is Verdict.REPLACE
    assert guard.correction == "Which day would suit you?"


def test_behind_an_answer_a_sentence_nobody_can_translate_is_left_out() -> None:
    guard = ReplyGuard(in_call("en"))
    assert guard.judge("We are closed on Saturday and Sunday.") is Verdict.PASS
    assert guard.judge("Il fait très beau et nous sommes contents.") is Verdict.DROP
    guard.reply_began()
    assert guard.judge("Il fait très beau et nous sommes contents.") is Verdict.REPLACE
    assert guard.correction == sentences("en").repeat


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_foreign_in_its_own_language(language: str) -> None:
    for name in ("promises", "advice", "after"):
        assert [row for row in table(f"{name}_{language}") if is_foreign(row.phrase, language)] == []
    assert [text for text in fixed(language) if is_foreign(text, language)] == []
    assert not is_foreign("Clinique du Parc.", "en")
    assert not is_foreign("Marie Dupont.", "en")


def test_the_rest_of_a_replaced_reply_is_dropped_and_the_model_asked_again_once_a_turn() -> None:
    guard = ReplyGuard(in_call("en"))
    assert guard.judge("You're all set.") is Verdict.REPLACE
    assert guard.judge("How are you?") is Verdict.DROP
    assert guard.ask_again()
    guard.reply_began()
    assert guard.judge("You're all set.") is Verdict.REPLACE
    assert not guard.ask_again()
    guard.turn_began()
    assert guard.judge("Let me transfer you.") is Verdict.REPLACE
    assert not guard.ask_again()  # the correction asks the caller


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Your appointment is on Tuesday."), ("fr", "Vous avez un rendez-vous.")]
)
def test_nothing_is_told_of_appointments_that_nobody_looked_up(language: str, told: str) -> None:
    assert judged(in_call(language), told) == (Verdict.REPLACE, sentences(language).nothing_booked)


@pytest.mark.parametrize(
    ("language", "first", "second"), [("en", "Of course.", "All right."), ("fr", "Bien sûr.", "D'accord.")]
)
def test_one_acknowledgement_is_enough(language: str, first: str, second: str) -> None:
    guard = ReplyGuard(in_call(language))
    assert [guard.judge(words) for words in (first, second)] == [Verdict.PASS, Verdict.DROP]
    guard.reply_began()
    assert guard.judge(second) is Verdict.PASS
