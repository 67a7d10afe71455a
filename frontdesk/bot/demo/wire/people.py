"""Who is at the other numbers: people that a call may be put through to, and what a caller leaves on a voicemail."""

from dataclasses import dataclass
from typing import Literal

Manner = Literal["answers", "busy", "no answer", "no such number"]
DialStatus = Literal["completed", "busy", "no-answer", "failed", "canceled"]
"""Twilio's DialCallStatus."""

STATUS_OF: dict[Manner, DialStatus] = {
    "answers": "completed",
    "busy": "busy",
    "no answer": "no-answer",
    "no such number": "failed",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a telephone. Times in seconds: `rings` until it is answered or busy, `talks` until hanging up."""

    manner: Manner = "answers"
    rings: float = 1.0
    talks: float = 2.0


@dataclass(frozen=True, slots=True)
class Voicemail:
    """What the caller leaves after the tone: so many seconds, then a key, a hang-up, or silence ("")."""

    seconds: float = 4.0
    ends_with: Literal["", "#", "hangup"] = ""


@dataclass(frozen=True, slots=True)
class Dialled:
    """One attempt to put the call through. `caller_id` None: the caller's own number was shown."""

    number: str
    status: DialStatus
    caller_id: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """One voicemail as Twilio keeps it."""

    sid: str
    url: str
    seconds: int
