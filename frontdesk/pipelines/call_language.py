"""Which language a call is in, as far as its recogniser can tell. No audio, no clock: probabilities in, a choice out.

    the first utterance that could be compared   switches where another of the clinic's languages has 0.9 or more
    a later one                                  switches only where the one before it was as sure of the same language
    the caller's own choice (words or a key)     stands; from then on only two in a row switch

Utterances of less than a second are never compared, so that a "oui" or a "no" in the other language switches nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING

from frontdesk.models.ports import Transcript
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Action

if TYPE_CHECKING:
    from frontdesk.calendar.spoken import Language

SURE = 0.9
"""The probability from which an utterance counts as spoken in another language."""


class CallLanguage:
    """Follows one caller's language, and sets `call.language` when it changes."""

    def __init__(self, call: CallState, languages: Sequence[Language]) -> None:
        """`languages` are the clinic's."""
        self._call = call
        self._languages = languages
        self._undecided = not call.caller_said
        self._suspected: Language | None = None
        self._known = call.language

    def rivals(self) -> Mapping[str, float]:
        """What the recogniser compares the next utterance with, see `Recogniser.transcribe`."""
        self._notice_choice()
        others = [language for language in self._languages if language != self._call.language]
        return {other: SURE if self._undecided or other == self._suspected else inf for other in others}

    def heard(self, transcript: Transcript) -> Action | None:
        """Learn from an utterance; the action where it switched the language."""
        if self._notice_choice() or not transcript.text or not transcript.languages:
            return None
        likely = next(
            (language for language in self._languages if transcript.languages.get(language, 0.0) >= SURE), None
        )
        decoded = next((language for language in self._languages if language == transcript.language), None)
        self._undecided = False
        self._suspected = likely if likely != self._call.language else None
        if decoded is None or decoded == self._call.language:
            return None
        return self._switch(decoded)

    def _switch(self, language: Language) -> Action:
        self._call.spoken_before = self._call.language
        self._call.language = self._known = language
        self._suspected = None
        return Action("language", "heard", language)

    def _notice_choice(self) -> bool:
        """Whether the caller chose a language by other means since the last look."""
        if self._call.language == self._known:
            return False
        self._known = self._call.language
        self._undecided = False
        self._suspected = None
        return True
