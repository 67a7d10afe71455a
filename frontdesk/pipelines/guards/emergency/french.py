"""What French-speaking callers say in danger, and what only sounds like it; see `emergency_rules`."""

from frontdesk.pipelines.guards.emergency.french_signs import FRENCH_SIGNS
from frontdesk.pipelines.guards.emergency.rules import EmergencyRules
from frontdesk.pipelines.guards.phrases import any_of

_PARTS = {
    "cannot": "ne peux|ne peut|ne peuvent|peux|peut|n arrive|n arrivons|arrive|n arrivent|ne parviens|ne parvient"
    "|ne sait"
    "|ne sais",
    "no": "plus|pas|pu|presque plus|meme plus|meme pas|vraiment pas|toujours pas",
    "swell": "enfle|enflee|enfles|enflees|enflent|gonfle|gonflee|gonfles|gonflees|gonflent|enflure|gonfler|enfler",
    "pill": "medicaments?|comprimes?|pilules?|cachets?|gelules?|somniferes?|antidepresseurs?|doliprane|tylenol|advil"
    "|ibuprofene|paracetamol|aspirines?|xanax|fentanyl|insuline|drogue|morphine|heroine|cocaine|opioides?",
    "joint": "chevilles?|genoux?|poignets?|doigts?|epaules?|mollets?|pieds?|coudes?|hanches?|orteils?|talons?"
    "|dos|mains?"
    "|cuisses?|muscles?|tendons?|jambes?|bras|ongles?|gencives?|levres?|langue",
    "specialty": "oculaire|dentaire|veterinaire|auditive|des yeux|de dents?|du pied",
    "poison": "javel|eau de javel|poison|detergent|produit \\w+|liquide vaisselle|pile|piles|acide|essence|aimants?"
    "|deboucheur|antigel|mort aux rats|capsule de lessive|lessive|white spirit|ammoniaque",
}

