"""What is said when an engine fails, so that the caller stays in a conversation. Pure.

    recogniser       please repeat, twice in a row; then a message is offered
    language model   a message is offered; the third time in a row the call ends
    synthesiser      one sentence from the prepared ones is tried; the second time in a row the call ends

A success of the same engine starts the count anew.
"""

from dataclasses import dataclass, field
from typing import Literal

from frontdesk.models.frames import EngineName

Remedy = Literal["repeat", "engine_trouble", "end"]

_REMEDIES: dict[EngineName, tuple[Remedy, ...]] = {
    "recogniser": ("repeat", "repeat", "engine_trouble", "repeat", "engine_trouble", "end"),
    "language_model": ("engine_trouble", "engine_trouble", "end"),
    "synthesiser": ("engine_trouble", "end"),
}


@dataclass(slots=True)
class Troubles:
    """How often each engine of this call failed in a row."""

    _in_a_row: dict[EngineName, int] = field(default_factory=dict)

    def failed(self, engine: EngineName) -> Remedy:
        """Count a failure and return the remedy: the name of a fixed sentence, or the end of the call."""
        count = self._in_a_row.get(engine, 0)
        self._in_a_row[engine] = count + 1
        remedies = _REMEDIES[engine]
        return remedies[min(count, len(remedies) - 1)]

    def worked(self, engine: EngineName) -> None:
        """Start the engine's count anew."""
        self._in_a_row.pop(engine, None)
