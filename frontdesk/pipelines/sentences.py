"""Every fixed sentence that code speaks, English beside French. Nothing else in the pipelines holds words for callers.

Fields with braces are templates; `fixed` lists the others, which are rendered to audio at start. Questions are worded
as the pocket language model asks them, so that it knows what the caller's answer is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from frontdesk.pipelines.words import fold

if TYPE_CHECKING:
    from frontdesk.clinic import Clinic


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one language."""

    language: str
    either: str
    """How alternatives are joined: the word before the last one."""
    # the call itself
    notice: str
    pocket_notice: str
    repeat: str
    still_there: str
    anything_else: str
    goodbye: str
    # engines and stores in trouble
    engine_trouble: str
    calendar_down: str
    message_failed: str
    # what this receptionist may not do
    not_allowed: str
    no_changes: str
    no_transfer: str
    no_switch: str
    emergency: str
    # times
    past: str
    closed: str
    notice_too_short: str
    too_far: str
    unclear_choice: str
    no_such_service: str
    no_such_practitioner: str
    other_service: str
    # booking
    which: str
    chosen: str
    read_back: str
    what_change: str
    ask_name: str
    name_again: str
    ask_phone: str
    phone_again: str
    nothing_booked: str
    booked: str
    # messages
    no_message: str
    ask_message: str


ENGLISH = Sentences(
    language="en",
    either="or",
    notice="I am the clinic's automated assistant.",
    pocket_notice="This is a trial with small models that understand synthetic voices only.",
    repeat="Sorry, I did not catch that. Could you say it again?",
    still_there="Are you still there?",
    anything_else="Is there anything else?",
    goodbye="Thank you for calling. Goodbye!",
    engine_trouble="I'm sorry, something went wrong on my side. Would you like to leave a message for the team?",
    calendar_down="I'm sorry, I cannot reach our calendar right now, so nothing is booked. "
    "Would you like to leave a message for the team?",
    message_failed="I'm sorry, I cannot write your message down right now. Please call again a little later.",
    not_allowed="I'm sorry, I cannot do that. Would you like to leave a message for the team?",
    no_changes="I'm sorry, I cannot look up or change existing appointments. "
    "Would you like to leave a message for the team?",
    no_transfer="I'm sorry, I cannot transfer your call. Would you like to leave a message for the team?",
    no_switch="I'm sorry, I can only speak English in this call. Would you like to leave a message for the team?",
    emergency="{instruction} Otherwise, how can I help you?",
    past="I'm sorry, that time is already over. Which day would you like?",
    closed="I'm sorry, we are closed then. Which other day would suit you?",
    notice_too_short="I'm sorry, that is too soon for me to book. Which other day would suit you?",
    too_far="I'm sorry, I cannot book that far ahead. Which other day would suit you?",
    unclear_choice="Sorry, do you mean {options}?",
    no_such_service="I'm sorry, we do not offer that. We offer {options}. Which one would you like?",
    no_such_practitioner="I'm sorry, I do not know that name here. We have {options}. Who would you like to see?",
    other_service="I'm sorry, {name} does not do that. You can see {options}. Who would you like to see?",
    which="I want to be sure. I have {options}. Which one do you prefer?",
    chosen="All right, {slot}. May I have your name, please?",
    read_back="To confirm, {slot}, for {name}. Is that right?",
    what_change="No problem. What should I change?",
    ask_name="May I have your name, please?",
    name_again="Sorry, I did not catch your name. What name should I use?",
    ask_phone="And what is your phone number?",
    phone_again="Sorry, I did not get the whole number. What is your phone number?",
    nothing_booked="Sorry, nothing is booked yet.",
    booked="You're booked: {slot}, with {practitioner}, for {name}. Is there anything else?",
    no_message="Sorry, I have no message from you yet.",
    ask_message="Of course. What is the message?",
)

