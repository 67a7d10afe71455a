"""Shared analysers: one session for all calls, no state shared, and the same verdict at 8 and at 16 kHz."""

from pathlib import Path

import numpy as np
import pytest
import soxr
from pipecat.audio.vad.vad_analyzer import VADParams, VADState

from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.vad import SharedSilero, SharedSmartTurn, warm_up

FINISHED = [("en", "I need to cancel my appointment."), ("fr", "Je dois annuler mon rendez-vous.")]
UNFINISHED = [("en", "I would like to book an appointment on"), ("fr", "Je voudrais prendre rendez-vous pour le")]


async def states(analyser: SharedSilero, pcm: bytes, rate: int) -> list[VADState]:
    analyser.set_sample_rate(rate)
    step = rate // 50 * 2
    return [await analyser.analyze_audio(pcm[place : place + step]) for place in range(0, len(pcm) - step + 1, step)]


def test_all_calls_share_the_sessions() -> None:
    warm_up()
    assert SharedSilero()._model.session is SharedSilero()._model.session
    assert SharedSmartTurn()._session is SharedSmartTurn()._session


@pytest.mark.parametrize("rate", [8000, 16_000])
async def test_speech_is_told_from_silence(piper: PiperEngine, rate: int) -> None:
    speech = await piper.synthesise("I would like to book an appointment.", language="en", rate=rate)
    silence = bytes(2 * rate)
    heard = await states(SharedSilero(params=VADParams(stop_secs=0.2)), silence + speech.pcm + silence, rate)
    assert VADState.SPEAKING not in heard[:45]
    assert VADState.SPEAKING in heard
    assert heard[-1] is VADState.QUIET


async def test_one_call_does_not_hear_another(piper: PiperEngine) -> None:
    speech = await piper.synthesise("I would like to book an appointment.", language="en", rate=8000)
    alone = await states(SharedSilero(), speech.pcm, 8000)
    talking, quiet = SharedSilero(), SharedSilero()
    talking.set_sample_rate(8000)
    quiet.set_sample_rate(8000)
    heard, other = [], []
    for place in range(0, len(speech.pcm) - 319, 320):
        heard.append(await talking.analyze_audio(speech.pcm[place : place + 320]))
        other.append(await quiet.analyze_audio(bytes(320)))
    assert heard == alone
    assert set(other) == {VADState.QUIET}


async def test_the_end_of_one_call_leaves_the_others_working() -> None:
    ended = SharedSilero()
    await ended.cleanup()
    await SharedSmartTurn().cleanup()
    assert await states(SharedSilero(), bytes(3200), 8000)


@pytest.mark.parametrize(("language", "text"), FINISHED + UNFINISHED)
async def test_the_turn_analyser_hears_the_same_at_both_rates(piper: PiperEngine, language: str, text: str) -> None:
    speech = await piper.synthesise(text, language=language, rate=8000)
    low = np.concatenate([np.zeros(4000), np.frombuffer(speech.pcm, dtype="<i2") / 32768.0, np.zeros(1600)])
    low = low.astype(np.float32)
    verdicts = []
    for rate, audio in ((8000, low), (16_000, soxr.resample(low, 8000, 16_000, quality="HQ"))):
        analyser = SharedSmartTurn()
        analyser.set_sample_rate(rate)
        verdicts.append(analyser._predict_endpoint(audio))
    assert verdicts[0]["prediction"] == verdicts[1]["prediction"]
    assert verdicts[0]["probability"] == pytest.approx(verdicts[1]["probability"], abs=0.05)


def test_no_audio_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIPECAT_SMART_TURN_LOG_DATA", "1")
    monkeypatch.chdir(tmp_path)
    analyser = SharedSmartTurn()
    analyser.set_sample_rate(8000)
    analyser._predict_endpoint(np.zeros(8000, dtype=np.float32))
    assert not list(tmp_path.iterdir())
