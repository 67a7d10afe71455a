"""From what a caller means to what is heard: nothing is taken for understood that nobody could understand."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.bot.evaluation.speech import Voice, hesitant
from frontdesk.bot.evaluation.wording import Piece
from frontdesk.models.normaliser import normalise

CLEAR, PLAIN = Voice("en", plain=False), Voice("en", plain=True)
NAME = [Piece("It's "), Piece("Ann Smith", "name"), Piece(", please.")]
WHEN = [Piece("tomorrow at three", "when"), Piece(", okay?")]


def mumbling(*words: str) -> Voice:
    """Of everything else only these words arrive."""
    return Voice("en", plain=False, misheard=lambda text: text if text in words else "blah")


def test_a_clear_voice_is_heard_as_it_speaks() -> None:
    said = CLEAR.heard([("say_name", NAME)])
    assert said.text == normalise("It's Ann Smith, please.", "en")
    (act,) = said.acts
    assert (act.kind, act.told, act.words) == ("say_name", {"name": "Ann Smith"}, "It's Ann Smith, please.")


def test_a_sentence_begins_with_a_capital() -> None:
    assert CLEAR.heard([("say_when", WHEN)]).text.startswith("Tomorrow at three")


def test_a_plain_voice_has_neither_capitals_nor_marks() -> None:
    said = PLAIN.heard([("say_name", NAME), ("say_when", WHEN)])
    assert not set(said.text) & set(",?!;")
    assert said.text == said.text.lower()
    assert [act.told for act in said.acts] == [{"name": "ann smith"}, {"when": "tomorrow at three"}]


def test_two_acts_make_one_turn() -> None:
    said = CLEAR.heard([("say_name", NAME), ("say_when", WHEN)])
    assert [act.kind for act in said.acts] == ["say_name", "say_when"]
    assert said.text == normalise("It's Ann Smith, please. tomorrow at three, okay?", "en")


def test_a_fact_that_is_lost_makes_the_act_garbled() -> None:
    (act,) = mumbling("It's", ", please.").heard([("say_name", NAME)]).acts
    assert (act.kind, act.told) == ("garbled", {})


def test_words_that_are_lost_make_the_act_garbled() -> None:
    pieces = [Piece("I would really like to come in "), Piece("tomorrow", "when")]
    (act,) = mumbling("tomorrow").heard([("book", pieces)]).acts
    assert (act.kind, act.told) == ("garbled", {"when": "tomorrow"})


def test_a_slip_of_the_ear_is_told_as_it_was_heard() -> None:
    voice = Voice("en", plain=False, misheard=lambda text: text.replace("Smith", "Smyth"))
    (act,) = voice.heard([("say_name", NAME)]).acts
    assert (act.kind, act.told) == ("say_name", {"name": "Ann Smyth"})


@given(text=st.text(max_size=12), spaces=st.tuples(st.integers(0, 2), st.integers(0, 2)))
def test_mishearing_keeps_the_spaces_around(text: str, spaces: tuple[int, int]) -> None:
    """The next piece must not grow together with it."""
    piece = Piece(" " * spaces[0] + text.strip() + " " * spaces[1])
    voice = Voice("fr", plain=False, misheard=lambda words: words[::-1])
    (act,) = voice.heard([("book", [Piece("a"), piece, Piece("b")])]).acts
    kept = text.strip()[::-1] if any(letter.isalpha() for letter in text) else text.strip()
    assert act.words == " ".join(f"a{' ' * spaces[0]}{kept}{' ' * spaces[1]}b".split())


@pytest.mark.parametrize("seed", range(20))
def test_hesitation_changes_nothing_but_the_beginning(seed: int) -> None:
    pieces = hesitant(NAME, "um,", Random(seed))
    words = "".join(piece.text for piece in pieces)
    assert words in ("um, it's Ann Smith, please.", "It's um, Ann Smith, please.")
    assert [piece for piece in pieces if piece.slot] == [Piece("Ann Smith", "name")]


@pytest.mark.parametrize("first", ["I need it.", "I'd like that."])
def test_i_keeps_its_capital(first: str) -> None:
    assert "".join(piece.text for piece in hesitant([Piece(first)], "well,", Random(1))) == f"well, {first}"


@pytest.mark.parametrize("name", ["Ann Smith", "Tremblay"])
def test_names_keep_theirs(name: str) -> None:
    pieces = hesitant([Piece(name, "name"), Piece(" is my name.")], "euh,", Random(1))
    assert pieces[1] == Piece(name, "name")
