"""What a caller understands of the receptionist's words: which question was asked last, in any wording a model may use."""

from __future__ import annotations

import re
from typing import Literal

Question = Literal[
    "goodbye", "anything else", "which appointment", "confirm", "offer message", "offer person", "emergency", "spell",
    "name", "phone", "message", "change", "what instead", "service", "practitioner", "pick", "suits", "time", "day", "again",
    "how can I help", "nothing",
]  # fmt: skip

_ENGLISH: tuple[tuple[Question, str], ...] = (
    ("emergency", r"is (?:this|it) an emergency"),
    ("what instead", r"what would you prefer"),
    ("change", r"what (?:should|can|would you like me to) (?:i )?change"),
    ("spell", r"\bspell"),
    ("phone", r"phone number|your number|number can|number is|telephone"),
    ("message", r"what is the message|what.s the message|your message\?|say it now|like me to (?:say|tell|pass on)"),
    ("name", r"\bname\b"),
    ("which appointment", r"which (?:one|appointment) is it|which appointment"),
    ("service", r"what (?:it is|is it|is this|.*appointment is|kind|type|service)|we offer .*which|reason for|which service"),
    ("practitioner", r"who would you like|which (?:doctor|practitioner|dentist|provider)|with whom"),
    ("offer message", r"(?:leave|take) a message"),
    ("offer person", r"(?:put you through|transfer you|connect you|speak (?:to|with) (?:somebody|someone|a person)).*\?"),
    ("confirm", r"is that (?:right|correct|okay|ok)|to confirm|shall i (?:book|cancel|go on|move|keep)|"
     r"would you like me to (?:book|cancel|move)|do you want me to|right\?$|correct\?$"),
    ("pick", r"which (?:one|of|time|would)|do you prefer|would you prefer|which do you"),
    ("day", r"(?:which|what) (?:other )?(?:day|date)|what day|when would|when should|when do you|what other"),
    ("suits", r"does (?:that|it|this) (?:suit|work)|would (?:that|it|this) (?:suit|work|be)|suit you\?$|is that good"),
    ("time", r"what time|which time|at what"),
    ("anything else", r"(?:anything|something) else|help you further|more i can"),
    ("how can I help", r"help you|do for you|how may i"),
    ("again", r"say (?:it|that) again|repeat|rephrase|do you mean|did you mean|not (?:catch|understand|get)"),
    ("goodbye", r"goodbye|bye|have a (?:nice|good|great)|take care|talk to you"),
)  # fmt: skip
_FRENCH: tuple[tuple[Question, str], ...] = (
    ("emergency", r"est-ce une urgence|s'agit-il d'une urgence"),
    ("what instead", r"que préférez-vous"),
    ("change", r"que dois-je (?:changer|modifier)|que voulez-vous (?:changer|modifier)"),
    ("spell", r"épel"),
    ("confirm", r"continuer sans numéro"),
    ("phone", r"numéro"),
    ("message", r"quel est (?:le|votre) message|dire maintenant|que (?:dois-je|voulez-vous que je) (?:dire|transm)"),
    ("name", r"\bnoms?\b|vous appelez-vous|qui (?:est à l'appareil|parle)"),
    ("which appointment", r"lequel est-ce|de quel rendez-vous|quel rendez-vous"),
    ("service", r"motif|nous proposons .*souhaitez|quel (?:type|genre|soin|service)|pour quel|de quoi s'agit|que souhaitez-vous"),
    ("practitioner", r"qui (?:souhaitez|voulez|préférez)|avec qui|quel (?:praticien|médecin|dentiste|docteur)"),
    ("offer message", r"(?:laisser|prendre|noter) un message"),
    ("offer person", r"(?:passe quelqu'un|transfère|mettre en (?:ligne|relation)|parler à quelqu'un).*\?"),
    ("confirm", r"c'est bien (?:ça|cela)|c'est (?:exact|correct|juste)|je confirme|(?:dois-je|voulez-vous que je|est-ce que je|"
     r"souhaitez-vous que je|voulez-vous l')\s*(?:réserve|annul|déplac|continu|l')"),
    ("pick", r"le?quel(?:le)? (?:préférez|vous|des|choisissez)|préférez-vous|lequel"),
    ("day", r"quel (?:autre )?jour|quand|quelle (?:autre )?date|à quel moment|autre jour"),
    ("suits", r"(?:vous )?(?:convient|conviendrait|irait|va)[ -](?:il|elle|t-il)?|ça vous (?:va|irait|convient)|cela vous"),
    ("time", r"(?:à|vers) quelle heure|quelle heure"),
    ("anything else", r"autre chose|autrement\b(?! ?\?)|d'autre"),
    ("how can I help", r"vous aider|puis-je faire pour vous"),
    ("again", r"répéter|redire|reformuler|vous voulez dire|pas (?:compris|entendu|saisi)"),
    ("goodbye", r"au revoir|bonne (?:journée|soirée|fin)|à bientôt"),
)  # fmt: skip
_PATTERNS = {
    language: [(question, re.compile(pattern, re.I)) for question, pattern in table]
    for language, table in (("en", _ENGLISH), ("fr", _FRENCH))
}
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_OFFERED_TWO = re.compile(r" (?:or|ou) ")


def asked(heard: str, language: str) -> Question:
    """The question that stands last in what was heard; "nothing" where there is none."""
    sentences = [sentence for sentence in _SENTENCE.split(heard.strip()) if sentence]
    questions = [place for place, sentence in enumerate(sentences) if "?" in sentence]
    if questions:
        last = sentences[questions[-1]]
        found = _which(last, language)
        if found in ("service", "practitioner", "pick", "nothing", "confirm", "day"):
            wider = _which(" ".join(sentences[max(0, questions[-1] - 1) : questions[-1] + 1]), language)
            if wider in ("service", "practitioner", "which appointment") or found == "nothing":
                found = wider
        return found
    found = _which(heard, language)
    return found if found in ("goodbye", "message", "how can I help", "again") else "nothing"


def _which(text: str, language: str) -> Question:
    return next((question for question, pattern in _PATTERNS[language] if pattern.search(text)), "nothing")
