"""The wordings that say a booking was made, moved or cancelled, per language, over folded words (see `words.plain`).

Apostrophes part words, so "you're" reads "you re" and "c'est" reads "c est"; accents are gone. Every pattern is tried
within one clause, that is between two commas. There are three kinds:

    done      it has happened ("your appointment is booked"); stays a claim in a sentence that also has an "if"
    promised  it is about to happen ("I'll book that"); an "if", "once" or "before" anywhere makes it an offer
    told      an appointment exists ("your appointment is on Tuesday"); true after a booking, a lie before one

and three ways out: a negation in the clause, a condition before the words in their clause, a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled rules of one language. `asking` is how its questions begin."""

    done: re.Pattern[str]
    promised: re.Pattern[str]
    told: re.Pattern[str]
    harmless: re.Pattern[str]
    """Clauses that look like a claim and are about something else: a time that others took, a message, parking."""
    negation: re.Pattern[str]
    condition: re.Pattern[str]
    asking: re.Pattern[str]
    read_back: re.Pattern[str]
    """A clause that opens a read-back; what is promised after it is being asked for."""


def _any(*patterns: str, **parts: str) -> re.Pattern[str]:
    """One pattern out of several; `<name>` in a pattern stands for the alternatives given under that name."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(re.sub(r"<(\w+)>", lambda part: f"(?:{parts[part[1]]})", joined))


_EN_DAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today"
_EN_THING = "appointment|booking|visit|reservation|slot|spot|time|cleaning|checkup|consultation|cancellation"
_EN_PARTS = {
    "day": _EN_DAY,
    "thing": _EN_THING,
    "visit": "appointment|appointments|booking|visit|reservation|schedule|calendar|diary",
    "fill": "now|all|already|also|just|successfully|officially|indeed|been|being|both|safely",
    "aux": "ve|have|had|just|now|already|also|successfully|went ahead and|gone ahead and",
    "booked": "booked|scheduled|rescheduled|confirmed|cancelled|canceled|secured|locked in|pencilled in|penciled in",
    "book": "book|schedule|reschedule|reserve|cancel|move|squeeze|fit|pencil|put you|lock|secure|sign you up",
    "excuse": "can|could|would|may|might|must|should|to be|to get|to have|need|needs|want|wants|wanted|like|likes"
    "|appointments|patients|visits|if|once|when|before|after|until|unless",
    "be": "am|are|re|is|s|was|were|got|has been|have been|s been|ve been|will be|ll be",
}

ENGLISH = Rules(
    done=_any(
        # any "booked" that is neither a wish, a rule of the house nor a possibility
        r"^(?!.* (?:<excuse>) .*(?:<booked>|arranged|sorted) )"
        r".* (?:<booked>|arranged|sorted) (?!appointment|visit|less|by )",
        # you are booked, your cleaning is scheduled, it's been cancelled
        r" <be> (?:<fill> )*<booked> ",
        r" you (?:<be> )(?:<fill> )*(?:set|good to go|down|in for|in on|registered|rebooked|moved) ",
        r" (?:<day>|<thing>|your|it|that)(?: \w+)* (?:is|s|are|was|has|has been) (?:<fill> )*reserved ",
        r" (?:appointment|slot|spot|time) is (?:<fill> )*yours | (?:doctor|team"
        r"|clinic)(?: \w+)? has you (?:<fill> )*(?:down|in|booked) ",
        r" taken care of (?:it|that|everything|(?:the|your) <visit>) | (?:appointment|booking|visit"
        r"|reservation) (?:now stands|went through) ",
        r" (?:your|it|that|(?:the|this|that|new) (?:\w+ )?<visit>) (?:\w+ )*?(?:is|s|was|has|has been|s been|got"
        r"|will be) (?:<fill> )*"
        r"(?:moved|changed|rescheduled|removed|deleted|rebooked|taken off|pushed back) (?:to|on|for|by|from|forward"
        r"|back|$)",
        r" (?:appointment|booking|visit|reservation|it|that)(?: \w+){0,6} (?:is|s|was|has|has been|s been"
        r"|got) (?:<fill> )*"
        r"(?:made|set|moved|changed|removed|deleted|complete|completed|gone through|final|finali[sz]ed|done|recorded"
        r"|saved"
        r"|noted|entered|in place|in the (?:calendar|schedule|diary|book|system)|on the (?:calendar|schedule)) ",
        # I've booked you in, I managed to book it
        r" (?:i|we) (?:<aux> )*(?:booked|scheduled|rescheduled|reserved|cancelled|canceled|squeezed|fitted|pencilled"
        r"|penciled|locked|secured|rebooked) ",
        r" (?:i|we) (?:<aux> )*(?:managed|was able|were able) to (?:<book>) ",
        r" (?:i|we) (?:<aux> )*(?:moved|changed|pushed|switched|shifted|updated|removed|deleted|postponed|swapped) "
        r"(?:it|you|that|this|(?:your|the) (?:\w+ )?<visit>) ",
        r" (?:i|we) (?:<aux> )*(?:made|entered|noted|saved|recorded|added|confirmed|registered|arranged|fixed|set up) "
        r"(?:\w+ )*?<visit> ",
        r" (?:i|we) (?:<aux> )*(?:put|added|entered|signed|slotted|placed|penciled|got|have|registered) you (?:all )?"
        r"(?:down|in|up|to|on|booked|scheduled|confirmed|set) ",
        r" (?:i|we) (?:<aux> )*taken you off ",
        r" (?:i|we) (?:can |hereby |am pleased to |m pleased to )?confirm (?:that )?(?:you|your|the) (?:\w+ )*?"
        r"(?:<visit>|booked|scheduled|set|confirmed) ",
        r" this confirms | added to (?:\w+ )*(?:calendar|schedule|diary) | made (?:that|the|your|this) changes? ",
        r" cancell?ation (?:is|has been|was|s) | you (?:are|re) (?:now |all )?on the (?:list|schedule|books|calendar) ",
        r" (?:doctor|dr|she|he|they|team)(?: \w+)? (?:will|ll) see you (?:on|tomorrow|<day>) ",
        r" consider (?:it|that|this) (?:booked|done|cancelled|canceled|moved) ",
        r" you (?:now|no longer) have (?:an|any|your) (?:\w+ )?(?:appointment|booking|visit) ",
        # bare exclamations
        r"^ (?:\w+ )?(?:all )?(?:set|booked|booked in|confirmed|cancelled|canceled|scheduled|reserved)(?: for .*"
        r"| on .*)? $",
        r"^ (?:all )?done $",
        # see you on Tuesday
        r"^ (?:and |so |then |we will |we ll |i will |i ll )?see you (?:on|at|then|there|soon on|next|this|<day>) ",
        r" looking forward to seeing you (?:on|at|then|<day>) | look forward to seeing you (?:on|at|then|<day>) ",
        r" expecting you ",
        **_EN_PARTS,
    ),
    promised=_any(
        r" (?:i|we) (?:ll|will|shall|m|am|re|are)(?: now| just| then| also| going to| gonna"
        r"| go ahead and)* (?:<book>) ",
        r" (?:i|we) (?:m|am|re|are)(?: now| just)* (?:booking|scheduling|rescheduling|reserving|cancelling|canceling"
        r"|putting you|moving (?:it|your|you|the)) ",
        r" (?:i|we) (?:now )?(?:book|schedule|reserve|cancel) (?:it|that|you|your|the|<day>) ",
        **_EN_PARTS,
    ),
    told=_any(
        r" your (?:\w+ )?(?:appointment|visit|booking)(?: here)? is (?:on|at|with|for|in|<day>) ",
        r" you (?:have|ve got|ve|already have|still have) (?:an?|one|two|three|\d) (?:\w+ )?(?:appointments?"
        r"|bookings?|visits?) ",
        r" (?:i|we) (?:can )?(?:see|found|have|ve found|have found|ve got) (?:your|an|one|two"
        r"|three) (?:\w+ )?appointments? ",
        **_EN_PARTS,
    ),
    harmless=_any(
        r" (?:fully|completely) booked(?: up)? $| (?:fully|completely|all) booked(?: up)? (?:on|until|this|next"
        r"|for the)| booked (?:solid|up) ",
        r" (?:that|this|the|which) (?:time|slot|hour|spot)(?: \w+)* (?:taken|booked|reserved) (?:by |$)",
        r" already (?:been )?(?:booked|reserved) by ",
        r" (?:reserved|booked) (?:for|by) (?:patients|staff|children|emergencies|people|somebody|someone|others"
        r"|disabled) ",
        r" messages? ",
        r" (?:noted|saved|recorded|written|entered|confirmed|have|got|changed|corrected|updated) (?:down )?(?:your"
        r"|the) (?:\w+ )?"
        r"(?:number|name|spelling|address|details) ",
    ),
    negation=_any(
        r" (?:not|t|nothing|never|cannot|unable|neither|without) ",
        r" no (?!longer|problem|worries)",
    ),
    condition=_any(r" (?:if|once|when|whenever|before|after|as soon as|unless|until|in case|while) "),
    asking=_any(
        r"^ (?:and |so |or |then |well |ok |okay |great |sorry |also |but )*(?:shall|should|would|do|does|did|is|are"
        r"|was|were|"
        r"can|could|may|might|have|has|had|will|what|which|when|where|who|whose|how|why|am|anything|any|don|isn|aren"
        r"|won) ",
    ),
    read_back=_any(r"^ (?:so |and |just |ok |okay |then )*(?:to confirm|let me confirm|to be sure|to check) $"),
)

_FR_DAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|aujourd hui"
_FR_PARTS = {
    "day": _FR_DAY,
    "fill": "bien|deja|maintenant|desormais|donc|tout|aussi|officiellement|aussitot|meme",
    "thing": "rendez vous|rdv|reservation|creneau|place|visite|consultation|annulation|changement|modification|seance",
    "sure": "reserve|reservee|inscrit|inscrite|annule|annulee|cale|calee|case|casee|deplace|deplacee|decale|decalee"
    "|reporte|reportee|fixe|fixee|programme|programmee|planifie|planifiee|bloque|bloquee|avance|avancee",
    "loose": "note|notee|pris|prise|mis|mise|enregistre|enregistree|confirme|confirmee|valide|validee|fait|faite|regle"
    "|reglee|modifie|modifiee|change|changee|supprime|supprimee|ajoute|ajoutee|donne|place|placee|prevu|prevue|effectue"
    "|effectuee",
    "inf": "reserver|inscrire|noter|mettre|caler|caser|annuler|deplacer|decaler|reporter|fixer|bloquer|confirmer"
    "|enregistrer|prendre|programmer|supprimer",
    "to": "vous |l |le |la |les |te ",
}

FRENCH = Rules(
    done=_any(
        # c'est réservé, tout est réglé
        r" (?:c|tout|voila c) est (?:<fill> )*(?:<sure>|note|notee|confirme|enregistre|valide|regle)"
        r"(?: pour| a| au| le| <day>| dans l agenda| $)",
        r" (?:est|ete|ai|avez|avons|a|etes|bien) (?:(?!l )\w+ ){0,2}?(?:<sure>|retenu|retenue|organise|glisse"
        r"|replace|replacee|insere) (?!par )",
        r" vous (?:a|ai|avons|ont) (?:<fill> )*(?:note|notee|mis|mise|dans l agenda|sur la liste) "
        r"| vous voila (?:<sure>|note|notee) ",
        r" <thing> (?:\w+ )?(?:est a vous|est passee|est bien passee|passe a|passe au) ",
        r" procede a (?:la|l|votre) (?:<thing>) | vous etes (?:\w+ )?dans l agenda | se voit (?:<day>|le) ",
        r" vous (?:recevra|recoit|verra|voit) (?:le |<day>)| vous avez (?:bien )?votre rendez vous ",
        r" c est (?:<fill> )*fait(?: pour| $)| c est tout bon $| tout est bon $| tout est (?:pret|en ordre) (?:pour"
        r"|<day>) ",
        r" c est (?:<fill> )*dans l agenda ",
        # votre rendez-vous est pris, a été déplacé, vient d'être confirmé, sera réservé
        r" <thing>(?: \w+)*? (?:est|sont|a ete|a bien ete|ont ete|vient d etre|sera|seront) (?:<fill> )*(?:<sure>"
        r"|<loose>) ",
        r" (?:est|sera) (?:<fill> )*(?:reserve|reservee) (?:pour vous |pour <day>|<day>|a votre nom |$)",
        r" votre (?:\w+ ){1,3}?(?:est|a ete|sera) (?:<fill> )*(?:<sure>|pris|prise|confirme|confirmee) ",
        r"^ (?:<thing> )?(?:bien )?(?:reserve|confirme|note|pris|annule|inscrit)e?(?: pour .*| a .*)? $",
        # je vous ai inscrite, j'ai noté votre rendez-vous
        r" (?:j|je|nous|on) (?:<to>)*(?:ai|avons|a) (?:<fill> )*(?:<sure>) ",
        r" (?:je|nous|on) (?:vous|l) (?:<to>)*(?:ai|avons|a) (?:<fill> )*(?:<loose>) ",
        r" (?:j|nous|on) (?:ai|avons|a) (?:<fill> )*(?:<loose>) (?:\w+ )*?(?:<thing>) ",
        r" (?:j|nous|on) (?:ai|avons|a) (?:bien )?pu (?:<to>)*<inf> ",
        r" (?:je|nous|on) (?:viens|venons|vient) de (?:<to>)*<inf> | (?:je|nous|on) (?:viens|venons"
        r"|vient) d (?:annuler|inscrire) ",
        r" (?:je|nous|on) (?:vous )?confirm(?:e|ons) (?:<fill> )*(?:votre|le|la|l|que) ",
        r" vous (?:etes|serez) (?:<fill> )*(?:<sure>|note|notee|attendu|attendue|enregistre|enregistree|confirme"
        r"|confirmee|prevu) ",
        r" vous (?:attend|attendons|attendra) (?:le |a |au |<day>)",
        r" vous avez (?:maintenant|desormais) (?:un |votre )?rendez vous | vous n avez plus (?:de|aucun) rendez vous ",
        r"^ (?:alors |donc |et |merci et )?a (?:<day>)(?: prochain| matin| soir| apres midi)? $",
        **_FR_PARTS,
    ),
    promised=_any(
        r" (?:je|nous|on) (?:<to>)*(?:reserv|inscri|cal|cas|annul|deplac|decal|report|fix|bloqu|programm)"
        r"(?:e|es|s|ons|vons|vrai|erai|irai|rai|erons|irons|rons|era|ira) ",
        r" (?:je|nous|on) vous (?:note|notons|noterai|mets|mettons|mettrai|met) (?:pour|a|au|le|<day>) ",
        r" (?:je|nous|on) (?:vous )?(?:prends|prenons|prendrai|prend) (?:\w+ )?rendez vous ",
        r" (?:je|nous|on) (?:vais|allons|va) (?:<to>)*(?:reserver|inscrire|caler|caser|annuler|deplacer|decaler"
        r"|reporter|bloquer) ",
        r" (?:je|nous|on) (?:vais|allons|va) vous (?:noter|mettre|prendre) ",
        r" j (?:annule|annulerai|inscris) ",
        **_FR_PARTS,
    ),
    told=_any(
        r" votre (?:prochain |prochaine )?(?:rendez vous|visite|consultation) est (?:<fill> )*(?:le|a|au|prevu|<day>) ",
        r" vous avez (?:bien |deja |encore )?(?:un |deux |trois )?(?:autre )?rendez vous ",
        r" (?:je|nous) (?:vois|voyons) (?:votre|un|deux|trois) rendez vous ",
        r" j ai (?:bien )?(?:trouve|retrouve) (?:votre|un|deux|trois) rendez vous ",
        **_FR_PARTS,
    ),
    harmless=_any(
        r" deja (?:ete )?(?:pris|prise|reserve|reservee) (?:par|$)",
        r" (?:ce|cet|cette|le|la) (?:creneau|heure|horaire|place|moment)(?: \w+)* vient d etre (?:pris|prise|reserve"
        r"|reservee) ",
        r" (?:reserve|reservee|reserves|reservees) (?:aux|a l|au personnel|par) ",
        r" messages? ",
        r" (?:note|enregistre|pris|ecrit|retenu|corrige|confirme|change|modifie|ai|avons) (?:\w+ )?(?:votre|le|ce"
        r"|vos) (?:\w+ )?"
        r"(?:numero|telephone|nom|adresse|prenom|coordonnees) ",
    ),
    negation=_any(r" (?:pas|rien|jamais|aucun|aucune|ni|sans) | (?:n|ne) (?!(?:\w+ )?(?:avez|ai) plus )"),
    condition=_any(
        r" (?:si|s il|quand|lorsque|une fois|des que|des qu|avant|apres|tant que|a condition|jusqu) ",
        r" (?:voulez|souhaitez|preferez|aimeriez) vous | vous (?:voulez|souhaitez|desirez) ",
    ),
    asking=_any(
        r" (?:est ce que|est ce qu|qu est ce) | (?:dois|puis|vais|peux|ai|suis) je | (?:avez|etes|voulez|souhaitez"
        r"|pouvez"
        r"|preferez|diriez|pourriez) vous ",
        r"^ (?:et |ou |alors |donc |mais )*(?:quel|quelle|quels|quelles|quand|comment|ou|qui|que|combien|a quel"
        r"|a quelle|pourquoi|autre"
        r"|c est|ca|cela|vous souhaitez|vous voulez) ",
    ),
    read_back=_any(r"^ (?:donc |et |alors |bon |d accord )*(?:je confirme|pour confirmer|je recapitule|je resume) $"),
)

RULES = {"en": ENGLISH, "fr": FRENCH}
