"""A call's two directions, sample-exact on the line's own 20 ms clock, and when each piece crossed the wire."""

import wave
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from frontdesk.bot.demo.wire.ulaw import RATE, decode


@dataclass(frozen=True, slots=True)
class Crossing:
    """Mu-law audio that crossed the wire at `at` (monotonic seconds)."""

    at: float
    audio: bytes


@dataclass(slots=True)
class Recording:
    """`sent` and `received` crossed the wire; `caller` and `bot` are the two ends of the telephone, in step."""

    sent: list[Crossing] = field(default_factory=list)
    received: list[Crossing] = field(default_factory=list)
    caller: bytearray = field(default_factory=bytearray)
    bot: bytearray = field(default_factory=bytearray)

    @property
    def seconds(self) -> float:
        """Length of the call."""
        return len(self.caller) / RATE

    def write(self, path: Path) -> None:
        """Write a WAV of 16 bits at 8 kHz: caller left, bot right."""
        both = np.stack([decode(bytes(self.caller)), decode(bytes(self.bot))], axis=1)
        path.parent.mkdir(parents=True, exist_ok=True)
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(both.astype("<i2").tobytes())
