"""Every sentence of the model passes here before it is spoken: let through, dropped, or replaced by what is true.

    in the wrong language            the same sentence in the call's language; behind an answer, nothing
    booked, moved, cancelled         held against what this call has done, see `claims_truth`
    a message taken or passed on     "I have no message from you yet", while there is none
    a second acknowledgement         dropped: "Of course. All right."
    asked twice in vain              a message or a person is offered
    being put through                never true here: a person is offered instead
    medical advice                   refused, with the next step

Behind a replaced sentence the rest of the reply is dropped. After a false claim the model is asked again, once a turn;
where the replacement itself asks the caller something, it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.pipelines.call_state import CallState, Pending
from frontdesk.pipelines.guards.advice.guard import gives_advice
from frontdesk.pipelines.guards.claims.guard import Verdict
from frontdesk.pipelines.guards.claims.messages import claims_a_message
from frontdesk.pipelines.guards.claims.transfers import claims_a_transfer
from frontdesk.pipelines.guards.claims.truth import judge_claims
from frontdesk.pipelines.guards.language_check import counterpart, is_bare, is_foreign
from frontdesk.pipelines.guards.repeats import asked_in_vain, offered_instead
from frontdesk.pipelines.sentences import sentences


@dataclass(slots=True)
class ReplyGuard:
    """Guards the model's sentences of one call, spoken or typed."""

    call: CallState
    correction: str = ""
    """The truth that is spoken in place of the last sentence that was replaced."""
    _stopped: bool = False
    _passed: bool = False
    _asked_again: bool = False

    def turn_began(self) -> None:
        """The caller said something new: the model has its second chance back."""
        self._asked_again = False
        self._stopped = self._passed = False

    def reply_began(self) -> None:
        """A new reply of the model: it is heard from its first sentence on."""
        self._stopped = self._passed = False

    def judge(self, sentence: str) -> Verdict:
        """Judge the next sentence. Behind a replaced one the rest of the reply is dropped."""
        if self._stopped:
            return Verdict.DROP
        if self._passed and is_bare(sentence, self.call.language):
            return Verdict.DROP
        verdict, self.correction = self._judged(sentence)
        self._stopped = verdict is Verdict.REPLACE
        self._passed = self._passed or verdict is Verdict.PASS
        return verdict

    def ask_again(self) -> bool:
        """Whether the model may be asked again after a false claim; true once a turn, and not behind a question."""
        first, self._asked_again = not self._asked_again, True
        return first and not self.correction.endswith("?")

    def _judged(self, sentence: str) -> tuple[Verdict, str]:
        spoken = sentences(self.call.language)
        if is_foreign(sentence, self.call.language):
            return self._in_other_words(sentence, spoken.repeat)
        verdict, truth = judge_claims(sentence, self.call)
        if verdict is not Verdict.PASS:
            return verdict, truth
        if not self.call.messages_taken and claims_a_message(sentence):
            return Verdict.REPLACE, spoken.no_message
        if claims_a_transfer(sentence):
            return (
                self._asking("transfer", spoken.offer_person)
                if self.call.can_transfer
                else self._asking("message", spoken.no_transfer)
            )
        if asked_in_vain(self.call, sentence):
            return Verdict.REPLACE, offered_instead(self.call)
        if gives_advice(sentence, self.call.passages):
            return Verdict.REPLACE, spoken.no_advice
        return Verdict.PASS, ""

    def _in_other_words(self, sentence: str, repeat: str) -> tuple[Verdict, str]:
        """A sentence in the wrong language: said in the right one, or left out where the caller has an answer."""
        own = counterpart(sentence, self.call.language)
        if is_bare(sentence, "en" if self.call.language == "fr" else "fr") or (own is None and self._passed):
            return Verdict.DROP, ""
        return Verdict.REPLACE, own or repeat

    def _asking(self, pending: Pending, question: str) -> tuple[Verdict, str]:
        self.call.pending = pending
        return Verdict.REPLACE, question
