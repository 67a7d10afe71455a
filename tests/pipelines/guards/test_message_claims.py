"""No sentence of the model says that a message was taken while none was."""

from datetime import UTC, datetime

import pytest

from frontdesk.calendar.spoken import Language
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Message
from frontdesk.pipelines.guards.claims.guard import Verdict
from frontdesk.pipelines.guards.claims.messages import claims_a_message
from frontdesk.pipelines.guards.reply_guard import ReplyGuard
from frontdesk.pipelines.sentences import sentences

CLAIMS = [
    "Thank you, I will pass on your message.",
    "I've noted your message.",
    "I have written down the message for you.",
    "Your message has been saved.",
    "Your message will be passed on.",
    "I'll let the doctor know.",
    "I will tell them right away.",
    "Merci, je transmets votre message.",
    "J'ai noté votre message.",
    "J'ai bien noté votre message.",
    "Votre message est enregistré.",
    "Votre message a été noté.",
    "Je note votre message.",
    "Je vais transmettre votre message.",
    "Votre message sera transmis à l'équipe.",
    "Je préviens le docteur.",
]
HARMLESS = [
    "What is the message?",
    "Would you like to leave a message for the team?",
    "I can take a message for the team.",
    "I can pass on your message once I have your name.",
    "I have not taken your message yet.",
    "If you give me your name, I will pass on your message.",
    "Appointments are confirmed by text message the day before.",
    "I have noted your phone number.",
    "We will inform your insurer.",
    "Quel est le message ?",
    "Voulez-vous laisser un message à l'équipe ?",
    "Je peux prendre un message.",
    "Je n'ai pas encore noté votre message.",
    "Dès que j'ai votre nom, je transmets votre message.",
    "Les rendez-vous sont confirmés par message la veille.",
    "J'ai bien noté votre numéro.",
]


@pytest.mark.parametrize("sentence", CLAIMS)
def test_claims(sentence: str) -> None:
    assert claims_a_message(sentence)


@pytest.mark.parametrize("sentence", HARMLESS)
def test_harmless(sentence: str) -> None:
    assert not claims_a_message(sentence)


@pytest.mark.parametrize(("language", "claim"), [("en", CLAIMS[0]), ("fr", "Merci, je transmets votre message.")])
def test_the_truth_takes_the_place_of_a_claim_until_there_is_a_message(language: Language, claim: str) -> None:
    call = CallState("CA1", None, language)
    guard = ReplyGuard(call)
    assert guard.judge(claim) is Verdict.REPLACE
    assert guard.correction == sentences(language).no_message
    guard.reply_began()
    booked = {"en": "You are booked.", "fr": "C'est réservé."}[language]
    assert guard.judge(booked) is Verdict.REPLACE
    assert guard.correction == sentences(language).nothing_booked
    guard.reply_began()
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    call.messages_taken.append(Message("CA1", "Ann", None, "Call me back.", language, moment))
    assert guard.judge(claim) is Verdict.PASS


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_truth_itself_claims_nothing(language: str) -> None:
    assert not claims_a_message(sentences(language).no_message)
