"""How the caller notices that the other has finished speaking, and what was asked: by listening to the wire."""

import asyncio
from collections.abc import Mapping

import numpy as np

from frontdesk.bot.demo.likeness import SAME, Picture, likeness, picture
from frontdesk.bot.demo.wire.playout import Played
from frontdesk.bot.demo.wire.ulaw import FRAME_SECONDS, decode

AUDIBLE = 200.0
"""Root mean square of a 16-bit frame above which somebody speaks (-44 dB of full scale)."""
THINKING = 3.0
"""Times the usual pause that a speaker is left to go on who has not yet said anything to reply to."""
_SHORTEST = 0.1
"""Seconds of sound below which nobody spoke."""


def audible(audio: bytes) -> bool:
    """Whether a piece of mu-law audio holds sound that a person would hear."""
    samples = decode(audio).astype(np.float32)
    return bool(audio) and float(np.sqrt(np.mean(samples * samples))) > AUDIBLE


class Ears:
    """Listens to one call, frame by frame."""

    def __init__(self, known: Mapping[str, Picture]) -> None:
        """`known`: the sentences to listen for, with how they sound."""
        self._known = known
        self._frames: list[tuple[bytes, bool]] = []
        self._tick = asyncio.Event()

    def hear(self, played: Played) -> None:
        """Take in 20 ms."""
        self._frames.append((played.audio, audible(played.audio)))
        self._tick.set()

    def forget(self) -> None:
        """Start anew: what was heard is answered."""
        self._frames.clear()

    def forget_silence(self) -> None:
        """Count silence from now on, unless somebody has spoken."""
        if not any(sound for _, sound in self._frames):
            self._frames.clear()

    async def turn(self, *, pause: float, patience: float) -> frozenset[str] | None:
        """Wait until the other has spoken and then been quiet for `pause` seconds; None after `patience` of silence.

        Returns the known sentences that were heard. Where there is none the other may only be thinking, and is given
        `THINKING` times as long.
        """
        if not await self._finished(pause, patience):
            return None
        known = await self._understood()
        if not known:
            await self._finished(THINKING * pause, patience)
            known = await self._understood()
        return known

    async def _finished(self, pause: float, patience: float) -> bool:
        """Wait for speech and `pause` seconds of silence after it; False where nobody spoke for `patience`."""
        while True:
            self._tick.clear()
            await self._tick.wait()
            spoken = sum(sound for _, sound in self._frames) * FRAME_SECONDS
            quiet = self._trailing_silence() * FRAME_SECONDS
            if spoken >= _SHORTEST and quiet >= pause:
                return True
            if spoken < _SHORTEST and quiet >= patience:
                return False

    async def _understood(self) -> frozenset[str]:
        """The known sentences in what was heard so far."""
        audio = b"".join(audio for audio, _ in self._frames)
        return await asyncio.to_thread(self._recognised, audio)

    def _recognised(self, audio: bytes) -> frozenset[str]:
        speech = picture(decode(audio))
        return frozenset(sentence for sentence, example in self._known.items() if likeness(example, speech) >= SAME)

    def _trailing_silence(self) -> int:
        count = 0
        for _, sound in reversed(self._frames):
            if sound:
                break
            count += 1
        return count
