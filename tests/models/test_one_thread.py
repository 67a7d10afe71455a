"""An engine's thread: bounded in time, one kind of error, and honest about a job that hangs."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from frontdesk.errors import EngineFailed, ModelMissing
from frontdesk.models.one_thread import OneThread
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.whisper_engine import WhisperEngine

SHORT = 0.02
LONG = 30.0


class Panic(BaseException):
    """As Rust libraries raise it."""


@pytest.fixture
def thread() -> Iterator[OneThread]:
    made = OneThread("the engine", "engine")
    yield made
    made.close()


@pytest.fixture
def release() -> Iterator[threading.Event]:
    """Set it to let hanging jobs go."""
    event = threading.Event()
    yield event
    event.set()


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.01)
    pytest.fail("it never happened")


@pytest.mark.parametrize(
    "error", [ValueError("Zanzibar"), MemoryError(), Panic("Zanzibar"), SystemExit(3), KeyError(1)]
)
async def test_whatever_a_library_raises_becomes_one_error_without_its_words(
    thread: OneThread, error: BaseException
) -> None:
    def job() -> None:
        raise error

    with pytest.raises(EngineFailed) as caught:
        await thread.run(job, seconds=LONG)
    assert type(error).__name__ in caught.value.message
    assert "Zanzibar" not in caught.value.message
    assert await thread.run(lambda: 5, seconds=LONG) == 5


async def test_errors_of_ours_are_passed_on(thread: OneThread) -> None:
    def job() -> None:
        raise ModelMissing("no such file")

    with pytest.raises(ModelMissing, match="no such file"):
        await thread.run(job, seconds=None)


async def test_a_job_that_hangs_fails_in_time_and_later_ones_at_once(
    thread: OneThread, release: threading.Event
) -> None:
    with pytest.raises(EngineFailed, match="in time"):
        await thread.run(release.wait, seconds=SHORT)
    assert thread.stuck
    with pytest.raises(EngineFailed, match="hangs"):
        await thread.run(lambda: 5, seconds=LONG)
    release.set()
    await asyncio.to_thread(wait_until, lambda: not thread.stuck)
    assert await thread.run(lambda: 5, seconds=LONG) == 5


async def test_a_job_that_waited_too_long_is_never_begun(thread: OneThread, release: threading.Event) -> None:
    begun: list[int] = []
    first = asyncio.create_task(thread.run(release.wait, seconds=LONG))
    await asyncio.sleep(0)
    with pytest.raises(EngineFailed, match="in time"):
        await thread.run(lambda: begun.append(1), seconds=SHORT)
    assert not thread.stuck
    release.set()
    assert await first
    assert begun == []


async def test_a_cancelled_job_is_not_an_error_of_the_engine(thread: OneThread, release: threading.Event) -> None:
    tasks = [asyncio.create_task(thread.run(release.wait, seconds=LONG)) for _ in range(2)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    assert all(task.cancelled() for task in tasks)
    release.set()
    assert await thread.run(lambda: 5, seconds=LONG) == 5


async def test_closing_fails_those_that_wait(release: threading.Event) -> None:
    thread = OneThread("the engine", "engine")
    first, second = (asyncio.create_task(thread.run(release.wait, seconds=LONG)) for _ in range(2))
    await asyncio.sleep(0)
    thread.close()
    release.set()
    assert await first
    with pytest.raises(EngineFailed, match="closed"):
        await second
    with pytest.raises(EngineFailed, match="closed"):
        await thread.run(lambda: 5, seconds=LONG)


@pytest.mark.parametrize("rate", [-8000, 0, 1, 3999, 10**9])
async def test_absurd_rates_are_refused(whisper: WhisperEngine, piper: PiperEngine, rate: int) -> None:
    with pytest.raises(EngineFailed, match=f"{rate} Hz"):
        await whisper.transcribe(bytes(2 * 8000), rate=rate, language="en")
    with pytest.raises(EngineFailed, match=f"{rate} Hz"):
        await piper.synthesise("Hello there.", language="en", rate=rate)


@pytest.mark.parametrize("rate", [4000, 8000, 11_025, 44_100, 192_000])
async def test_every_rate_that_can_be_meant_is_spoken_and_heard(
    whisper: WhisperEngine, piper: PiperEngine, rate: int
) -> None:
    speech = await piper.synthesise("I need to cancel my appointment.", language="en", rate=rate)
    heard = await whisper.transcribe(speech.pcm, rate=rate, language="en")
    assert heard.seconds == pytest.approx(len(speech.pcm) / 2 / rate, abs=0.01)


@pytest.mark.parametrize(
    "audio",
    [
        b"",
        b"\x00",
        b"\xff" * 15_999,
        np.full(8000, 32767, "<i2").tobytes(),
        np.arange(-4000, 4000, dtype="<i2").tobytes(),
    ],
)
async def test_audio_that_is_none_gives_no_words(whisper: WhisperEngine, audio: bytes) -> None:
    assert (await whisper.transcribe(audio, rate=8000, language="en", rivals={"fr": 0.9})).text == ""
