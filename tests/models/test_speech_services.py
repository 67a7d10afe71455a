"""The speech services in a pipeline: one answer for every segment, whole sentences at the call's rate."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    InterruptionFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
    TranscriptionFrame,
    TTSAudioRawFrame,
    TTSSpeakFrame,
    TTSTextFrame,
    VADUserStartedSpeakingFrame,
    VADUserStoppedSpeakingFrame,
)
from pipecat.pipeline.worker import PipelineParams
from pipecat.tests.utils import SleepFrame, run_test

from frontdesk.models.frames import EngineFailedFrame
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.piper_service import PiperService, word_times
from frontdesk.models.ports import NO_RIVALS, Recogniser, Speech, Transcript
from frontdesk.models.store import recogniser_folder, voice_file
from frontdesk.models.whisper_engine import WhisperEngine
from frontdesk.models.whisper_service import NothingHeardFrame, WhisperService

RATE = 8000
PARAMS = PipelineParams(audio_in_sample_rate=RATE, audio_out_sample_rate=RATE)
BOOK = "I need to cancel my appointment."


class MeasuringRecogniser:
    """The real engine; notes the length of what it is given."""

    def __init__(self, engine: WhisperEngine) -> None:
        self._engine = engine
        self.segments: list[float] = []

    async def transcribe(
        self, audio: bytes, *, rate: int, language: str, rivals: Mapping[str, float] = NO_RIVALS
    ) -> Transcript:
        self.segments.append(len(audio) / 2 / rate)
        heard = await self._engine.transcribe(audio, rate=rate, language=language, rivals=rivals)
        return heard

    async def close(self) -> None:
        pass


def audio(pcm: bytes) -> list[Frame]:
    return [
        InputAudioRawFrame(audio=pcm[place : place + 320], sample_rate=RATE, num_channels=1)
        for place in range(0, len(pcm) - 319, 320)
    ]


def segment(pcm: bytes) -> list[Frame]:
    """Speech as the service sees it: the VAD's start comes 0.2 s after the first sound."""
    frames = audio(pcm)
    return [*frames[:10], VADUserStartedSpeakingFrame(start_secs=0.2), *frames[10:]]


async def hear(
    recogniser: Recogniser, frames: Sequence[Frame], language: str = "en"
) -> tuple[list[Frame], list[Frame]]:
    service = WhisperService(recogniser, lambda: language)
    down, up = await run_test(service, frames_to_send=frames, pipeline_params=PARAMS)
    wanted = (TranscriptionFrame, NothingHeardFrame, EngineFailedFrame)
    return [f for f in down if isinstance(f, wanted)], [f for f in up if isinstance(f, wanted)]


def stop() -> VADUserStoppedSpeakingFrame:
    return VADUserStoppedSpeakingFrame(stop_secs=0.2)


@pytest.mark.parametrize(("language", "text"), [("en", BOOK), ("fr", "Je dois annuler mon rendez-vous.")])
async def test_a_segment_gives_one_final_transcript(
    whisper: WhisperEngine, piper: PiperEngine, language: str, text: str
) -> None:
    speech = await piper.synthesise(text, language=language, rate=RATE)
    down, up = await hear(whisper, [*segment(speech.pcm), stop(), SleepFrame(1.0)], language)
    assert [type(frame) for frame in down] == [TranscriptionFrame]
    assert down[0].finalized
    assert down[0].language == language
    assert len(set(text.lower().split()) & set(down[0].text.lower().split())) >= 3
    assert up == []


