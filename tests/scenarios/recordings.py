"""The caller's lines as telephone audio, rendered once and kept in a folder, and the noise of a line."""

import hashlib
import os
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from frontdesk.bot.demo.voice import CallerVoice, Timbre
from frontdesk.bot.demo.wire.ulaw import FRAME, RATE, SILENCE, decode, encode
from frontdesk.models.store import voice_file
from tests.scenarios.scenario import Caller, Turn

_LONGEST_GAP = round(0.1 * RATE)
"""Silence inside a stretch, at the scripted level: below what ends a segment."""
_QUIET = 250


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that are on the line once `end` bytes of the line were sent."""

    words: str
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the caller: mu-law audio, and where in it which words end."""

    audio: bytes
    stretches: tuple[Stretch, ...]


class Recordings:
    """Renders what callers say; `folder` is shared by processes and outlives them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._voices: dict[tuple[str, float, float], CallerVoice] = {}

    def line(self, turn: Turn, caller: Caller, language: str, *, tight: bool, loudness: float = 1.0) -> Line:
        """The audio of a turn, samples multiplied by `loudness`. `tight` closes the gaps inside a stretch. Blocking."""
        audio, stretches = bytearray(), list[Stretch]()
        if turn.cough:
            audio += noise(turn.cough, -16.0)
            stretches.append(Stretch("", len(audio)))
        for piece in turn.pieces if turn.says else ():
            spoken = self._render(piece.words, caller, turn.language or language)
            audio += closed_up(spoken) if tight else spoken
            stretches.append(Stretch(piece.words, len(audio)))
            audio += SILENCE * round(piece.pause * RATE)
        return Line(louder(bytes(audio), loudness), tuple(stretches))

    def _render(self, words: str, caller: Caller, language: str) -> bytes:
        voice = voice_file("pocket", language, Path())
        made_of = (words, language, caller.pitch, caller.speed, voice.stat().st_size, voice.stat().st_mtime_ns)
        file = self._folder / f"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:24]}.ulaw"
        if not file.exists():
            key = (language, caller.pitch, caller.speed)
            if key not in self._voices:
                self._voices[key] = CallerVoice(voice, Timbre(caller.pitch, caller.speed))
            self._folder.mkdir(parents=True, exist_ok=True)
            half = file.with_suffix(f".{os.getpid()}")
            half.write_bytes(self._voices[key].speak(words))
            half.replace(file)
        return file.read_bytes()


def own_loudness(name: str) -> float:
    """How loud the caller of a scenario speaks: no two say the same words in the same samples.

    >>> own_loudness("en/book") != own_loudness("fr/book")
    True
    """
    return 0.7 + 0.3 * zlib.crc32(name.encode()) / 2**32


def louder(audio: bytes, factor: float) -> bytes:
    """mu-law audio with its samples multiplied."""
    return audio if factor == 1.0 else encode((decode(audio) * factor).astype(np.int16))


def closed_up(audio: bytes) -> bytes:
    """Speech whose inner silences are cut to `_LONGEST_GAP`, so that nothing takes one of them for its end."""
    blocks = [audio[i : i + 80] for i in range(0, len(audio), 80)]
    kept, gap = bytearray(), 0
    for block in blocks:
        gap = gap + len(block) if int(np.abs(decode(block).astype(int)).max(initial=0)) < _QUIET else 0
        if gap <= _LONGEST_GAP:
            kept += block
    return bytes(kept)


def noise(seconds: float, level: float) -> bytes:
    """White noise, the same every time; `level` in dB of full scale."""
    source = np.random.default_rng(1)
    samples = source.normal(0, 32768 * 10 ** (level / 20), round(seconds * RATE))
    return encode(np.clip(samples, -32000, 32000).astype(np.int16))


def hiss(level: float) -> Callable[[bytes], bytes]:
    """What a noisy line does to every frame of 20 ms that the caller sends; `level` in dB of full scale."""
    loop = np.tile(decode(noise(3.0, level)), 2).astype(np.int32)
    dice = random.Random(1)

    def through(frame: bytes) -> bytes:
        start = dice.randrange(len(loop) - FRAME)
        mixed = decode(frame).astype(np.int32) + loop[start : start + len(frame)]
        return encode(np.clip(mixed, -32768, 32767).astype(np.int16))

    return through
