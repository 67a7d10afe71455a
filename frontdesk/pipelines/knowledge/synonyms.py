"""Words that callers and documents use for the same thing, folded beginnings (see `words.fold`), one group a line.

Only what any practice is asked about; a clinic's own wording belongs in its documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from frontdesk.clinic import Clinic
from frontdesk.pipelines.words import tokens

Groups = Sequence[tuple[str, ...]]
_ENGLISH = """
address locat situat directions
park parking car
open opening hours close closed
cost price fee charge expensive dollar euro pay
insur coverage claim insurer
credit visa mastercard debit
child children kid toddler babies baby newborn
stairs steps step elevator lift
drive driving car
wifi internet wi
weekend saturday sunday
weekday week
evening night late after work
lunch noon midday
prescription repeat renew refill medication medicine
register new patient
house home
missed miss cancel
document card papers form
eat food meal drink
hurt pain ache
christmas december holiday
wheelchair accessib disab
bus metro subway tram train
ray radiograph
cancel postpone
email mail
language speak
"""
_FRENCH = """
adresse situ trouve acces
stationnement parking garer voiture
ouvert ouverture horaire heures ferm
cout coute prix tarif cher dollar euro frais paie payer paye
assuranc mutuelle
credit visa mastercard debit
enfant bebe petit fille garcon
marche escalier ascenseur
weekend samedi dimanche
soir soiree nuit tard
midi diner dejeuner
ordonnance prescription renouvel medicament
domicile maison
manque annul oubli
papier document carte formulaire
nouveau inscri patient
manger repas boire
internet wifi wi
reclam assuranc assureur
mal douleur souffr
noel decembre fetes
fauteuil handicap accessib
bus autobus metro tram train
radio rayon radiographie
annul report
courriel mail email
langue parl
"""
_ALONE = {
    "en": {"where": "address", "when": "open", "much": "cost"},
    "fr": {"ou": "adresse", "quand": "ouvert", "combien": "cout"},
}
"""What a question is about that holds nothing but question words: "where are you?"."""

_SHORT = 4
"""Letters: "exam" begins "example"."""
_INSURANCE = {"en": ("insur",), "fr": ("assuranc", "assureur", "mutuel")}

_GROUPS = {
    language: [tuple(line.split()) for line in text.strip().splitlines()]
    for language, text in (("en", _ENGLISH), ("fr", _FRENCH))
}


def alike(stem: str, language: str, own: Groups = ()) -> tuple[str, ...]:
    """The stem and the other beginnings that stand for the same; the stem alone where none do.

    `own` are the clinic's groups. A beginning of several words is a phrase.

    >>> alike("locat", "en")
    ('locat', 'address', 'situat', 'directions')
    >>> alike("checkup", "en", [("check up", "checkup", "exam")])
    ('checkup', 'check up', 'exam')
    """
    found = [stem]
    for group in (*_GROUPS.get(language, ()), *own):
        if any(stem.startswith(word) or (word.startswith(stem) and len(stem) >= 4) for word in group):
            found += [word for word in group if not word.startswith(stem)]
    return tuple(dict.fromkeys(found))


def of_services(clinic: Clinic) -> dict[str, Groups]:
    """What callers and documents call each service, folded, by language; no short word, which begins many others."""
    groups: dict[str, Groups] = {}
    for language in clinic.languages:
        called = [(service.names[language], *service.synonyms.get(language, ())) for service in clinic.services]
        folded = [[" ".join(tokens(name)) for name in names] for names in called]
        groups[language] = [tuple(name for name in names if len(name) > _SHORT) for names in folded]
    return groups


def tells_nothing(language: str, stems: Iterable[str]) -> bool:
    """Whether words that no document holds tell nothing here: the name of one insurer among many.

    >>> tells_nothing("en", ["sun", "life", "insuranc"]), tells_nothing("en", ["pizza"])
    (True, False)
    """
    return any(stem.startswith(_INSURANCE.get(language, ())) for stem in stems)


def topic_of(words: list[str], language: str) -> str | None:
    """What a question of question words alone is about, or None."""
    return next((topic for word, topic in _ALONE.get(language, {}).items() if word in words), None)
