"""What a receptionist may ask, and the words that tell it: the first pattern that is found decides."""

from __future__ import annotations

from typing import Literal

Question = Literal[
    "goodbye", "anything else", "which appointment", "confirm", "offer message", "offer person", "emergency", "spell",
    "name", "phone", "message", "change", "what instead", "service", "practitioner", "pick", "suits", "time", "day",
    "again", "how can I help", "nothing",
]  # fmt: skip
Patterns = tuple[tuple[Question, str], ...]

ENGLISH: Patterns = (
    ("emergency", r"(?:is|are) .*(?:emergency|in danger|urgent)"),
    ("change", r"what (?:should|can|would you like me to) (?:i )?change|what (?:is|was) wrong"),
    ("spell", r"\bspell"),
    ("message", r"what(?: is|'s) (?:the|your) message|what message|your message\?|say it now"),
    ("message", r"in your message|like me to (?:say|tell|pass on)"),
    ("name", r"\bname\b|who am i (?:speaking|talking)|who(?:'s| is) calling"),
    ("name", r"who (?:is )?(?:it|this|the \w+)(?: is)? for"),
    ("phone", r"phone number|your number|number can|number is|telephone|(?:phone|best) number|number .*(?:reach|call)"),
    ("which appointment", r"which (?:one|appointment) is it|which (?:appointment|of your)|which one .*(?:cancel|move)"),
    ("practitioner", r"who would you like|(?:which|what) (?:doctor|practitioner|dentist|provider|vet)|with whom"),
    ("practitioner", r"(?:prefer\w*|particular|specific) .*(?:doctor|practitioner|dentist|provider|vet)\b"),
    ("practitioner", r"(?:doctor|practitioner|dentist|provider|vet)\b.* (?:prefer|in mind)"),
    ("service", r"what (?:it is|is it|is this|.*appointment is|kind|type|service|brings you)|reason for|which service"),
    ("service", r"what .*\b(?:come|coming) in for|what would you like to be seen for"),
    ("offer message", r"(?:leave|take) a message"),
    ("offer person", r"(?:put you through|transfer you|connect you|(?:speak|talk) (?:to|with) (?:some|a )).*\?"),
    ("how can I help", r"would you like to (?:book|schedule|make) an? (?:new )?appointment\?"),
    ("confirm", r"is (?:that|this|it|everything|all of that) (?:all )?(?:right|correct|okay|ok)\b|to confirm|go ahead"),
    ("confirm", r"shall i (?:book|cancel|go on|move|keep)|(?:like|want) me to (?:book|cancel|move|confirm|reserve)"),
    (
        "confirm",
        r"do you want me to|are you sure|(?:right|correct)\?$|like to (?:book|cancel|confirm|keep) (?:it|that|this)",
    ),
    ("pick", r"(?:what|which) (?:day|time)[^?]*, [^?]* or (?!afternoon|evening|later)"),
    ("pick", r"(?:either|any|one) of (?:those|these|them)|(?:those|these) (?:times|options|slots)"),
    ("day", r"(?:which|what) (?:other )?(?:day|date)|when (?:would|should|do|can|are|is)|what other|day in mind"),
    ("day", r"(?:another|different|other) (?:day|date|time)|a (?:preferred|specific|particular) (?:day|date)"),
    ("time", r"what (?:time|hour)|at what|time of day|morning or .*afternoon"),
    ("pick", r"which (?:one|of|time|would|works|suits|slot|option)|do you prefer|would you prefer|which do you"),
    ("suits", r"(?:does|would|will|could) [^?]*(?:suits?|works?|be (?:good|okay|ok|fine|convenient))\b|suit you\?$"),
    ("suits", r"how about|what about|is that (?:good|fine)|works? for you\?"),
    ("anything else", r"(?:anything|something) else|help you further|more i can"),
    ("again", r"say (?:it|that) again|repeat|rephrase|clarify|(?:do|did) you mean|not (?:catch|understand|get)"),
    ("again", r"(?:didn't|did not) (?:quite |really )?(?:catch|understand|get|hear)"),
    ("how can I help", r"(?<!cannot )(?:help|assist) you(?! any)|do for you|how may i|what would you like to do"),
    ("goodbye", r"goodbye|bye|have a (?:nice|good|great|lovely|wonderful)|take care|talk to you"),
)
FRENCH: Patterns = (
    ("emergency", r"(?:est-ce|s'agit-il|c'est|est) .*(?:urgen|en danger)"),
    ("change", r"que (?:dois-je|voulez-vous|souhaitez-vous) (?:changer|modifier|corriger)"),
    ("spell", r"épel"),
    ("confirm", r"continuer sans numéro"),
    ("message", r"quel (?:est (?:le|votre) )?message|dire maintenant"),
    ("message", r"que (?:dois-je|(?:voulez|souhaitez)-vous que je) .*(?:dire|dise|transm)"),
    ("name", r"\bnoms?\b|vous appelez-vous|qui (?:est à l'appareil|parle)|l'honneur|pour qui|de la part de qui"),
    ("phone", r"numéro|téléphon|vous (?:joindre|rappeler)"),
    ("which appointment", r"lequel est-ce|de quel rendez-vous|quel rendez-vous|lequel .*(?:annul|déplac|modifi)"),
    ("practitioner", r"qui (?:souhaitez|voulez|préférez)|avec qui"),
    ("practitioner", r"quel(?:le)? (?:praticien|médecin|dentiste|docteur|véto)"),
    ("practitioner", r"(?:préférence|préférez|précis|particulier) .*(?:praticien|médecin|dentiste|docteur|vétérin)"),
    ("practitioner", r"(?:praticien|médecin|dentiste|docteur|vétérinaire)\w* (?:en particulier|préféré)"),
    ("service", r"motif|quel (?:type|genre|soin|service)|pour quel(?:le)? (?:raison|soin)|de quoi s'agit|quel sujet"),
    ("service", r"^que souhaitez-vous ?\?|ce qui vous amène|pour quoi"),
    ("offer message", r"(?:laisser|prendre|prenne|noter|note) un message"),
    ("offer person", r"(?:passe (?:à )?quelqu'un|transfère|mette en|mettre en (?:ligne|relation)).*\?"),
    ("offer person", r"parler à (?:quelqu|une).*\?"),
    ("how can I help", r"(?:souhaitez|voulez|désirez)-vous prendre (?:un )?rendez-vous ?\?"),
    ("confirm", r"(?:c'est|est-ce) (?:bien )?(?:ça|cela|exact|correct|juste|bon)\b|je (?:confirme|récapitule)"),
    ("confirm", r"confirmez-vous"),
    ("confirm", r"(?:(?:dois|puis)-je|(?:voulez|souhaitez)-vous que je|est-ce que je|voulez-vous(?: vraiment)?)"
     r"\s*(?:l'|\w+ )?(?:réserv|annul|déplac|continu|confirm|garde)"),
    ("confirm", r"sûre? de vouloir|(?:exact|correct) ?\?$"),
    ("pick", r"quel(?:le)? (?:heure|jour)[^?]*,[^?]* ou [^?]*heures?|(?:l'un|une) de ces"),
    ("day", r"quel (?:autre )?jour|quand|quelle (?:autre )?date|à quel moment|autre (?:jour|date|moment)"),
    ("day", r"disponibilités"),
    ("day", r"(?:date|jour) (?:en tête|précise?|particuli)"),
    ("time", r"quelle heure|matin\w* ou .*après-midi|moment de la journée"),
    ("pick", r"le?quel(?:le)? (?:préférez|vous|des|choisissez)|préférez-vous|lequel|quel (?:créneau|horaire)"),
    ("pick", r"choisissez-vous"),
    ("suits", r"(?:convien\w+|irait|va)[ -](?:il|elle|t-il)|(?:ça|cela|vous) (?:\w+ )?(?:va|irait|convien\w+)\b"),
    ("suits", r"que diriez-vous"),
    ("anything else", r"autre chose|autrement\b(?! ?\?)|d'autre"),
    ("again", r"répéter|redire|reformuler|préciser|vous voulez dire"),
    ("again", r"pas (?:bien |très bien )?(?:compris|entendu|saisi)"),
    ("how can I help", r"(?<!ne peux pas )vous aider|puis-je faire pour vous|être utile"),
    ("goodbye", r"au revoir|bonne (?:journée|soirée|fin)|à bientôt"),
)  # fmt: skip
ENGLISH_IN_CONTEXT: Patterns = (
    ("what instead", r"(?:advice|message|transfer|put you through).*what would you prefer"),
    ("service", r"we offer .*which|what (?:it is|is it) for"),
    ("which appointment", r"appointments.* which"),
)
FRENCH_IN_CONTEXT: Patterns = (
    ("what instead", r"(?:conseil|message|quelqu'un).*que préférez-vous"),
    ("service", r"nous proposons .*(?:souhaitez|laquelle|lequel)"),
    ("which appointment", r"ces rendez-vous.* lequel"),
)
"""Questions that the sentence before them explains, with that sentence."""
