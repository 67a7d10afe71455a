"""Which sentences of the model say that a message is taken or passed on: a lie while the outbox has none of this call.

The wordings are tried over folded clauses, as those of `claims_rules` are. Questions, offers ("I can take a message"),
negations and conditions pass.
"""

from __future__ import annotations

import re

from frontdesk.pipelines.claims_rules import RULES
from frontdesk.pipelines.words import plain

_EN_AUX = r"(?:(?:ll|will|have|ve|shall|am|m|are|re|just|now|already|also|going to|make sure to) )*"
_EN_DONE = "passed|taken|noted|sent|saved|recorded|written|forwarded|delivered|left|given|relayed"
_FR_DONE = "transmis|note|pris|enregistre|envoye|laisse|communique"
_CLAIMS = {
    "en": re.compile(
        rf" (?:i|we) {_EN_AUX}(?:{_EN_DONE}|pass|passing|take|took|taking|note|noting|send|sending|save|record|write"
        r"|writing|forward|forwarding|deliver|give|leave|relay|got|have)(?: \w+){0,4} (?:your|the|that|this) "
        r"(?:\w+ )?message "
        r"| (?:your|the|that|this) (?:\w+ )?message (?:(?:has|is|was|will|ll|been|be|now|already|being) )+"
        rf"(?:{_EN_DONE}) "
        r"| i (?:ll|will|shall) (?:let|tell|inform|notify) (?:the|them|him|her|dr|doctor|our) "
    ),
    "fr": re.compile(
        r" (?:je|nous|on) (?:(?:le|la|les|l|lui|leur|vais|allons|va) )*(?:transmet\w*|not(?:e|ons|erai|erons|er)"
        r"|prend(?:s|rai|re)?|prenons|enregistr(?:e|ons|erai|er)|envo(?:ie|yons|yer)|enverrai|laisse(?:rai|r)?"
        r"|pass(?:e|erai|er)|communique(?:rai|r)?|(?:fais|ferai|faire) (?:passer|suivre))(?: \w+){0,3} (?:votre|le|ce) "
        r"(?:\w+ )?message "
        rf"| (?:j ai|nous avons|on a) (?:bien )?(?:{_FR_DONE})(?: \w+){{0,3}} (?:votre|le|ce) (?:\w+ )?message "
        r"| (?:votre|le|ce) (?:\w+ )?message (?:est|a ete|a bien ete|sera|vient d etre) (?:bien |deja )?"
        rf"(?:{_FR_DONE}) "
        r"| je (?:previens|previendrai|informe|informerai|vais (?:prevenir|informer)) (?:le|la|l|les|notre) "
    ),
}


def claims_a_message(sentence: str) -> bool:
    """Whether the sentence, in either language, says that a message is or will be in the staff's hands.

    >>> claims_a_message("Thank you, I will pass on your message."), claims_a_message("What is the message?")
    (True, False)
    """
    if sentence.rstrip(" \"'»").endswith("?"):
        return False
    clauses = [plain(clause) for clause in re.split(r"[,;:—–.!?…]", sentence)]
    return any(_claims(clauses, language) for language in _CLAIMS)


def _claims(clauses: list[str], language: str) -> bool:
    rules = RULES[language]
    if any(rules.condition.search(clause) for clause in clauses):
        return False
    return any(_CLAIMS[language].search(clause) and not rules.negation.search(clause) for clause in clauses)
