"""The phrases of a no, of a doubt and of what only sounds like a no. All read folded words (`words.plain`)."""

from __future__ import annotations

import re


def phrases(*lists: str) -> re.Pattern[str]:
    """One pattern for folded whole phrases, given as lists separated by "|"."""
    return re.compile(rf"(?<= )(?:{'|'.join(lists)})(?= )")


_FLAW = "problems?|worr(?:y|ies)|trouble|objections?|mistakes?|errors?|changes?|complaints?|bother|doubt|issues?"
_DEFAUT = "problemes?|soucis?|trouble|erreurs?|fautes?|doute|changements?|objections?|inconvenient"
_NOT_QUITE = (
    r"(?:(?:not (?:the (?:most|best)|ideal|perfect|great|very|really)|a (?:bit|little)(?: bit)? (?:tight|late"
    r"|later|early"
    r"|earlier|far))(?: \w+){0,5})"
)
POLITE_NO = phrases(
    rf"(?:no|without any|not (?:a|any)|not the slightest) (?:{_FLAW})(?: at all)?|not bad(?: at all)?|why not",
    "(?:i )?(?:don t|doesn t|wouldn t|won t) mind|if (?:you|it) (?:don t|doesn t) (?:mind|bother you)",
    "nothing (?:else )?(?:to (?:change|add|correct|fix)|wrong|on then|planned|else on)",
    "(?:can t|cannot|couldn t|don t|didn t) (?:find|see|hear|spot) anything wrong",
    "(?:can t|couldn t|cannot|wouldn t) (?:be (?:better|more)|have (?:said|put) it better|change (?:a thing|anything))",
    "(?:yeah|yes|oh) no(?= (?:that s|that is|it s|totally|perfect|definitely|absolutely|for sure|yeah|yes) )",
    "not (?:everybody|everyone) (?:bothers|checks|does)",
    rf"(?:pas d|pas de|sans|aucun|aucune|sans aucun|n y a pas d|y a pas de|y a aucun) (?:{_DEFAUT})|pourquoi pas",
    "pas mal|(?:ca|cela) (?:ne )?(?:me|m|vous|te) (?:derange|ennuie|gene|embete) pas",
    "rien (?:a (?:changer|redire|ajouter|corriger|dire|ce moment(?: la)?)|de prevu|d autre(?= ca ira))",
    "(?:ne )?(?:pouvait|pourrait|peut) pas (?:mieux|etre mieux)(?: tomber)?",
    rf"{_NOT_QUITE} but(?= (?:yes|fine|okay|ok|sure|i ll|i can|i suppose|that should|that ll) )",
    r"(?:ce )?(?:n est )?pas (?:l ideal|ideal|genial|le meilleur moment|tres pratique) mais",
    "mais (?:oui|tout a fait|bien sur|certainement|absolument|evidemment|volontiers|avec plaisir)",
)
"""What holds a word of refusal, or a "mais", and refuses nothing."""
_MISHEARD = (
    "mistakes?|errors?|misheard|misunderstood|misspel(?:t|led)|mix up|mixed up|muddled|(?:got|get|have) it wrong"
    "|erreur|malentendu|confusion|trompe[esz]?|mal (?:compris|entendue?|note|ecrit)|inexacte?|cloche"
)
_BARELY = r"(?<=^ )(?:(?:um|uh|er|hmm?|oh|ah|euh|hum|ben|bah) )*(?:almost|nearly|not far|so close|close|hardly|presque)"
_CALLED_OFF = (
    r"never ?mind|forget (?:it|that|about|i|this|the)|scrap (?:it|that)|drop it|skip it|leave it|call it off"
    r"|(?:ve |have |has |s )?changed (?:my|our|his|her) minds?|no longer|i ll (?:call|ring"
    r"|phone) (?:you )?(?:back|again"
    r"|later)|let me (?:call|think|sleep|get back)|(?:i ll|going to) (?:pass|hold off|think (?:about )?it)"
    r"|laiss(?:ez|e|er|ons) (?:tomber|faire|passer|ca|le)|je laisse tomber|oubli(?:ez|e|er|ons)|tant pis"
    r"|(?:je|vous) (?:vous )?rappell?er?ai|je (?:vous )?rappelle|change d (?:idee|avis)|renonce|abandonne"
    r"|i give up|(?:get|sort|find|try) (?:somebody|somewhere|something|someone|another|back to you)(?: \\w+)?"
    r"|another time"
    r"|une autre fois|ailleurs|recontacterai|ravisee?|arretez|on (?:arrete|s arrete)|(?<=^ )je passe"
    r"|m interesse plus"
    r"|parlons plus|plus (?:rien|besoin|la peine|necessaire)|ne (?:reservez|faites|notez|prenez) rien"
    r"|passe mon tour"
)
_CORRECTION = (
    "(?<!what )(?<!everything )i said(?! (?:yes|yeah|that|it|okay))|(?<!que )j(?: ai|avais) dit(?! (?:oui|ca))"
    "|je repete"
    "|(?<=^ )attention|(?:correct|fix|change|corrige[rz]) (?:the|my|that|le|la|mon|ca)(?! s)|(?<=^ )sorry the name"
    "|(?:une|petite) faute|mal (?:prononce|comprise)|mauvais(?:e)? (?:jour|moment|heure|date|nom)|sauf"
    "|except(?: for)?"
)
NO = phrases(
    _CORRECTION,
    "no|nope|nah|naw|nay|not|don t|doesn t|isn t|aren t|wasn t|didn t|haven t|can t|won t|cannot|wouldn t|couldn t",
    "uh uh|nuh uh|negative|false|wrong|incorrect|neither|none|actually|instead|rather|i doubt it|too (?:early|late"
    "|soon|far)",
    "non|nan|nenni|pas|pantoute|negatif|faux|fausse|incorrecte?|ni|aucun|aucune|en fait|plutot|finalement|annulez",
    "sans facon|je refuse|trop (?:tot|tard|loin)|(?<=^ )du tout|rien (?:ne|la dedans|de (?:ca|tout))|(?<=^ )rien",
    _MISHEARD,
    _BARELY,
    _CALLED_OFF,
)
UNSURE = phrases(
    "wait|hold on|hang on|moment|minute|one second|just a second|maybe|perhaps|but",
    "attendez|patientez|instant|une seconde|peut etre|mais",
    "difficult|tricky|complicated|impossible|awkward|clash(?:es)?|tied up|bad (?:luck|times?)",
    "difficile|complique|embetant|tombe mal",
)
EXCEPTION = phrases(
    "par contre|bonjour|allo|hello|hi|good (?:morning|afternoon|evening|day)|(?:j|vous) ecoute|je suis la(?= $)",
    "except(?: for)?|apart from|other than|the \\w+ should (?:be|say)|(?:it|that) should say|works better|sauf"
    "|a part|hormis|excepte|devrait etre(?! "
    "(?:bon|bien|correct|ok|possible|parfait))|ne (?:\\w+ ){0,3}plus|me (?:va|convient) plus|convient plus",
)
"""What takes a part out of a yes, or prefers something else to it."""
KEEP = phrases("keep (?:it|that|my|the)|leave it|gard(?:ez|er)(?: le)?|laissez le|je le garde|je garde")
"""What calls the act on a standing appointment off without a no."""
