"""What a demonstration found, as plain data."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from frontdesk.bot.demo.bookings import Event, Wanted
from frontdesk.bot.demo.latency import Answered


@dataclass(slots=True)
class Report:
    """One call and what it left behind. `problems` is empty when the right event, and only that, is in the calendar."""

    wanted: Wanted
    wav: Path
    script: list[tuple[str, str]] = field(default_factory=list)
    """("says" or "hears", words) from the caller's side, in order."""
    events: Sequence[Event] = ()
    """What the call added to the calendar, as read back over CalDAV."""
    problems: list[str] = field(default_factory=list)
    answers: Sequence[Answered] = ()
    first_word_ms: float | None = None
    call_seconds: float = 0.0
    ended_by: str | None = None

    @property
    def delays(self) -> list[float]:
        """Voice to voice per answered utterance, in milliseconds."""
        return [answer.milliseconds for answer in self.answers if answer.milliseconds is not None and not answer.cut_in]

    def as_json(self) -> dict[str, Any]:
        """The report for a program."""
        delays = self.delays
        return {
            "ok": not self.problems,
            "problems": self.problems,
            "wanted": _plain(asdict(self.wanted)),
            "events": [_plain(asdict(event)) for event in self.events],
            "voice_to_voice_ms": [round(delay, 1) for delay in delays],
            "voice_to_voice_median_ms": round(median(delays), 1) if delays else None,
            "first_word_ms": None if self.first_word_ms is None else round(self.first_word_ms, 1),
            "cut_ins": sum(answer.cut_in for answer in self.answers),
            "unanswered": sum(answer.milliseconds is None for answer in self.answers),
            "call_seconds": round(self.call_seconds, 2),
            "ended_by": self.ended_by,
            "script": [{"caller": what, "words": words} for what, words in self.script],
            "wav": str(self.wav),
        }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in values.items()}
