"""The shipped engines, loaded once for all tests of this folder, and a telephone line between them."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.store import recogniser_folder, voice_file
from frontdesk.models.whisper_engine import WhisperEngine

NO_STORE = Path("no-store")


@pytest.fixture(scope="session")
def whisper() -> Iterator[WhisperEngine]:
    engine = WhisperEngine(recogniser_folder("pocket", NO_STORE))
    asyncio.run(engine.start())
    yield engine
    asyncio.run(engine.close())


@pytest.fixture(scope="session")
def piper() -> Iterator[PiperEngine]:
    engine = PiperEngine({language: voice_file("pocket", language, NO_STORE) for language in ("en", "fr")})
    asyncio.run(engine.start())
    yield engine
    asyncio.run(engine.close())


@pytest.fixture(scope="session")
def telephone() -> Callable[[bytes], bytes]:
    """16-bit PCM as it arrives after 8-bit mu-law, with a little noise on the line and silence around it."""

    def carry(pcm: bytes) -> bytes:
        speech = np.frombuffer(pcm, dtype="<i2") / 32768.0
        samples = np.concatenate([np.zeros(2400), speech, np.zeros(2400)])
        samples += np.random.default_rng(1).normal(0.0, 3e-4, len(samples))
        compressed = np.sign(samples) * np.log1p(255 * np.abs(samples)) / np.log1p(255)
        compressed = np.round(compressed * 127.5) / 127.5
        expanded = np.sign(compressed) * np.expm1(np.abs(compressed) * np.log1p(255)) / 255
        return (np.clip(expanded, -1, 1) * 32767).astype("<i2").tobytes()

    return carry
