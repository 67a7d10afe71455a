"""Sentences out of a stream, as early as is safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.pipelines.flow.sentence_splitter import SentenceSplitter


def by_characters(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Feed one character at a time: (sentence, character that completed it) and what the flush gave."""
    splitter = SentenceSplitter()
    return [(sentence, c) for c in text for sentence in splitter.feed(c)], splitter.flush()


@pytest.mark.parametrize(
    ("text", "sentences", "rest"),
    [
        ("Hello there. How are you? Fine!", ["Hello there.", "How are you?", "Fine!"], []),
        ("C'est bien ça ? Oui", ["C'est bien ça ?"], ["Oui"]),
        ("It costs 3.50 dollars. Yes", ["It costs 3.50 dollars."], ["Yes"]),
        ("First line\nSecond line", ["First line"], ["Second line"]),
        ("no end", [], ["no end"]),
    ],
)
def test_ordinary_sentences_end_with_their_own_mark(text: str, sentences: list[str], rest: list[str]) -> None:
    cut, flushed = by_characters(text)
    assert [sentence for sentence, _ in cut] == sentences
    assert all(character in ".!?\n" for _, character in cut)
    assert flushed == rest


@pytest.mark.parametrize(
    ("text", "sentences", "rest"),
    [
        ("Dr. Smith has time. Good", ["Dr. Smith has time."], ["Good"]),
        ("Mme. Roy et M. Tremblay sont là. Bien", ["Mme. Roy et M. Tremblay sont là."], ["Bien"]),
        ("At 3:15 p.m. on Friday. Good", ["At 3:15 p.m. on Friday."], ["Good"]),
        ("At 3 p.m. Is that right", ["At 3 p.m."], ["Is that right"]),
        ("Tuesday at 3. Is that right", ["Tuesday at 3."], ["Is that right"]),
        ("See www.clinic.ca or mail a@b.ca. Bye", ["See www.clinic.ca or mail a@b.ca."], ["Bye"]),
        ("Tuesday at 3.", [], ["Tuesday at 3."]),
    ],
)
def test_abbreviations_and_numbers_wait_for_what_follows(text: str, sentences: list[str], rest: list[str]) -> None:
    cut, flushed = by_characters(text)
    assert [sentence for sentence, _ in cut] == sentences
    assert flushed == rest


@pytest.mark.parametrize("text", ["", "   ", "...", "?!", "\n\n", '"'])
def test_marks_alone_are_no_sentence(text: str) -> None:
    assert by_characters(text) == ([], [])


def test_a_reset_forgets() -> None:
    splitter = SentenceSplitter()
    splitter.feed("Half a sen")
    splitter.reset()
    assert splitter.feed("Whole.") == ["Whole."]


@given(st.text(alphabet="ab .!?3D\n", max_size=40), st.integers(1, 7))
def test_pieces_do_not_matter_and_no_letter_is_lost(text: str, size: int) -> None:
    splitter = SentenceSplitter()
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    sentences = [s for piece in pieces for s in splitter.feed(piece)] + splitter.flush()
    assert "".join(filter(str.isalnum, "".join(sentences))) == "".join(filter(str.isalnum, text))
    assert all(sentence == sentence.strip() and any(map(str.isalnum, sentence)) for sentence in sentences)
