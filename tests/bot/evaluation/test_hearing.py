"""Misheard text is misheard as often, and in the same way, as the pocket ears were measured to mishear."""

from random import Random

import pytest

from frontdesk.bot.evaluation.hearing import FOLDER, Hearing, measured, spoken_words
from frontdesk.bot.evaluation.measure_hearing import aligned, astray, distance, letter_groups, marked_words, word_errors

LANGUAGES = ["en", "fr"]
LARGEST = 300_000
NAMED = {"en": "My name is Akosua Brzezinska.", "fr": "Je m'appelle Akosua Brzezinska."}


def sentences(language: str) -> list[str]:
    return [said for said, _ in measured(language)["examples"]]


def simulated(language: str, level: float, *, times: int = 4, **more: float) -> float:
    ears = Hearing(language, Random(1), level, **more)
    return word_errors((said, ears.misheard(said)) for said in sentences(language) for _ in range(times))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_error_is_the_measured_one(language: str) -> None:
    examples = word_errors(measured(language)["examples"])
    assert examples == pytest.approx(measured(language)["measured"]["word errors"], rel=0.1)
    assert simulated(language, 1.0) == pytest.approx(examples, rel=0.25)


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_sentences_are_heard_without_a_mistake(language: str) -> None:
    ears = Hearing(language, Random(2))
    pairs = [(said, ears.misheard(said)) for said in sentences(language) for _ in range(4)]
    clean = sum(spoken_words(said) == spoken_words(heard) for said, heard in pairs) / len(pairs)
    assert clean == pytest.approx(measured(language)["measured"]["clean"], rel=0.35)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lower_level_mishears_less(language: str) -> None:
    errors = [simulated(language, level, times=2) for level in (0.0, 0.3, 0.6, 1.0)]
    assert errors[0] == 0.0
    assert errors == sorted(errors)
    assert simulated(language, 1.0, times=2, astray=0.0) < 0.6 * errors[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_seed_mishears_alike(language: str) -> None:
    one, other, third = (Hearing(language, Random(seed)) for seed in (7, 7, 8))
    heard = [one.misheard(said) for said in sentences(language)]
    assert heard == [other.misheard(said) for said in sentences(language)]
    assert heard != [third.misheard(said) for said in sentences(language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_unfamiliar_names_become_others_in_capitals(language: str) -> None:
    ears = Hearing(language, Random(1), 1.0, astray=0.0)
    heard = {ears.misheard(NAMED[language]).rstrip(".").split()[-1] for _ in range(200)}
    assert len(heard) > 3
    assert sum(word[0].isupper() for word in heard) > len(heard) / 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_alone_is_a_name(language: str) -> None:
    ears = Hearing(language, Random(1), 1.0, astray=0.0)
    heard = [ears.misheard("Akosua Brzezinska") for _ in range(200)]
    assert sum(text.istitle() for text in heard) > 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_heard_of_nothing_only(language: str) -> None:
    ears = Hearing(language, Random(1))
    assert [ears.misheard(text) for text in ("", "...", "?")] == ["", "...", "?"]
    assert all(spoken_words(ears.misheard(word)) for word in ("Yes.", "Oui.", "Akosua") for _ in range(300))


@pytest.mark.parametrize("language", LANGUAGES)
def test_punctuation_and_capitals_stay(language: str) -> None:
    ears = Hearing(language, Random(1))
    for said in sentences(language):
        heard = ears.misheard(said)
        assert said[0].isupper() == heard[0].isupper() or not heard[0].isalpha() or not said[0].isalpha()
        assert heard[-1] == said[-1] or said[-1].isalnum()
        assert "  " not in heard.replace("  ", " ", said.count("  "))


def test_digits_are_misheard_as_digits() -> None:
    ears = Hearing("en", Random(1), 3.0, astray=0.0)
    heard = {ears.misheard("514 555 0142") for _ in range(100)}
    assert len(heard) > 3
    assert all(text.replace(" ", "").isdigit() for text in heard)


@pytest.mark.parametrize(
    ("language", "digits", "words"),
    [
        ("en", "Tuesday at 3:15 p.m.", "Tuesday at three fifteen p.m."),
        ("fr", "le 5 mai à 15 h 30", "le cinq mai à quinze heures trente"),
    ],
)
def test_digits_are_as_familiar_as_their_words(language: str, digits: str, words: str) -> None:
    kept = []
    for said in (digits, words):
        ears = Hearing(language, Random(1), 0.0, astray=1.0)
        kept.append(sum(ears.misheard(said) == said for _ in range(400)) / 400)
    assert kept[0] == pytest.approx(kept[1], abs=0.2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_small(language: str) -> None:
    assert (FOLDER / f"{language}.json").stat().st_size < LARGEST


def test_words_are_told_apart_as_ears_write_them() -> None:
    assert spoken_words("Twenty-one o’clock, 3 p.m.?") == ["twenty", "one", "o'clock", "3", "pm"]
    assert spoken_words("at three p m please") == ["at", "three", "pm", "please"]
    assert spoken_words("S A M") == ["s", "a", "m"]


def test_marks_name_the_kind_of_words() -> None:
    assert marked_words("It's {name:James Baker}.") == [("it's", "rest"), ("james", "name"), ("baker", "name")]


def test_words_that_sound_alike_are_aligned() -> None:
    pieces = aligned(spoken_words("my name is james baker thanks"), spoken_words("my name jane's bay ker thanks"))
    assert pieces[2:-1] == [(("is",), ()), (("james",), ("jane's",)), (("baker",), ("bay", "ker"))]


def test_ears_went_astray_where_nothing_sounds_like_what_was_said() -> None:
    said = spoken_words("I have to see somebody about my eyes on Monday.")
    heard = spoken_words("i have my number is six two zero on monday")
    pieces = aligned(said, heard)
    start, end = astray(pieces)
    assert [left for left, _ in pieces[:start]] == [("i",), ("have",)]
    assert [left for left, _ in pieces[end:]] == [("on",), ("monday",)]
    assert astray(aligned(said, said)) == (0, 0)


def test_letters_that_stand_for_each_other() -> None:
    assert "".join(left for left, _ in letter_groups("baker", "becker")) == "baker"
    assert "".join(right for _, right in letter_groups("baker", "becker")) == "becker"


def test_distance_counts_substitutions_deletions_and_insertions() -> None:
    assert [distance("abc", other) for other in ("abc", "axc", "ac", "abbc", "")] == [0, 1, 1, 1, 3]
