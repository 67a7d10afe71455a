"""What a hand-written caller says to a question that the card has no words for."""

from __future__ import annotations

from frontdesk.calendar.spoken import Language

FALLBACKS: dict[Language, dict[str, str]] = {
    "en": {
        "yes": "Yes.",
        "no": "No.",
        "suits": "Yes, that suits me.",
        "name": "I'd rather not give my name.",
        "spell": "It's spelled just as it sounds.",
        "phone": "I'd rather not give a number.",
        "day": "Any day.",
        "time": "Any time of the day.",
        "pick": "The first one, please.",
        "none_fit": "No, that does not suit me.",
        "correct": "Nothing, leave it as it is.",
        "service": "I'm not sure what it is called.",
        "practitioner": "It doesn't matter who.",
        "which": "The next one.",
        "message": "No message, thank you.",
        "offer_message": "No, thank you.",
        "offer_person": "No, thank you.",
        "emergency": "No, it's not an emergency.",
        "again": "That's what I called for.",
    },
    "fr": {
        "yes": "Oui.",
        "no": "Non.",
        "suits": "Oui, ça me convient.",
        "name": "Je préfère ne pas donner mon nom.",
        "spell": "Ça s'écrit comme ça se prononce.",
        "phone": "Je préfère ne pas donner de numéro.",
        "day": "N'importe quel jour.",
        "time": "N'importe quelle heure de la journée.",
        "pick": "Le premier, s'il vous plaît.",
        "none_fit": "Non, ça ne me convient pas.",
        "correct": "Rien, laissez comme c'est.",
        "service": "Je ne sais pas comment ça s'appelle.",
        "practitioner": "Peu importe avec qui.",
        "which": "Le prochain.",
        "message": "Pas de message, merci.",
        "offer_message": "Non, merci.",
        "offer_person": "Non, merci.",
        "emergency": "Non, ce n'est pas une urgence.",
        "again": "C'est pour ça que j'appelle.",
    },
}
NO_APPOINTMENT: dict[Language, str] = {
    "en": "No, I don't need an appointment.",
    "fr": "Non, je n'ai pas besoin de rendez-vous.",
}
