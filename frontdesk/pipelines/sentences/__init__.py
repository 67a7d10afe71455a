"""Every fixed sentence that code speaks, and how they are put together. Nothing else in the pipelines holds words for
callers.

`fixed` lists the sentences without a blank to fill, which are rendered to audio at start. Questions are worded as the
pocket language model asks them, so that it knows what the caller's answer is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from frontdesk.pipelines.sentences.english import ENGLISH
from frontdesk.pipelines.sentences.french import FRENCH
from frontdesk.pipelines.sentences.wording import Sentences
from frontdesk.pipelines.words import fold

if TYPE_CHECKING:
    from frontdesk.clinic import Clinic

_BY_LANGUAGE = {"en": ENGLISH, "fr": FRENCH}


def sentences(language: str) -> Sentences:
    """The sentences of a language; `KeyError` for one that frontdesk does not speak."""
    return _BY_LANGUAGE[language]


def fixed(language: str) -> list[str]:
    """The sentences without a blank to fill, for rendering beforehand."""
    spoken = sentences(language)
    texts = [
        getattr(spoken, field.name) for field in fields(spoken) if field.name not in ("language", "either", "both")
    ]
    return [text for text in texts if "{" not in text]


def alternatives(phrases: Sequence[str], language: str) -> str:
    """Join phrases the way the pocket model offers them: "a, or b"; "a, b, or c".

    >>> alternatives(["nine", "ten", "noon"], "en")
    'nine, ten, or noon'
    """
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])}, {sentences(language).either} {phrases[-1]}"


def greeting(clinic: Clinic, language: str, *, pocket_ears: bool = False, closed: bool = False) -> str:
    """The first words of a call, always with the notice that an automated assistant answers.

    A clinic with two languages opens in both. A greeting that gives the notice itself is left as it is. `pocket_ears`
    tells the caller what the small models understand, `closed` that the clinic is closed and what can be done all the
    same. A question stays last, because callers answer it.
    """
    spoken = sentences(language)
    greeting_words = clinic.greetings[language]  # type: ignore[index]
    told = any(hint in fold(greeting_words) for hint in ("automat", "virtual", "virtuel", "robot"))
    opening, question = _last_question(greeting_words)
    opening = " ".join(
        part for part in (clinic.bilingual_greeting if len(clinic.languages) > 1 else "", opening) if part
    )
    notices = ["" if told else spoken.notice, spoken.pocket_notice if pocket_ears else ""]
    parts = [opening, *notices, spoken.after_hours if closed else "", question]
    return " ".join(part for part in parts if part)


def spoken_name(name: str, language: str) -> str:
    """A practitioner's name as it is said: "Dr." is an abbreviation on paper only.

    >>> spoken_name("Dr. Sophie Tremblay", "en"), spoken_name("Dr Chen", "fr"), spoken_name("Julie Roy", "fr")
    ('Doctor Sophie Tremblay', 'le docteur Chen', 'Julie Roy')
    """
    return re.sub(r"^Dre?\.? +", "Doctor " if language == "en" else "le docteur ", name)


def _last_question(words: str) -> tuple[str, str]:
    """The words before the closing question, and that question; it is empty where the words do not end with one."""
    if not words.rstrip().endswith("?"):
        return words, ""
    parts = re.split(r"(?<=[.!?])\s+(?=\w)", words.strip())
    return " ".join(parts[:-1]), parts[-1]


__all__ = ["ENGLISH", "FRENCH", "Sentences", "alternatives", "fixed", "greeting", "sentences", "spoken_name"]
