"""What is done when an engine fails, so that the caller stays in a conversation. Pure.

    recogniser       please repeat, twice in a row; then a message is offered; then the call ends
    language model   a message is offered; the second time in a row code takes the message by itself
    synthesiser      the same, in prepared sentences; where nothing at all is heard between two failures the call ends

A success of the same engine starts the count anew; for the synthesiser that is a sentence of the model's.
"""

from dataclasses import dataclass, field
from typing import Literal

from frontdesk.models.frames import EngineName

Remedy = Literal["repeat", "offer", "voicemail", "end"]

_REMEDIES: dict[EngineName, tuple[Remedy, ...]] = {
    "recogniser": ("repeat", "repeat", "offer", "end"),
    "language_model": ("offer", "voicemail", "voicemail", "end"),
    "synthesiser": ("offer", "voicemail", "voicemail", "voicemail", "end"),
}


@dataclass(slots=True)
class Troubles:
    """How often each engine of this call failed in a row."""

    _in_a_row: dict[EngineName, int] = field(default_factory=dict)
    _dumb: bool = False

    def failed(self, engine: EngineName) -> Remedy:
        """Count a failure and return the remedy."""
        count = self._in_a_row.get(engine, 0)
        self._in_a_row[engine] = count + 1
        if engine == "synthesiser":
            dumb, self._dumb = self._dumb, True
            if dumb:
                return "end"
        remedies = _REMEDIES[engine]
        return remedies[min(count, len(remedies) - 1)]

    def worked(self, engine: EngineName) -> None:
        """Start the engine's count anew."""
        self._in_a_row.pop(engine, None)

    def audible(self) -> None:
        """The caller heard something."""
        self._dumb = False
