"""The pick guard: what is booked is the slot whose phrase was read back to the caller and said yes to. For every model.

It reads the turns of the call in order and keeps four things:

    picked      the one offer that the caller's own words name ("the second one", "at ten", "Thursday")
    read        the one offer whose phrase the assistant last said alone, word for word
    confirmed   the caller answered yes while that read-back was the question
    refused     the caller answered no to it and named no other

A list of several offers clears all four, and so does a new set of offers. The letter of the tool call counts least:
small models choose between open letters at chance. The verdict:

    confirmed, and the words do not name another      Book       the letter is corrected if need be
    confirmed, but the words named another before     Which      the slots are offered again
    refused                                           Change     "What should I change?"
    picked or read, not confirmed                     ReadBack   its phrase is read back for a yes
    nothing but a letter                              ReadBack   of that letter
    no such letter                                    Unknown    the model is told
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from frontdesk.pipelines.call_state import CallState, Offer, Turn
from frontdesk.pipelines.pick_words import choose, names_phrase, says_no, says_yes
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.words import plain


@dataclass(frozen=True, slots=True)
class Book:
    """The caller said yes to this very slot."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class ReadBack:
    """This slot is meant, but the caller has not said yes to it."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class Which:
    """The words, the phrase and the letter do not agree: these are to be offered again."""

    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The caller said no to what was read back."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The letter was never offered and nothing else tells which slot is meant."""


_NAME_OR_NUMBER = re.compile(r" (?:name|spell|number|phone|message|nom|prenom|epeler|numero|telephone) ")

Judgement = Book | ReadBack | Which | Change | Unknown

_OTHER_QUESTION = re.compile(
    r" (?:what|which|when|where|who|how|whose|anything else|spell|phone number|(?:may|can|could) (?:i|we) (?:have"
    r"|ask|get|take|know)"
    r"|(?:can|could|would) you (?:please )?(?:tell|give|repeat|spell|say|confirm your)|quel|quelle|quand|comment"
    r"|combien|lequel|laquelle"
    r"|autre chose|epeler|(?:puis|pourrais) je (?:avoir|savoir|prendre votre|connaitre)|(?:pouvez|pourriez) vous"
    r"|a qui|qui) "
)


def judge(call: CallState, letter: str, *, now: datetime, opening: tuple[time, time]) -> Judgement:
    """Decide what a booking call with this letter may do. Pure: it changes nothing."""
    if not call.offers:
        return Unknown()
    evidence = _Evidence(call, now, opening)
    for index, turn in enumerate(call.turns):
        evidence.add(index, turn)
    return evidence.verdict(call.offer_of(letter))


class _Evidence:
    """What the turns so far say about the offers."""

    def __init__(self, call: CallState, now: datetime, opening: tuple[time, time]) -> None:
        self._call = call
        self._now = now
        self._opening = opening
        self._group = -1
        self._asking = False
        """The assistant's last question is whether the slot it read back is right."""
        self._asking_name_or_number = False
        self._clear()

    def _clear(self) -> None:
        self._picked: Offer | None = None
        self._read: Offer | None = None
        self._picked_last = False
        self._confirmed = False
        self._refused = False
        self._unmatched = False

    def _begin(self, group: int) -> None:
        """A new set of offers makes what was said about earlier ones void."""
        if group != self._group:
            self._group = group
            self._asking = False
            self._clear()

    def add(self, index: int, turn: Turn) -> None:
        """Take one more turn into account."""
        # The assistant's words may have joined a turn that began before the check which made the offers.
        reach = index + 1 if turn.speaker == "assistant" else index
        known = [offer for offer in self._call.offers if offer.turn <= reach]
        if not known:
            return
        self._begin(known[-1].group)
        if turn.speaker == "assistant":
            self._hear_assistant(turn.text, known)
        else:
            self._hear_caller(turn.text, [offer for offer in known if offer.group == self._group])

    def _hear_assistant(self, text: str, known: Sequence[Offer]) -> None:
        named = {offer.spoken: offer for offer in known if names_phrase(text, offer.spoken)}
        question = _last_question(text)
        other = bool(question) and bool(_OTHER_QUESTION.search(plain(question)))
        if len(named) > 1:
            self._clear()
        if len(named) == 1:
            (offer,) = named.values()
            if self._read is None or offer.spoken != self._read.spoken:
                self._confirmed = False
            self._read, self._picked_last, self._unmatched = offer, False, False
            self._asking = not other
        elif not self._repeats(text):
            self._asking = False
        self._refused = False
        self._asking_name_or_number = other and bool(_NAME_OR_NUMBER.search(plain(question)))

    def _repeats(self, text: str) -> bool:
        """Whether the last question still stands: nothing new was asked."""
        spoken = sentences(self._call.language)
        return "?" not in text or text in (spoken.repeat, spoken.still_there)

    def _hear_caller(self, words: str, open_offers: Sequence[Offer]) -> None:
        no = says_no(words)
        if self._asking_name_or_number and not no:
            return  # the words answer that question, and a name may be May, a number four
        choice = choose(
            words, self._choices(open_offers), now=self._now, language=self._call.language, opening=self._opening
        )
        if choice is not None:
            self._take_choice(choice)
        if no and not (choice and len(choice) == 1 and choice[0] is self._picked and choice[0] is not self._read):
            self._confirmed = False
            self._refused = self._asking
        elif self._asking and self._agrees(words, choice):
            self._confirmed = True
            self._refused = False

    def _choices(self, open_offers: Sequence[Offer]) -> list[Offer]:
        read = [self._read] if self._read is not None and self._read not in open_offers else []
        return [*open_offers, *read]

    def _take_choice(self, choice: tuple[Offer, ...]) -> None:
        self._unmatched = not choice
        if len(choice) == 1:
            self._picked, self._picked_last = choice[0], True
        if self._read is not None and self._read not in choice:
            self._confirmed = False

    def _agrees(self, words: str, choice: tuple[Offer, ...] | None) -> bool:
        if choice is None:
            return says_yes(words)
        named_alone = len(choice) == 1 and not words.rstrip().endswith("?")
        return self._read in choice and (named_alone or says_yes(words))

    def verdict(self, stated: Offer | None) -> Judgement:
        """What the evidence and the letter of the tool call add up to."""
        self._begin(self._call.offers[-1].group)
        read, picked = self._read, self._picked
        differ = read is not None and picked is not None and read.spoken != picked.spoken
        if self._confirmed and read is not None:
            return Which(_in_order(picked, read)) if differ else Book(read)
        if self._refused and not (differ and self._picked_last):
            return Change()
        if differ and not self._picked_last:
            return Which(_in_order(picked, read))
        if self._unmatched and len(self._call.open_offers) > 1:
            return Which(tuple(self._call.open_offers))
        meant = picked if self._picked_last and picked else read or picked or stated
        if meant is None and len(self._call.open_offers) == 1:
            meant = self._call.open_offers[0]
        return ReadBack(meant) if meant else Unknown()


def _in_order(*offers: Offer | None) -> tuple[Offer, ...]:
    return tuple(sorted((offer for offer in offers if offer is not None), key=lambda offer: offer.slot.start))


def _last_question(text: str) -> str:
    """The text's closing sentence if it asks something, else nothing."""
    parts = re.split(r"(?<=[.!?])\s+(?=\w)", text.strip())
    return parts[-1] if parts[-1].endswith("?") else ""
