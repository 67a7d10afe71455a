"""The caller: the file, the day that is meant, what is said to what is heard, ears, and delays at the wire."""

import asyncio
import itertools
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.bot.demo.caller import Caller, load_caller
from frontdesk.bot.demo.conversation import LOST_AT_MOST, Conversation
from frontdesk.bot.demo.ears import Ears
from frontdesk.bot.demo.latency import answers, first_word_ms
from frontdesk.bot.demo.likeness import picture
from frontdesk.bot.demo.visit import Visit, chosen
from frontdesk.bot.demo.voice import CallerVoice, Timbre
from frontdesk.bot.demo.wire import ulaw
from frontdesk.bot.demo.wire.playout import Played
from frontdesk.bot.demo.wire.recording import Crossing, Recording
from frontdesk.bot.settings import example_clinic
from frontdesk.clinic import WEEKDAYS, load_clinic
from frontdesk.errors import ConfigurationError
from frontdesk.models.store import voice_file

CALLERS = sorted((Path(__file__).parents[2] / "frontdesk/bot/demo/callers").glob("*.toml"))
CLINIC = load_clinic(example_clinic())


def a_visit(**rule) -> Visit:
    return Visit(words="on {date}", weekday="tuesday", time=time(15), **rule)


@pytest.mark.parametrize(
    ("today", "rule", "day"),
    [
        (date(2026, 11, 20), {"weeks_ahead": 1}, date(2026, 11, 24)),  # a Friday
        (date(2026, 11, 22), {"weeks_ahead": 1}, date(2026, 11, 24)),  # a Sunday
        (date(2026, 11, 23), {"weeks_ahead": 1}, date(2026, 12, 1)),  # a Monday
        (date(2026, 11, 24), {"weeks_ahead": 0}, date(2026, 11, 24)),
        (date(2026, 11, 23), {"nth_from_tomorrow": 1}, date(2026, 11, 24)),
        (date(2026, 11, 24), {"nth_from_tomorrow": 1}, date(2026, 12, 1)),
        (date(2026, 11, 24), {"nth_from_tomorrow": 2}, date(2026, 12, 8)),
    ],
)
def test_the_rule_of_a_visit_is_plain_arithmetic(today, rule, day):
    assert a_visit(**rule).day(today) == day


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 26), ("on December 1st", "on premier décembre")),
        (date(2026, 11, 5), ("on November 10th", "on 10 novembre")),
        (date(2026, 11, 18), ("on November 24th", "on 24 novembre")),
        (date(2026, 12, 17), ("on December 22nd", "on 22 décembre")),
        (date(2026, 6, 16), ("on June 23rd", "on 23 juin")),
    ],
)
def test_the_date_of_a_visit_can_be_said(today, words):
    visit = a_visit(nth_from_tomorrow=1)
    assert (visit.said(today, "en"), visit.said(today, "fr")) == words


@pytest.mark.parametrize("path", CALLERS, ids=lambda path: path.stem)
@given(day=st.dates(date(2026, 1, 1), date(2036, 1, 1)), hour=st.integers(0, 23))
def test_on_any_day_the_caller_asks_for_an_open_future_time(path, day, hour):
    caller = load_caller(path)
    now = datetime.combine(day, time(hour, 59), CLINIC.timezone)
    start = chosen(caller.visits, CLINIC, now).start(now)
    assert start - now > timedelta(minutes=CLINIC.notice_minutes)
    assert start.date() - day <= timedelta(days=CLINIC.horizon_days)
    assert not any(closure.covers(start.date()) for closure in CLINIC.closures if closure.practitioner is None)
    assert any(opening.opens <= start.time() < opening.closes for opening in CLINIC.hours.on(start.date()))
    assert start.weekday() == WEEKDAYS.index(chosen(caller.visits, CLINIC, now).weekday)