async def test_a_cough_is_told_both_ways(whisper: WhisperEngine) -> None:
    cough = (np.random.default_rng(5).normal(0, 0.1, RATE // 2) * 32767).clip(-32767, 32767).astype("<i2").tobytes()
    down, up = await hear(whisper, [*segment(cough), stop(), SleepFrame(1.0)])
    assert [type(frame) for frame in (*down, *up)] == [NothingHeardFrame, NothingHeardFrame]
    assert down[0].last
    assert not down[0].failed
    assert 0.4 < down[0].seconds < 1.5


async def test_a_transcript_that_comes_while_the_caller_goes_on_is_not_final(
    whisper: WhisperEngine, piper: PiperEngine
) -> None:
    first = (await piper.synthesise(BOOK, language="en", rate=RATE)).pcm
    second = (await piper.synthesise("On Tuesday at ten thirty.", language="en", rate=RATE)).pcm
    frames = [*segment(first), stop(), VADUserStartedSpeakingFrame(start_secs=0.2), SleepFrame(1.0)]
    down, _ = await hear(whisper, [*frames, *audio(second), stop(), SleepFrame(1.0)])
    assert [frame.finalized for frame in down] == [False, True]


async def test_a_transcript_is_not_final_while_a_later_segment_waits(
    whisper: WhisperEngine, piper: PiperEngine
) -> None:
    speech = (await piper.synthesise(BOOK, language="en", rate=RATE)).pcm
    down, _ = await hear(whisper, [*segment(speech), stop(), *segment(speech), stop(), SleepFrame(1.5)])
    assert [frame.finalized for frame in down] == [False, True]


async def test_only_half_a_second_before_the_start_is_transcribed(whisper: WhisperEngine, piper: PiperEngine) -> None:
    speech = (await piper.synthesise(BOOK, language="en", rate=RATE)).pcm
    recogniser = MeasuringRecogniser(whisper)
    await hear(recogniser, [*audio(bytes(2 * RATE * 5)), *segment(speech), stop(), SleepFrame(1.0)])
    assert recogniser.segments == [pytest.approx(len(speech) / 2 / RATE + 0.5 - 0.2 + 0.2, abs=0.05)]


async def test_a_broken_recogniser_ends_the_turn_and_says_so() -> None:
    broken = WhisperEngine(recogniser_folder("pocket", Path()))
    await broken.close()
    down, up = await hear(broken, [*segment(bytes(2 * RATE)), stop(), SleepFrame(0.5)])
    assert {type(frame) for frame in down} == {EngineFailedFrame, NothingHeardFrame}
    assert [frame.engine for frame in down if isinstance(frame, EngineFailedFrame)] == ["recogniser"]
    assert [frame.failed for frame in (*down, *up) if isinstance(frame, NothingHeardFrame)] == [True, True]


REPLY = ["D'accord, mardi cinq mai.", "Quel est votre nom ?"]


async def say(synthesiser: PiperEngine, frames: Sequence[Frame], language: str = "fr") -> list[Frame]:
    down, _ = await run_test(PiperService(synthesiser, lambda: language), frames_to_send=frames, pipeline_params=PARAMS)
    return list(down)


def reply(sentences: Sequence[str]) -> list[Frame]:
    return [LLMFullResponseStartFrame(), *(LLMTextFrame(text) for text in sentences), LLMFullResponseEndFrame()]


async def test_every_sentence_is_spoken_whole_at_the_calls_rate(piper: PiperEngine) -> None:
    down = await say(piper, [*reply(REPLY), SleepFrame(0.5)])
    spoken = [frame for frame in down if isinstance(frame, TTSAudioRawFrame)]
    rendered = [await piper.synthesise(text, language="fr", rate=RATE) for text in REPLY]
    assert [frame.audio for frame in spoken] == [speech.pcm for speech in rendered]
    assert {frame.sample_rate for frame in spoken} == {RATE}
    assert isinstance(down[-1], LLMFullResponseEndFrame)


async def test_words_are_timed_through_the_whole_reply(piper: PiperEngine) -> None:
    down = await say(piper, [*reply(REPLY), SleepFrame(0.5)])
    words = [frame for frame in down if isinstance(frame, TTSTextFrame)]
    assert " ".join(frame.text for frame in words) == " ".join(REPLY)
    times = [frame.pts for frame in words]
    assert times == sorted(times)
    seconds = sum(len(frame.audio) for frame in down if isinstance(frame, TTSAudioRawFrame)) / 2 / RATE
    first_word = len(REPLY[0].split()[0]) / len(" ".join(REPLY)) * seconds
    assert (times[-1] - times[0]) / 1e9 == pytest.approx(seconds - first_word, abs=0.5)


async def test_an_interruption_ends_the_speech(piper: PiperEngine) -> None:
    many = [f"Voici la phrase numéro {number}." for number in range(30)]
    down = await say(
        piper,
        [LLMFullResponseStartFrame(), *map(LLMTextFrame, many), SleepFrame(0.2), InterruptionFrame(), SleepFrame(0.5)],
    )
    interrupted = next(place for place, frame in enumerate(down) if isinstance(frame, InterruptionFrame))
    assert not [frame for frame in down[interrupted:] if isinstance(frame, TTSAudioRawFrame)]
    assert sum(isinstance(frame, TTSAudioRawFrame) for frame in down) < len(many)


async def test_a_sentence_without_words_is_silent(piper: PiperEngine) -> None:
    down = await say(piper, [*reply(["...", "Oui."]), TTSSpeakFrame("?"), SleepFrame(0.5)])
    assert len([frame for frame in down if isinstance(frame, TTSAudioRawFrame)]) == 1


async def test_a_broken_synthesiser_says_so_and_claims_no_words(tmp_path: Path) -> None:
    broken = PiperEngine({"fr": voice_file("pocket", "fr", tmp_path)})
    await broken.close()
    down = await say(broken, [*reply(REPLY[:1]), SleepFrame(0.5)])
    assert [frame.engine for frame in down if isinstance(frame, EngineFailedFrame)] == ["synthesiser"]
    assert not [frame for frame in down if isinstance(frame, TTSTextFrame)]


def test_without_alignment_words_share_the_time_by_their_letters() -> None:
    speech = Speech("one three fifteen", bytes(2 * 17 * 100), 100)
    assert word_times(speech, 2.0) == [("one", 5.0), ("three", 11.0), ("fifteen", 19.0)]


def test_punctuation_on_its_own_belongs_to_the_word_before() -> None:
    speech = Speech("votre nom ?", bytes(2000), 1000, alignment=((5, 400), (11, 900)))
    assert word_times(speech, 0.0) == [("votre", 0.4), ("nom", 0.9), ("?", 0.9)]
