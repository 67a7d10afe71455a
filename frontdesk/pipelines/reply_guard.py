"""The claims guard as a reply meets it, sentence by sentence: pass, drop, or be corrected and asked again once."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.claims_guard import Verdict, check_sentence
from frontdesk.pipelines.message_claims import claims_a_message
from frontdesk.pipelines.sentences import sentences


@dataclass(slots=True)
class ReplyGuard:
    """Guards the model's sentences of one call, spoken or typed."""

    call: CallState
    correction: str = ""
    """The truth that is spoken in place of the last sentence that was replaced."""
    _stopped: bool = False
    _asked_again: bool = False

    def turn_began(self) -> None:
        """The caller said something new: the model has its second chance back."""
        self._asked_again = False
        self._stopped = False

    def reply_began(self) -> None:
        """A new reply of the model: it is heard from its first sentence on."""
        self._stopped = False

    def judge(self, sentence: str) -> Verdict:
        """Judge the next sentence. Behind a false claim the rest of the reply is dropped."""
        if self._stopped:
            return Verdict.DROP
        spoken = sentences(self.call.language)
        verdict = check_sentence(sentence, self.call.language, bool(self.call.commits))
        self.correction = spoken.nothing_booked
        if verdict is Verdict.PASS and not self.call.messages_taken and claims_a_message(sentence):
            verdict, self.correction = Verdict.REPLACE, spoken.no_message
        self._stopped = verdict is Verdict.REPLACE
        return verdict

    def ask_again(self) -> bool:
        """Whether the model may be asked again after a false claim; true once a turn."""
        first, self._asked_again = not self._asked_again, True
        return first
