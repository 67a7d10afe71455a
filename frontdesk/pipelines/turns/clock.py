"""Where the time of a turn goes: marks along the pipeline, read out once per answer.

    speech end -> transcript -> turn over -> first sentence (tools apart) -> first audio

`voice_to_voice` is the whole, from the caller's last speech (as the voice activity detector dates it) to the first
audio handed to the transport; what the network adds on both sides is not in it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Mark = Literal["transcript", "turn_over", "sentence"]


@dataclass(slots=True)
class TurnClock:
    """The marks of the turn under way, in seconds of `now`."""

    now: Callable[[], float] = time.monotonic
    _speech_end: float | None = None
    _marks: dict[str, float] = field(default_factory=dict)
    _tools: float = 0.0

    def speech_ended(self, ago: float) -> None:
        """The caller fell silent `ago` seconds ago; a later pause of the same turn replaces an earlier one."""
        self._speech_end = self.now() - ago
        self._marks.clear()
        self._tools = 0.0

    def silence(self) -> float:
        """Seconds for which the caller has waited for an answer; 0 where nobody waits."""
        return 0.0 if self._speech_end is None else self.now() - self._speech_end

    def mark(self, name: Mark) -> None:
        """Set a mark; of the answer's sentences only the first counts."""
        if name != "sentence" or name not in self._marks:
            self._marks[name] = self.now()

    def tool_took(self, seconds: float) -> None:
        """Add the time of one tool call."""
        self._tools += seconds

    def answered(self) -> dict[str, float] | None:
        """First audio is out: return the breakdown in milliseconds; None if this was no answer to a caller."""
        began, self._speech_end = self._speech_end, None
        if began is None or "turn_over" not in self._marks:
            return None
        now, turn_over = self.now(), self._marks["turn_over"]
        sentence = self._marks.get("sentence", now)
        parts = {
            "transcription": self._marks.get("transcript", turn_over) - began,
            "turn_end": turn_over - began,
            "language_model": max(0.0, sentence - turn_over - self._tools),
            "tools": self._tools,
            "synthesis": now - sentence,
            "voice_to_voice": now - began,
        }
        return {name: round(seconds * 1000, 1) for name, seconds in parts.items()}