FRENCH = Sentences(
    language="fr",
    either="ou",
    notice="Je suis l'assistant automatique du cabinet.",
    pocket_notice="Ceci est un essai avec de petits modèles qui ne comprennent que les voix de synthèse.",
    repeat="Désolé, je n'ai pas compris. Pouvez-vous répéter ?",
    still_there="Vous êtes toujours là ?",
    anything_else="Puis-je vous aider pour autre chose ?",
    goodbye="Merci de votre appel. Au revoir !",
    engine_trouble="Désolé, j'ai eu un problème de mon côté. Voulez-vous laisser un message à l'équipe ?",
    calendar_down="Désolé, je n'ai pas accès à notre agenda pour le moment, rien n'est donc réservé. "
    "Voulez-vous laisser un message à l'équipe ?",
    message_failed="Désolé, je ne peux pas noter votre message pour le moment. Merci de rappeler un peu plus tard.",
    not_allowed="Désolé, je ne peux pas faire cela. Voulez-vous laisser un message à l'équipe ?",
    no_changes="Désolé, je ne peux pas consulter ni modifier un rendez-vous existant. "
    "Voulez-vous laisser un message à l'équipe ?",
    no_transfer="Désolé, je ne peux pas transférer votre appel. Voulez-vous laisser un message à l'équipe ?",
    no_switch="Désolé, je ne parle que français pendant cet appel. Voulez-vous laisser un message à l'équipe ?",
    emergency="{instruction} Sinon, comment puis-je vous aider ?",
    past="Désolé, ce moment est déjà passé. Quel jour souhaitez-vous ?",
    closed="Désolé, nous sommes fermés à ce moment-là. Quel autre jour vous conviendrait ?",
    notice_too_short="Désolé, c'est trop tôt pour que je puisse réserver. Quel autre jour vous conviendrait ?",
    too_far="Désolé, je ne peux pas réserver aussi longtemps à l'avance. Quel autre jour vous conviendrait ?",
    unclear_choice="Pardon, vous voulez dire {options} ?",
    no_such_service="Désolé, nous ne proposons pas cela. Nous proposons {options}. Que souhaitez-vous ?",
    no_such_practitioner="Désolé, je ne connais pas ce nom ici. Nous avons {options}. Qui souhaitez-vous voir ?",
    other_service="Désolé, {name} ne fait pas cela. Vous pouvez voir {options}. Qui souhaitez-vous voir ?",
    which="Je préfère être sûr. J'ai {options}. Lequel préférez-vous ?",
    chosen="D'accord, {slot}. Puis-je avoir votre nom, s'il vous plaît ?",
    read_back="Je confirme, {slot}, pour {name}. C'est bien ça ?",
    what_change="Pas de problème. Que dois-je changer ?",
    ask_name="Puis-je avoir votre nom, s'il vous plaît ?",
    name_again="Désolé, je n'ai pas compris votre nom. À quel nom, s'il vous plaît ?",
    ask_phone="Et quel est votre numéro de téléphone ?",
    phone_again="Désolé, je n'ai pas eu le numéro en entier. Quel est votre numéro de téléphone ?",
    nothing_booked="Pardon, rien n'est encore réservé.",
    booked="C'est réservé : {slot}, avec {practitioner}, pour {name}. Puis-je vous aider pour autre chose ?",
    no_message="Pardon, je n'ai pas encore de message de votre part.",
    ask_message="Bien sûr. Quel est le message ?",
)

_BY_LANGUAGE = {"en": ENGLISH, "fr": FRENCH}


def sentences(language: str) -> Sentences:
    """The sentences of a language; `KeyError` for one that frontdesk does not speak."""
    return _BY_LANGUAGE[language]


def fixed(language: str) -> list[str]:
    """The sentences without a blank to fill, for rendering beforehand."""
    spoken = sentences(language)
    texts = [getattr(spoken, field.name) for field in fields(spoken) if field.name not in ("language", "either")]
    return [text for text in texts if "{" not in text]


def alternatives(phrases: Sequence[str], language: str) -> str:
    """Join phrases the way the pocket model offers them: "a, or b"; "a, b, or c".

    >>> alternatives(["nine", "ten", "noon"], "en")
    'nine, ten, or noon'
    """
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])}, {sentences(language).either} {phrases[-1]}"


def greeting(clinic: Clinic, language: str, *, pocket_ears: bool = False) -> str:
    """The first words of a call, always with the notice that an automated assistant answers.

    A clinic with two languages opens in both. A greeting that gives the notice itself is left as it is. `pocket_ears`
    tells the caller what the small models understand. A question stays last, because callers answer it.
    """
    spoken = sentences(language)
    greeting_words = clinic.greetings[language]  # type: ignore[index]
    told = any(hint in fold(greeting_words) for hint in ("automat", "virtual", "virtuel", "robot"))
    opening, question = _last_question(greeting_words)
    opening = " ".join(
        part for part in (clinic.bilingual_greeting if len(clinic.languages) > 1 else "", opening) if part
    )
    parts = [opening, "" if told else spoken.notice, spoken.pocket_notice if pocket_ears else "", question]
    return " ".join(part for part in parts if part)


def spoken_name(name: str, language: str) -> str:
    """A practitioner's name as it is said: "Dr." is an abbreviation on paper only.

    >>> spoken_name("Dr. Sophie Tremblay", "en"), spoken_name("Dr Chen", "fr"), spoken_name("Julie Roy", "fr")
    ('Doctor Sophie Tremblay', 'le docteur Chen', 'Julie Roy')
    """
    return re.sub(r"^Dre?\.? +", "Doctor " if language == "en" else "le docteur ", name)


def _last_question(words: str) -> tuple[str, str]:
    """The words before the closing question, and that question; it is empty where the words do not end with one."""
    if not words.rstrip().endswith("?"):
        return words, ""
    parts = re.split(r"(?<=[.!?])\s+(?=\w)", words.strip())
    return " ".join(parts[:-1]), parts[-1]
