"""Medical advice in French: given and asked for; see `advice_rules`."""

from frontdesk.pipelines.guards.advice.french_opinion import DESK, MATTER, OPINION
from frontdesk.pipelines.guards.advice.rules import AdviceRules
from frontdesk.pipelines.guards.phrases import any_of

_PARTS = {
    "medicine": "ibuprofenes?|tylenol|advil|motrin|aspirines?|paracetamol|acetaminophene|doliprane|efferalgan|nurofen"
    "|antibiotiques?|amoxicilline|penicilline|antihistaminiques?|anti ?douleurs?|antalgiques?|analgesiques?"
    "|anti ?inflammatoires?|anticoagulants?|medicaments?|comprimes?|cachets?|gelules?|pilules?|dose|doses|dosage"
    "|sirop"
    "|codeine|cortisone|vitamines?|insuline|gel anesthesiant|clou de girofle|eau oxygenee|cachet|pommade|gouttes"
    "|spray nasal",
    "illness": "infection|infecte|infectee|abces|carie|caries|gingivite|parodontite|maladie des gencives|allergie"
    "|reaction allergique|grippe|virus|rhume|sensibilite|dent fissuree|fissuree?|cancer|cancereux|tumeur|sinusite"
    "|migraine"
    "|dent de sagesse|covid|bronchite|pneumonie|angine|diabete|arthrite|nerf|grincement|alveolite|aphte"
    "|bouton de fievre"
    "|inflammation|enflammee?|bacterien|viral|fracture|fracturee?|kyste|mycose|bruxisme|entorse|eczema|urticaire"
    "|otite",
    "ailment": "douleurs?|mal|maux|toux|fievre|boutons?|eruption|enflure|enflee?|gonflement|gonflee?|saigne(?:nt"
    "|ment)?"
    "|saigner|infection|infectee?|abces|aphtes?|bosse|boule|grosseur|engourdie?|grippe|rhume|allergie|nausees?"
    "|vertiges?"
    "|sensibles?|inflammation|hematome|carie|brulure|demangeaisons?|taches?|rage|constipation|diarrhee|insomnie"
    "|migraine"
    "|mauvaise haleine|bouche seche|demange|gratte|plaque|plaques",
    "body": "dents?|gencives?|machoire|bouche|langue|levres?|joue|visage|gorge|cou|tete|oreilles?|dos|genou|jambe"
    "|bras|ventre"
    "|peau|nez|yeux|oeil|poitrine|pied|main|epaule|plombage|couronne|sagesse",
    "day": "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|ce soir|la semaine prochaine|quelques jours",
}

