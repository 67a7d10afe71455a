"""The synthesiser on the shipped voices: nothing of a sentence is lost, and what was said by when is known."""

import asyncio
from pathlib import Path

import numpy as np
import pytest

from frontdesk.errors import EngineFailed, ModelMissing
from frontdesk.models.piper_engine import LOUDEST, PiperEngine
from frontdesk.models.ports import Speech
from frontdesk.models.store import voice_file

SENTENCES = [
    ("en", "All right, Tuesday, May the fifth at three fifteen. May I have your name?"),
    ("en", "Dr. Smith is in at 9:30, of all days."),
    ("fr", "D'accord, mardi cinq mai à quinze heures quinze. Quel est votre nom ?"),
    ("fr", "Le 06 12 34 56 78, c'est bien ça ?"),
]


def samples(speech: Speech) -> np.ndarray:
    return np.frombuffer(speech.pcm, dtype="<i2") / 32768.0


@pytest.mark.parametrize(("language", "text"), SENTENCES)
async def test_no_tail_is_lost_at_the_calls_rate(piper: PiperEngine, language: str, text: str) -> None:
    full = await piper.synthesise(text, language=language, rate=16_000)
    for rate in (8000, 24_000, 48_000):
        speech = await piper.synthesise(text, language=language, rate=rate)
        assert speech.rate == rate
        assert len(samples(speech)) / rate == pytest.approx(len(samples(full)) / 16_000, abs=0.001)
        energy = np.sqrt(np.mean(samples(speech)[-rate // 5 :] ** 2))
        assert energy == pytest.approx(np.sqrt(np.mean(samples(full)[-3200:] ** 2)), rel=0.5)


@pytest.mark.parametrize(("language", "text"), SENTENCES)
async def test_the_level_is_sane(piper: PiperEngine, language: str, text: str) -> None:
    audio = samples(await piper.synthesise(text, language=language, rate=8000))
    assert 0.2 < np.abs(audio).max() <= LOUDEST + 0.01
    assert 0.03 < np.sqrt(np.mean(audio**2)) < 0.3


@pytest.mark.parametrize(("language", "text"), SENTENCES)
async def test_the_alignment_rises_from_word_to_word_to_the_end(piper: PiperEngine, language: str, text: str) -> None:
    speech = await piper.synthesise(text, language=language, rate=8000)
    characters, ends = zip(*speech.alignment, strict=True)
    assert list(characters) == sorted(set(characters))
    assert list(ends) == sorted(set(ends))
    assert characters[-1] == len(text)
    assert ends[-1] == pytest.approx(len(samples(speech)), abs=80)
    assert len(speech.alignment) >= 0.8 * len(text.split())


async def test_a_word_is_aligned_where_it_is_said(piper: PiperEngine) -> None:
    whole = await piper.synthesise("Tuesday at three fifteen.", language="en", rate=8000)
    begun = await piper.synthesise("Tuesday at three.", language="en", rate=8000)
    # At the end of a sentence a word is drawn out and followed by a tenth of a second of silence.
    end_of_three = dict(whole.alignment)[len("Tuesday at three")]
    assert end_of_three / 8000 == pytest.approx(len(samples(begun)) / 8000, abs=0.4)


@pytest.mark.parametrize("text", ["", "   ", "?", "...", "…", "!"])
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_nothing_to_say_gives_no_audio(piper: PiperEngine, text: str, language: str) -> None:
    speech = await piper.synthesise(text, language=language, rate=8000)
    assert speech.pcm == b""
    assert speech.alignment == ()


@pytest.mark.parametrize(("language", "word"), [("en", "No"), ("fr", "Non"), ("fr", "À")])
async def test_a_text_without_full_stop_is_not_clipped(piper: PiperEngine, language: str, word: str) -> None:
    bare = await piper.synthesise(word, language=language, rate=8000)
    assert bare.text == word
    assert bare.pcm == (await piper.synthesise(word + ".", language=language, rate=8000)).pcm


async def test_prepared_sentences_are_answered_from_memory(piper: PiperEngine) -> None:
    await piper.prepare(["Hello, how can I help you?"], language="en", rate=8000)
    first = await piper.synthesise("Hello, how can I help you?", language="en", rate=8000)
    assert await piper.synthesise("Hello, how can I help you?", language="en", rate=8000) is first
    assert await piper.synthesise("Hello, how can I help you?", language="en", rate=16_000) is not first


async def test_a_cancelled_sentence_leaves_the_engine_working(piper: PiperEngine) -> None:
    tasks = [
        asyncio.create_task(piper.synthesise(f"Sentence number {number}.", language="en", rate=8000))
        for number in range(20)
    ]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert all(task.cancelled() for task in tasks)
    assert (await piper.synthesise("Still here.", language="en", rate=8000)).pcm


async def test_a_language_without_voice_is_refused(piper: PiperEngine) -> None:
    with pytest.raises(EngineFailed, match="'de'"):
        await piper.synthesise("Guten Tag.", language="de", rate=8000)


async def test_after_close_it_fails(tmp_path: Path) -> None:
    engine = PiperEngine({"en": voice_file("pocket", "en", tmp_path)})
    await engine.start()
    await engine.prepare(["Goodbye."], language="en", rate=8000)
    await engine.close()
    with pytest.raises(EngineFailed):
        await engine.synthesise("Hello.", language="en", rate=8000)
    assert (await engine.synthesise("Goodbye.", language="en", rate=8000)).pcm


@pytest.mark.parametrize("content", [None, b"", b"no model"])
async def test_a_file_that_is_no_voice_stops_the_start(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "voice.onnx"
    shipped = voice_file("pocket", "en", tmp_path)
    file.with_name("voice.onnx.json").write_bytes(shipped.with_name(shipped.name + ".json").read_bytes())
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ModelMissing, match="is not a Piper voice"):
        await PiperEngine({"en": file}).start()
