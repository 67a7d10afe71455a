"""The fixed sentences of the oracle that are not the product's own already."""

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "sure": "Sure.",
        "fine": "All right.",
        "sorry": "I'm sorry about that.",
        "other_day": "Which other day would suit you?",
        "move_to": "When would you like to move it to?",
        "message": "What is the message?",
        "unknown": "I'm sorry, I do not have that information. Would you like to leave a message for the team?",
        "off_topic": "I'm sorry, I can only help with appointments and questions about the clinic.",
        "hold": "Of course, take your time.",
        "person": "a person",
        "earlier": "earlier",
        "later": "later",
    },
    "fr": {
        "sure": "D'accord.",
        "fine": "Très bien.",
        "sorry": "J'en suis désolé.",
        "other_day": "Quel autre jour vous conviendrait ?",
        "move_to": "À quand souhaitez-vous le déplacer ?",
        "message": "Quel est le message ?",
        "unknown": "Désolé, je n'ai pas cette information. Voulez-vous laisser un message à l'équipe ?",
        "off_topic": "Désolé, je ne peux vous aider que pour les rendez-vous et les questions sur la clinique.",
        "hold": "Bien sûr, prenez votre temps.",
        "person": "une personne",
        "earlier": "plus tôt",
        "later": "plus tard",
    },
}