FRENCH = AdviceRules(
    opinion=OPINION,
    matter=MATTER,
    desk=DESK,
    given=any_of(
        # medicaments et doses
        r"(?:prenez|prendre|prendrais|prends|pris|essayez|essayer|utilisez|utiliser|appliquez|appliquer|donnez"
        r"|donner|sautez|sauter|doublez"
        r"|doubler|arretez|arreter|continuez|continuer|mettez|mettre|recommande|conseille|suggere|besoin|faut"
        r"|faudrait|finissez|finir|alternez"
        r"|evitez|eviter|achetez|augmentez|diminuez|terminez)(?: \w+){0,5} <medicine>",
        r"<medicine>(?: \w+){0,5} (?:aider\w*|aide|marche|soulage\w*|suffi\w*|efficaces?|fera|feront|mieux|calme\w*"
        r"|va|vont|devrait)",
        r"(?:\d+|cents?|mille|deux|trois|quatre|cinq) (?:mg|milligrammes?|grammes?|ml)|demi comprime"
        r"|toutes les \w+ heures|(?:une|deux|trois|quatre"
        r"|\d) fois par jour|dose (?:habituelle|maximale|normale|recommandee)|(?:les|ces) deux ensemble"
        r"|sans (?:danger|risque)(?! d attente)",
        # soins a la maison
        r"rincez|(?:rincer|rinçage|gargaris\w+|bains? de bouche|eau (?:tiede )?salee|eau tiede|sachets? de the"
        r"|compresses?)|(?:mettez|mettre"
        r"|appliquez|appliquer|essayez|poser|posez)(?: \w+){0,4} (?:glace|glacons?|chaud|froid|creme|gel|miel|ail"
        r"|coton)|clou de girofle",
        r"(?:evitez|eviter|ne|pas de|n) (?:\w+ ){0,2}?(?:machez|macher|brossez|brosser|fumez|fumer|mangez|manger"
        r"|buvez|boire|rincez|touchez"
        r"|toucher|grattez|boissons?|aliments?|alcool|sucre\w*|efforts?)",
        r"(?:gardez|garder|surelevez)(?: \w+){0,3} (?:propre|surelevee?|seche?|au sec|couverte?)|(?:boire"
        r"|buvez)(?: \w+)? (?:beaucoup|de l eau)|"
        r"(?:vous )?repos(?:er|ez vous)|du repos|reposez|brosse souple|desinfect\w+|mordez|allongez vous"
        r"|restez (?:au lit|couchee?|allongee?)"
        r"|hydratez vous|brossez (?:\w+ )?doucement",
        # diagnostic
        r"(?:c est|ce sont|ce n est pas|ca|cela|ce|il s agit|on dirait|vous avez|vous auriez|vous souffrez|il y a"
        r"|ressemble|dirait|soit|s agit)"
        r"(?: \w+){0,6} <illness>",
        r"(?:signes?|symptomes?) (?:d|de|du|des) (?:une? |l |la )?(?:\w+ )?(?:<illness>|maladie)|(?:souvent "
        r"|sans doute |probablement |peut etre )?causee?s?"
        r" par|effets? secondaires?|symptomes (?:font penser|indiquent|suggerent|ressemblent|evoquent)",
        r"(?:je pense|je crois|je dirais|je suppose|semble|pourrait etre|doit etre|peut etre)(?: \w+){0,5} <illness>",
        # reconfort
        r"(?:c est|est|il est|tout a fait|parfaitement|ca reste|sont)(?: \w+){0,3} (?:normal|normaux|normale|courant"
        r"|frequent)(?! (?:qu on|que nous|de payer"
        r"|d attendre|de venir|que vous deviez))(?! \w+ (?:demande|attend))",
        r"(?:pas|rien de|rien de bien|pas tres|pas si|pas trop|pas vraiment) (?:graves?|dangereux"
        r"|mechant)(?! je)(?= (?:$|ca|cela|du tout|si|en soi|pour la"
        r" sante))(?<!n est pas grave)|n est pas dangereux|rien de grave|benin|sans gravite|inoffensif",
        r"(?:va|vont|devrait|devraient|doit|peut|finira par|finit par|ira) (?:\w+ )?(?:passer|guerir|diminuer"
        r"|disparaitre|desenfler|s arreter|partir|cicatriser"
        r"|se resorber|s ameliorer)(?= (?:$|tout|toute|seul|en|dans|d ici|apres|rapidement|vite|bientot))|s arretera"
        r"|guerira|passera tout|desenflera|va guerir",
        r"(?:de quoi|a|inutile de) (?:s|vous) inquieter (?:pour|de) (?:votre|la|les|vos) (?:<body>|<ailment>)"
        r"|(?:pas besoin|inutile|n avez pas besoin|pas"
        r" necessaire) (?:de |d )?(?:voir|consulter|aller)(?: \w+){0,3} (?:medecin|docteur|dentiste|hopital"
        r"|urgences)",
        r"(?:peut|pouvez) attendre (?:jusqu a |jusqu au )?<day>|(?:il vous faut|vous avez besoin d"
        r"|vous aurez besoin d) ?(?:un|une)? (?:traitement de canal"
        r"|extraction|couronne|operation|devitalisation)",
        r"(?:ibuprofene|tylenol|advil|motrin|aspirine|paracetamol|doliprane|antibiotiques?|antihistaminiques?"
        r"|anti ?douleurs?|comprimes?|anti ?inflammatoires?|aleve)",
        r"(?:abces|gingivite|sinusite|otite|une infection|parodontite|enflammees?|alveolite|(?:est"
        r"|sont) (?:\w+ )?infectees?)",
        r"quelque chose (?:pour|contre) (?:la|l) (?:douleur|fievre|enflure)|(?:etes |est )?(?:\w+ )?fissuree?"
        r"|guerit (?:tout|toute)? ?seule?|ca guerit|(?:peu de|au) (?:saignement|sang|enflure)|(?:aucune"
        r"|pas de) raison de s (?:alarmer|inquieter)|ignorer (?:sans|ca|la)|sans crainte",
        r"oreiller|pansement|savon|poche de glace|melanger les deux|(?:pas a|pas besoin d|inutile d) ?(?:aller|voir"
        r"|consulter) (?:aux|a l|un) (?:urgences|hopital|medecin)|m inquieterais pas|soie (?:\w+ )?plus souvent"
        r"|moins de sucre|(?:fievre|douleur|enflure|saignement)(?: \w+){0,6} (?:inquietante?|normale?|attendue?"
        r"|passera|passager)",
        r"(?:devriez|faut|devez|vaut mieux)(?: \w+){0,3} (?:arracher|extraire|enlever|devitaliser"
        r"|plomber)(?: \w+){0,2} (?:dent|dents)?",
        r"(?:surement|probablement|sans doute|certainement) rien|(?:ira|iront|irez|sera"
        r"|serez) (?:\w+ )?mieux(?! (?:lundi|mardi|mercredi|jeudi|vendredi|bientot))|(?:fondre|tomber) (?:tout"
        r"|toutes) seule?s?|surveillez (?:la|le|les|bien|votre)|mettrais (?:de la|du|un)(?= (?:glace|froid|chaud"
        r"|compresse|gel))",
        **_PARTS,
    ),
    topic=any_of(
        r"<medicine>|<illness>|<ailment>|points (?:de suture|vont)|sinus|glace|brosser|macher|rinc\w+"
        r"|manger (?:solide|mou|chaud)|alcool|fumer"
        r"|gencives?|machoire|langue|gorge|nerf|fluor|plombage qui|symptomes?|cicatris\w+|caillot|glacons?",
        **_PARTS,
    ),
    anchor=any_of(
        r"desolee?|comprends|espere|dentistes?|docteurs?|medecins?|hygienistes?|infirmieres?|nous|notre|nos|on"
        r"|clinique|cabinet|equipe|rendez vous"
        r"|visites?|reserver|venir|message|question|je peux|nettoyage|examen|coute|minutes|assurances?|libre|creneau"
        r"|chen|tremblay|roy|motif|ca va mal",
    ),
    harmless=any_of(
        r"(?:ne|n) (?:\w+ )?(?:peux|pouvons|sais|savons|peut|pourrais) (?:\w+ )?pas|seule? (?:le|la|un|notre|votre)"
        r"|pas en mesure",
        r"(?:dentiste|medecin|docteur|hygieniste|equipe|infirmiere|pharmacien|chen|tremblay|roy) (?:\w+ )?(?:peut"
        r"|pourra|va|regardera"
        r"|dira|soignera?|verra|traite|decidera|vous|doit|examinera)",
        r"(?:soignons|soigne|offrons|proposons|liste|apportez|message|ordonnance)",
    ),
    asked=any_of(
        r"(?:je peux|puis je|peux je|je dois|dois je|est ce que je (?:peux|dois|devrais)|devrais je|je devrais"
        r"|peut on|on peut|je pourrais|pourrais je|il faut|faut il"
        r"|est ce qu il (?:me )?faut|ai je besoin|j ai besoin|est ce que j ai besoin|il me faut"
        r"|me faut il)(?: \w+){0,7} <medicine>",
        r"(?:combien|quels?|quelles?|tous les combien|lequel|c est quoi|est ce|a quelle)(?: \w+){0,5} <medicine>"
        r"|<medicine>(?: \w+){0,3} (?:meilleure?|mieux|suffit|efficace)"
        r"|dose maximale|(?:dangereux|risque|mauvais|bon|correct|possible|ok|prudent|sans danger) (?:de|d"
        r"|si)(?: \w+){0,4} <medicine>",
        r"(?:qu est ce que|que|quoi|qu est ce qu) (?:je |on |il |vous )?(?:dois|peux|peut|puis|devrais|pourrais|faut"
        r"|me conseillez|conseillez|recommandez|fais|fait|faire"
        r"|prendre)(?: je| on| me)?(?: \w+){0,4} (?:<ailment>|<body>)|(?:que|quoi) (?:faire"
        r"|prendre)(?: \w+){0,4} (?:<ailment>|<body>)",
        r"(?:conseillez|recommandez|conseillerez|recommanderiez)(?: vous)?(?: \w+){0,4} (?:<ailment>|<body>)"
        r"|combien (?:de )?(?:\w+ )?<medicine>|quoi prendre (?:pour|contre)"
        r"|tous les combien (?:je|on|puis|peut)(?: \w+){0,3} donner",
        # diagnostic
        r"(?:c est(?! (?:pour|quoi|avec|au sujet|a propos|concernant|a cause))|est ce (?:que c est)?|ca"
        r" pourrait etre|ca peut etre|est ce que j ai|ai je|est ce que c est"
        r"|vous pensez|pensez vous|vous croyez|croyez vous|ca ressemble|ca"
        r" veut dire|ce serait|serait ce|cela peut etre)(?: \w+){0,6} <illness>",
        r"(?:qu est ce que (?:c est|ca peut|j ai|ca veut dire)|c est quoi|ca veut dire quoi)(?= (?:.* )?(?:<ailment>"
        r"|<body>))(?! (?:comme|le prix))|(?:<ailment>|<body>)(?: \w+){0,6}"
        r" (?:c est quoi|qu est ce que c est|qu est ce que ca)|qu est ce que j ai (?:a|d apres|selon|moi|docteur)"
        r"|dire ce que j ai(?! (?:comme|de reserve))",
        r"pourquoi(?: \w+){0,5} (?:<body>|<ailment>)(?! rendez)|d ou (?:vient|viennent|ca vient)"
        r"|qu est ce qui (?:cause|provoque|donne|fait)(?: \w+){0,3} (?:<ailment>|<body>)"
        r"|(?:croyez|pensez)(?: vous)? que (?:je|j ai)(?: \w+){0,5} (?:<body>|<illness>)",
        # grave ou normal
        r"(?:grave|dangereux|normal|normale|inquietant|frequent|contagieux)(?: \w+){0,7} (?:<ailment>|<body>"
        r"|extraction|operation)(?<! rue)",
        r"(?:est ce que c est|c est|est ce|pensez que c est|croyez que c est|que ce soit) (?:\w+ )?(?:grave"
        r"|dangereux|contagieux|infecte|serieux)(?= $)(?<!pas grave)|(?:dois je|faut il|"
        r"je dois|il faut|devrais je|est ce que je dois|est ce qu il faut) (?:m |s )inquieter",
        r"(?:combien de temps|quand|jusqu a quand)(?: \w+){0,6} (?:enflure|douleurs?|engourdissement|saignement"
        r"|fievre|infection|cicatrisation|plaie|gonflement)(?: |$)",
        r"(?:combien de temps|quand)(?: \w+){0,4} (?:enflure|douleurs?|saignement|gonflement|anesthesie|mal)",
        # soins
        r"comment (?:\w+ ){0,4}?(?:calmer|soigner|soulager|arreter|traiter|guerir|diminuer|reduire|faire passer"
        r"|se debarrasser|desenfler|nettoyer)(?: \w+){0,3} (?:<ailment>|<body>"
        r"|plaie)",
        r"(?:je dois|dois je|est ce que je dois|il faut|faut il|je devrais|puis je|je peux"
        r"|est ce que je peux) (?:me |m |la |le |les )?(?:mettre|rincer|appliquer|desinfecter|gargariser|masser)"
        r"(?: \w+){0,3} (?:glace|eau|joue|gel|creme|chaud|froid|bouche|plaie|compresse)|(?:dois je|faut il"
        r"|est ce que je dois|est ce qu il faut) (?:aller|voir|consulter)(?: \w+){0,3}"
        r" (?:hopital|urgences|medecin|docteur|dentiste|specialiste)",
        r"(?:puis je|je peux|est ce que je peux|peut on|on peut|dois je) (?:me |m )?(?:brosser|manger|boire|fumer"
        r"|rincer|courir|nager|macher|faire du sport|prendre l avion|utiliser une paille)"
        r"(?: \w+){0,6} (?:apres|avec|suite a) (?:\w+ ){0,2}(?:extraction|operation|plombage|anesthesie"
        r"|antibiotiques|intervention|implant|couronne)",
        r"(?:ai je besoin|j ai besoin|il me faut|est ce qu il faut|faut il|est ce qu il me faut"
        r"|est ce que j ai besoin)(?: \w+){0,4} (?:traitement de canal|couronne|extraction|implant|points"
        r" de suture|dents? de sagesse|appareil dentaire|devitaliser|arracher|operation)|conseils? medica(?:l|ux)"
        r"|avis medical",
        r"(?:qu est ce qui|quoi) (?:est|c est)? ?bon (?:contre|pour)(?: \w+){0,3} (?:<ailment>|<body>)"
        r"|est ce que (?:ma|mon|mes|la|le|l)(?: \w+){0,3} (?:est|sont|va|vont)(?: \w+){0,2} (?:<illness>|infectees?"
        r"|partir|normale?s?|graves?|dangereux)|(?:doit|peut|faut|devrait) ?(?:t )?(?:il|elle"
        r"|on)(?: \w+){0,4} <medicine>",
        r"comment (?:me |se |je me |je peux me )?(?:debarrasser|soulager|soigner|calmer|traiter)|(?:peux|puis je"
        r"|peut) attendre(?: \w+){0,6} (?:<ailment>)|(?:ma|mon|mes) (?:\w+ )?(?:peut|peuvent"
        r"|doit)(?: \w+){0,3} <medicine>|est ce que (?:ma|mon) \w+ (?:peut|doit)(?: \w+){0,3} <medicine>",
        r"diagnosti\w+|me prescrire|<medicine> c est (?:possible|sans danger|dangereux|bon|ok|grave)|(?:gonflee?"
        r"|enflee?|rouge|infectee?)(?: \w+)? (?:je mets|qu est ce que je (?:fais|mets|prends))"
        r"|qu est ce que je (?:prends|mets)(?: \w+){0,4} (?:<ailment>|allergie)|(?:reaction"
        r"|<ailment>)(?: \w+){0,4} qu est ce que je (?:fais|prends)",
        r"qu est ce qui (?:aide|marche|soulage)(?: \w+){0,3} (?:<ailment>|<body>)|(?:ai je|j ai"
        r"|est ce que j ai) le droit de (?:fumer|boire|manger|me brosser)(?: \w+){0,5} (?:apres|avec|avant)"
        r"|<medicine>(?: \w+){0,4} c est (?:trop|assez|correct)|(?:sauter|doubler|arreter|oublier) (?:mon|ma|mes|l"
        r"|les) ?<medicine>|effets secondaires|(?:ma|mon|mes) <body> (?:est|sont) (?:infectee?s?"
        r"|enflammee?s?)(?= si)|ce qu a (?:mon|ma|mes)|pourquoi(?: \w+){0,4} (?:engourdie?|enflee?)",
        **_PARTS,
    ),
    passed_on=any_of(
        r"(?:demander|dire|dites|demandez|parler|laisser|rappeler|transmettre|message|demande"
        r"|poser)(?: \w+){0,3} (?:docteur|dentiste|medecin|hygieniste|message|equipe|pharmacien"
        r"|infirmiere)|(?:docteur|dentiste|medecin|quelqu un) (?:\w+ )?(?:peut|pourrait|m a|me"
        r"|peux)(?: \w+)? (?:rappeler|dit|voir|appeler|dire|repondre)",
        r"(?:vous |)(?:vendez|prescrivez|faites|soignez|traitez|proposez)|combien coutent?|visites? manquees?"
        r"|manque \w+ visites?|c est quoi (?:vos|votre)|venir chercher|commander|(?:liste|renouvel\w+"
        r"|ordonnance|apporter)(?: \w+)*",
    ),
)
