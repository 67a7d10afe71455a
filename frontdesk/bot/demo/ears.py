"""How the caller notices that the other has finished speaking, and what was said: by listening to the wire."""

import asyncio

import numpy as np

from frontdesk.bot.demo.wire.playout import Played
from frontdesk.bot.demo.wire.ulaw import FRAME_SECONDS, RATE, decode
from frontdesk.models.ports import Recogniser

AUDIBLE = 200.0
"""Root mean square of a 16-bit frame above which somebody speaks (-44 dB of full scale)."""
_SENTENCE_GAP = 0.3
"""Seconds of silence between two stretches that are recognised apart."""
_SHORTEST = 0.1
"""Seconds of sound below which nobody spoke."""


def audible(audio: bytes) -> bool:
    """Whether a piece of mu-law audio holds sound that a person would hear."""
    if not audio:
        return False
    samples = decode(audio).astype(np.float32)
    return float(np.sqrt(np.mean(samples * samples))) > AUDIBLE


class Ears:
    """Listens to one call, frame by frame."""

    def __init__(self, recogniser: Recogniser, language: str) -> None:
        self._recogniser = recogniser
        self._language = language
        self._frames: list[tuple[bytes, bool]] = []
        self._tick = asyncio.Event()

    def hear(self, played: Played) -> None:
        """Take in 20 ms."""
        self._frames.append((played.audio, audible(played.audio)))
        self._tick.set()

    def forget(self) -> None:
        """Start anew: what was heard is answered."""
        self._frames.clear()

    async def turn(self, *, pause: float, patience: float) -> str | None:
        """Wait until the other has spoken and then been quiet for `pause` seconds; None after `patience` of silence."""
        while True:
            self._tick.clear()
            await self._tick.wait()
            spoken = sum(sound for _, sound in self._frames) * FRAME_SECONDS
            quiet = _trailing_silence(self._frames) * FRAME_SECONDS
            if spoken >= _SHORTEST and quiet >= pause:
                return await self._understood()
            if spoken < _SHORTEST and quiet >= patience:
                return None

    async def _understood(self) -> str:
        texts = []
        for stretch in _stretches(self._frames):
            pcm = decode(stretch).astype("<i2").tobytes()
            heard = await self._recogniser.transcribe(pcm, rate=RATE, language=self._language)
            texts.append(heard.text)
        return " ".join(text for text in texts if text)


def _trailing_silence(frames: list[tuple[bytes, bool]]) -> int:
    count = 0
    for _, sound in reversed(frames):
        if sound:
            break
        count += 1
    return count


def _stretches(frames: list[tuple[bytes, bool]]) -> list[bytes]:
    """The sounding parts, each with a little of the silence around it."""
    gap = round(_SENTENCE_GAP / FRAME_SECONDS)
    voiced = [index for index, (_, sound) in enumerate(frames) if sound]
    parts: list[list[int]] = []
    for index in voiced:
        if parts and index - parts[-1][-1] <= gap:
            parts[-1].append(index)
        else:
            parts.append([index])
    margin = gap // 2
    return [b"".join(audio for audio, _ in frames[max(0, part[0] - margin) : part[-1] + margin]) for part in parts]
