"""What danger looks like to a French-speaking bystander: who, and in what state; see `emergency_rules`."""

from frontdesk.pipelines.guards.phrases import any_of

FRENCH_SIGNS = any_of(
    # la conscience
    r"(?:il|elle|mere|pere|bebe|mari|femme) (?:ne |n )?(?:(?:me|m|nous|nous|lui) )?(?:parle|repond|regarde"
    r"|entend|reagit"
    r"|ouvre|reveille) (?:plus|pas|meme plus|meme pas)(?= (?:$|et|il|elle|les yeux|on|depuis|quand|du tout))",
    r"(?:a peine|plus|pas|moitie|semi|a moitie) conscient\w*|dans les vapes|(?:vient de|va|a failli) (?:tomber"
    r"|s ecrouler"
    r"|s effondrer|partir)(?= (?:$|d un coup|raide|par terre|dans))|plus dans son etat|part(?:ir)? dans",
    r"(?:homme|femme|monsieur|madame|dame|gars|quelqu un|personne|il|elle)(?: \w+){0,3} (?:etendue?|couchee?"
    r"|allongee?|par"
    r" terre|au sol|affalee?)(?! (?:dans le fauteuil|sur la table))|(?:crois|pense|dirait|peur|semble|l air)(?:"
    r" qu)?(?: il"
    r"| elle)?(?: est| soit)? morte?(?= $)|coeur (?:ne |n )?bat (?:plus|pas)",
    r"(?:yeux)(?: \w+){0,3} (?:roulent|revirent|vires|revulses|dans le vide)|(?:secoue|tremble|saute|spasmes?)"
    r"(?: \w+)? (?:de )?partout|raide comme|mousse(?: \w+){0,4} bouche|crise(?: \w+){0,5} (?:arrete|finit"
    r"|passe) (?:pas|plus)",
    r"sucre(?: \w+){0,6} (?:bas|basse|chute\w*|descendu|tombe)|(?:fait une|en) hypo\w*|(?:dit|raconte|parle)(?:"
    r" \w+){0,2}"
    r" (?:n importe quoi|du charabia)|cherche ses mots",
    # le souffle, la poitrine
    r"(?:plus|manque|pas|cherche son|cherche de l) (?:assez )?(?:d )?air(?! (?:climatise|conditionne))"
    r"|(?:siffle|rale)"
    r" (?:en|quand)(?: \w+){0,2} respir\w+|respir\w+ (?:\w+ )?(?:bizarre\w*|vite|bruyamment|mal|fort)(?= (?:$"
    r"|et|on|depuis))",
    r"poitrine (?:\w+ ){0,3}(?:serree?|ecrasee?|oppressee?|comprimee?|lourde|etau|bloquee?)|(?:ecras\w*"
    r"|comprim\w*|oppress\w*"
    r"|appui\w*|broie)(?: \w+){0,4} (?:poitrine|thorax|coeur)|coeur(?: qui)? (?:lache|s emballe et|va lacher|rate)",
    r"(?:grise?|blanche?|bleme|livide|pale)(?: \w+){0,4} (?:transpire|sueurs?|moite|en sueur|glacee?)",
    # les plaies
    r"(?:voit|vois|sort|sorti)(?: \w+)? (?:l os|les os|l interieur|la graisse|les tendons|le muscle)|plaie(?:"
    r" \w+){0,3} (?:ouverte"
    r"|beante)|(?:main|bras|doigts?|jambe|pied|tete|cheveux) (?:\w+ )?(?:prise?s?|coincee?s?|ecrasee?s?"
    r"|broyee?s?|arrachee?s?)"
    r" (?:dans|sous|par)|couverte? de sang|bain de sang|baigne dans",
    r"(?:faire|fait) (?:renverser|happer|poignarder|agresser|attaquer|tirer dessus|mordre au (?:cou|visage))"
    r"|fil electrique"
    r"|(?:il|elle|enfant|bebe|fils|fille|petite?|mari|mere|pere) (?:\w+ )?(?:\w+ )?tombee? (?:dans|a) (?:la |l "
    r"|le )?(?:piscine|eau|lac|riviere)|sorti\w* de l eau|sous la glace",
    # la naissance, la fievre
    r"(?:perdu|perd|crevees?) (?:ses|mes|les) eaux|(?:bebe|tete)(?: \w+){0,2} (?:arrive(?= $)|sort|est en train)"
    r"|(?:41|quarante et un|quarante deux)(?: \w+){0,3} fievre|fievre(?: \w+){0,6} (?:molle|mou|nuque raide"
    r"|convuls\w+)|nuque raide",
    # ce qui est avale
    r"(?:bu|avale|mange|lechee?|ingere|gobe|respire|croque)(?: \w+){0,3} (?:<poison>)",
    r"(?:pris|prend|avale|gobe|vide) (?:plein|plusieurs|un tas|beaucoup|une poignee|trop|tous|toutes|tout|une"
    r" dizaine)"
    r"(?: d| de| des| ses| mes| les)*(?: \w+)? (?:<pill>)|(?:pris|avale) (?:tous|toutes) (?:ses|mes|les)|fait"
    r" une od|naloxone",
    # le feu, le gaz
    r"(?:y a|pris|c est) (?:le |un )?feu(?! vert| rouge)|incendie(?! ?alarme)|(?:brule|fumee)(?: \w+){0,3}"
    r" (?:partout|dans la"
    r" (?:maison|cuisine|clinique|salle))|(?:sent|odeur|odeurs|sentons)(?: \w+)? (?:le |de |du )?gaz",
    # la violence, le desespoir
    r"ai (?:une arme|un fusil|un pistolet|un couteau)(?! de)|tiree? (?:une balle|dans)|(?:veux|veut|peux|peut)"
    r" plus vivre"
    r"|plus (?:envie )?(?:de )?(?:continuer a )?vivre|mieux sans moi|lettre d adieu|(?:me|se) jeter (?:du|d"
    r"|sous|devant|par)"
    r"|(?:a|ai|achete|trouve) une corde|(?:veut|veux|va|vais) (?:se|me) (?:tuer|suicider|pendre|tirer)|en finir"
    r" avec la vie",
    r"(?:faut|besoin|envoy\w+|appel\w+)(?: \w+){0,2} (?:ambulanc\w+|paramedics?|secours|samu|pompiers)(?!"
    r" (?:pour|si|quand))",
    poison="javel|poison|detergent|savon a \\w+|nettoyant\\w*|debouche?\\w* ?\\w*|essence|piles?|acide"
    "|aimants?|antigel"
    "|peinture|diluant|vernis|pesticide|mort aux rats|lessive|capsule|alcool a friction|allume feu"
    "|ammoniaque|souris",
    pill="medicaments?|comprimes?|pilules?|cachets?|gelules?|somniferes?|antidepresseurs?|drogues?"
    "|opioides?|tylenols?"
    "|calmants?|anxiolytiques?",
)
