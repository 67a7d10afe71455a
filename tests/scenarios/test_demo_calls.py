"""Spoken calls from socket to calendar, in real time, graded by the event that they leave behind."""

import wave
from pathlib import Path

import numpy as np
import pytest

from frontdesk.bot.cli.demo import demonstrate
from frontdesk.bot.demo.caller import load_caller
from frontdesk.bot.demo.display import Quiet

CALLERS = sorted((Path(__file__).parents[2] / "frontdesk/bot/demo/callers").glob("*.toml"))

pytestmark = pytest.mark.spoken


@pytest.mark.parametrize("path", CALLERS, ids=lambda path: path.stem)
async def test_a_caller_books_and_the_event_is_right(path, tmp_path):
    report = await demonstrate(load_caller(path), tmp_path / "server", tmp_path / "call.wav", Quiet())
    assert report.problems == [], report.script
    assert len(report.events) == 1
    assert len(report.delays) >= 3
    check_both_voices(report.wav)


def check_both_voices(path: Path) -> None:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (2, 8000, 2)
        both = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    for side in (0, 1):
        assert (np.abs(both[:, side].astype(int)) > 1000).sum() > 4000, "half a second of loud samples"
