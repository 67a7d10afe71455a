"""Which sentences of the model say that the caller is being passed on to a person.

Code announces every transfer itself and the model is not asked any more, so such a sentence is never true when the
model says it. Questions, offers ("I can transfer you"), negations and conditions pass.
"""

from __future__ import annotations

import re

from frontdesk.pipelines.guards.claims.clauses import claimed
from frontdesk.pipelines.guards.phrases import any_of

_CLAIMS: dict[str, re.Pattern[str]] = {
    "en": any_of(
        r"(?:i|we) (?:ll|will|m|am|re|are|ve|have|shall)(?: now| just| going to| gonna)* (?:transfer\w*|connect\w*"
        r"|put(?:ting)? you"
        r" (?:through|on)|pass(?:ing|ed)? you|hand(?:ing|ed)? you|patch\w* you|redirect\w*|forward\w* (?:you"
        r"|your call)|rout\w* you"
        r"|switch\w* you (?:over )?to|get(?:ting)? (?:someone|somebody|a person|a human)|call(?:ing)? (?:the"
        r"|a) \w+ for you|bring\w* in)",
        r"let me (?:transfer|connect|put you (?:through|on)|pass you|hand you|patch you|redirect|get (?:someone"
        r"|somebody|a person))",
        r"(?<=^ )(?:transferring|connecting|putting you through|redirecting)|as i (?:transfer|connect|put|get"
        r"|find|reach|pass)|hold (?:on )?"
        r"(?:for the|for a|transferring|connecting)|i m (?:getting|reaching|finding) (?:someone|somebody|a person)",
        r"you (?:are|re|will be|ll be|have been|ve been)(?: now| being| just)* (?:transferred|connected|put through"
        r"|redirected|forwarded"
        r"|passed on)|your call (?:is|has been|will be|s)(?: now| being)* (?:transferred|connected|put through"
        r"|redirected|forwarded)",
        r"you (?:will|ll) be (?:speaking|talking) (?:with|to)|(?:someone|somebody|colleague|person|agent"
        r"|receptionist|operator|team member)"
        r" (?:will|ll) (?:\w+ )?(?:pick up|be with you|take your call|take over|answer|speak with you"
        r"|take it from here)",
        r"(?:transferring|connecting|forwarding) (?:you|your call)|putting you through|(?:ll|will) (?:pop you"
        r"|let you (?:speak|talk))|(?:hand|pass"
        r"|turn)(?:ing)? (?:the|this|your) call over|let me get"
        r" (?:a|you a) (?:human|person|colleague)|(?:someone|somebody|a colleague) (?:will"
        r"|ll) be (?:right )?with you|(?:m|ll|am|will) (?:sending|send) you"
        r" (?:over )?to",
    ),
    "fr": any_of(
        r"(?:je|nous|on) vous (?:transfere\w*|transferons|passe (?=quelqu|l accueil|le |la |un |une |mon |ma |notre "
        r"|tout de suite)(?!le (?:detail|bonjour))"
        r"\w+|passons|connecte|redirige|dirige vers (?=un|une|l accueil|le|la|mon)\w+|mets en (?:relation"
        r"|communication|ligne|attente|contact)|met en"
        r" (?:relation|communication|ligne|contact)|mettons en \w+|ai (?:transfere\w*|mise? en (?:relation|ligne)"
        r"|passe\w*|redirige\w*))",
        r"(?:je|nous|on) (?:vais|allons|va) vous (?:transferer|passer (?=quelqu|l accueil|le |la |un |une |mon "
        r"|ma )\w+|mettre en (?:relation|communication"
        r"|ligne|contact)|connecter|rediriger)|(?:laissez moi|permettez moi de) vous (?:transferer|passer|mettre en"
        r"|connecter|rediriger)",
        r"(?:je|nous|on|j ai|avons) (?:transfer\w+|bascul\w+|redirig\w+) (?:votre|l|cet) appel|transfert en cours"
        r"|vous (?:etes|serez|allez etre|"
        r"avez ete)(?: \w+){0,3}? (?:transferee?|mise? en (?:relation|communication|ligne|contact)|redirigee?"
        r"|transfert)",
        r"votre appel (?:est|a ete|sera|va etre)(?: \w+){0,3}? (?:transfere|transfert|redirige|bascule)"
        r"|je cherche quelqu un|(?:quelqu un|collegue|on"
        r"|accueil|secretaire|conseiller|personne|docteur) (?:va|vont) (?:vous )?(?:repondre|prendre (?:votre|l"
        r"|le) (?:appel|relais))|prend (?:votre|l)"
        r" appel|j appelle (?:le|la|un|une|l) ?\w+ pour vous",
        r"(?<=^ )je transfere(?= $)|je (?:vais )?(?:vous )?(?:mettre|mets) en contact|je vous passe (?:la |une? "
        r"|l )\w+|vous allez (?:parler|etre en ligne)"
        r" (?:a|avec)|je (?:remets|confie|bascule) l appel|(?:vais|va) (?:vous )?chercher quelqu un|quelqu un arrive"
        r"|je vous envoie (?:a|au|chez|vers)"
        r"|vous mettre en contact",
        r"je vous (?:bascule|laisse (?:parler|avec))",
    ),
}


def claims_a_transfer(sentence: str) -> bool:
    """Whether the sentence, in either language, says that the caller is or will be put through.

    >>> claims_a_transfer("Let me put you through."), claims_a_transfer("Shall I put you through?")
    (True, False)
    """
    # "Please hold while I connect you" depends on nothing.
    meant = re.sub(r"\bwhile\b", "as", sentence, flags=re.IGNORECASE)
    return any(claimed(meant, pattern, language) for language, pattern in _CLAIMS.items())
