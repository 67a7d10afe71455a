"""Which service and which practitioner the caller asked for.

Small models fill these arguments in when nobody said anything of the kind. So an argument counts only where the
caller used its words; then it is matched without case and accents, by synonyms, and forgiving a slip of the ear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TypeVar

from frontdesk.clinic import Clinic, Practitioner, Service
from frontdesk.pipelines.words import likeness, share_said, tokens

_Thing = TypeVar("_Thing")
_ALIKE = 0.74
"""From here on two words count as one misheard: "detartage" and "détartrage" reach 0.95, "filling", "feeling" 0.71."""

NO_SERVICE = frozenset(
    tokens(
        "appointment visit slot consultation someone anyone something doctor dentist physician nurse person any time "
        "rendez-vous rdv créneau visite quelqu'un une place médecin docteur dentiste infirmière heure nouveau nouvelle "
        "the a an le la les my mon ma see voir to for pour with avec de du des d l please general new"
    )
)
"""Words that name no service."""
_TITLES = re.compile(
    r"\b(?:dr|dre|doctor|docteure?|mr|mrs|ms|miss|monsieur|madame|mme|prof|professor|professeure?|le|la|the)\b\.?", re.I
)


class NotHere(Enum):
    """The caller asked for something or somebody that the clinic does not have."""

    SERVICE = "service"
    PRACTITIONER = "practitioner"


def service_asked(clinic: Clinic, argument: str | None, caller_said: Sequence[str]) -> Service | NotHere | None:
    """The service that the argument names and the caller said; None where there is nothing of the kind."""
    words = [word for word in tokens(argument or "") if word not in NO_SERVICE]
    exact = clinic.service_called(argument or "")
    if not words or share_said(" ".join(words), list(caller_said)) < 0.5:
        return None
    alike = _closest(" ".join(words), ((service, name) for service in clinic.services for name in service.called()))
    return exact or alike or NotHere.SERVICE


def practitioner_asked(
    clinic: Clinic, argument: str | None, caller_said: Sequence[str]
) -> Practitioner | NotHere | None:
    """The practitioner whom the argument names and the caller said; None where the caller named nobody."""
    name = _TITLES.sub(" ", argument or "")
    words = [word for word in tokens(name) if word not in NO_SERVICE]
    if not words or share_said(" ".join(words), list(caller_said)) < 0.5:
        return None
    exact = clinic.practitioner_called(" ".join(words))
    named = [(person, part) for person in clinic.practitioners for part in tokens(_TITLES.sub(" ", person.name))]
    full = [(person, _TITLES.sub(" ", person.name)) for person in clinic.practitioners]
    return exact or _closest(" ".join(words), full) or _by_parts(words, named) or NotHere.PRACTITIONER


def _closest(words: str, named: Iterable[tuple[_Thing, str]]) -> _Thing | None:
    """The one thing whose name is most like the words; None where nothing is alike or two are equally so."""
    best: dict[int, tuple[float, _Thing]] = {}
    for thing, name in named:
        ratio = likeness(words, name.strip())
        if ratio >= _ALIKE and ratio > best.get(id(thing), (0.0, thing))[0]:
            best[id(thing)] = (ratio, thing)
    ranked = sorted(best.values(), key=lambda pair: pair[0], reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _by_parts(words: Sequence[str], named: Sequence[tuple[Practitioner, str]]) -> Practitioner | None:
    """The practitioner one of whose names is like one of the words, the family name counting like the first name."""
    found = {id(hit): hit for word in words if (hit := _closest(word, named)) is not None}
    return next(iter(found.values())) if len(found) == 1 else None
