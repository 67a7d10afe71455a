"""The same conversation without audio: typed words in, the assistant's sentences out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk, Journal


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that happened in answer to typed words: a sentence of the assistant, or a tool call."""

    kind: Literal["speech", "tool"]
    text: str
    """The sentence, or the tool's name."""
    arguments: dict[str, Any] = field(default_factory=dict)
    payload: dict[str, Any] = field(default_factory=dict)


class TypedCall:
    """A call that is typed. `call.ended` tells when the receptionist has said goodbye."""

    def __init__(self, desk: Desk, call: CallState, journal: Journal) -> None:
        """Begin a conversation; nothing is generated yet."""
        self.call = call

    def greet(self) -> Utterance:
        """The first words of the call."""
        raise AssertionError("lands with the next commit")

    async def say(self, text: str) -> list[Utterance]:
        """Answer what the caller typed: tool calls and sentences in order; empty text gives nothing."""
        raise AssertionError("lands with the next commit")

    async def close(self, reason: str = "caller hung up") -> None:
        """End the conversation and let the engine forget it."""
        raise AssertionError("lands with the next commit")
