"""Which language a segment is in: compared in the recognition's own encoder pass, among the clinic's languages only."""

from collections.abc import Awaitable, Callable
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.errors import EngineFailed
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.ports import Transcript
from frontdesk.models.whisper_engine import MODEL_RATE, WhisperEngine, speech_seconds
from frontdesk.models.whisper_model import Comparison, ShortWindowWhisper

RATE = 8000
SENTENCES = {
    "en": (
        "I'd like to book an appointment on Tuesday at ten thirty.",
        "Hello, my name is Marie Tremblay and I am calling for my son.",
        "What are your opening hours on Saturday?",
    ),
    "fr": (
        "Je voudrais prendre rendez-vous mardi à quinze heures trente.",
        "Bonjour, je m'appelle David Miller et j'appelle pour mon fils.",
        "Quels sont vos horaires d'ouverture le samedi ?",
    ),
}
OTHER = {"en": "fr", "fr": "en"}

Hear = Callable[..., Awaitable[Transcript]]


@pytest.fixture
def heard(whisper: WhisperEngine, piper: PiperEngine, telephone: Callable[[bytes], bytes]) -> Hear:
    """Say a sentence over the telephone and transcribe it in another language than its own."""

    async def hear(text: str, spoken: str, *, least: float, seconds: float | None = None) -> Transcript:
        speech = await piper.synthesise(text, language=spoken, rate=RATE)
        part = speech.pcm if seconds is None else speech.pcm[: 2 * int(RATE * seconds)]
        return await whisper.transcribe(telephone(part), rate=RATE, language=OTHER[spoken], rivals={spoken: least})

    return hear


@pytest.mark.parametrize("spoken", ["en", "fr"])
async def test_a_rival_language_takes_the_segment(heard: Hear, spoken: str) -> None:
    for text in SENTENCES[spoken]:
        transcript = await heard(text, spoken, least=0.9)
        assert transcript.language == spoken
        assert transcript.language_probability == transcript.languages[spoken] >= 0.9
        assert sum(transcript.languages.values()) == pytest.approx(1.0)
        assert len(set(text.lower().split()) & set(transcript.text.lower().split())) >= 2


@pytest.mark.parametrize("spoken", ["en", "fr"])
async def test_an_infinite_threshold_compares_only(heard: Hear, spoken: str) -> None:
    transcript = await heard(SENTENCES[spoken][0], spoken, least=inf)
    assert transcript.language == OTHER[spoken]
    assert transcript.languages[spoken] >= 0.9


async def test_less_than_a_second_of_speech_is_not_compared(heard: Hear) -> None:
    transcript = await heard(SENTENCES["fr"][0], "fr", least=0.0, seconds=0.9)
    assert transcript.language == "en"
    assert transcript.languages == {}


async def test_noise_has_no_language(whisper: WhisperEngine) -> None:
    noise = np.random.default_rng(7).normal(0, 0.1, 2 * RATE)
    pcm = (noise * 32767).clip(-32767, 32767).astype("<i2").tobytes()
    transcript = await whisper.transcribe(pcm, rate=RATE, language="en", rivals={"fr": 0.0})
    assert (transcript.text, transcript.language, transcript.languages) == ("", "en", {})


async def test_languages_are_compared_without_a_second_encoding(heard: Hear, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[int] = []
    encode = ShortWindowWhisper.encode

    def count(model: ShortWindowWhisper, features: np.ndarray) -> object:
        encoded.append(features.shape[1])
        return encode(model, features)

    monkeypatch.setattr(ShortWindowWhisper, "encode", count)
    assert (await heard(SENTENCES["fr"][0], "fr", least=0.9)).language == "fr"
    assert len(encoded) == 1


async def test_a_rival_that_the_model_does_not_know_is_refused(whisper: WhisperEngine) -> None:
    with pytest.raises(EngineFailed, match="'de'"):
        await whisper.transcribe(bytes(2 * RATE), rate=RATE, language="en", rivals={"de": 0.9})


def test_speech_is_measured_without_the_silence_around_it() -> None:
    tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(MODEL_RATE) / MODEL_RATE)
    line = np.random.default_rng(1).normal(0, 1e-4, 4 * MODEL_RATE)
    line[MODEL_RATE : 2 * MODEL_RATE] += tone
    assert speech_seconds(line.astype(np.float32)) == pytest.approx(1.0, abs=0.05)
    assert speech_seconds(np.zeros(MODEL_RATE, dtype=np.float32)) == 0.0
    assert speech_seconds(np.zeros(3, dtype=np.float32)) == 0.0


PROBABILITIES = st.dictionaries(st.sampled_from(["en", "fr", "de", "es"]), st.floats(0.0, 1.0))


@given(PROBABILITIES, st.floats(0.5, 1.0))
def test_only_the_languages_of_the_clinic_are_chosen_and_only_when_probable(
    probabilities: dict[str, float], least: float
) -> None:
    comparison = Comparison("en", {"fr": least})
    comparison.decide(probabilities)
    assert comparison.chosen in ("en", "fr")
    assert comparison.found == {} or sum(comparison.found.values()) == pytest.approx(1.0)
    assert (comparison.chosen == "fr") == (comparison.found.get("fr", 0.0) >= least)


def test_the_more_probable_of_two_rivals_is_chosen() -> None:
    comparison = Comparison("en", {"fr": 0.3, "es": 0.3})
    comparison.decide({"en": 0.1, "fr": 0.4, "es": 0.5, "de": 0.9})
    assert comparison.chosen == "es"
