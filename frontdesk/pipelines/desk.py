"""What all calls share, and the two doors through which a call leaves a trace: journal and outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

from frontdesk.models.ports import LanguageModel, Recogniser, Synthesiser

if TYPE_CHECKING:
    from frontdesk.calendar import Diary
    from frontdesk.clinic import Clinic
    from frontdesk.pipelines.knowledge.documents import Knowledge

Clock = Callable[[], datetime]
"""The present moment, aware of its time zone."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message for the staff. `phone` is E.164, or None when the caller hides it and gave none.

    `recording` says where the sound of a voicemail lies.
    """

    call_id: str
    name: str
    phone: str | None
    text: str
    language: str
    at: datetime
    recording: str | None = None


ActionKind = Literal[
    "booked",
    "moved",
    "cancelled",
    "read out",
    "identity refused",
    "message",
    "transfer",
    "transfer failed",
    "emergency",
    "advice refused",
    "language",
]
"""What a call can do, or refuse to do, that somebody may later ask about."""


@dataclass(frozen=True, slots=True)
class Action:
    """One row of a call's audit: what was done, why, and to what.

    `reason` may hold the caller's words (it is kept sealed); `target` is the UID of the event, the id of an extension
    or a language, never a name or a number.
    """

    kind: ActionKind
    reason: str
    target: str | None = None


class Outbox(Protocol):
    """Where messages for the staff go."""

    async def take(self, message: Message) -> None:
        """Keep the message before returning; raises `RecordsUnavailable`."""
        ...


class Journal(Protocol):
    """The record of one call. Every method returns at once and never holds audio up."""

    def turn(
        self,
        *,
        speaker: Literal["caller", "assistant"],
        text: str,
        language: str,
        at: datetime,
        latency_ms: dict[str, float] | None = None,
        interrupted: bool = False,
    ) -> None:
        """One turn as heard."""
        ...

    def tool_called(
        self, *, name: str, arguments: dict[str, Any], result: dict[str, Any], at: datetime, took_ms: float
    ) -> None:
        """One tool call with the payload that the model was shown."""
        ...

    def acted(self, action: Action, *, at: datetime) -> None:
        """One row of the audit. What was done is kept whatever else is kept of the call, without its reason where
        texts are not."""
        ...

    def ended(self, *, reason: str, at: datetime) -> None:
        """The end of the call."""
        ...


@dataclass(frozen=True)
class Desk:
    """The front desk: the practice, the engines, the diary and the documents that every call uses."""

    clinic: Clinic
    recogniser: Recogniser
    language_model: LanguageModel
    synthesiser: Synthesiser
    diary: Diary
    knowledge: Knowledge
    outbox: Outbox
    clock: Clock
