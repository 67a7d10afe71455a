"""When the caller has finished, by events and virtual time alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.pipelines.turns.patience import Patience, TurnPatience
from frontdesk.pipelines.turns.words import hint

P = Patience()


def turn(*events: tuple[object, ...]) -> TurnPatience:
    """Play events: ("start",), ("stop", at), ("judge", probability), ("text", words)."""
    thinking = TurnPatience(P)
    thinking.turn_started()
    for name, *values in events:
        {
            "start": thinking.speech_started,
            "stop": thinking.speech_stopped,
            "judge": thinking.judged,
            "text": thinking.heard,
        }[str(name)](*values)  # type: ignore[operator]
    return thinking


@pytest.mark.parametrize(
    ("probability", "words", "wait"),
    [
        (0.95, "I would like an appointment.", 0.0),
        (0.5, "I would like an appointment.", P.unsure_wait),
        (None, "I would like an appointment.", P.unsure_wait),
        (0.05, "I would like an appointment.", P.open_wait),
        (0.5, "Yes.", 0.0),
        (0.05, "Oui.", P.closed_wait),
        (0.95, "I would like to come on", P.open_wait),
        (0.95, "Mon numéro est", P.open_wait),
        (0.95, "514 555", P.open_wait),
        (0.95, "At 3:15.", 0.0),
    ],
)
def test_a_pause_is_judged_by_melody_and_words(probability: float | None, words: str, wait: float) -> None:
    thinking = turn(("start",), ("stop", 10.0), ("judge", probability), ("text", words))
    assert thinking.ends_at() == pytest.approx(10.0 + wait)


def test_order_of_verdict_and_text_does_not_matter() -> None:
    one = turn(("start",), ("stop", 1.0), ("judge", 0.9), ("text", "Hello."))
    other = turn(("start",), ("stop", 1.0), ("text", "Hello."), ("judge", 0.9))
    assert one.ends_at() == other.ends_at() == 1.0


def test_a_cough_ends_its_turn_at_once() -> None:
    assert turn(("start",), ("stop", 4.0), ("text", "")).ends_at() == 4.0


def test_nothing_ends_while_the_caller_speaks() -> None:
    assert turn(("start",)).ends_at() is None
    assert turn(("start",), ("stop", 1.0), ("judge", 0.99), ("text", "Hello."), ("start",)).ends_at() is None


def test_a_late_text_of_the_first_half_does_not_end_the_turn() -> None:
    halves = [
        ("start",),
        ("stop", 1.0),
        ("judge", 0.9),
        ("start",),
        ("text", "I would like"),
        ("stop", 3.0),
        ("judge", 0.9),
    ]
    assert turn(*halves).ends_at() == 3.0 + P.longest_text_wait
    assert turn(*halves, ("text", "an appointment.")).ends_at() == 3.0


def test_a_text_that_never_comes_is_given_up() -> None:
    thinking = turn(("start",), ("stop", 1.0), ("judge", 0.9))
    assert thinking.ends_at() == 1.0 + P.longest_text_wait
    thinking.turn_stopped()
    thinking.turn_started()
    thinking.speech_started()
    thinking.speech_stopped(9.0)
    thinking.judged(0.9)
    thinking.heard("the late one")
    assert thinking.ends_at() == 9.0 + P.longest_text_wait
    thinking.heard("Now.")
    assert thinking.ends_at() == 9.0


@given(st.lists(st.tuples(st.floats(0, 1), st.text(max_size=12)), min_size=1, max_size=5), st.randoms())
def test_no_turn_ends_before_every_segment_is_heard_and_none_hangs(
    segments: list[tuple[float, str]], random: object
) -> None:
    thinking = turn()
    for number, (probability, _) in enumerate(segments):
        thinking.speech_started()
        thinking.speech_stopped(float(number))
        thinking.judged(probability)
    last = float(len(segments) - 1)
    for _, words in segments:
        assert thinking.ends_at() == last + P.longest_text_wait
        thinking.heard(words)
    ends = thinking.ends_at()
    assert ends is not None
    assert last <= ends <= last + P.open_wait


@pytest.mark.parametrize("words", ["yes", "Yes, please.", "No, thank you!", "D'accord.", "C’est tout.", "oui merci"])
def test_whole_short_answers_are_closed(words: str) -> None:
    assert hint(words) == "closed"


@pytest.mark.parametrize("words", ["Tuesday at", "my name is", "Je voudrais", "et", "um", "555 01 9", "On Friday and"])
def test_dangling_words_are_open(words: str) -> None:
    assert hint(words) == "open"


@pytest.mark.parametrize(
    "words", ["", "Tuesday", "at 3 15", "in 2026", "514 555 0142", "Yes, on Tuesday at three.", "le 4"]
)
def test_other_words_say_nothing(words: str) -> None:
    assert hint(words) is None
