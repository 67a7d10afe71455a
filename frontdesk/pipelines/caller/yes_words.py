"""The phrases of a yes, and the words that add nothing to one. All read folded words (`words.plain`)."""

from __future__ import annotations

from frontdesk.pipelines.caller.no_words import phrases
from frontdesk.pipelines.words import tokens

# English: "that's all correct", "everything sounds right"
_SUBJECT = "(?:(?:that|it|this|which|everything|all)(?: all)?|all of (?:it|that|this)|everything (?:you|i) said)"
_IS = "(?:s|is|was|does|ll be|will be|would be|d be|must be|should be|(?:sounds?|looks?|seems?|feels?)(?: like)?)"
_VERY = (
    "(?:all|just|exactly|quite|absolutely|perfectly|totally|really|very|about|completely|entirely|all as|more than"
    "|perfect for me|indeed|basically)"
)
_GOOD = (
    "(?:right|correct|fine|good|great|perfect|lovely|wonderful|ok|okay|excellent|brilliant|grand|ideal|true|alright"
    "|all right|super|awesome|cool|sweet|fantastic|smashing|spot on|bang on|in order|accurate|exact|doable"
    "|manageable"
    "|convenient|possible|me|so|the one(?! (?:with|from|who|i m|on))|everything|exactly|confirmed"
    "|as it should be|what i (?:said|wanted?|have|had"
    "|asked for)|how i wanted it)"
)
_NO_JUDGEMENT = (
    "(?! (?:name|day|date|time|number|person|one|to know|of you|for you|idea|morning|afternoon|evening|that|what"
    "|when"
    "|who|under|with you|back|now|here|if|because|going|supposed))"
)
_THAT_IS = (
    rf"(?:that (?:s|is) (?:exactly |just )?it"
    rf"|(?<!if )(?<!think )(?:{_SUBJECT} {_IS}(?: {_VERY})* {_GOOD})){_NO_JUDGEMENT}"
)
_IT = "(?:it|that(?: one)?|this(?: one)?)"
_ACCEPT = (
    rf"(?<!if )(?:i|we|she|he|my \w+) (?:(?:ll|will|can|could|d|would|may|might as well|better|love to|m going to"
    rf"|am going to|have to) )+(?:take|have|do|make|manage|swing|love|like to take|be there for|work with"
    rf"|be happy with) {_IT}(?! (?:another"
    r"|some|online|later|again|at|on|to|in person|down))"
    rf"|(?:i|we)(?: (?:d|would|really|ll))+ (?:like|love|appreciate) {_IT}(?= (?:one|very|thanks?|please|yes|$))"
    rf"|let s (?:do|take|book|grab|lock|have|confirm) {_IT}|let s go (?:ahead|with (?:it|that))"
    rf"|(?<!to )(?<!can )(?<!could )(?<!rather )(?:book|take|do|reserve|lock|confirm) {_IT}(?! (?:another|some"
    rf"|later|down))"
    rf"|(?:keep|save|hold) {_IT} for me|(?:book|pencil|put|sign|pop|count|slot|lock) (?:me|it|that|us) (?:in"
    rf"|down|up)"
    r"(?= (?:for (?:it|that)|please|thanks|thank|then|and|so|$)| $)|put my name|i ll be there|i ll see you then"
    r"|(?:that|it) (?:all )?(?:suits|fits|works|matches|ll work|will work|would work|ll do|will do|would suit"
    r"|d suit"
    r"|ll have to do|does it)(?! (?:better|out))|(?<=^ )(?:suits|works)(?: (?:for|fine|well|great"
    r"|perfectly))? (?:me|us)"
    r"|(?:i m|we re|i am|we are|she s|he s) (?:\w+ )?(?:happy|okay|ok|good|fine|content) with (?:it|that|all|this)"
)
_UNDERSTOOD = (
    r"you (?:ve |have )?(?:got|have|had|nailed|understood|taken) (?:it|me|that|everything|all|every bit)"
    r"(?: (?:all|exactly|down|perfectly|right|in one|of it|of that|correctly|pat))*"
    r"(?= (?:$|thanks?|thank|cheers|yes|yeah|go|so|please|well|that s|and|here))"
    r"|you ve understood|i (?:can )?(?:hereby )?(?:confirm|agree|accept)(?! (?:my|the|an))|i (?:think|believe|guess"
    r"|suppose|reckon|should think) so(?! (?:i|we))"
)
_OUI_DA = r"yes|yeah|yep|yup|yea|yessir|aye|uh huh|mm hmm|mhm|affirmative|absolutely|definitely|certainly|go ahead"
_SAID = (
    r"go for it|by all means|please do(?= (?:it|that|so|go|thanks?|thank|$))|(?:please|kindly) (?:confirm"
    r"|proceed|do)(?= (?:it|that|with|so|thanks?|please|yes|go|$))|(?:all|i m) good"
    r"(?= (?:$|thanks|thank|yes|go))|spot on|bang on|sure thing|for sure|roger that|very much so"
    r"|(?<=^ )exactly(?! (?:what"
    r"|when|where|how))|(?<=^ )of course|no (?:problem|objection)|not a problem|why not|fine by me|all correct"
    r"|(?<=^ )that one(?= (?:please )?$)|(?:that )?couldn t be (?:better|more convenient)|go on then"
    r"|right you are|too right|sounds (?:about )?(?:good|great|right|fine|perfect)"
)
# French: "c'est tout à fait ça", "tout est bon"
_C_EST = (
    "(?<!si )(?:(?:c|tout|tout ca|ca|la c|tout ce que (?:vous|j)(?: \\w+){1,4}) est|c etait|ce (?:serait|sera)"
    "|ca (?:sera|serait"
    "|va etre|devrait etre)|(?:ca|tout)(?: (?:m|nous))? a l air(?: d etre)?|(?:ca|tout) (?:me|nous) (?:parait"
    "|semble))"
)
_TRES = "(?:tout a fait|bien|tres|exactement|absolument|parfaitement|tout|vraiment|en plein|juste|rendu|meme)"
_BON = (
    "(?:ca|cela(?: meme)?|bon(?! jour)|correcte?|exacte?|juste(?! (?:pour|que|un|une))|parfait|beau|vrai|ok|nickel"
    "|impeccable|super|top|l ideal|ideal|genial|fantastique|apprecie|gentil|faisable|jouable|possible(?= (?:pour"
    "|oui|$))"
    "|en ordre|d accord|moi(?= $)|confirme|note|clair|comme il faut|ce que j(?:e|ai)?|ce qu il me faut"
    "|bien(?= (?:$|merci|comme|oui|pour (?:moi|nous)|allez|vous pouvez|je|on|c est)))"
)
_JE_PRENDS = (
    r"(?:je|on|nous) (?:(?:vais|va|allons|peux|peut|pourrait|veux bien) )?(?:l[ea] )(?:prend\w*|prenons|garder"
    r"|reserver"
    r"|faire)|(?:je|on) (?:(?:vais|va|peut|peux) )?(?:prends?|prendre|fait|faire|y va|y aller|part|dit|confirme"
    r"|garder)"
    r"(?= (?:ca|celui|celle|cette place|comme|avec (?:ca|celui)|la dessus|alors|bien|merci|$))"
    r"|(?:prenons|faisons|prenez|faites) (?:le|ca|celui (?:la|ci)|comme (?:ca|vous)|donc(?= (?:$|merci)))"
    r"|allons y|va pour (?:ca|celui)"
    r"|(?:mettez|inscrivez|reservez|marquez|bloquez|gardez|bookez|confirmez|validez|enregistrez"
    r"|laissez)(?: (?:le|la|ca"
    r"|celui (?:la|ci)|moi|nous|moi (?:la|ca)|donc))+(?= (?:$|s il|merci|c est|comme|avant|alors|dedans|allez))"
    r"|reservez(?= (?:$|merci|s il))|reservez moi (?:la place|ca|celui|cette place)|je saute dessus"
    r"|sautons la dessus"
    r"|vous pouvez (?:y aller|confirmer|continuer|valider|reserver|le faire|me (?:reserver|mettre)|l (?:inscrire"
    r"|enregistrer|noter|reserver|confirmer|ajouter|garder|valider))"
    r"|vous avez (?:tout )?(?:bien |tres bien |tout )*(?:compris|note|entendu|bon|pris|raison)|vous l avez(?= )"
    r"|(?:je|moi) (?:suis )?(?:d accord|preneur|preneuse)|j (?:accepte|y serai)|je (?:serai la(?= (?:$|merci"
    r"|sans|alors))|valide|pourrai venir)"
    r"|je (?:vous )?confirme(?! (?:mon|ma|le|la|un))|je veux bien(?! (?:un|une|que vous me|prendre))"
    r"|j aimerais (?:bien )?ca"
)
_CA_VA = (
    r"ca (?:me |nous |m |nous |peut |devrait |va )?(?:va(?! (?:etre|plus|pas))|convient|arrange|adonne"
    r"|fonctionne|marche(?:r)?"
    r"|roule|joue|colle|ira|aller|plait|le fait|rentre)(?! (?:plus|mal|si|mieux))|ca tombe (?:bien|a pic)"
    r"|ca (?:fait|fera) (?:bien )?(?:mon|l) affaire|(?:me|nous) convient"
)
_OUI = (
    r"oui|ouais|ouaip|ouin c est|mouais|d accord|dac|absolument|effectivement|affirmatif|tout a fait"
    r"|(?<=^ )volontiers|avec plaisir"
    r"|(?:bien )?entendu(?<! mal entendu)(?<! bien entendu mon)|(?<!etre )(?<!suis )bien sur(?! que (?!oui))"
    r"|certainement|evidemment|assurement|parfaitement"
    r"|en effet|allez y|vas y|en plein ca|nickel|impeccable|(?<=^ )(?:pas de|sans|aucun|y a pas de) (?:probleme"
    r"|souci"
    r"|trouble)s?|pourquoi pas|rien a redire|celui (?:la|ci)(?= (?:s il vous plait )?$)|bon pour moi"
)
CLEAR_YES = phrases(
    _OUI_DA, _SAID, _THAT_IS, _ACCEPT, _UNDERSTOOD, rf"{_C_EST}(?: {_TRES})* {_BON}", _JE_PRENDS, _CA_VA, _OUI
)
"""A yes wherever it stands."""
YES_BY_ITSELF = phrases(
    "ya|ye|sure|okay|ok|correct|(?<!be )right|exactly|indeed|perfect|perfectly|fine|great|good|lovely|excellent"
    "|cool|alright",
    "all right|precisely|agreed|true|totally|naturally|positive|confirmed|brilliant|wonderful|ideal|grand|super|deal",
    "done|proceed|hundred percent|you (?:may|can|bet)|i (?:do|am|would)|go on|that s it|it is(?= $)|quite so"
    "|(?<=^ )please(?= $)|you bet",
    "exact|exactement|parfait|super|tres bien|(?<=^ )voila|correct|juste|bon|(?<!eh )bien|certain|certes"
    "|precisement|confirme|vendu",
    "banco|faites|mets en|ben sur|genial|excellent|formidable|merveilleux",
)
"""A yes where nothing else is said."""

