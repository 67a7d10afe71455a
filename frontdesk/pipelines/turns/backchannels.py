"""The small words of somebody who listens on: they want no floor and must not interrupt the assistant. Pure.

Whole turns only: every word must belong to such a phrase, so that "okay, Tuesday" and "yes please" count as a turn. A
question never does.
"""

from __future__ import annotations

import re

from frontdesk.pipelines.words import plain, tokens

_LONGEST = 5
"""Words; who says more wants to be heard."""

_SOUNDS = "uh huh|mm hmm|mhm+|m+h?|h+m+|hum|ah+|oh+|aha|uh+|um+|euh|okay|ok"
_PHRASES = {
    "en": "yeah|yep|yup|yes|right|i see|sure|alright|all right|got it|gotcha|good|great|fine|cool|perfect|sounds good"
    "|wow|i understand",
    "fr": "oui|ouais|d accord|d ac|bon|bien|tres bien|je vois|je comprends|entendu|compris|c est ca|voila|parfait|super"
    "|exact|exactement|ben|bien sur|ca marche",
}
_WHOLE = {language: re.compile(rf" (?:(?:{_SOUNDS}|{phrases}) )+") for language, phrases in _PHRASES.items()}


def is_backchannel(words: str, language: str) -> bool:
    """Whether the words only say that somebody listens. `language` is that of the call, `en` or `fr`.

    >>> is_backchannel("Uh-huh, okay.", "en"), is_backchannel("Okay, Tuesday.", "en"), is_backchannel("Ah oui.", "fr")
    (True, False, True)
    """
    if words.rstrip().endswith("?") or len(tokens(words)) > _LONGEST:
        return False
    return _WHOLE["fr" if language == "fr" else "en"].fullmatch(plain(words)) is not None
