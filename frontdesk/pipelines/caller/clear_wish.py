"""What a caller's words plainly ask for, whatever a small model makes of them. Pure; English and French.

Misheard words make small models imagine emergencies, and "a message" makes them think of a person. Where the caller
said something else in so many words, that is done instead. It never speaks against danger: one word that may tell of it
here, or in the turn before, is enough for silence.
"""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.pipelines.call_state import Turn
from frontdesk.pipelines.caller.intent import Intent, intent
from frontdesk.pipelines.guards.emergency.guard import is_emergency
from frontdesk.pipelines.guards.phrases import any_of
from frontdesk.pipelines.words import plain

_APPOINTMENT = any_of(r"appointments?|bookings?|rendez vous|rdv")
_DANGER = any_of(
    # somebody else, or what is done to somebody
    r"(?:he|she|they|him|her|them|s?he s|man|woman|guy|lady|someone|somebody|husband|wife|son|daughter|mother|father"
    r"|mom|mum|dad|kid|child|baby|friend|partner)",
    r"il(?! (?:faut|faudrait|y a|est possible|serait))|elle|ils|elles|lui|quelqu|mari|femme"
    r"|fils|fille|pere|mere|papa|maman|enfant|bebe|ami|amie|conjoint|monsieur",
    # the body, harm, and the fear of it: beginnings of words, then whole words
    r"(?:accident|emergenc|urgen|hurt|ach(?:e|ing)|blood|bleed|breath|chok|gasp|wheez|suffoc|swell|swoll|paraly|faint"
    r"|conscious|unconsc|unrespons|collaps|dizz|seiz|convuls|poison|overdos|swallow|allerg|anaphyl|fever|infect"
    r"|abscess|vomit|drown|suicid|kill|violen|assault|threat|strangl|crash|injur|wound|stab|attack|ambulanc|hospital"
    r"|slur|droop|confus|pregnan|contraction|diabet|insulin|danger|electr|monox|epi ?pen|hemorr|infarct|epilep"
    r"|shak|burn|paramedic|elephant|crush)\w*",
    r"(?:help|pains?|painful|sore|agony|bled|air|pulse|heart|chest|stroke|numb|passed|pass(?:ing)? out|fits?|falls?"
    r"|fell|fallen|broken?|knocked|cuts?|shot|gun|knife|pills?|tablets?|took|taken|drank|drunk|bleach|hives|throwing"
    r"|cough\w*|die[sd]?|dying|dead|death|alive|life|lives?|living|harm|jump|hang|end it|ending|hits?|hitting|beat\w*"
    r"|raped?|police|fire|911|112|999|hurry|quick\w*|fast|right now|wak(?:e|es|ing)|respond|pale|blue|purple|lips?"
    r"|face|mouth|throat|tongue|eyes?|arms?|legs?|head|neck|side|speech|speak|talks?|feel|feeling|lying|trapped|labou?r"
    r"|sugar|serious\w*|bad|badly|terrible|wrong|smoke|gas)",
    r"(?:secour|accident|doul|souff|saign|respir|etouff|suffoqu|enfl|gonfl|cardia|engourd|evanou|inconsc|convuls"
    r"|trembl|bless|fractur|agress|frapp|menac|empoison|intoxi|surdos|medicament|comprim|pilule|somnif|avale|javel"
    r"|oedem|urticair|fievre|abces|vomi|crach|touss|noy|mutil|effondr|ecroul|renvers|coinc|poignard|etrangl|pend"
    r"|pompier|hopita|immedia|reveil|reag|levre|gorge|jambe|nuque|bizarr|enceint|eaux|grav|horribl|brul|cass|bris|plaie)\w*",
    r"(?:aide[rz]?|mal|sang|poitrine|thorax|coeur|avc|malaise|crise|tomb\w+|chut\w+|coups?|couteau|arme|pistolet"
    r"|cachets|bu|pris|tuer?|mourir|meur[st]|morte?|vie|vivre|finir|sauter|samu|vite|tout de suite|repond|bouge|pale"
    r"|bleue?s?|gris|visage|bouche|langue|oeil|yeux|bras|tete|cou|parole|pouls|sens|sent|veines|bat|noie|cote"
    r"|feu|fumee|tirer?|appelez le|viol\w*|gaz|sucre|connaissance|terrible|doliprane|parler)",
)
_MESSAGE = any_of(
    r"(?:leave|leaving|take|pass on|give|send|record)(?: \w+){0,3}? (?:message|messages|note)",
    r"(?:laisser|prendre|prenez|transmettre|transmettez|noter|notez|passer|donner|enregistrer)(?: \w+){0,3}?"
    r" (?:message|messages|mot)",
    r"(?:je|vous) laisse (?:un|mon|le) message",
)
_NO_MESSAGE = any_of(
    r"(?:don t|do not|didn t|did|has|have (?:you|they)|not|never|without|rather than|instead of|already|your|any)"
    r"(?: \w+){0,5}? (?:message|messages|note)",
    r"(?:pas|plus|jamais|sans|plutot que|au lieu|deja|votre|vos|aucun|avez vous)(?: \w+){0,5}? (?:message|messages"
    r"|mot)",
)
_PERSON = any_of(
    r"(?:speak|talk|talking|speaking|transfer|connect|put me|person|human|operator|receptionist|reception|somebody"
    r"|someone|anybody|anyone)",
    r"(?:parler|parle|discuter|transfer\w+|passez moi|me passer|personne|humain\w*|quelqu un|receptionniste|standard"
    r"|joindre)",
)


def clear_intent(turns: Sequence[Turn]) -> Intent | None:
    """What the caller's last turn says of an appointment, where nothing near it may tell of danger.

    >>> clear_intent([Turn("caller", "I need to cancel my appointment.")])
    'cancel'
    >>> clear_intent([Turn("caller", "Help, cancel my appointment!")]) is None
    True
    """
    said = [turn.text for turn in turns if turn.speaker == "caller"][-2:]
    if not said or not _APPOINTMENT.search(plain(said[-1])):
        return None
    if any(is_emergency(words) or _DANGER.search(plain(words)) for words in said):
        return None
    return intent([Turn("caller", said[-1])])


def wants_message(words: str) -> bool:
    """Whether the words ask to leave a message, and not for a person.

    >>> wants_message("Je voudrais laisser un message."), wants_message("No message, I want to talk to a person.")
    (True, False)
    """
    said = plain(words)
    return bool(_MESSAGE.search(said)) and not (_NO_MESSAGE.search(said) or _PERSON.search(said))
