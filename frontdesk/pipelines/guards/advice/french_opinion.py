"""How French-speaking callers ask what somebody thinks of a matter of health; see `advice_rules`."""

from frontdesk.pipelines.guards.phrases import any_of

_CARE = (
    "prenne|prendre|prends|mette|mettre|mets|donne|donner|arrete|arreter|continue|continuer|lave|laver"
    "|reprendre|manger"
    "|boire|nager|courir|doubler|utiliser|enlever|percer|inquieter|gratter|marcher|dormir|attendre|attends|appliquer"
    "|melanger|couper|soigner|nettoyer|desinfecter|faire|fais|aille|aller (?:a|aux|au)|masser|etirer|forcer"
    "|bouger|baigner"
)

OPINION = any_of(
    r"(?:c est|est ce(?: que c est)?|ce serait|serait ce|c etait|est)(?: tu| il)? (?:\w+ )?(?:grave|normale?"
    r"|dangereux"
    r"|contagieux|contagieuse|mauvais|inquietante?|infectee?|cassee?|brisee?|foulee?|serieux|risque|preoccupante?"
    r"|trop (?:haute?|basse?|forte?|elevee?)|correct (?:de|si|pour)|bon (?:de|si|pour)|prudent)|sont preoccupants?",
    r"(?:est ce que c est|c est tu|c est il|serait ce|si c (?:est|etait)) (?:la|le|l|une?|mon|ma|mes|du|des)",
    r"(?:je|j|on|il|elle|lui)(?: (?:lui|me|en|leur))? (?:prends?|mets?|met|fais|fait|donne|mange|utilise)"
    r" (?:quoi|deux"
    r"|combien|lequel|laquelle)|(?:prends|mets|donne|fais) quoi|manger quoi|prendre quoi|mettre quoi|donner quoi",
    r"(?:qu est ce que|que|quoi|ce que|qu est ce qu) (?:(?:je|on|vous|j|il|elle) )?(?:(?:lui|me|m|en|y)"
    r" )?(?:dois|devrais"
    r"|peux|pourrais|prends|mets|fais|fait|donne|faut|pensez|conseillez|conseilleriez|suggerez|recommandez)(?: je)?"
    r"|(?:conseillez|recommandez|suggerez|conseilleriez)(?: vous)? (?:quoi|de)",
    r"(?:dois|devrais|peux|puis|pourrais|peut|faut|doit|devrait|vaut|ai je le droit)(?: (?:je|j|il|elle|on|tu|t"
    r"|mieux|que"
    r"|qu|lui|le|la|les|me|m))*(?: \w+)? (?:<care>)",
    r"quel(?:le)?s? (?:creme|medicament|exercices?|produit|dose|sirop|remede|posologie|pommade|traitement)|posologie"
    r"|(?:pensez|croyez)(?: vous)? (?:que|qu)|pensez que c est quoi|(?:d apres|selon|a votre|votre) (?:vous|avis)"
    r"|un conseil|vous dit quoi|en pensez",
    r"(?:ca|cela)(?: \w+)? (?:peut|pourrait|va|doit|risque)(?: (?:tu|il|t il|de))? (?:etre|venir|passer|partir|durer"
    r"|guerir)|a quoi (?:c est|est|ca) du|(?:veut|veulent) dire|expliquer (?:mes|mon|les)(?: \w+)? resultats?"
    r"|pour quoi faire",
    r"(?:demand\w+|savoir|dire) si (?:(?:c|je|mes|mon|ma|ca|il|elle|les|le|on) )|(?:prends?|prendre)(?:"
    r" \w+){0,3} (?:avant ou"
    r" apres|a jeun)|combien de (?:gouttes|pilules|comprimes)|qui a raison|danger a (?:\w+)",
    r"(?:avez|auriez)(?: vous)? un (?:remede|truc|conseil)|grave ou|ou pas bon|bon pour moi|lui donner quelque chose"
    r"|prendre quelque chose|en prends deux",
    care=_CARE,
)

MATTER = any_of(
    r"<medicine>|<illness>|<ailment>|<limb>|<other>",
    medicine="ibuprofene|tylenol|advil|aspirine|paracetamol|antibiotiques?|medicaments?|pilules?|comprimes?|gouttes?|dose|doses"
    "|onguent|creme|pommade|sirop|vitamines?|fer|calcium|insuline|pompe|cortisone|remedes?|posologie|huile|miel"
    "|ail|vinaigre",
    illness="infection|infectee?|allergi\\w+|grippe|rhume|virus|zona|varicelle|rougeole|arthrite|arthrose|diabete|cancer|eczema"
    "|asthme|thyroide|cholesterol|anemie|commotion|vers|puces|tiques?|cataracte|acouphenes|enceinte"
    "|conjonctivite|otite|angine",
    ailment="mal|maux|douleurs?|douloureu\\w+|toux|tousse\\w*|fievre|temperature|rougeurs?|rouge|enfle\\w*|enflure|gonfle\\w*"
    "|saigne\\w*|bosses?|boutons?|ampoules?|engourdi\\w*|nausees?|etourdi\\w*|vertiges?|demange\\w*|pique\\w*"
    "|piqures?|gratte"
    "|plaques?|bleus?|brulures?|crampes?|diarrhee|vomi\\w*|morsure|verrues?|grain de beaute|boite|foulure"
    "|entorse|croute"
    "|cicatrice|pansement|plaie|coule|eternue|bouchee?|bloque|pele",
    limb="dents?|gencives?|machoire|langue|gorge|cou|tete|oreilles?|genoux?|jambes?|bras|ventre|estomac|peau|oeil|yeux"
    "|poitrine|pieds?|talons?|chevilles?|orteils?|hanches?|poignets?|epaules?|cotes|muscles?|ongles?|pattes?"
    "|dos|mains?|fesses",
    other="prise de sang|tension|pression|glycemie|resultats?|symptomes?|hopital"
    "|urgence|pour dormir"
    "|a jeun|medicinale?|opere",
)

DESK = any_of(
    r"d autres|operation|vaccin"
    r"|resultats prennent|un nouveau|disponib\w+|extraction|anesthesie|arrache|duree|est ce que vous"
    r"|courriel|que je (?:peux|prends)",
    r"rendez vous|rdv|reserv\w+|venir|viens|vienne|amener|amene|apporter|apporte|visites?|consultations?|voir"
    r" (?:le|la|un|une"
    r"|quelqu|dr|docteur)|annul\w*|cout\w*|prix|tarifs?|pay\w+|paie|assurances?|rembours\w*|ouverts?|fermes?"
    r"|fermez|stationn\w*"
    r"|facture\w*|disponib\w*|une place|formulaires?|manquee?s?|recu|commander|renouvel\w*|livr\w*|ou est ce"
    r" que je|qui (?:dois"
    r" je|appeler)|(?:faites|traitez|soignez|avez|offrez|voyez|prenez|vendez) vous|vous (?:faites|traitez"
    r"|soignez|offrez"
    r"|voyez|prenez|vendez)|examiner|message|chercher",
)
