"""The practices of simulated calls as the calls see them."""

from pathlib import Path
from random import Random

import pytest

from frontdesk.bot.evaluation.practices import FOLDER, LANGUAGES, Practice, open_practice, practices
from frontdesk.bot.evaluation.wording import held_out

EVERY = sorted(FOLDER.glob("*.toml"))


def opened(path: Path, language: str = "en", seed: int = 1) -> Practice:
    return open_practice(path, Random(seed), language, "all")


def test_no_practice_is_in_both_splits() -> None:
    train, strangers = practices("train"), practices("held out")
    assert train
    assert strangers
    assert sorted([*train, *strangers]) == practices("all") == EVERY


def test_where_a_split_has_none_it_has_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    file.write_text("held_out = false")
    monkeypatch.setattr("frontdesk.bot.evaluation.practices.FOLDER", tmp_path)
    assert practices("held out") == practices("train") == [file]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
class TestEveryPractice:
    def test_it_answers_calls_in_the_language(self, path: Path, language: str) -> None:
        practice = opened(path, language)
        assert practice.clinic.languages[0] == language
        assert set(practice.clinic.languages) == set(LANGUAGES)
        assert {opened(path, language, seed).clinic.name for seed in range(40)} > {practice.clinic.name}

    def test_most_questions_find_their_passage(self, path: Path, language: str) -> None:
        practice = opened(path, language)
        found = [
            passage in practice.knowledge.search(question, language)
            for passage, questions in practice.facts[language]
            for question in questions
        ]
        assert sum(found) >= 0.5 * len(found)

    def test_training_asks_no_question_that_is_held_out(self, path: Path, language: str) -> None:
        practice = open_practice(path, Random(1), language, "train")
        asked = [question for _, questions in practice.facts[language] for question in questions]
        assert not any(map(held_out, [*asked, *practice.unanswered[language]]))


def test_an_extension_has_a_number_of_its_own() -> None:
    for path in EVERY:
        phones = [extension.phone for extension in opened(path).clinic.extensions]
        assert len(set(phones)) == len(phones)
