"""What written French has and a lower-case transcript lacks: hyphens, capitals, question marks."""

import re

_ASKED = (
    "avez|auriez|pouvez|pourriez|prenez|acceptez|faites|êtes|ouvrez|fermez|parlez|proposez|savez|voulez|seriez|préférez"
    "|souhaitez|allez|appelez|donnez|vendez|remboursez|travaillez|recevez"
)
_ORDERED = (
    "rappelez|appelez|laissez|passez|donnez|excusez|dites|mettez|transférez|aidez|notez|inscrivez|réservez|parlez|racontez"
    "|enlevez|prenez|répondez|montrez|expliquez|envoyez"
)
_UNITS = "deux|trois|quatre|cinq|six|sept|huit|neuf"
_TEENS = "dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf"
COMPOUNDS = (
    (r"\brendez vous\b", "rendez-vous"),
    (r"\b(qu'est|est) ce (que|qu')", r"\1-ce \2"),
    (r"\b(qu'est|est) ce qui\b", r"\1-ce qui"),
    (r"^(est|serait) ce (?=possible)", r"\1-ce "),
    (r"\b(après|avant) (midi|demain|hier)\b", r"\1-\2"),
    (r"(?<!\bça )(?<!\bil )(?<!\belle )(?<!\bon )(?<!\bce )(?<!\bqui )\bpeut être\b", "peut-être"),
    (r"\bweek end\b", "week-end"),
    (r"\bsage femme\b", "sage-femme"),
    (r"\b(celui|celle|ceux|celles|jour|heure|moment|date|semaine|matin|soir) là\b", r"\1-là"),
    (r"\b(grand) (mère|père|parents)\b", r"\1-\2"),
    (r"\bdix (sept|huit|neuf)\b", r"dix-\1"),
    (rf"\bquatre vingts? ({_TEENS}|un|une|{_UNITS})\b", r"quatre-vingt-\1"),
    (r"\bquatre vingts?\b", "quatre-vingts"),
    (rf"\b(vingt|trente|quarante|cinquante|soixante) ({_UNITS})\b", r"\1-\2"),
    (rf"\bsoixante ({_TEENS})\b", r"soixante-\1"),
    (rf"(?<!\bvous )\b({_ASKED}) vous\b(?! (?:me|nous|le|la|les|lui|êtes|avez)\b(?= \w+ez\b))", r"\1-vous"),
    (rf"\b({_ORDERED}) (moi|nous)\b", r"\1-\2"),
    (r"\b(puis|pourrais|dois|ai|peux|suis|vais) je\b", r"\1-je"),
    (r"\b(faut|fait|reste|était) il\b", r"\1-il"),
    (r"\b(peut|doit|va) on\b", r"\1-on"),
    (r"\b(y a|a) t il\b", r"\1-t-il"),
    (r"\b(annulez|gardez|laissez|déplacez) (le|la)(?=$| s'il| merci)", r"\1-\2"),
    (r"\ballez y\b", "allez-y"),
)
CAPITALS = re.compile(r"(?!)")
MONTHS_THAT_ARE_WORDS = re.compile(r"(?!)")
_BEFORE_QUESTION = "bonjour|bonsoir|allô|pardon|euh|ben|alors|oui|non|et|ah|aussi|ok|d'accord|madame|monsieur"
_ASKING = (
    r"(?:qu')?est-ce\b|qu'|(?:que|quoi|quel|quelle|quels|quelles|qui|quand|où|comment|combien|pourquoi)\b",
    r"à (?:quelle|quel|qui)\b",
    r"c'est (?:quand|quoi|combien|où|à quelle|qui|possible|gratuit)\b",
    r"y a-t-il\b|il y a (?:de|un|une|des|quelque)\b",
    r"\w+-(?:vous|je|t-il|il|on|elle)\b",
    r"vous (?:avez|auriez|pouvez|faites|êtes|prenez|acceptez|fermez|ouvrez|parlez|proposez|m'entendez)\b",
    r"je (?:peux|pourrais|dois)\b|on (?:peut|pourrait)\b",
    r"ce serait possible\b|ça coûte combien\b",
)
QUESTION = re.compile(rf"^(?:(?:{_BEFORE_QUESTION})\b,? )*(?:{'|'.join(_ASKING)})")
NAME_INTROS = (
    r"je m'appelle|(?:mon|le|son) (?:nom|prénom)(?: de famille)?(?: est|,? c'est)"
    r"|(?:au|sous le) nom d(?:e|')|moi c'est"
)
MAYBE_NAME_INTROS = r"c'est|je suis|pour|ici|mettez|notez|avec"
TITLES = r"monsieur|madame|mademoiselle|docteur"
_WORDS = (
    "ai alors après après-midi as attendez au aujourd'hui aussi aux avec beaucoup bien bon bonjour bonne bonsoir "
    "c'est ce celui celui-là cet cette chez comme comment consultation contrôle d'accord dans de demain des deux "
    "dimanche dix docteur donc du désolé elle en encore enfin est et euh eux exact faut faux fille fils huit ici il "
    "ils j'ai j'aimerais j'appelle je jeudi jour la le les leur libre lundi là ma madame mais malade mardi matin me "
    "merci mercredi mes mettre midi mieux moi mon monsieur même neuf non notre nous nouveau nouvelle numéro on onze "
    "ou oui où par parfait pas patient patiente perdu peut-être plus plutôt possible pour pourquoi premier première "
    "prendre puis qu'il quand quatre que quel quelque qui quoi rendez-vous s'il sa samedi sans se sept ses si six "
    "soir son sont suis sur sûr ta te tout toute trois très tu un une va vendredi vers voilà voir vos votre voudrais "
    "vous vraiment y à ça"
)
NOT_NAMES = frozenset(_WORDS.split())
"""Words at which a name ends."""
