"""Whether a sentence of the model is in the wrong language, and what code says in its place.

Small models slip: they close a French offer with "Which one do you prefer?". What they slip into is mostly a sentence
they know in both languages, and so does code: the same sentence is then spoken in the call's language.
"""

from __future__ import annotations

import re
from dataclasses import fields

from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.words import plain, tokens

_WORDS = {
    "en": "the you your which what is are do does have would please with when where how can could this that it we our"
    " my and "
    "not there at of to sorry thank thanks day time like for i be will shall hello",
    "fr": "le la les vous votre vos quel quelle lequel laquelle est sont avez pour avec quand je nous notre mon et pa"
    "s ne dans "
    "du des un une qui que s il merci bonjour desole desolee oui bien ca c souhaitez preferez puis heures autre chose"
    "",
}
_MARKS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_BARE = {
    "en": "all right|alright|of course|sure|certainly|great|very well|thank you|thanks|yes|no problem|sorry|perfect"
    "|hello|my pleasure|absolutely",
    "fr": "d accord|bien sur|tres bien|parfait|certainement|entendu|merci|oui|pas de probleme|desole|pardon|bonjour"
    "|avec plaisir|bien entendu|c est note",
}
_ACKNOWLEDGEMENTS = {language: frozenset(words.split("|")) for language, words in _BARE.items()}
_LEAST = 2
"""Telling words of the other language, with none of the call's, that make a sentence foreign."""


def is_foreign(sentence: str, language: str) -> bool:
    """Whether the sentence is clearly in the other language than `language`, `en` or `fr`.

    >>> is_foreign("Which one do you prefer?", "fr"), is_foreign("J'ai mardi à dix heures.", "fr")
    (True, False)
    """
    said, other = tokens(sentence), "en" if language == "fr" else "fr"
    if is_bare(sentence, other):
        return True
    own = sum(word in _MARKS[language] for word in said)
    return own == 0 and sum(word in _MARKS[other] for word in said) >= _LEAST


def is_bare(sentence: str, language: str) -> bool:
    """Whether the sentence is nothing but an acknowledgement of the language, which can be left out.

    >>> is_bare("D'accord.", "fr"), is_bare("D'accord, mardi.", "fr")
    (True, False)
    """
    return plain(sentence).strip() in _ACKNOWLEDGEMENTS[language]


def counterpart(sentence: str, language: str) -> str | None:
    """The sentence in `language`, where it is one of code's own in the other one; else None.

    >>> counterpart("Which one do you prefer?", "fr")
    'Lequel préférez-vous ?'
    """
    return _PAIRS[language].get(plain(sentence))


def _parts(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


def _pairs(language: str) -> dict[str, str]:
    """Every fixed sentence without a blank in the other language (folded) and the one at its place in `language`."""
    own, other = sentences(language), sentences("en" if language == "fr" else "fr")
    pairs: dict[str, str] = {}
    for field in fields(own):
        theirs, ours = _parts(getattr(other, field.name)), _parts(getattr(own, field.name))
        if len(theirs) == len(ours):
            pairs |= {plain(one): two for one, two in zip(theirs, ours, strict=True) if "{" not in one + two}
    return pairs


_PAIRS = {language: _pairs(language) for language in ("en", "fr")}