FRENCH = EmergencyRules(
    signs=FRENCH_SIGNS,
    harmless=any_of(
        # expressions
        r"(?:dent|dents|attente|chaleur|travail|dos|tete|enfants|bruit|ca|ce|delais?|facture|pieds)(?: \w+)? (?:me"
        r"|nous) (?:tue"
        r"|tuent)|me tue au|me tue a la",
        r"(?:meurs|mourir|morte?s?|meurt|crever?|mourrais) (?:d envie|de (?:faim|soif|rire|fatigue|honte|peur"
        r"|curiosite|chaud"
        r"|froid|trouille|sommeil)|d ennui|d impatience)|ennuie a mourir|mourir de rire",
        r"(?:failli|cru) (?:faire|avoir) (?:une|un) (?:crise cardiaque|infarctus|arret)(?= (?:en|quand))"
        r"|peur (?:bleue|mortelle)"
        r"|tuerais pour|(?:telephone|batterie|voiture|ordinateur|portable|pile|ligne)(?: \w+){0,2} (?:mourir|morte?"
        r"|meurt|lache)",
        r"(?:pas|n est pas) (?:la mort|une question de vie)(?: ou de mort| et de mort)?|les yeux de la tete"
        r"|casse les pieds|"
        r"etouffee? (?:de|par|sous) (?:le )?travail|etouffe de chaleur|coup de foudre|noie dans|coeur (?:serre"
        r"|gros)(?! et)",
        r"reprendre mon souffle|en finir avec|sauter (?:ce|le|mon|un|cette|une) (?:rendez|repas|etape|seance|visite"
        r"|tour)"
        r"|couteau de poche|s est pas foule",
        # des mots pour des choses
        r"(?:contact|numero|rendez vous|visite|visites|consultation|cas|sortie|dentiste|personne a contacter en cas"
        r"|frais|tarif"
        r"|service|issue|porte|salle|prix|place|creneau)s? d urgences?|en cas d urgence|(?:prenez|recevez|faites"
        r"|gerez|aux|des"
        r"|les|aux|tarif des) urgences|sortie de secours|premiers secours|secourisme|trousse de secours"
        r"|roue de secours",
        r"urgence si (?:ma|mon|j ai perdu|je perds|mes|un|une|la|le)(?= (?:couronne|plombage|facette|appareil|bridge"
        r"|dent|prothese"
        r"|dentier|gouttiere|attache))|un peu urgent|(?:pas|pas une|jamais|aucune) (?:vraiment )?(?:urgent|urgente"
        r"|urgence|d "
        r"urgence)|urgence si j ai (?:perdu|casse) (?:un|une|mon|ma)",
        # une urgence comme motif, ou comme question : ce qu'il faudrait faire si
        r"(?:pour|motif|raison|message)(?: c est)?(?: (?:une?|l|d|cette))? urgences? (?:<specialty>)|urgences?"
        r" (?:<specialty>)"
        r"(?= (?:$|quand|en|le|la|l|apres|hors|demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|cette|avec|s"
        r" il))|(?:pour"
        r"|raison|motif) urgence(?= $)|(?:si|quand) (?:j ai|on a|nous avons|il y a|j avais|mon \w+ a|ma \w+ a)"
        r" (?:une|un cas d) urgence(?= (?:$|le|la|en|pendant|apres|hors|cette|ce|au|dans|un))|(?:message"
        r"|appeler|appelle|ou aller"
        r"|ou je vais|numero)(?: \w+){0,4}? pour une urgence",
        r"radio(?:graphie)? d(?:e la|es|u) (?:poitrine|poumons|thorax)|bilan (?:cardiaque|sanguin)|(?:prise|analyse"
        r"|test|don|bilan"
        r"|groupe) de sang|ambulanciere?|l ambulance (?:peut|pourrait)|pompier (?:volontaire|de)"
        r"|place pour l ambulance"
        r"|vaccin\w*|suivie? en cardiologie|un epipen (?:a|dans) (?:la|votre|le)|antecedents? \w+"
        r"|centre anti ?poison",
        # le passe, la famille
        r"(?:des|un|d un|d une) (?:avc|infarctus|crise cardiaque)s?(?= dans (?:ma|la|notre) famille)|(?:mort|morte"
        r"|decede|decedee"
        r"|deces)s? (?:d|de|du|en|l|il y a|depuis|a|suite)(?: (?:un|une|la|son))?(?: (?:an dernier|avc|infarctus"
        r"|cancer|crise"
        r" cardiaque|annee|mois))?",
        r"(?:eu|fait|faisait|faisais|subi|apres|depuis|suite a) (?:mon|son|un|une|des|l|d)? ?(?:\w+ )?(?:avc"
        r"|infarctus|crises? "
        r"cardiaques?|crises? d \w+|accident|accident de voiture|reaction allergique"
        r"|arret cardiaque)(?= (?:\w+ ){0,5}(?:il y a"
        r"|dernier|derniere|en|quand|ans|mois|enfant|petit|jeune|une fois|passe|autrefois|longtemps) )",
        r"(?:saignement|sang|ca|saigne)(?: \w+)? s est arrete|ne saigne (?:plus|pas)|saigne plus(?= (?:$|merci"
        r"|maintenant))",
        # petit ou ordinaire
        r"(?:gencives?|levre|nez|gencive)(?: qui)? saign\w+(?= (?:$|un peu|quand|parfois|legerement|lorsque|a chaque"
        r"|apres|je))|"
        r"saign\w* (?:un (?:tout petit )?peu|legerement|parfois|a peine)|saigne un peu|gencives qui saignent(?= (?:$"
        r"|un|quand))",
        r"(?:suis|est|sont|etre|m etre|s etre) (?:\w+ )?(?:blessee?s?|fait mal) (?:legerement )?(?:(?:a|au|aux"
        r"|un|le|la)(?: l"
        r"| la| le)? (?:<joint>)|au (?:travail|sport|foot|soccer|hockey|tennis|gym|bureau|boulot)|en (?:courant"
        r"|jouant"
        r"|tombant|faisant|marchant|skiant|travaillant)|a l entrainement)(?! et (?:saigne|il|elle|je) (?:saigne"
        r"|perd))"
        r"|accidents?(?: \w+){0,3} (?:qui|est ce que|comment|combien|je|on)(?: je| on)? (?:paie|paye|rembourse"
        r"|facture|couvre)\w*",
        r"(?:patients?|gens|personnes?|clients?|ceux)(?: \w+){0,2}? (?:apres|avec|qui|suite a|ayant)(?:"
        r" \w+){0,5}(?= $)"
        r"|deja (?:evanouie?|perdu connaissance|fait (?:un|une) \w+)(?= (?:$|une fois|avant|dans))",
        r"(?<=^ )(?:(?:non|oui|ok|euh|attendez|attends|bon|une|seconde|minute) )*bouge[rz]? pas|(?:rendez vous"
        r"|telephone|messages?"
        r"|courriels?|appelle|appels?)(?: \w+){0,7} repond(?:ent|ez|s)? (?:pas|plus)",
        r"(?:respire|respirer)(?: \w+)? par le nez|nez (?:bouche|qui coule)|(?:petit|leger) (?:accident"
        r"|malaise passager|saignement"
        r"|bobo)|par accident|accident (?:sur l autoroute|sur la route|sur le pont|de circulation sur|de travail le)"
        r"|a cause d un"
        r" accident|crise de (?:rire|nerfs)",
        r"(?:bouger|deplacer|changer) (?:mon|le|sa|son|ma|la|ce|cette|notre|mes) (?:rendez vous|reunion|seance"
        r"|visite|heure|horaire"
        r"|consultation|meetings?)",
        r"(?:repond|repondez|repondent|reponds) (?:pas|plus) (?:au|a|aux|a mes|sur|quand j appelle)|vois (?:plus"
        r"|pas) (?:mon|le|de"
        r"|ma|la|les|d heure)|parle (?:mal|pas) (?:bien |tres bien )?(?:le |l )?(?:francais|anglais|espagnol|arabe)",
        r"(?:un peu|legerement|encore un peu) (?:enflee?|gonflee?|engourdie?)|fait ses dents",
        # ce qui est nie
        r"(?:pas|jamais|aucune?|sans|ni|personne n) (?:\w+ ){0,2}?(?:mal (?:a la poitrine|a respirer)|douleurs? (?:a"
        r"|dans) la "
        r"poitrine|(?:de )?saignement|perdu connaissance|crise cardiaque|infarctus|avc|en danger|blesse|malaise"
        r"|evanouie?"
        r"|une overdose|besoin d une ambulance|hemorragie)",
        r"personne (?:n est|est) (?:\w+ )?(?:en danger|blesse|mort)|respire (?:tres )?(?:bien|normalement)",
        r"(?:une|ma|un|mon|cette|la|le) (?:\w+ ){1,3}(?:c est|est ce|est) une urgence|(?:peur|pourrait|risque"
        r"|tendance|parfois)(?: \w+){0,5} (?:evanouir|connaissance)|(?:pas|n ai pas) de (?:mal|difficulte"
        r"|difficultes|probleme) a (?:avaler|respirer)|(?:faire|faites|fait) le (?:15|18) (?:janvier|fevrier|mars"
        r"|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|a|au|vers|et|ou|plutot|si)",
        **_PARTS,
    ),
    past=any_of(
        r"il y a (?:\w+ ){0,3}?(?:ans?|mois|annees|semaines|longtemps)|(?:l an|l annee|le mois|la semaine|l ete"
        r"|l hiver|la fois|le "
        r"printemps|l automne) (?:dernier|derniere|passe|passee)|la derniere fois|en (?:19|20)\d\d|en (?:deux mille"
        r"|mille neuf)"
        r" ?\w*|quand j etais|quand (?:il|elle) etait|etant (?:petit|jeune|enfant|bebe)|dans (?:ma jeunesse"
        r"|mon enfance|le passe)"
        r"|autrefois|a l epoque|mais c est passe|ca va mieux|hier mais|tout va bien",
    ),
    now=any_of(
        r"la(?= (?:il|elle|j ai|ca|ma|mon|maintenant|sa|je|on|c est))|maintenant|encore|de nouveau|a nouveau"
        r"|en ce moment"
        r"|aujourd hui|tout de suite|toujours(?= (?:pas|mal))"
    ),
    flags=any_of(
        # respirer
        r"<cannot> (?:\w+ )?<no> (?:a |bien )?(?:respirer|reprendre (?:son|mon|sa) (?:souffle|respiration)|avaler"
        r"|deglutir)",
        r"(?:ne |n )?respire(?:nt)? (?:presque |meme |vraiment )?(?:plus|pas|mal|tres mal|difficilement|a peine"
        r"|bizarrement|avec "
        r"difficulte)|(?:arrete|cesse) de respirer",
        r"(?:mal|difficultes?|misere|peine|difficile|galere|complique|gene) (?:a |de |pour )?(?:respirer|avaler"
        r"|reprendre|deglutir)"
        r"|difficultes? respiratoires?|detresse respiratoire|manque d air|manque de souffle|a bout de souffle"
        r"|souffle court",
        r"(?:m|s|t|j|nous) etouffe\w*|s etouffer|suffoqu\w+|etouffement|s etrangl\w+|j etouffe|(?:levres?|visage"
        r"|peau|doigts)"
        r" (?:\w+ ){0,2}?(?:bleus?|bleues?|violettes?|violets?)|(?:devient|est|devenu|devenue|tout"
        r"|toute) (?:\w+ )?bleue?(?! (?:de|avec|et|a|marine|fonce|pale|clair|ciel|raye|sur le (?:dessus|cote)))",
        r"gorge(?: qui)? (?:se |est |\w+ )?(?:ferme|serree?|se serre|se bloque|<swell>)|crise d asthme|(?:coince"
        r"|bloque|reste)e? "
        r"(?:dans|en travers de) (?:la|sa|ma) (?:gorge|trachee)|<swell>(?: \w+){0,2} gorge",
        # poitrine
        r"(?:mal|douleurs?|pression|poids|serrement|oppression|brulure|point|barre|serre|elancement|oppresse"
        r"|etau)(?: \w+){0,5}? "
        r"(?:poitrine|thorax|sternum|cote gauche)|douleurs? thoraciques?|poitrine (?:qui )?(?:me )?(?:serre|brule"
        r"|oppress\w+|fait)",
        r"tient la poitrine|infarctus|crises? cardiaques?|arrets? (?:cardiaque|du coeur)|coeur (?:s est arrete"
        r"|ne bat plus|bat "
        r"plus|lache|s arrete)|(?:plus|pas) de pouls|mal(?: \w+){0,2} bras gauche",
        # sang
        r"(?:saigne\w*|sang|saignement|hemorragie)(?: \w+){0,8}? (?:s arrete(?:nt)?|arrete|stoppe|s arreter"
        r"|cesse) (?:pas|plus|jamais"
        r"|toujours pas)|(?:arreter|stopper|contenir) (?:le |l |la )?(?:saignement|sang|hemorragie)",
        r"saigne\w* (?:\w+ )?(?:beaucoup|enormement|abondamment|fort|sans arret|depuis (?:des|\w+) heures|trop"
        r"|a flots|partout|de "
        r"partout|tout le temps|enormement|encore beaucoup)|(?:perd|perdu|perds|perdre) (?:beaucoup |trop "
        r"|enormement |tout son )?"
        r"(?:de |du )?sang|du sang partout|plein de sang|mare de sang",
        r"(?:crach\w+|vomi\w*|touss\w+|recrach\w+) (?:\w+ )?(?:du|de) sang|hemorragi\w+|vide(?:r|nt)? de son sang"
        r"|pisse le sang|sang "
        r"(?:coule|gicle|jaillit)(?: \w+){0,3}|enceinte(?: \w+){0,3} saigne\w*",
        # avc
        r"(?:fait|fais|faire|un|d un|petit|est) (?:\w+ )?avc|attaque cerebrale|(?:moitie"
        r"|cote) (?:\w+ ){0,3}?(?:paralysee?|visage)|"
        r"paralys\w+|(?:bouche|visage|oeil|levre)(?: \w+){0,3} (?:de travers|tombe|tombee?|tombante?|pendante?"
        r"|affaisse\w*|deforme\w*)",
        r"<cannot> (?:\w+ )?<no> (?:a )?(?:bouger|lever|parler|marcher|se lever|remuer|voir|articuler)(?! (?:anglais"
        r"|francais|de |a "
        r"|au |avec|mon rendez|maintenant))|(?:parle|parler|parole) (?:\w+ )?(?:bizarre\w*|de travers|tout d un coup"
        r"|confuse?"
        r"|pateuse)",
        r"(?:sens|sent|ressens|ressent) plus (?:\w+ )?(?:cote|bras|jambe|jambes|main|visage|moitie)"
        r"|vois plus (?:d un oeil|rien|du "
        r"tout|de l oeil)|voit plus (?:d un oeil|rien)|pire mal de tete|perdu la vue|(?:confuse?"
        r"|ne me reconnait plus|reconnait "
        r"(?:plus|pas)|propos incoherents|delire)",
        # allergie
        r"(?:fait|fais|faire|fait une|une|en) (?:\w+ ){0,2}?(?:reaction allergique|reaction anaphylactique"
        r"|allergie grave)|choc "
        r"(?:anaphylactique|allergique)|anaphyla\w+|oedeme de quincke|(?:faut|besoin|ou est|plus"
        r"|trouve pas) (?:\w+ ){0,3}?epi ?pen",
        r"(?:langue|levres?|gorge)(?: \w+){0,4} <swell>|<swell> (?:\w+ ){0,2}?(?:langue|levres)|(?:pique\w*|piquer"
        r"|mange|avale|mordu)"
        r"(?: \w+){0,7} allergique|urticaire(?: \w+){0,3} partout",
        r"(?:visage|joue|machoire|oeil|cou|figure|face)(?: \w+){0,4} <swell>(?: \w+){0,8} (?:avaler|respirer|cou"
        r"|fievre|ferme|ouvrir"
        r"|gorge|oeil|vite)|(?:visage|figure) (?:qui )?(?:gonfle|enfle)|enflure(?: \w+){0,5} (?:cou|gorge|oeil|yeux)"
        r"|gonfle a vue",
        r"(?:abces|infection)(?: \w+){0,8} (?:ferme|avaler|respirer|cou|gorge)|machoire tellement",
        # intoxication
        r"overdoses?|surdoses?|trop (?:de |d )?<pill>|(?:toute|tout|entiere|complete) (?:la |le |une |un |sa "
        r"|son )?(?:boite|flacon"
        r"|plaquette|bouteille)(?: (?:de|du|des))?",
        r"(?:pris|avale|prend) (?:dix|douze|quinze|vingt|trente|quarante|cinquante|[1-9]\d|tous"
        r"|toutes)(?: \w+){0,2} <pill>",
        r"(?:bu|avale|boit|mange|ingere|avaler|gobe) (?:\w+ ){0,3}?<poison>|empoisonn\w+|intoxiqu\w+|intoxication",
        # suicide
        r"(?:veux|veut|envie de|voudrais|preferes?|prefererais|aimerais) (?:mourir|me tuer|en finir|se tuer"
        r"|disparaitre)|(?:me|se) "
        r"(?:suicider|tuer|pendre|mutiler|flinguer)|suicid\w+|plus envie de vivre|(?:plus|pas) (?:la force|de raison"
        r"|raison|gout) de"
        r" vivre",
        r"envie d en finir|mettre fin a (?:mes|ses|mon|sa) (?:jours|vie)|en finir(?= $)|ouvert les veines|(?:va|vais"
        r"|veut) sauter"
        r"(?= (?:$|du|par|de|dans|sous))|mutil\w+|(?:s est|me suis|se) (?:pendue?|taillade\w*|poignardee?)"
        r"|se faire du mal|me faire "
        r"du mal|la vie ne vaut|mieux (?:si j etais )?morte?",
        # conscience
        r"inconscient\w*|(?:perdu|perd|perdre|perds|sans|repris pas) connaissance|evanoui\w*"
        r"|tombee? (?:dans les pommes|raide|sans)|"
        r"(?:reveille|reveiller|reagit|reagir|repond|bouge|repondre) (?:\w+ )?(?:plus|pas)(?! (?:mon|a |au |aux |le "
        r"|la ))",
        r"<cannot> (?:\w+ )?<no> (?:a )?(?:la |le |l )?reveiller|(?:ne |n )(?:reagit|repond|bouge) (?:plus|pas)"
        r"|effondr(?:ee?|er)|ecroul(?:ee?|er)"
        r"|(?:fait|fais|un|eu un|gros) malaise|coma|inanime\w*|gisant|tourne de l oeil",
        # convulsions
        r"(?:fait|fais|fait une|en|une) (?:\w+ )?crise (?:d epilepsie|epileptique|convulsive|de convulsions?)"
        r"|convuls\w+|yeux "
        r"(?:revulses|a l envers|blancs|retournes)|mousse a la bouche|tremble de partout|(?:bave|ecume) (?:et|a la)",
        # enfants
        r"bebe(?: \w+)? (?:bouge|respire|reagit|repond|reveille|ne) (?:\w+ )?(?:plus|pas|mal)|(?:41|42"
        r"|quarante et un) (?:degres )?(?:de"
        r" )?fievre|fievre (?:a|de) (?:41|42)|tout mou|toute molle|noyer(?! dans)|noyade|noyee?|s est noye\w*",
        # accidents
        r"(?:y a eu|eu|vient d avoir|avoir|est|c est) un (?:\w+ )?accident(?! (?:sur l|de menage|avec mon))"
        r"|(?:renverse\w*|percute\w*"
        r"|ecrase\w*|fauche\w*|heurte\w*|frappe\w*|happe\w*) par (?:une|un) (?:voiture|camion|bus|velo|moto"
        r"|train|auto|tramway)",
        r"renverser par|(?:tombee?|chute|tomber) (?:du|d un|d une|de|de l|de la|dans|par)(?: (?:la|le|l|une|un"
        r"|son))? ?(?:toit"
        r"|echelle|balcon|fenetre|escaliers?|cheval|arbre|echafaudage|etage)",
        r"(?:cogne\w*|tape\w*|frappe\w*|tombee? sur|choc a|coup (?:a|sur)|ouvert) (?:\w+ )?(?:la |le )?(?:tete|crane"
        r"|nuque)(?: \w+){0,7}"
        r" (?:vomi\w*|fort|saigne|inconscient\w*|confus\w*|dort|somnole\w*)|tombee? sur la tete|(?:tete"
        r"|crane) ouverte?",
        r"(?:os|l os) (?:qui )?(?:sort|depasse|visible|ressort)|(?:casse\w*|brise\w*|rompu) (?:la |le )?(?:nuque|cou"
        r"|colonne|crane|dos)|"
        r"(?:coupe\w*|arrache\w*|sectionne\w*|tranche\w*) (?:un |le |la |une |son )?(?:doigt|main|pouce|bras|pied"
        r"|jambe|oreille)(?! un peu)",
        r"brulee? (?:\w+ ){0,3}?(?:visage|bras|corps|jambes?|mains?|poitrine)|(?:brulure|brulures) (?:grave"
        r"|au visage|partout)|"
        r"electrocut\w+|electrise\w*|machoire(?: est)? (?:cassee|brisee|fracturee|deboitee|fracassee)(?= (?:on|il"
        r"|apres|et|je|$))",
        r"(?:est|sont|suis) (?:tres |gravement |bien )?blessee?s?(?! dans son orgueil)|gravement blesse\w*"
        r"|coincee? sous|ecrasee? sous|"
        r"tombee? et (?:\w+ ){0,4}(?:bouger|lever|marcher)|qui ne bouge (?:plus|pas)|par terre qui",
        # violence
        r"(?:a|avec|sorti|tient|brandit|menace avec) (?:une arme|un couteau|un fusil|un pistolet|un revolver)"
        r"|poignard\w+|coups? de "
        r"couteau|tirer? dessus|tire (?:sur|dessus)|(?:balle|balles) dans|fusillade|etrangl\w+",
        r"(?:me|le|la|nous|l) (?:frappe|bat|tabasse|cogne|agresse|viole|menace)(?! a la porte)|(?:on|il"
        r"|elle) (?:agresse|frappe|bat|viole) "
        r"(?:ma|mon|une?|quelqu|sa|son)|agress(?:ee?|ion)|violee?(?= )|(?:va|veut|vont|menace de) (?:me|nous|le|la"
        r"|se|les) tuer|m a "
        r"(?:frappee?|battue?|agressee?|poignardee?)|on m a frappe",
        # le dit
        r"(?:c est|est|est ce|ai|une|vraie) (?:\w+ )?urgence(?: vitale| medicale| absolue)?(?! (?:dentaire )?(?:pour"
        r"|si ma|si mon))|au "
        r"secours|a l aide(?= $)|aidez (?:moi|nous)(?: \w+)?(?= $)|aidez moi vite|(?:va|vais|train de|peur de"
        r"|risque de) mourir|je meurs"
        r"(?= $)|(?:est|entre) (?:\w+ )?la vie et la mort|question de vie|meurt(?= $)",
        r"(?:appel\w+|faites|composez|faire) (?:vite )?(?:le |l )?(?:15|18|112|911|quinze|neuf un un|neuf cent onze"
        r"|samu|secours|pompiers?|"
        r"urgences|une ambulance|ambulance|police|la police|les (?:secours|pompiers|urgences))",
        r"(?:besoin|envoy\w+|faut|veux|voudrais) (?:\w+ )?(?:une |d une |l )ambulance|envoyez (?:\w+ )?(?:secours"
        r"|pompiers|quelqu un vite|"
        r"samu)|perdu les eaux|bebe arrive|contractions(?: \w+){0,3} (?:rapprochees|minutes)|hypoglycemie"
        r"|coma diabetique|en feu|fuite de"
        r" gaz|monoxyde",
        r"(?:enormement|tellement|beaucoup) de sang|(?:n )?arrete(?:nt)? pas de saigner|cesse pas de saigner"
        r"|plus (?:le )?gout (?:de|a) (?:la )?viv?r?e|(?:bouche|visage) (?:\w+ )?(?:tordue?|deformee?|paralysee?)"
        r"|(?:devient|est) (?:\w+ )?(?:violette?|grise)(?= $)|ecume",
        r"bras (?:\w+ ){0,3}(?:faible|lourd|mou)|parle (?:\w+ )?mal (?:tout|depuis|soudain)\w*|coupures? profondes?"
        r"|profondement et|commotion|du sang quand je (?:tousse|crache|vomis)|renversee?(?= $)|(?:saignement"
        r"|saigne) (?:\w+ )?(?:grave|severe|important|abondant)|plus de souffle|(?:cou|nuque|crane|colonne) (?:casse"
        r"|cassee|brisee?)",
        # qui cherche ses mots dans une autre langue
        r"pas (?:respirer|reveiller|parler plus|bouger)|(?:beaucoup|trop) sang|sang beaucoup|non respirer|plus"
        r" respirer",
        r"parle comme (?:si|un)(?: \w+){0,3} (?:bu|ivre)|brulures? (?:\w+ )?(?:grave|severe|importante)s?"
        r"|troisieme degre",
        r"tirer une balle|se noie|en finir (?:ce|maintenant|aujourd|cette|avec (?:la|ma|sa) vie)"
        r"|machoire (?:\w+ )?(?:pend|deboitee|decrochee)|menace de (?:se|me|nous|le|la|sauter)",
        **_PARTS,
    ),
)
