"""What the telephone network does with the audio it is sent: it queues it and plays it in real time.

    media   joins the queue, whatever its length
    mark    comes back once everything queued before it has been played; at once where nothing is queued
    clear   empties the queue; every mark that was waiting comes back

No clock and no socket: whoever owns the line asks for one frame every 20 ms.
"""

from collections import deque
from dataclasses import dataclass

from frontdesk.bot.demo.wire.ulaw import FRAME, SILENCE


@dataclass(frozen=True, slots=True)
class Played:
    """One 20 ms frame as the caller hears it; the first `sounded` bytes of `audio` came from the server."""

    audio: bytes
    sounded: int
    marks: tuple[str, ...]


class Playout:
    """The queue of one call."""

    def __init__(self) -> None:
        self._audio = bytearray()
        self._marks: deque[tuple[int, str]] = deque()
        self._queued = 0
        self._played = 0

    @property
    def empty(self) -> bool:
        """Whether nothing is left to play."""
        return not self._audio

    def media(self, audio: bytes) -> None:
        """Queue mu-law audio."""
        self._audio += audio
        self._queued += len(audio)

    def mark(self, name: str) -> tuple[str, ...]:
        """Queue a mark. Returns what comes back at once: this mark, where nothing is queued."""
        self._marks.append((self._queued, name))
        return self._due()

    def clear(self) -> tuple[str, ...]:
        """Drop the queue. Returns the marks that come back."""
        self._played = self._queued
        self._audio.clear()
        return self._due()

    def frame(self) -> Played:
        """Play the next 20 ms."""
        audio = bytes(self._audio[:FRAME])
        del self._audio[:FRAME]
        self._played += len(audio)
        return Played(audio.ljust(FRAME, SILENCE), len(audio), self._due())

    def _due(self) -> tuple[str, ...]:
        names = []
        while self._marks and self._marks[0][0] <= self._played:
            names.append(self._marks.popleft()[1])
        return tuple(names)
