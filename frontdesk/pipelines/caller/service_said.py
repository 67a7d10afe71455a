"""Which service the caller named in words that the model did not pass on. Pure; English and French."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time

from frontdesk.calendar.spoken import Language, Unclear, resolve
from frontdesk.clinic import Clinic, Service
from frontdesk.pipelines.caller.asked_for import NO_SERVICE, NotHere, service_asked
from frontdesk.pipelines.words import tokens

_FOR = {
    "en": re.compile(
        r"\b(?:appointments?|visit|booking|slot|book(?:ed)?|come in|something) for (?:an? |my |some |the )?(.+)", re.I
    ),
    "fr": re.compile(
        r"\b(?:rendez-vous|rdv|venir|visite|place|quelque chose) pour (?:une? |mon |ma |mes |des |les? |la |l')?(.+)",
        re.I,
    ),
}
"""What stands behind "an appointment for a": a service, a day or a person."""
_END = re.compile(
    r"[,.;:?!]|(?:^| )(?:on|at|next|this|tomorrow|today|with|in|as|please|from|around|before|after|and|because|to"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|le|à|avec|demain|aujourd'hui|dans|ce|cette|vers|s'il|dès|avant|après|et|parce|la semaine)\b",
    re.I,
)
_NO_PURPOSE = frozenset(
    tokens(
        "me myself us him her them two three son daughter wife husband kid kids child children mother father mom dad "
        "mum baby friend family partner patient as soon possible earliest day week morning afternoon evening next "
        "tomorrow today that this it same other another "
        "moi nous lui elle eux deux trois fils fille femme mari enfant enfants mère père bébé ami amie famille "
        "conjoint conjointe patiente jour semaine matin après-midi soir plus tôt prochain "
        "prochaine demain ça cela même autre"
    )
)
_MOST_WORDS = 4
_ANY_DAY = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def service_said(clinic: Clinic, caller_said: Sequence[str], language: Language) -> Service | NotHere | None:
    """The service named last in the caller's words.

    `NotHere` where the caller said what the appointment is for and it is none of the clinic's: it must be asked about.
    """
    for text in reversed(caller_said):
        if named := clinic.service_called(text):
            return named
        if purpose := _purpose(text, language):
            return service_asked(clinic, purpose, [purpose])
    return None


def _purpose(text: str, language: Language) -> str | None:
    """The words behind "an appointment for a", unless they are a day, a person or a name."""
    found = _FOR[language].search(text)
    words = _END.split(found[1], maxsplit=1)[0].strip() if found else ""
    left = [word for word in tokens(words) if word not in NO_SERVICE | _NO_PURPOSE]
    if not left or len(left) > _MOST_WORDS or words[:1].isupper() or _dated(words, language):
        return None
    return words


def _dated(words: str, language: Language) -> bool:
    meant = resolve(words, now=_ANY_DAY, language=language, opening=(time(8), time(19)))
    return not (isinstance(meant, Unclear) and meant.reason == "nothing")
