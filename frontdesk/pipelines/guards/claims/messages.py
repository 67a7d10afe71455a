"""Which sentences of the model say that a message is taken or passed on: a lie while the outbox has none of this call.

The wordings are tried over folded clauses, as those of `claims_rules` are. Questions, offers ("I can take a message"),
negations and conditions pass.
"""

from __future__ import annotations

import re

from frontdesk.pipelines.guards.claims.clauses import claimed
from frontdesk.pipelines.guards.phrases import any_of

_EN = {
    "aux": "ll|will|have|ve|shall|am|m|are|re|just|now|already|also|going to|make sure to|make sure that|did",
    "done": "passed|taken|noted|sent|saved|recorded|written|forwarded|delivered|left|given|relayed|received",
    "staff": "the (?:\\w+ )?(?:team|doctor|dentist|office|staff|nurse|hygienist|desk|clinic|receptionist)|them|him"
    "|her|dr"
    "|doctor|our \\w+|somebody|someone|everyone|a colleague|my colleagues?",
}
_FR = {
    "done": "transmis|transmise|note|notee|pris|enregistre|enregistree|envoye|envoyee|laisse|communique|passe|recu",
    "staff": "le (?:docteur|dentiste|medecin|secretariat|cabinet|personnel)|la (?:\\w+ )?(?:clinique|secretaire"
    "|receptionniste)"
    "|l (?:equipe|hygieniste|accueil|infirmiere)|les (?:dentistes|medecins)|notre equipe|au (?:docteur|dentiste"
    "|medecin"
    "|cabinet|secretariat)|a l (?:equipe|accueil|hygieniste)|a la \\w+|leur|quelqu un|mes collegues|mon collegue",
}
_CLAIMS: dict[str, re.Pattern[str]] = {
    "en": any_of(
        r"(?:i|we) (?:(?:<aux>) )*(?:<done>|pass|passing|take|took|taking|note|noting|send|sending|save|record|write"
        r"|writing|forward|forwarding|deliver|give|leave|relay|got|have)(?: \w+){0,4} (?:your|the|that|this) "
        r"(?:\w+ )?message",
        r"(?:your|the|that|this) (?:\w+ )?message (?:(?:has|is|was|will|ll|been|be|now|already|being|s) )+(?:<done>"
        r"|on its way|safe|with (?:us|them))|consider your (?:message|request) \w+|message (?:<done>)(?= $)|(?:have"
        r"|got) your message",
        r"(?:i|we) (?:(?:<aux>) )+(?:let|tell|told|inform|informed|notify|notified|alert|alerted|ask|asked|update"
        r"|updated) <staff>",
        r"(?:i|we) (?:(?:<aux>) )+(?:pass|passed|passing|forward|forwarded|forwarding|relay|relayed|send|sent"
        r"|sending)(?: \w+){0,2}"
        r" (?:on|along|to <staff>|over)|(?:<aux>) relay (?:that|this|it)",
        r"make sure (?:that )?(?:\w+ ){1,3}(?:gets?|knows?|hears?|sees?|receives?)|(?:ll|will) (?:have"
        r"|get) (?:<staff>) (?:to )?"
        r"(?:call|ring|contact|get back|phone|reach)",
        r"(?:they|someone|somebody|he|she|team|office|doctor|dentist|nurse|we|i|clinic|colleague|staff|chen|tremblay"
        r"|roy) (?:will|ll|is"
        r" going to|are going to) (?:\w+ )?(?:call|ring|phone|contact|reach|be in touch|get (?:back|in touch|your|it"
        r"|the message))",
        r"(?:expect|get|receive|have) a (?:call|phone call|callback)|you ll (?:hear|be hearing) from|(?:ve|have|just"
        r"|did) (?:left|made)"
        r" (?:<staff> )?(?:a|your) (?:note|message|memo)(?= (?:.* )?(?:for|with|to) | $)|(?:has"
        r"|have) been (?:notified|informed|told"
        r"|alerted)|(?:ll|will) (?:leave|make) (?:<staff>|a note for)",
        r"(?:i|we) (?:(?:<aux>) )+(?:get|got|written|wrote|write|sent|send) (?:this|that|it|word"
        r"|your request)(?: \w+){0,2} (?:to|for) (?:<staff>)",
        r"(?:receptionist|assistant|office|somebody|someone|desk|clinic)(?: \w+){0,3} (?:will|ll"
        r"|is going to) (?:\w+ )?(?:call|ring|phone|contact"
        r"|reach|text|email)|see to it that|(?:the|your) message is with|written (?:that|it|this) down for",
        r"(?:i|we) (?:passed|forwarded|relayed|sent) (?:it|that|this|them)(?: \w+)? (?:along|on|over)|your (?:note"
        r"|request|question) (?:has been|was|is)"
        r" (?:passed|sent|given|forwarded)",
        **_EN,
    ),
    "fr": any_of(
        r"(?:je|nous|on) (?:(?:le|la|les|l|lui|leur|vais|allons|va) )*(?:transmet\w*|not(?:e|ons|erai|erons|er)"
        r"|prend(?:s|rai|re)?|prenons|enregistr(?:e|ons|erai|er)|envo(?:ie|yons|yer)|enverrai|laisse(?:rai|r)?"
        r"|pass(?:e|erai|er)|communique(?:rai|r)?|(?:fais|ferai|faire) (?:passer|suivre))(?: \w+){0,3} (?:votre|le"
        r"|ce) "
        r"(?:\w+ )?message",
        r"(?:j ai|nous avons|on a) (?:bien )?(?:<done>)(?: \w+){0,3} (?:votre|le|ce) (?:\w+ )?(?:message|demande)",
        r"(?:votre|le|ce|la) (?:\w+ )?(?:message|demande) (?:est|a ete|a bien ete|sera|vient d etre) (?:bien |deja "
        r"|en cours d )?(?:<done>)"
        r"|message (?:bien )?(?:recu|transmis|note|pris|enregistre)(?= $)|c est transmis"
        r"|j ai (?:bien )?votre message",
        r"(?:je|nous|on) (?:les |le |la |l )?(?:previens|prevenons|previendrai|informe|informons|informerai|avertis"
        r"|avertirai|previent)",
        r"(?:je|nous|on) (?:vais|allons|va) (?:les |le |la |l )?(?:prevenir|informer|avertir|transmettre"
        r"|faire (?:suivre|passer)|demander"
        r"|dire) ?(?:<staff>)?|j ai (?:bien )?(?:prevenu|informe|averti|transmis|dit|demande)|(?:est|a ete|sera|sont"
        r"|ont ete) (?:bien )?"
        r"(?:prevenue?s?|informee?s?|avertie?s?)",
        r"je (?:leur |lui |le |la |l )?(?:transmets|transmettrai|fais suivre|ferai suivre|fais passer|ferai passer)"
        r"|je (?:dirai|dis|demande"
        r"|demanderai) (?:<staff>)",
        r"(?:on|nous|quelqu un|docteur|dentiste|equipe|il|elle|medecin|je|cabinet|collegue|hygieniste|chen|tremblay"
        r"|roy) (?:va |vont "
        r"|allons )?vous (?:rappel(?:er|lera|lerons|lerai|lez|le(?= (?:$|aujourd|demain|dans|vite|bientot|ce|tout"
        r"|des|rapidement)))|"
        r"recontact\w+|contact(?:er|era|erons|e)|telephoner\w*)|vous serez (?:rappelee?|contactee?|recontactee?)"
        r"|recevrez un appel",
        r"j ai laisse (?:une note|un mot|un message)|je (?:laisse|laisserai) (?:une note|un mot)",
        r"(?:fais|fait|ferai|faire) (?:savoir|passer le (?:mot|message)|parvenir)|(?:receptionniste|secretaire"
        r"|cabinet|clinique|accueil|quelqu un)"
        r"(?: \w+){0,3} (?:vous )?(?:appellera|rappellera|joindra|ecrira|va vous (?:appeler|joindre|rappeler|ecrire"
        r"|contacter))|je l ai (?:ecrit|note|transmis"
        r"|envoye) (?:pour|a|au)|je m assure qu|message est (?:entre les mains|chez|avec|aupres)|viens (?:d"
        r"|de) (?:informer|prevenir|avertir|transmettre|dire)",
        r"je leur (?:demande|dis|ecris|fais)|je l ai (?:bien )?(?:transmis|passe|envoye)|(?:mot|note"
        r"|demande) (?:a ete|est) (?:remise?|transmise?|donnee?)|vous"
        r" rappelle (?:des|au plus)",
        **_FR,
    ),
}


def claims_a_message(sentence: str) -> bool:
    """Whether the sentence, in either language, says that a message is or will be in the staff's hands.

    >>> claims_a_message("Thank you, I will pass on your message."), claims_a_message("What is the message?")
    (True, False)
    """
    return any(claimed(sentence, pattern, language) for language, pattern in _CLAIMS.items())
