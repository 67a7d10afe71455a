"""What is offered and what is booked, as plain data."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from frontdesk.calendar.spoken import Language, say_slot

Reason = Literal["closed", "full", "past", "notice", "horizon", "not_offered"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that may be booked: `start` and `end` aware in the clinic's zone, the others ids of the clinic file."""

    start: datetime
    end: datetime
    practitioner: str
    service: str


@dataclass(frozen=True, slots=True)
class Openings:
    """The answer to a wish.

    `exact`: the asked time is free and is the one slot. Otherwise `reason` None means that the slots fulfil a wish that
    named no exact time, and a reason says why the wish cannot be fulfilled; the slots are then what is nearest to it,
    perhaps none. Slots are in order of time.
    """

    exact: bool
    slots: tuple[Slot, ...]
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Patient:
    """Who comes. `phone` is E.164 or None; `language` is what they speak."""

    name: str
    phone: str | None
    language: Language

    def __repr__(self) -> str:
        return "Patient()"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A booking as read back from the calendar server: the server's truth, not what was asked for."""

    slot: Slot
    name: str = field(repr=False)
    phone: str | None = field(repr=False)
    href: str
    etag: str
    uid: str

    def spoken(self, language: Language) -> str:
        """Weekday, date and time as the clinic says them."""
        return say_slot(self.slot.start, language)
