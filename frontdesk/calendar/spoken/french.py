"""French words about time, as data."""

from dataclasses import replace

from frontdesk.calendar.spoken.vocabulary import Vocabulary, numbered

_UNITS = numbered(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
)
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante"}


def _doing(verbs: str) -> str:
    """The verbs with what is done something to: itself, the appointment, nothing."""
    what = ("", "-le", "-la", " ça", " le rendez-vous", " mon rendez-vous", " ce rendez-vous")
    return "|".join(verb + thing for verb in verbs.split("|") for thing in what)


FRENCH = Vocabulary(
    cardinals=_UNITS
    | {tens + unit: f"{word}-{_UNITS[unit]}" if unit else word for tens, word in _TENS.items() for unit in range(10)}
    | {tens + 1: f"{word} et un|{word} et une|{word}-un|{word}-une" for tens, word in _TENS.items()}
    | {1: "un|une", 60: "soixante", 90: "quatre-vingt-dix"},
    ordinals=numbered(
        "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième "
        "treizième quatorzième quinzième",
        start=1,
    )
    | {1: "premier|première", 2: "deuxième|second|seconde"},
    thousand="deux mille",
    weekdays=(
        "lundi|lundis|lindi",
        "mardi|mardis",
        "mercredi|mercredis|mercredie",
        "jeudi|jeudis",
        "vendredi|vendredis|vendredie",
        "samedi|samedis|samedie",
        "dimanche|dimanches",
    ),
    months=(
        "janvier|janv",
        "février|fév|févr",
        "mars",
        "avril|avr",
        "mai",
        "juin",
        "juillet|juil",
        "août",
        "septembre",
        "octobre|oct",
        "novembre|nov",
        "décembre|déc",
    ),
    parts={
        "morning": "matin|matinée|matins|matinées|mat",
        "noontime": (
            "heure du déjeuner|l'heure du déjeuner|pause déjeuner|pause de midi|entre midi et deux|heure de midi|"
            "l'heure de midi"
        ),
        "afternoon": "après-midi|d'après-midi|après-midis|aprèm|aprem|après midi",
        "evening": "soir|soirée|soirs|après le travail|après le boulot|sortie du travail",
        "night": "nuit|de nuit",
        "day_end": "fin de journée|fin de la journée",
        "day_start": "début de journée|début de la journée|première heure|de bonne heure",
        "after_lunch": "après manger|après le déjeuner|après le repas|après déjeuner",
        "before_lunch": "avant manger|avant le déjeuner|avant le repas|avant déjeuner",
    },
    concepts={
        "word": "en semaine|deuxième option|autre option|numéro un|numéro deux",
        "today": "aujourd'hui|ce jour|aujourd hui|dans la journée|aujourdhui",
        "tomorrow": "demain",
        "overmorrow": "après-demain|après demain",
        "tonight": "ce soir|cette nuit",
        "yesterday": "hier|avant-hier|avant hier",
        "now": "maintenant|tout de suite|immédiatement|là maintenant|à l'instant",
        "day": "jour|jours|jours ouvrables|journée|journées",
        "week": "semaine|semaines",
        "fortnight": "quinzaine|une quinzaine|quinzaine de jours|une quinzaine de jours",
        "weekend": "week-end|weekend|week-ends|weekends",
        "months": "mois",
        "year": "an|ans|année|années",
        "minutes": "minute|minutes",
        "oclock": "heure|heures|h|heures pile|heure pile|eur|eure|heur",
        "am": "am",
        "pm": "pm",
        "noon": "midi",
        "midnight": "minuit",
        "half": "demi|demie",
        "quarter": "quart|un quart",
        "three_quarters": "trois quarts",
        "minus": "moins|moins le",
        "at": "à|a|aux",
        "about": (
            "vers|vers les|environ|aux environs de|aux alentours de|autour de|à peu près|sur les|à environ|"
            "aux alentours|plus ou moins"
        ),
        "after": "après|plus tard que|passé",
        "before": "avant|plus tôt que",
        "not_before": "pas avant|pas plus tôt que|au plus tôt à|pas avant le",
        "not_after": "pas après|pas plus tard que|au plus tard à|pas après le",
        "by": "d'ici|d'ici à|d'ici au|d'ici le|d'ici la",
        "until": "jusqu'à|jusqu'au|jusque",
        "between": "entre",
        "from": "dès|à partir de|depuis|à compter de|à partir d'|à partir",
        "from_the": "à partir du|dès le|à compter du",
        "to_the": "au",
        "onwards": "ou plus tard|ou après|et après|au plus tôt|et plus",
        "or_earlier": "ou avant|ou plus tôt|au plus tard",
        "in": "dans|en",
        "within": "dans les|au cours des|au cours de|sous|pendant les|durant les|dans l'espace de",
        "of": "de|d'",
        "of_the": "du|de la",
        "the": "le|la|les|l'|pour le|sur le",
        "few": "quelques|plusieurs",
        "this": "ce|cette|cet|ces",
        "with": "avec|si|quand|parce que|chez|car",
        "name": (
            "je m'appelle|mon nom est|madame|monsieur|mademoiselle|mme|docteur|docteure|dr|c'est madame|"
            "c'est monsieur|je suis|nommé|nommée"
        ),
        "next": "prochain|prochaine|prochains|prochaines|qui vient|qui arrive|à venir|qui viennent",
        "last": "dernier|dernière|passé|passée",
        "following": "suivant|suivante|d'après",
        "ago": "il y a|ça fait",
        "early": "début|commencement|première moitié|tôt|très tôt",
        "mid": "milieu|mi",
        "late": "fin|seconde moitié|tard",
        "soonest": (
            "le plus tôt possible|dès que possible|au plus vite|le plus vite possible|aussitôt que possible|"
            "au plus tôt|le plus tôt|le plus rapidement possible|premier créneau|première place|"
            "premier rendez-vous|prochain créneau|prochain rendez-vous|prochaine disponibilité|"
            "première disponibilité|premier disponible|le premier que vous avez|rapidement|vite|"
            "aussi vite que possible|aussi tôt que possible|dès que vous pouvez|premier créneau disponible|"
            "première date|bientôt|votre première place|prochaine place|le plus proche|première heure disponible|"
            "le plus rapide|urgent|d'urgence|en urgence|première possibilité|ce que vous avez de plus tôt|"
            "au plus proche|prochain disponible"
        ),
        "any_but": (
            "n'importe quel jour sauf|n'importe quand sauf|tous les jours sauf|n'importe quel jour à part|tous sauf"
        ),
        "any": (
            "n'importe quand|n'importe quel jour|n'importe|n'importe quelle heure|quand vous voulez|"
            "quand vous pouvez|peu importe|à tout moment|tous les jours|ça m'est égal|pas de préférence|"
            "comme vous voulez|toute heure|n'importe lequel|quand ça vous arrange|peu m'importe"
        ),
        "later": "plus tard|un peu plus tard|plus tardif|quelque chose de plus tard",
        "earlier": "plus tôt|un peu plus tôt|quelque chose de plus tôt|plus tot|plutôt dans la journée",
        "another_day": (
            "un autre jour|autre jour|une autre date|autre date|un jour différent|d'autres jours|pas ce jour-là|"
            "pas ce jour là|autres jours"
        ),
        "another_time": (
            "une autre heure|autre heure|un autre horaire|autre horaire|un autre moment|autre moment|pas cette heure-là"
        ),
        "day_after": (
            "le lendemain|lendemain|le jour suivant|jour suivant|le jour d'après|le jour après|un jour plus tard|"
            "jour d'après"
        ),
        "two_days_after": "le surlendemain|surlendemain",
        "day_before": "la veille|le jour d'avant|le jour précédent|veille|un jour plus tôt",
        "same_day": "le même jour|même jour|ce jour-là|ce jour là|le jour même|la même journée",
        "same_time": "la même heure|même heure|cette heure-là|cette heure là|le même horaire|même horaire",
        "week_after": (
            "la semaine d'après|la semaine suivante|semaine suivante|semaine d'après|une autre semaine|"
            "autre semaine|la semaine après|celle d'après|celle après|la suivante"
        ),
        "push": _doing(
            "repousser|repoussez|reporter|reportez|décaler|décalez|retarder|retardez|reculer|reculez|remettre|remettez"
        ),
        "bring": _doing("avancer|avancez|devancer|devancez"),
        "move": _doing("déplacer|déplacez|changer|changez|passer|passez"),
        "instead_of": (
            "au lieu de|au lieu du|au lieu d'|plutôt que|plutôt que le|à la place de|à la place du|à la place d'"
        ),
        "week_before": "la semaine d'avant|la semaine précédente",
        "same_week": "la même semaine|cette semaine-là|même semaine|cette semaine là",
        "later_that_day": (
            "plus tard dans la journée|plus tard ce jour-là|plus tard le même jour|un peu plus tard dans la journée"
        ),
        "earlier_that_day": (
            "plus tôt dans la journée|plus tôt ce jour-là|plus tôt le même jour|un peu plus tôt dans la journée"
        ),
        "later_that_week": "plus tard dans la semaine|plus tard la même semaine",
        "later_this_week": "plus tard cette semaine",
        "earlier_that_week": "plus tôt dans la semaine",
        "later_today": "tout à l'heure|plus tard aujourd'hui|aujourd'hui plus tard|tantôt|toute à l'heure",
        "or": "ou|ou bien|ou alors|ou peut-être|sinon|soit|ou encore",
        "and": "et",
        "not": "pas|pas le|sauf|sauf le|excepté|à part|hormis|hors|peux pas|pas possible",
        "but": "mais",
        "correction": (
            "non|en fait|je veux dire|je voulais dire|pardon|plutôt|attendez|enfin|ou plutôt|disons plutôt|"
            "excusez-moi|finalement|non pardon|désolé|désolée|mettez plutôt|à la place"
        ),
    },
    fillers=(
        "bon après-midi|bonne après-midi|bonne soirée|bonne journée|bonjour|bonsoir|euh|heu|ben|bah|hein|alors|bon|"
        "donc|voilà|peut-être|s'il vous plaît|s'il te plaît|svp|si possible|si c'est possible|si vous pouvez|"
        "disons|genre|quoi|merci|oui|ouais|ok|d'accord|pourquoi pas|ça va|ça irait|ce serait bien|c'est bien|"
        "ce serait|c'est bon|ça marche|c'est|de préférence|si vous avez|par exemple|éventuellement|je pense|"
        "je crois|tiens|pile|précises|précise|exactement|environ|ça serait|bien|parfait|très bien|qu'est-ce que|"
        "n'est-ce pas|celui de|celui du|pour|courant|même|aussi|ça me va|m'irait|me conviendrait|convient|"
        "me convient|mieux|possible|là|pas de problème|pas mal|pas de souci|un moment|une seconde|un instant"
    ),
)

CANADIAN_FRENCH = replace(
    FRENCH,
    parts=FRENCH.parts
    | {
        "after_lunch": f"{FRENCH.parts['after_lunch']}|après dîner|après le dîner",
        "before_lunch": f"{FRENCH.parts['before_lunch']}|avant dîner|avant le dîner",
        "noontime": f"{FRENCH.parts['noontime']}|heure du dîner|l'heure du dîner",
        "evening": f"{FRENCH.parts['evening']}|après souper|après le souper",
    },
    concepts=FRENCH.concepts
    | {
        "weekend": f"{FRENCH.concepts['weekend']}|fin de semaine|fins de semaine",
        "tonight": f"{FRENCH.concepts['tonight']}|à soir",
    },
)
"""Words that mean something else, or nothing, in France: there, "la fin de semaine" is Thursday and Friday."""
