"""The wordings of claims in French; see `claims_wording`."""

from frontdesk.pipelines.guards.claims.wording import Rules, clauses

_DAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|aujourd hui"
_PARTS = {
    "day": _DAY,
    "fill": "bien|deja|maintenant|desormais|donc|tout|aussi|officiellement|aussitot|meme",
    "thing": "rendez vous|rdv|reservation|creneau|place|visite|consultation|annulation|changement|modification|seance",
    "sure": "reserve|reservee|inscrit|inscrite|annule|annulee|cale|calee|case|casee|deplace|deplacee|decale|decalee"
    "|reporte|reportee|fixe|fixee|programme|programmee|planifie|planifiee|bloque|bloquee|avance|avancee",
    "loose": "note|notee|pris|prise|mis|mise|enregistre|enregistree|confirme|confirmee|valide|validee|fait|faite"
    "|regle"
    "|reglee|modifie|modifiee|change|changee|supprime|supprimee|ajoute|ajoutee|donne|place|placee|prevu|prevue"
    "|effectue"
    "|effectuee",
    "inf": "reserver|inscrire|noter|mettre|caler|caser|annuler|deplacer|decaler|reporter|fixer|bloquer|confirmer"
    "|enregistrer|prendre|programmer|supprimer",
    "to": "vous |l |le |la |les |te ",
}

