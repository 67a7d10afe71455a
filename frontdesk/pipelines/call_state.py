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
    from datetime import datetime

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
    moving: str | None = None
    """The number of the appointment that the caller was about to move here, if any."""

    @property
    def start(self) -> datetime:
        """When it begins."""
        return self.slot.start


@dataclass(frozen=True, slots=True)
class Found:
    """An appointment that was read out in this call under a number ("1", "2", ...), to a caller who may hear it.

    `turn` is how many turns had been spoken by then.
    """

    number: str
    appointment: Appointment
    spoken: str
    turn: int = 0
    group: int = 0

    @property
    def start(self) -> datetime:
        """When it begins."""
        return self.appointment.slot.start


@dataclass(frozen=True, slots=True)
class Commit:
    """Something that this call changed in the calendar. `appointment` is the server's truth after it (for a
    cancellation: before it); `spoken` is the phrase that was announced.
    """

    kind: Literal["booked", "moved", "cancelled"]
    appointment: Appointment
    spoken: str


@dataclass
class Identity:
    """What the caller has shown of who they are; `identity` decides what that is worth."""

    name: str | None = None
    """The name that was given last."""
    misses: int = 0
    last_miss: tuple[str, str | None, int] | None = None
    """Name, number and turn of the last attempt: the same one, repeated by a model, counts once."""
    number_asked: bool = False


@dataclass(frozen=True, slots=True)
class BookingReadBack:
    """A booking as code read it back, with the words it said: a yes to them books this, whatever the model sends then.

    `phone` is E.164. Where `phone_settled` is False, the number is still to be asked for.
    """

    letter: str
    name: str
    phone: str | None
    phone_settled: bool
    words: str


Purpose = Literal["move", "cancel", "look"]
"""What an appointment that stands is looked up for."""

Pending = Literal["emergency", "transfer", "message", "language", "identity", "draft", "booking"]
"""A question of code's own that code itself understands the answer of: see `reflexes`. "identity" asks for a name or a
number, "draft" whether a message is right as it was read back, "booking" whether a booking is."""


@dataclass
class CallState:
    """The state of one call. `caller_number` is E.164, or None when the caller hides it."""

    call_id: str
    caller_number: str | None
    language: Language
    """What is spoken now; everything that speaks or listens in this call follows it."""
    spoken_before: Language | None = None
    """The language that the caller's present turn was heard to leave, until that turn is answered."""
    can_transfer: bool = False
    """Whether the line can pass the caller on: a phone call can, typed words cannot."""
    turns: list[Turn] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    reference: Reference | None = None
    service: str | None = None
    """The service the caller asked for last; a later check without one keeps it, a booking clears it."""
    service_named: bool = False
    """Whether the caller named that service, so that what is booked must be named as well."""
    served_until: int = 0
    """How many turns had been spoken when something was last written: what was asked for before is done."""
    declined_until: int = 0
    """How many turns had been spoken when the caller last asked for a practitioner who does not do it."""
    service_asked: bool = False
    """Whether code has asked which service an unknown word meant."""
    identity: Identity = field(default_factory=Identity)
    purpose: Purpose | None = None
    """What the model said that the caller's own appointment is looked up for."""
    purpose_since: int = 0
    """How many turns had been spoken when it said so."""
    moving: str | None = None
    """The number of the appointment that times were last looked up for."""
    found: list[Found] = field(default_factory=list)
    commits: list[Commit] = field(default_factory=list)
    pending: Pending | None = None
    """What the assistant's last words, spoken by code, asked."""
    written: dict[str, Commit] = field(default_factory=dict)
    """What was booked in each letter's slot, or moved into it: a repeated call answers with it."""
    draft: Message | None = None
    """The message that was read back to the caller last."""
    to_book: BookingReadBack | None = None
    """The booking that code read back to the caller last."""
    asked_to_book: str | None = None
    """The letter of the slot that code asked about before goodbye, as nothing was booked; asked once a call."""
    messages_taken: list[Message] = field(default_factory=list)
    phone_tries: int = 0
    """How often code has asked for a phone number."""
    passages: list[str] = field(default_factory=list)
    """What the model was given to read out of the clinic's documents."""
    no_emergency: bool = False
    """Whether the caller has said that there is none, asked because the model thought so."""
    emergency_asked: bool = False
    """Whether the caller was asked if there is one, because the model thought so: that is asked once a call."""
    warned_at: int | None = None
    """How many turns the caller had spoken when last told what to dial."""
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

    def offer(self, slots: Sequence[tuple[Slot, str]], *, moving: str | None = None) -> list[Offer]:
        """Give each (slot, spoken phrase) the next letter of the call. A letter never comes back in the same call."""
        group = self.offers[-1].group + 1 if self.offers else 0
        for slot, spoken in slots:
            letter = letter_of(len(self.offers))
            self.offers.append(Offer(letter, slot, spoken, group, len(self.turns), moving))
        return self.open_offers if slots else []

    def offer_of(self, letter: str) -> Offer | None:
        """The offer under a letter (any case), or None."""
        wanted = letter.strip().upper()
        return next((offer for offer in self.offers if offer.letter == wanted), None)

    def find(self, appointment: Appointment, spoken: str) -> Found:
        """Read an appointment out under its number: a new one, or the one it already has in this call."""
        known = next((found for found in self.found if found.appointment.uid == appointment.uid), None)
        if known and (known.appointment, known.spoken) == (appointment, spoken):
            return known
        number = known.number if known else str(len(self.found) + 1)
        found = Found(number, appointment, spoken, len(self.turns))
        self.found = [*(other for other in self.found if other.number != number), found]
        self.found.sort(key=lambda one: int(one.number))
        return found

    def found_as(self, number: str) -> Found | None:
        """The appointment that was read out under a number and still stands, or None."""
        return next((found for found in self.standing if found.number == number.strip()), None)

    @property
    def standing(self) -> list[Found]:
        """The appointments that were read out and not cancelled since, in order of time."""
        gone = {commit.appointment.uid for commit in self.commits if commit.kind == "cancelled"}
        return sorted((found for found in self.found if found.appointment.uid not in gone), key=lambda one: one.start)


def letter_of(index: int) -> str:
    """A, B, ... Z, AA, AB, ...: the letter of the offer with this index in the call.

    >>> letter_of(0), letter_of(25), letter_of(26)
    ('A', 'Z', 'AA')
    """
    prefix, last = divmod(index, len(ascii_uppercase))
    return (letter_of(prefix - 1) if prefix else "") + ascii_uppercase[last]
