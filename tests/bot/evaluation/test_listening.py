"""What a caller takes the receptionist to have asked: the product's own sentences, and those of models."""

import dataclasses
from typing import get_args

import pytest

from frontdesk.bot.evaluation.listening import Question, asked
from frontdesk.bot.evaluation.phrases import PHRASES
from frontdesk.pipelines.sentences import sentences

LANGUAGES = ("en", "fr")
FILLED = {
    "en": {
        "slot": "Tuesday, May the fifth at three", "old": "Monday, May the fourth at nine", "name": "Ann Smith",
        "number": "five one four, five five five", "practitioner": "Dr. Anne Roy", "extension": "the front desk",
        "options": "Tuesday, May the fifth at three or Tuesday, May the fifth at four",
        "instruction": "If somebody is in danger, please hang up and dial nine one one now.", "text": "Call me.",
    },
    "fr": {
        "slot": "mardi cinq mai à quinze heures", "old": "lundi quatre mai à neuf heures", "name": "Anne Tremblay",
        "number": "cinq un quatre, cinq cinq cinq", "practitioner": "Dre Anne Roy", "extension": "l'accueil",
        "options": "mardi cinq mai à quinze heures ou mardi cinq mai à seize heures",
        "instruction": "Si quelqu'un est en danger, raccrochez et composez le neuf un un maintenant.",
        "text": "Rappelez-moi.",
    },
}  # fmt: skip
OF_SENTENCES: dict[Question, str] = {
    "again": "repeat unclear_choice",
    "anything else": "anything_else booked booked_own_number seen seen_several moved cancelled kept message_taken",
    "change": "what_change",
    "confirm": "read_back book_it read_back_number without_phone seen_cancel read_back_move read_back_cancel "
    "read_back_message read_back_message_bare",
    "day": "past closed notice_too_short too_far seen_move same_time which_day no_date nothing_free",
    "emergency": "is_emergency",
    "goodbye": "goodbye message_kept",
    "how can I help": "after_hours language_switched emergency how_else how_help",
    "message": "ask_message leave_message",
    "name": "chosen ask_name name_again which_name which_name_move which_name_cancel which_name_look",
    "offer message": "engine_trouble calendar_down not_allowed no_transfer nobody_reached extension_closed "
    "nobody_there nobody_took no_switch stuck_message identity_message appointment_changed calendar_down_change",
    "offer person": "emergency_person offer_person stuck_person identity_person",
    "phone": "ask_phone phone_again booking_number not_found_again",
    "pick": "closed_offer which seen_offer seen_taken offer",
    "practitioner": "no_such_practitioner other_service",
    "service": "no_such_service which_service",
    "spell": "not_found",
    "suits": "offer_one",
    "time": "which_time",
    "what instead": "no_advice no_advice_person",
    "which appointment": "which_appointment",
    "nothing": "language either both notice pocket_notice still_there one_moment last_minute cannot_go_on "
    "written_down message_failed transferring nothing_booked nothing_moved nothing_cancelled appointment_is "
    "cancelled_is no_message not_confirmed no_name not_available just_taken",
}
OF_PHRASES: dict[str, Question] = {
    "other_day": "day", "move_to": "day", "message": "message", "unknown": "offer message", "hold": "nothing",
    "sure": "nothing",
}  # fmt: skip
ENGLISH: list[tuple[str, Question]] = [
    ("Sure, I'd be happy to help. What day works best for you?", "day"),
    ("Of course! When would you like to come in?", "day"),
    ("What date and time would you prefer?", "day"),
    ("Do you have a day in mind?", "day"),
    ("I'm afraid we have nothing on Friday. Is there another day that works for you?", "day"),
    ("Would you like to try a different day?", "day"),
    ("What time of day do you prefer?", "time"),
    ("At what time would you like to come?", "time"),
    ("Do you prefer morning or afternoon?", "time"),
    ("I have Tuesday at three or Tuesday at four. Which would you prefer?", "pick"),
    ("We have Tuesday at three and Tuesday at four available. Which one works better for you?", "pick"),
    ("Would you prefer Tuesday at three or Tuesday at four?", "pick"),
    ("Do either of those times work for you?", "pick"),
    ("I can offer you Tuesday at three. Would that work for you?", "suits"),
    ("There is an opening on Tuesday at three. Does that work?", "suits"),
    ("How about Tuesday at three?", "suits"),
    ("Great, Tuesday at three it is. Can I have your full name, please?", "name"),
    ("Could you tell me your name?", "name"),
    ("And who am I speaking with?", "name"),
    ("May I ask who the appointment is for?", "name"),
    ("Could you please spell that for me?", "spell"),
    ("And what's the best number to reach you at?", "phone"),
    ("Can I get a phone number, please?", "phone"),
    ("Could you give me your first and last name and your phone number?", "name"),
    ("So that's Tuesday, May the fifth at three for Ann Smith. Is that correct?", "confirm"),
    ("Just to confirm, you'd like Tuesday at three, right?", "confirm"),
    ("Would you like me to book that for you?", "confirm"),
    ("Shall I go ahead and book it?", "confirm"),
    ("Are you sure you want to cancel your appointment?", "confirm"),
    ("What is the reason for your visit?", "service"),
    ("What type of appointment do you need?", "service"),
    ("What kind of service are you looking for?", "service"),
    ("What brings you in?", "service"),
    ("Do you have a preferred doctor?", "practitioner"),
    ("Which practitioner would you like to see?", "practitioner"),
    ("Is there a particular doctor you'd like to see?", "practitioner"),
    ("I don't have that information. Would you like me to take a message?", "offer message"),
    ("Would you like to leave a message for our team?", "offer message"),
    ("Would you like me to transfer you to someone?", "offer person"),
    ("What message would you like me to pass on?", "message"),
    ("What would you like to say in your message?", "message"),
    ("What would you like me to tell them?", "message"),
    ("Which appointment would you like to cancel?", "which appointment"),
    ("Is there anything else I can help you with today?", "anything else"),
    ("Can I help you with anything else?", "anything else"),
    ("Hello! How may I assist you today?", "how can I help"),
    ("What can I do for you?", "how can I help"),
    ("I'm sorry, could you repeat that?", "again"),
    ("Sorry, I didn't quite understand. Could you clarify what you mean?", "again"),
    ("You're all set. Thank you for calling, have a great day!", "goodbye"),
    ("Is anybody in danger right now?", "emergency"),
]
FRENCH: list[tuple[str, Question]] = [
    ("Bien sûr ! Quel jour vous conviendrait le mieux ?", "day"),
    ("Quand souhaiteriez-vous venir ?", "day"),
    ("Pour quel jour souhaitez-vous le rendez-vous ?", "day"),
    ("Avez-vous une date en tête ?", "day"),
    ("Quelles sont vos disponibilités ?", "day"),
    ("Je n'ai rien vendredi. Souhaitez-vous un autre jour ?", "day"),
    ("Vers quelle heure ?", "time"),
    ("Préférez-vous le matin ou l'après-midi ?", "time"),
    ("Pour quelle heure ?", "time"),
    ("J'ai mardi à quinze heures ou mardi à seize heures. Que préférez-vous ?", "pick"),
    ("J'ai mardi à quinze heures ou à seize heures. Lequel vous convient le mieux ?", "pick"),
    ("Préférez-vous mardi à quinze heures ou mardi à seize heures ?", "pick"),
    ("Quel créneau vous convient ?", "pick"),
    ("Quelle heure préférez-vous, quinze heures ou seize heures ?", "pick"),
    ("J'ai mardi à quinze heures. Cela vous convient-il ?", "suits"),
    ("Je peux vous proposer mardi à quinze heures. Est-ce que ça vous irait ?", "suits"),
    ("Que diriez-vous de mardi à quinze heures ?", "suits"),
    ("Parfait. Quel est votre nom, s'il vous plaît ?", "name"),
    ("Pourriez-vous me donner votre nom complet ?", "name"),
    ("À qui ai-je l'honneur ?", "name"),
    ("Comment vous appelez-vous ?", "name"),
    ("Pouvez-vous l'épeler ?", "spell"),
    ("À quel numéro peut-on vous joindre ?", "phone"),
    ("Pouvez-vous me laisser vos coordonnées téléphoniques ?", "phone"),
    ("Je récapitule : mardi à quinze heures pour Anne Tremblay. Est-ce exact ?", "confirm"),
    ("Donc mardi cinq mai à quinze heures, c'est correct ?", "confirm"),
    ("Souhaitez-vous que je réserve ce créneau ?", "confirm"),
    ("Voulez-vous que je confirme ce rendez-vous ?", "confirm"),
    ("Êtes-vous sûr de vouloir annuler votre rendez-vous ?", "confirm"),
    ("Voulez-vous vraiment l'annuler ?", "confirm"),
    ("Quel est le motif de votre visite ?", "service"),
    ("C'est pour quel type de rendez-vous ?", "service"),
    ("Pour quelle raison souhaitez-vous consulter ?", "service"),
    ("C'est à quel sujet ?", "service"),
    ("Avec quel praticien souhaitez-vous prendre rendez-vous ?", "practitioner"),
    ("Avez-vous une préférence pour un médecin ?", "practitioner"),
    ("Je n'ai pas cette information. Souhaitez-vous que je prenne un message ?", "offer message"),
    ("Aimeriez-vous laisser un message pour l'équipe ?", "offer message"),
    ("Souhaitez-vous que je vous transfère à quelqu'un ?", "offer person"),
    ("Voulez-vous parler à une personne ?", "offer person"),
    ("Quel message souhaitez-vous laisser ?", "message"),
    ("Que voulez-vous que je leur dise ?", "message"),
    ("De quel rendez-vous s'agit-il ?", "which appointment"),
    ("Lequel souhaitez-vous annuler ?", "which appointment"),
    ("Avez-vous besoin d'autre chose ?", "anything else"),
    ("Y a-t-il autre chose que je puisse faire pour vous ?", "anything else"),
    ("Bonjour ! En quoi puis-je vous aider ?", "how can I help"),
    ("Que puis-je faire pour vous aujourd'hui ?", "how can I help"),
    ("Pardon, pourriez-vous répéter, s'il vous plaît ?", "again"),
    ("Je n'ai pas bien compris. Pouvez-vous préciser ?", "again"),
    ("C'est noté. Merci de votre appel, bonne journée !", "goodbye"),
    ("Est-ce que quelqu'un est en danger ?", "emergency"),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_product_is_understood(language: str) -> None:
    spoken = dataclasses.asdict(sentences(language))
    table = {name: question for question, names in OF_SENTENCES.items() for name in names.split()}
    said = {name: text.format(**FILLED[language]) for name, text in spoken.items() if isinstance(text, str)}
    assert not said.keys() - table.keys()
    heard = {name: (asked(text, language), table[name]) for name, text in said.items()}
    assert not {name: both for name, both in heard.items() if both[0] != both[1]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "question"), OF_PHRASES.items())
def test_the_oracles_phrases_are_understood(name: str, question: Question, language: str) -> None:
    assert asked(PHRASES[language][name], language) == question


@pytest.mark.parametrize(("heard", "question"), ENGLISH)
def test_models_are_understood_in_english(heard: str, question: Question) -> None:
    assert asked(heard, "en") == question


@pytest.mark.parametrize(("heard", "question"), FRENCH)
def test_models_are_understood_in_french(heard: str, question: Question) -> None:
    assert asked(heard, "fr") == question


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_counts_whatever_is_said_before_it(language: str) -> None:
    spoken = sentences(language)
    heard = f"{spoken.message_kept} {spoken.ask_phone} {spoken.anything_else}"
    assert asked(heard, language) == "anything else"
    assert asked(f"{spoken.ask_phone} {spoken.one_moment}", language) == "phone"
    assert asked("", language) == asked("...", language) == "nothing"


def test_both_languages_are_tested_for_the_same_questions() -> None:
    english, french = ({question for _, question in table} for table in (ENGLISH, FRENCH))
    assert english == french
    assert set(get_args(Question)) - english == {"change", "what instead", "nothing"}
