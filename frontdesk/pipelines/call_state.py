"""What one call knows: who is on the line, what was said, which slots were offered, what was written.

Only code changes this state; no argument of a tool call can set it. The order of turns matters to the pick guard, so
both speakers share one list. `assistant_says` takes what the caller really heard (after a barge-in, the part that was
played).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from frontdesk.calendar import Appointment, Slot
    from frontdesk.calendar.spoken import Language, Reference
    from frontdesk.pipelines.desk import Message

Speaker = Literal["caller", "assistant"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's words up to the moment the other one speaks."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A slot that was offered in this call under a letter. `turn` is how many turns had been spoken by then."""

    letter: str
    slot: Slot
    spoken: str
    group: int
    turn: int


@dataclass(frozen=True, slots=True)
class Found:
    """An appointment that was read out in this call under a number ("1", "2", ...), to a caller who may hear it."""

    number: str
    appointment: Appointment
    spoken: str


@dataclass(frozen=True, slots=True)
class Commit:
    """Something that this call changed in the calendar. `appointment` is the server's truth after it (for a
    cancellation: before it); `spoken` is the phrase that was announced.
    """

    kind: Literal["booked", "moved", "cancelled"]
    appointment: Appointment
    spoken: str


Pending = Literal["emergency", "transfer", "message", "language"]
"""A question of code's own that code itself understands the answer of: see `reflexes`."""


@dataclass
class CallState:
    """The state of one call. `caller_number` is E.164, or None when the caller hides it."""

    call_id: str
    caller_number: str | None
    language: Language
    """What is spoken now; everything that speaks or listens in this call follows it."""
    can_transfer: bool = False
    """Whether the line can pass the caller on: a phone call can, typed words cannot."""
    turns: list[Turn] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    reference: Reference | None = None
    service: str | None = None
    """The service the caller asked for last; a later check without one keeps it, a booking clears it."""
    found: list[Found] = field(default_factory=list)
    commits: list[Commit] = field(default_factory=list)
    pending: Pending | None = None
    """What the assistant's last words, spoken by code, asked."""
    booked: dict[str, Appointment] = field(default_factory=dict)
    """What each letter's booking wrote: a repeated call answers with it."""
    messages_taken: list[Message] = field(default_factory=list)
    phone_asked: bool = False
    transfers: int = 0
    """How often this call was passed on to a person."""
    ended: bool = False

    def caller_says(self, text: str) -> None:
        """Add the caller's words; they join the caller's turn when nobody spoke in between."""
        self._says("caller", text)

    def assistant_says(self, text: str) -> None:
        """Add words of the assistant that the caller has heard, sentence by sentence or whole."""
        self._says("assistant", text)

    def _says(self, speaker: Speaker, text: str) -> None:
        words = text.strip()
        if not words:
            return
        if self.turns and self.turns[-1].speaker == speaker:
            words = f"{self.turns.pop().text} {words}"
        self.turns.append(Turn(speaker, words))

    @property
    def caller_said(self) -> list[str]:
        """The caller's turns, oldest first."""
        return [turn.text for turn in self.turns if turn.speaker == "caller"]

    @property
    def assistant_said(self) -> list[str]:
        """The assistant's turns as heard, oldest first."""
        return [turn.text for turn in self.turns if turn.speaker == "assistant"]

    @property
    def open_offers(self) -> list[Offer]:
        """The slots of the last check that gave any: the ones a caller may pick from now."""
        return [offer for offer in self.offers if offer.group == self.offers[-1].group]

    def offer(self, slots: Sequence[tuple[Slot, str]]) -> list[Offer]:
        """Give each (slot, spoken phrase) the next letter of the call. A letter never comes back in the same call."""
        group = self.offers[-1].group + 1 if self.offers else 0
        for slot, spoken in slots:
            letter = letter_of(len(self.offers))
            self.offers.append(Offer(letter, slot, spoken, group, len(self.turns)))
        return self.open_offers if slots else []

    def offer_of(self, letter: str) -> Offer | None:
        """The offer under a letter (any case), or None."""
        wanted = letter.strip().upper()
        return next((offer for offer in self.offers if offer.letter == wanted), None)


def letter_of(index: int) -> str:
    """A, B, ... Z, AA, AB, ...: the letter of the offer with this index in the call.

    >>> letter_of(0), letter_of(25), letter_of(26)
    ('A', 'Z', 'AA')
    """
    prefix, last = divmod(index, len(ascii_uppercase))
    return (letter_of(prefix - 1) if prefix else "") + ascii_uppercase[last]
