"""The recogniser on the shipped weights: no text where nobody speaks, no padding encoded, breakage reported."""

import asyncio
from pathlib import Path

import numpy as np
import pytest

from frontdesk.errors import EngineFailed, ModelMissing
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.store import recogniser_folder
from frontdesk.models.whisper_engine import WhisperEngine
from frontdesk.models.whisper_model import ShortWindowWhisper

RATE = 8000


def pcm(samples: np.ndarray) -> bytes:
    return (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


def sounds() -> dict[str, np.ndarray]:
    noise = np.random.default_rng(7)
    time = np.arange(2 * RATE) / RATE
    click = np.zeros(RATE)
    click[4000:4020] = 0.8
    return {
        "digital silence": np.zeros(2 * RATE),
        "quiet line": noise.normal(0, 1e-3, 2 * RATE),
        "loud noise": noise.normal(0, 0.1, 2 * RATE),
        "hum": 0.2 * np.sin(2 * np.pi * 50 * time),
        "tone": 0.3 * np.sin(2 * np.pi * 440 * time),
        "click": click,
    }


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("sound", list(sounds()))
async def test_where_nobody_speaks_there_is_no_text(whisper: WhisperEngine, sound: str, language: str) -> None:
    heard = await whisper.transcribe(pcm(sounds()[sound]), rate=RATE, language=language)
    assert heard.text == ""
    assert heard.no_speech_probability > 0.5


@pytest.mark.parametrize("length", [0, 1, 2, 400, 799])
async def test_a_segment_too_short_for_a_word_gives_no_text(whisper: WhisperEngine, length: int) -> None:
    heard = await whisper.transcribe(bytes(2 * length), rate=RATE, language="en")
    assert heard.text == ""
    assert heard.seconds == pytest.approx(length / RATE, abs=0.001)


async def test_a_segment_longer_than_the_window_is_heard_to_its_end(whisper: WhisperEngine, piper: PiperEngine) -> None:
    speech = await piper.synthesise("What are your opening hours?", language="en", rate=RATE)
    late = bytes(2 * RATE * 13) + speech.pcm
    assert (await whisper.transcribe(late, rate=RATE, language="en")).text
    assert (await whisper.transcribe(bytes(2 * RATE * 40), rate=RATE, language="en")).text == ""


async def test_segments_of_many_calls_do_not_mix(whisper: WhisperEngine, piper: PiperEngine) -> None:
    sentences = {"en": "I need to cancel my appointment.", "fr": "Je dois annuler mon rendez-vous."}
    spoken = [await piper.synthesise(text, language=language, rate=RATE) for language, text in sentences.items()]
    alone = [
        (await whisper.transcribe(speech.pcm, rate=RATE, language=language)).text
        for speech, language in zip(spoken, sentences, strict=True)
    ]
    together = await asyncio.gather(
        *(
            whisper.transcribe(speech.pcm, rate=RATE, language=language)
            for _ in range(5)
            for speech, language in zip(spoken, sentences, strict=True)
        )
    )
    assert [heard.text for heard in together] == alone * 5


def test_padding_is_not_encoded() -> None:
    model = ShortWindowWhisper(
        str(recogniser_folder("pocket", Path())), device="cpu", compute_type="int8", cpu_threads=1
    )
    padded = np.zeros((80, 3000), dtype=np.float32)
    padded[:, :150] = np.random.default_rng(3).normal(size=(80, 150))
    assert model.encode(padded).shape[1] == 75
    assert model.encode(np.zeros((80, 3000), dtype=np.float32)).shape[1] == -(-model.shortest_window // 2)


def test_a_model_trained_on_long_windows_keeps_a_longer_one() -> None:
    model = ShortWindowWhisper(
        str(recogniser_folder("pocket", Path())), device="cpu", compute_type="int8", cpu_threads=1
    )
    model.feature_extractor.chunk_length = 30
    assert model.encode(np.ones((80, 60), dtype=np.float32)).shape[1] == 30
    assert model.shortest_window == 10 * model.frames_per_second


async def test_an_unknown_language_is_refused(whisper: WhisperEngine) -> None:
    with pytest.raises(EngineFailed, match="'de'"):
        await whisper.transcribe(bytes(2 * RATE), rate=RATE, language="de")


async def test_before_start_and_after_close_it_fails_without_words(piper: PiperEngine) -> None:
    engine = WhisperEngine(recogniser_folder("pocket", Path()))
    with pytest.raises(EngineFailed, match="before it was started"):
        await engine.transcribe(bytes(2 * RATE), rate=RATE, language="en")
    await engine.close()
    with pytest.raises(EngineFailed):
        await engine.transcribe(bytes(2 * RATE), rate=RATE, language="en")


async def test_a_folder_that_is_no_model_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="set whisper to pocket"):
        await WhisperEngine(tmp_path).start()
