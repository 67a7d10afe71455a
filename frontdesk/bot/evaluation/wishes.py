"""What a caller wants from a call, and everything about them that the receptionist may ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from frontdesk.bot.evaluation.moments import Moment

Kind = Literal[
    "book", "availability", "move", "cancel", "look", "ask", "message", "person", "emergency", "advice", "language",
    "off_topic", "nothing",
]  # fmt: skip


@dataclass
class Wish:
    """One reason for calling, and how far it has come."""

    kind: Kind
    words: str = ""
    """The question, or the message."""
    answer: str | None = None
    """What the documents say to the question; None where they say nothing."""
    service: str = ""
    """As the caller calls it; empty where the caller says none."""
    service_id: str | None = None
    practitioner: str = ""
    moments: list[Moment] = field(default_factory=list)
    """When it may be, one after the other; the last one is what is wanted now."""
    uid: str | None = None
    """The appointment that it is about."""
    old: str = ""
    """When that is, as the caller says it."""
    service_told: bool = False
    """Whether the caller has said which service."""
    opened: int = 0
    """How often it was said."""
    picked: str | None = None
    """The phrase of the slot that was chosen."""
    taken_back: bool = False
    """Whether the caller wants it no more."""


@dataclass(frozen=True)
class Person:
    """Who calls. `spelled`: the family name in letters."""

    name: str
    spelled: str
    number: str
    """E.164."""
    hidden: bool
    """Whether the line hides the number."""
    says_number: str
    """The number as it is said when asked for."""