FRENCH = Rules(
    done=clauses(
        # c'est réservé, tout est réglé
        r" (?:c|tout|voila c) est (?:<fill> )*(?:<sure>|note|notee|confirme|enregistre|valide|regle)"
        r"(?: pour| a| au| le| <day>| dans l agenda| $)",
        r" (?:est|ete|ai|avez|avons|a|etes|bien) (?:(?!l )\w+ ){0,2}?(?:<sure>|retenu|retenue|organise|glisse"
        r"|replace|replacee|insere) (?!par )",
        r" vous (?:a|ai|avons|ont) (?:<fill> )*(?:note|notee|mis|mise|dans l agenda|sur la liste) "
        r"| vous voila (?:<sure>|note|notee) ",
        r" <thing> (?:\w+ )?(?:est a vous|est passee|est bien passee|passe a|passe au) ",
        r" procede a (?:la|l|votre) (?:<thing>) | vous etes (?:\w+ )?dans l agenda | se voit (?:<day>|le) ",
        r" vous (?:recevra|recoit|verra|voit) (?:le |<day>)| vous avez (?:bien )?votre rendez vous ",
        r" c est (?:<fill> )*fait(?: pour| $)| c est tout bon $| tout est bon $| tout est (?:pret|en ordre) (?:pour"
        r"|<day>) ",
        r" c est (?:<fill> )*dans l agenda ",
        # votre rendez-vous est pris, a été déplacé, vient d'être confirmé, sera réservé
        r" <thing>(?: \w+)*? (?:est|sont|a ete|a bien ete|ont ete|vient d etre|sera|seront) (?:<fill> )*(?:<sure>"
        r"|<loose>) ",
        r" (?:est|sera) (?:<fill> )*(?:reserve|reservee) (?:pour vous |pour <day>|<day>|a votre nom |$)",
        r" votre (?:\w+ ){1,3}?(?:est|a ete|sera) (?:<fill> )*(?:<sure>|pris|prise|confirme|confirmee) ",
        r"^ (?:<thing> )?(?:bien )?(?:reserve|confirme|note|pris|annule|inscrit)e?(?: pour .*| a .*)? $",
        # je vous ai inscrite, j'ai noté votre rendez-vous
        r" (?:j|je|nous|on) (?:<to>)*(?:ai|avons|a) (?:<fill> )*(?:<sure>) ",
        r" (?:je|nous|on) (?:vous|l) (?:<to>)*(?:ai|avons|a) (?:<fill> )*(?:<loose>) ",
        r" (?:j|nous|on) (?:ai|avons|a) (?:<fill> )*(?:<loose>) (?:\w+ )*?(?:<thing>) ",
        r" (?:j|nous|on) (?:ai|avons|a) (?:bien )?pu (?:<to>)*<inf> ",
        r" (?:je|nous|on) (?:viens|venons|vient) de (?:<to>)*<inf> | (?:je|nous|on) (?:viens|venons"
        r"|vient) d (?:annuler|inscrire) ",
        r" (?:je|nous|on) (?:vous )?confirm(?:e|ons) (?:<fill> )*(?:votre|le|la|l|que) ",
        r" vous (?:etes|serez) (?:<fill> )*(?:<sure>|note|notee|attendu|attendue|enregistre|enregistree|confirme"
        r"|confirmee|prevu) ",
        r" vous (?:attend|attendons|attendra) (?:le |a |au |<day>)",
        r" vous avez (?:maintenant|desormais) (?:un |votre )?rendez vous | vous n avez plus (?:de"
        r"|aucun) rendez vous ",
        r"^ (?:alors |donc |et |merci et )?a (?:<day>)(?: prochain| matin| soir| apres midi)? $",
        # tournures
        r" est a votre nom (?! \?)| on vous a (?:\w+ )?(?:a|pour|le|<day>) | (?:creneau|place"
        r"|heure) a ete (?:rendue?|cedee?) | (?:changement|modification)"
        r" est (?:bien )?passee? | votre (?:reservation|rendez vous) tient (?!a )",
        r" vous etes (?:<fill> )*(?:mise?|place) (?:pour|a|au|<day>|le) | (?:a l|dans l|a votre"
        r"|dans votre) horaire (?:du|de|pour) | qui regle "
        r"(?:votre|la) | votre (?:nouvelle? )(?:heure|date|rendez vous|horaire|creneau) est | tout est (?:arrange"
        r"|cale|organise) (?:pour|<day>|le) ",
        r" (?:viens|venons|vient) de vous (?:passer|mettre|placer|glisser) | (?:a ete|est|ai|avons"
        r"|a) (?:<fill> )*(?:libere|liberee) "
        r"(?!depuis)| hate de vous (?:voir|accueillir|recevoir) | (?:suis|sommes) occupee?s? de (?:l|la|votre"
        r"|cette) ",
        r" c est (?:<fill> )*bon pour (?:<day>|le|la|votre|cette|\d) | dans la boite "
        r"| <day>(?: \w+){0,6} est a vous | (?:on|nous|vous)"
        r" (?:est|sommes|etes) bons? pour | votre nom est (?:\w+ )?(?:au|dans|sur) (?:le |la |l )?(?:planning|agenda"
        r"|liste|calendrier) ",
        r" vous (?:ai|avons|a) (?:<fill> )*garde | (?:on|nous) (?:se|nous) (?:retrouve|retrouvons|revoit|revoyons"
        r"|voit|voyons) (?:<day>|le|a) "
        r"| (?:ai|avons|a|ete) (?:<fill> )*(?:bascule|repousse|retire|efface|desinscri[ts]|ote|raye)e? ",
        r" (?:rendez vous|visite|consultation)(?: \w+){0,3} (?:passe (?:de|a|au) |votre nouvelle? \w+ est"
        r"|est (?:maintenant"
        r"|desormais) (?:<day>|le|a|au) |n existe plus )",
        **_PARTS,
    ),
    promised=clauses(
        r" (?:je|nous|on) (?:<to>)*(?:reserv|inscri|cal|cas|annul|deplac|decal|report|fix|bloqu|programm)"
        r"(?:e|es|s|ons|vons|vrai|erai|irai|rai|erons|irons|rons|era|ira) ",
        r" (?:je|nous|on) vous (?:note|notons|noterai|mets|mettons|mettrai|met) (?:pour|a|au|le|<day>) ",
        r" (?:je|nous|on) (?:vous )?(?:prends|prenons|prendrai|prend) (?:\w+ )?rendez vous ",
        r" (?:je|nous|on) (?:vais|allons|va) (?:<to>)*(?:reserver|inscrire|caler|caser|annuler|deplacer|decaler"
        r"|reporter|bloquer) ",
        r" (?:je|nous|on) (?:vais|allons|va) vous (?:noter|mettre|prendre) ",
        r" j (?:annule|annulerai|inscris) ",
        **_PARTS,
    ),
    told=clauses(
        r" votre (?:prochain |prochaine )?(?:rendez vous|visite|consultation) est (?:<fill> )*(?:le|a|au|prevu"
        r"|<day>) ",
        r" vous avez (?:bien |deja |encore )?(?:un |deux |trois )?(?:autre )?rendez vous ",
        r" (?:je|nous) (?:vois|voyons) (?:votre|un|deux|trois) rendez vous ",
        r" j ai (?:bien )?(?:trouve|retrouve) (?:votre|un|deux|trois) rendez vous ",
        **_PARTS,
    ),
    harmless=clauses(
        r" nous reservons (?:par|en|un|deux|toujours|jusqu) ",
        r" deja (?:ete )?(?:pris|prise|reserve|reservee) (?:par|$)",
        r" (?:ce|cet|cette|le|la) (?:creneau|heure|horaire|place|moment)(?: \w+)* vient d etre (?:pris|prise|reserve"
        r"|reservee) ",
        r" (?:reserve|reservee|reserves|reservees) (?:aux|a l|au personnel|par) ",
        r" messages? ",
        r" (?:note|enregistre|pris|ecrit|retenu|corrige|confirme|change|modifie|ai|avons) (?:\w+ )?(?:votre|le|ce"
        r"|vos) (?:\w+ )?"
        r"(?:numero|telephone|nom|adresse|prenom|coordonnees) ",
    ),
    negation=clauses(r" (?:pas|rien|jamais|aucun|aucune|ni|sans) | (?:n|ne) (?!(?:\w+ )?(?:avez|ai|existe) plus )"),
    condition=clauses(
        r" (?:si|s il|quand|lorsque|une fois|des que|des qu|avant|apres(?! midi)|tant que|a condition|jusqu) ",
        r" (?:voulez|souhaitez|preferez|aimeriez) vous | vous (?:voulez|souhaitez|desirez) ",
    ),
    asking=clauses(
        r" (?:est ce que|est ce qu|qu est ce) | (?:dois|puis|vais|peux|ai|suis) je | (?:avez|etes|voulez|souhaitez"
        r"|pouvez"
        r"|preferez|diriez|pourriez) vous ",
        r"^ (?:et |ou |alors |donc |mais )*(?:quel|quelle|quels|quelles|quand|comment|ou|qui|que|combien|a quel"
        r"|a quelle|pourquoi|autre"
        r"|c est|ca|cela|vous souhaitez|vous voulez) ",
    ),
    read_back=clauses(
        r"^ (?:donc |et |alors |bon |d accord )*(?:je confirme|pour confirmer|je recapitule|je resume) $"
    ),
    cancelling=clauses(
        r" (?:annul\w*|supprim\w*|retire\w*|efface\w*|desinscri\w*|raye\w*|otee?|n avez plus|n existe plus|libere\w*"
        r"|annulation) "
    ),
    moving=clauses(
        r" (?:deplac\w*|decal\w*|report\w*|modifi\w*|chang\w*|avancee?|repouss\w*|bascul\w*|passe (?:de|a|au)"
        r"|est (?:maintenant"
        r"|desormais) (?:<day>|le|a|au)|replacee?) ",
        **_PARTS,
    ),
)
