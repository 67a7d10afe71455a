"""The graders themselves: what must be noticed is noticed. No call is played here."""

import asyncio
import audioop
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.bot.demo.wire.playout import Played
from frontdesk.bot.demo.wire.ulaw import SILENCE
from frontdesk.bot.settings import example_clinic
from frontdesk.clinic import load_clinic
from frontdesk.models.ports import Speech
from tests.scenarios.behaviour import Behaviour
from tests.scenarios.calendars import Entry
from tests.scenarios.hearing import Hearing
from tests.scenarios.ledger import calendar_problems
from tests.scenarios.recordings import Line, Stretch, closed_up
from tests.scenarios.scenario import After, Event, Moved, Reply, Turn, load_all
from tests.scenarios.script import Cue

CLINIC = load_clinic(example_clinic())
THREE = datetime(2026, 5, 12, 15, 0)


def test_every_kind_is_there_in_both_languages():
    kinds = {language: {s.kind for s in load_all() if s.name.startswith(language)} for language in ("en", "fr")}
    assert kinds["en"] == kinds["fr"]
    assert len(kinds["en"]) >= 24
    assert sum(scenario.daily for scenario in load_all()) == 12


def entry(uid: str, hour: int, name: str, text: str = "as it was") -> Entry:
    start = THREE.replace(hour=hour, tzinfo=CLINIC.timezone)
    return Entry("tremblay", start, start.replace(minute=30), name, None, "checkup", uid, text)


def event(hour: int, name: str) -> Event:
    return Event(calendar="tremblay", start=THREE.replace(hour=hour), name=name, service="checkup")


def problems(after: After, before: list[Entry], now: list[Entry]) -> list[str]:
    house = SimpleNamespace(clinic=CLINIC, uids={"own": "a"})
    return calendar_problems(cast(Any, house), after, before, now)


MINE, OTHERS = entry("a", 9, "James Baker"), entry("b", 10, "Olga Petrov")


@pytest.mark.parametrize(
    ("after", "now"),
    [
        (After(), [MINE, OTHERS]),
        (After(removed=("own",)), [OTHERS]),
        (After(added=(event(11, "Maria Silva"),)), [MINE, OTHERS, entry("c", 11, "Maria Silva")]),
        (After(moved=(Moved(id="own", start=THREE.replace(hour=14)),)), [OTHERS, entry("a", 14, "James Baker", "new")]),
    ],
    ids=["nothing", "removed", "added", "moved"],
)
def test_what_is_allowed_is_no_problem(after, now):
    assert problems(after, [MINE, OTHERS], now) == []


@pytest.mark.parametrize(
    ("after", "now"),
    [
        (After(), [MINE]),
        (After(), [MINE, OTHERS, entry("c", 11, "Maria Silva")]),
        (After(), [MINE, replace(OTHERS, text="touched")]),
        (After(removed=("own",)), [MINE, OTHERS]),
        (After(removed=("own",)), [MINE]),
        (After(added=(event(11, "Maria Silva"),)), [MINE, OTHERS]),
        (After(added=(event(11, "Maria Silva"),)), [MINE, OTHERS, *2 * [entry("c", 11, "Maria Silva")]]),
        (After(moved=(Moved(id="own", start=THREE.replace(hour=14)),)), [OTHERS, entry("x", 14, "James Baker")]),
        (After(moved=(Moved(id="own", start=THREE.replace(hour=14)),)), [MINE, OTHERS, entry("x", 14, "James Baker")]),
    ],
)
def test_every_other_change_is_vetoed(after, now):
    assert problems(after, [MINE, OTHERS], now) != []


def speech(text: str, seed: int, samples: int = 4000) -> Speech:
    wave = np.random.default_rng(seed).integers(-9000, 9000, samples).astype("<i2")
    return Speech(text, wave.tobytes(), 8000, ((5, samples // 2), (len(text), samples)))


def play(ear: Hearing, audio: bytes) -> None:
    for start in range(0, len(audio), 160):
        frame = audio[start : start + 160]
        ear.hear(Played(frame.ljust(160, SILENCE), len(frame), ()))


def test_sentences_are_heard_word_for_word_and_a_cut_one_up_to_the_cut():
    ear, first, second = Hearing(), speech("Hello there.", 1), speech("Goodbye now.", 2)
    for known in (first, second):
        ear.learn(known)
    play(ear, audioop.lin2ulaw(first.pcm, 2))
    ear.hear(Played(SILENCE * 160, 0, ()))
    play(ear, audioop.lin2ulaw(second.pcm, 2)[:2400])
    assert ear.everything() == "Hello there. Goodb"
    ear.forget()
    play(ear, audioop.lin2ulaw(first.pcm, 2))
    assert ear.words() == "Hello there."


@given(st.lists(st.integers(1, 40), max_size=6))
def test_a_line_cut_into_any_segments_loses_and_doubles_no_word(cuts: list[int]):
    sent = bytearray(SILENCE * 100)
    cue = Cue("en", lambda: sent)
    audio = b"\x10" * 1600 + SILENCE * 3200 + b"\x10" * 1600
    cue.begin(
        Turn(says="next Tuesday [pause 0.4] at three"),
        Line(audio, (Stretch("next Tuesday", 1600), Stretch("at three", 6400))),
    )

    async def segments() -> list[str]:
        heard = []
        for frames in [*cuts, 40]:
            sent.extend(audio[len(sent) - 100 :][: frames * 160])
            heard.append(asyncio.ensure_future(cue.said()))
            await asyncio.sleep(0)
        sent.extend(SILENCE * 1600)
        return [await words for words in heard]

    words = " ".join(asyncio.run(segments())).lower().replace(".", "").split()
    assert words == ["next", "tuesday", "at", "three"]


def test_the_same_prompt_gets_the_same_reply_and_a_grown_one_the_next():
    cue = Cue("en", bytearray)
    cue.begin(Turn(says="hello", model=(Reply(words="one"), Reply(words="two"))), Line(b"", ()))
    first: list[Any] = [{"role": "user", "content": "hello"}]
    grown = [*first, {"role": "tool", "content": "{}"}]
    assert [cue.reply(prompt).words for prompt in (first, first, grown, first)] == ["one", "one", "two", "one"]
    assert not cue.problems
    cue.reply([*grown, *grown])
    assert cue.problems


def test_lines_are_given_once_in_order_and_again_only_to_a_real_model():
    turns = (Turn(hears="name", says="a"), Turn(hears="name", says="b"), Turn(cuts_in="moment", says="c"))
    strict, free = (Behaviour(turns, "en", free=free) for free in (False, True))
    assert [turn.says if turn else None for turn in (strict.answer("Your name?") for _ in range(3))] == ["a", "b", None]
    assert strict.at_a_loss("what?") is None
    assert strict.interrupt("One moment") == turns[2]
    assert strict.left() == []
    assert [turn.says if turn else None for turn in (free.answer("Your name?") for _ in range(3))] == ["a", "b", "a"]
    assert free.at_a_loss("what?") is not None


def test_long_gaps_inside_a_stretch_are_closed():
    loud = b"\x10" * 800
    assert len(closed_up(loud + SILENCE * 4000 + loud)) == 2 * len(loud) + 800