_LIGHT_WORDS = (
    # answers, thanks, fillers
    "yes yeah yep yup yea ya ye yessir aye uh um er oh ah mm hmm hm mhm huh well so then now please thanks "
    "thank you "
    "cheers no not problem worries sure thing of course okay ok all right alright really very much just "
    "indeed for "
    "dear love mate man madam maam ma am sir sirree miss appreciate kindly kind lovely million lot lots bit "
    # judgements
    "correct exactly exact perfect perfectly precisely fine good great grand super brilliant excellent "
    "wonderful "
    "fantastic awesome cool ideal sweet smashing true agreed totally absolutely definitely certainly naturally "
    "you bet right positive confirmed confirm order spot bang dead quite hundred percent one happy glad "
    "content accurate "
    "objection mistake mistakes error changes change complaints bother wrong nothing anything else better "
    # what was read back, and what is to be done
    "that this it everything is s was be been d ll ve re m t to at the a an and as if would will can could "
    "may might "
    "must should do does did don go going ahead book take have has had got get put in down on with by me my "
    "i we us "
    "our you your what how said say asked wanted want like need know think believe guess suppose reckon mean "
    "sounds sound looks look seems works work suits fits matches written wrote here mind proceed continue "
    "carry let "
    "agree accept done deal bet too are hear heard understood understand read reading back checking check "
    "told same way "
    "information details any both things there taken correctly very nicely well "
    # French: the same classes
    "oui ouais ouaip ouin mouais euh hum ben bah eh hein bon bien ah oh la alors donc merci beaucoup "
    "infiniment s "
    "il vous plait te madame monsieur remercie prie en rien de tout tous toute a fait absolument effectivement "
    "exactement exact exacte parfait parfaite parfaitement correct correcte juste vrai beau nickel "
    "impeccable top "
    "vendu banco mets genial gentil aimable formidable merveilleux certain certainement certes evidemment "
    "assurement precisement "
    "affirmatif entendu volontiers plaisir avec d accord dac pas souci soucis probleme problemes aucun sans "
    "trouble "
    "sur c est ce ca cela celui ci meme etait sera serait qui que qu j ai je suis me m moi pour nous on y va "
    "vas "
    "allez allons aller marche roule joue convient arrange adonne ira irait peut peux pouvez pourrait veux "
    "aimerais "
    "voulez fait faites faire faisons comme il faut avez compris note noter notez raison confirme confirmer "
    "confirmez valide validez valider reservez reserver prends prend prendre le les l du un une dit demande "
    "voulais "
    "voulu plein redire changer erreur n ne si derange ennuie mal continuer super verifier verifie ordre ai "
    "air "
    "semble parait mes mon ma votre vos notre tres bravo clair possible et ou mais dire vient venez voila "
    "bonne "
    "leave laisser message team person someone somebody through passez veuillez quelqu personne equipe "
    "voudrais "
    "besoin emergency urgence isn cest non nope nah want je passe voici"
)
_LIGHT = frozenset(_LIGHT_WORDS.split())
"""The words with which people say yes, and nothing that a booking could turn on: no name, day, time or further wish."""
_SAYS_MORE = phrases(
    r"(?:need|want|like) (?:to|a|an|you|the)|(?:take|leave) (?:a|an|the|my) |to (?:go|do|be|get)(?! ahead)|my"
    r"|mon|ma"
    r"|what (?:do|is|s|are|can|should|would)|how (?:do|is|long|much|can|should)|(?:veux|voudrais|besoin) (?:une?"
    r"|d|de|le"
    r"|la|prendre|que)|et (?:je|si|pour)|(?:what|how) (?:if|about)|tell|dire|comment|message"
)
_MOST_WORDS = 30


def adds_nothing(words: str) -> bool:
    """Whether the words hold nothing beside a yes or a no: every one of them is a word of answers.

    >>> adds_nothing("Yes, thank you, that's all correct."), adds_nothing("Yes, and I have a question.")
    (True, False)
    """
    said = tokens(words)
    return len(said) <= _MOST_WORDS and _LIGHT.issuperset(said) and not _SAYS_MORE.search(f" {' '.join(said)} ")