def test_a_bad_caller_file_names_every_problem(tmp_path):
    text = next(path for path in CALLERS if path.stem == "demo").read_text(encoding="utf-8")
    bad = tmp_path / "bad.toml"
    bad.write_text(text.replace('number = "+', 'number = "').replace("weeks_ahead", "days_ahead"), encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_caller(bad)
    assert any("number" in problem for problem in caught.value.problems)
    assert any("days_ahead" in problem for problem in caught.value.problems)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_caller(tmp_path / "none.toml")


def a_caller(**more) -> Caller:
    replies = [
        {"hears": ["Your name?"], "says": "It's me.", "times": 1},
        {"hears": ["Your name?", "Can I help?"], "says": "An appointment {when}."},
    ]
    whole = {
        "language": "en",
        "number": "+15145550142",
        "name": "A B",
        "phone": "+15145550142",
        "service": "checkup",
        "visits": [a_visit(weeks_ahead=1)],
        "replies": replies,
        "again": ["Say again?"],
        "lost": "Pardon?",
        "silence": "Hello?",
    }
    return Caller.model_validate(whole | more)


def test_the_caller_says_the_first_reply_that_fits_and_asks_again_when_lost():
    caller = a_caller()
    assert caller.listens_for == {"Your name?", "Can I help?", "Say again?"}
    talk = Conversation(caller, caller.visits[0], datetime(2026, 11, 20, 12, tzinfo=UTC))
    assert talk.answer(frozenset({"Can I help?"})) == "An appointment on November 24th."
    assert talk.answer(frozenset({"Your name?"})) == "It's me."
    assert talk.answer(frozenset({"Say again?"})) == "It's me."
    assert talk.answer(frozenset({"Your name?"})) == "An appointment on November 24th."
    assert talk.answer(frozenset({"Your name?"})) == "Pardon?"
    assert [talk.answer(None) for _ in range(LOST_AT_MOST)] == ["Hello?"] * (LOST_AT_MOST - 1) + [None]


def a_tone(seconds: float) -> bytes:
    at = np.arange(round(seconds * ulaw.RATE)) / ulaw.RATE
    return ulaw.encode((8000 * np.sin(2 * np.pi * 440 * at)).astype(np.int16))


async def listen(ears: Ears, audio: bytes, **limits: float) -> frozenset[str] | None:
    """Play `audio`, then silence for as long as it takes."""

    async def play() -> None:
        for at in itertools.count(0, ulaw.FRAME):
            ears.hear(Played(audio[at : at + ulaw.FRAME].ljust(ulaw.FRAME, ulaw.SILENCE), ulaw.FRAME, ()))
            await asyncio.sleep(0.001 if at > len(audio) else 0)

    playing = asyncio.create_task(play())
    heard = await ears.turn(**limits)
    playing.cancel()
    return heard


def as_played(samples: np.ndarray, gain: float) -> bytes:
    """Louder or softer, and not where a frame begins."""
    quiet = np.zeros(777, np.int16)
    return ulaw.encode(np.concatenate([quiet, (samples * gain).astype(np.int16), quiet]))


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_ears_tell_the_known_sentences_apart_inside_others(language):
    caller = load_caller(next(path for path in CALLERS if load_caller(path).language == language))
    voice = CallerVoice(voice_file("pocket", language, Path()), Timbre())
    known = {sentence: picture(ulaw.decode(voice.speak(sentence, edge=0))) for sentence in caller.listens_for}
    before = ulaw.decode(voice.speak({"en": "I have Monday at nine.", "fr": "J'ai lundi à neuf heures."}[language]))
    replies = {sentence: number for number, reply in enumerate(caller.replies) for sentence in reply.hears}
    for sentence in sorted(known):
        ears = Ears(known)
        speech = np.concatenate([before, ulaw.decode(voice.speak(sentence))])
        heard = await listen(ears, as_played(speech, 0.6), pause=0.7, patience=5)
        assert heard is not None
        assert sentence in heard
        assert {replies.get(other) for other in heard} == {replies.get(sentence)}
    ears = Ears(known)
    assert await listen(ears, as_played(before, 1.0), pause=0.7, patience=5) == frozenset()
    ears.forget()
    assert await listen(ears, b"", pause=0.7, patience=2) is None


def cut(audio: bytes, begun: float, *, ends: bool) -> list[Crossing]:
    """Audio as it crosses the wire: the caller's frames at their end, the server's at their beginning."""
    frames = [audio[at : at + ulaw.FRAME] for at in range(0, len(audio), ulaw.FRAME)]
    return [Crossing(begun + (number + ends) * 0.02, frame) for number, frame in enumerate(frames)]


@given(
    lead=st.integers(0, 40),
    spoken=st.integers(5, 60),
    gap=st.integers(1, 150),
    inner=st.integers(0, 40),
    tail=st.integers(0, 9),
)
def test_voice_to_voice_is_measured_from_sample_to_sample(lead, spoken, gap, inner, tail):
    def quiet(frames: int) -> bytes:
        return ulaw.SILENCE * ulaw.FRAME * frames

    caller = quiet(lead) + a_tone(spoken * 0.02) + quiet(inner) + a_tone(0.2) + quiet(tail)
    ended = (lead + spoken + inner + 10) * 0.02
    recording = Recording(
        sent=cut(caller, 0.0, ends=True), received=cut(quiet(3) + a_tone(1.0), ended + gap * 0.02, ends=False)
    )
    found = answers(recording)
    assert len(found) == 1
    assert not found[0].cut_in
    assert found[0].milliseconds == pytest.approx(gap * 20 + 60, abs=6)
    assert first_word_ms(recording, 0.0) == pytest.approx((ended + gap * 0.02 + 0.06) * 1000, abs=6)


def test_an_answer_that_cuts_in_or_never_comes_is_told_apart():
    sent = cut(a_tone(2.0), 0.0, ends=True) + cut(a_tone(1.0), 5.0, ends=True)
    found = answers(Recording(sent=sent, received=cut(a_tone(0.5), 1.0, ends=False)))
    assert [(answer.cut_in, answer.milliseconds) for answer in found] == [(True, None), (False, None)]


@pytest.mark.parametrize(("pitch", "speed"), [(1.0, 1.0), (1.2, 1.0), (1.0, 1.25)])
def test_pitch_leaves_the_tempo_and_speed_changes_it(pitch, speed):
    file = voice_file("pocket", "en", Path())
    plain = len(CallerVoice(file, Timbre()).speak("I would like to come in on Tuesday."))
    made = len(CallerVoice(file, Timbre(pitch, speed)).speak("I would like to come in on Tuesday."))
    assert made * speed == pytest.approx(plain, rel=0.12)
    assert CallerVoice(file, Timbre()).speak("") == b""
