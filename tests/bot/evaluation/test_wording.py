"""What callers say: templates, and the files of templates in both languages."""

import ast
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.bot.evaluation import callers
from frontdesk.bot.evaluation.template import Slot, parse
from frontdesk.bot.evaluation.wording import FOLDER, Piece, Wording, expand, held_out, keep, lines

LANGUAGES = ("en", "fr")
FILES = sorted(path for language in LANGUAGES for path in (FOLDER / language).glob("*.txt"))
SLOTS: dict[str, set[str]] = {
    "book": {"service", "when", "practitioner", "name"},
    "availability": {"service", "when", "practitioner"},
    "move": {"name", "old", "when"},
    "cancel": {"name", "old"},
    "look": {"name"},
    "message": {"practitioner"},
    "message_with": {"message", "practitioner"},
    "person": {"extension"},
    "pick_time": {"time"},
    "pick_day": {"day"},
    "pick_phrase": {"phrase"},
    "say_name": {"name", "spelled"},
    "correct_name": {"name", "spelled"},
    "say_phone": {"phone"},
    "say_service": {"service"},
    "say_practitioner": {"practitioner"},
} | {act: {"when"} for act in ("say_when", "other_when", "correct_when", "change_when")}
"""The slots that an act may use; others use none."""
ALWAYS = {
    "say_when": {"when"}, "other_when": {"when"}, "correct_when": {"when"}, "change_when": {"when"},
    "pick_time": {"time"}, "pick_day": {"day"}, "pick_phrase": {"phrase"}, "say_name": {"name"},
    "correct_name": {"name"}, "say_phone": {"phone"}, "say_service": {"service"},
    "say_practitioner": {"practitioner"}, "message_with": {"message"},
}  # fmt: skip
"""The slots that stand in every line of an act."""


def acts_said() -> set[str]:
    """Every act that simulated callers name in their code, by what stands in a call that says one, or in a table."""
    tree = ast.parse(Path(callers.__file__).read_text(encoding="utf-8"))
    said = {word for node in ast.walk(tree) if isinstance(node, ast.Call) for word in words_of(node)}
    said |= {word for word in constants(tree) if word.startswith("pick_")}
    return (said | {kind for kind, _ in callers._ASIDES} | set(callers._PATIENT)) - {"ask"}


def words_of(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    place = {"_say": 0, "_text": 0, "say": 1}.get(name)
    if place is not None and len(call.args) > place:
        act = call.args[place]
        # The test of a conditional is no act.
        yield from [*constants(act.body), *constants(act.orelse)] if isinstance(act, ast.IfExp) else constants(act)


def constants(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


class TestTemplates:
    @pytest.mark.parametrize(
        ("template", "sentences"),
        [
            ("Hello.", {"Hello."}),
            ("(Hi|Hello)(| there).", {"Hi.", "Hello.", "Hi there.", "Hello there."}),
            ("(a (b|c)|d) e", {"a b e", "a c e", "d e"}),
            ("(please |)tell   me ( now|)", {"please tell me now", "tell me now", "please tell me", "tell me"}),
            ("(|for {day}) ( and|,) {time} ", {"for {day} and {time}", "for {day} , {time}", "and {time}", ", {time}"}),
        ],
    )
    def test_they_stand_for_these_sentences(self, template: str, sentences: set[str]) -> None:
        rng = Random(1)
        assert {expand(template, rng) for _ in range(200)} == sentences

    @pytest.mark.parametrize("template", ["(a|b", "a|b", "a) b", "((a)", "(a))", ")"])
    def test_broken_ones_are_refused(self, template: str) -> None:
        with pytest.raises(ValueError):
            parse(template)

    def test_slots_in_alternatives_count(self) -> None:
        assert parse("(for {name}|at ({time}|{day}))").slots == {"name", "time", "day"}

    def test_texts_and_slots_come_in_turn(self) -> None:
        assert parse(" {day} (at|at about) {time}").expand(Random(3))[::2] == [Slot("day"), Slot("time")]

    @given(text=st.text(alphabet="ab ()|{}", max_size=20), seed=st.integers(0, 3))
    def test_any_text_is_a_template_or_refused(self, text: str, seed: int) -> None:
        try:
            said = expand(text, Random(seed))
        except ValueError:
            return
        assert said == " ".join(said.split())
        assert not set("(|)") & set(said)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
class TestFiles:
    def test_every_line_is_a_template_with_the_slots_of_its_act(self, path: Path) -> None:
        for line in lines(path):
            template = parse(line)
            assert template.slots <= SLOTS.get(path.stem, set()), line
            assert template.slots >= ALWAYS.get(path.stem, set()), line
            assert expand(line, Random(1)), line
            assert not any(letter.isdigit() for letter in line), line

    def test_some_of_it_is_held_out(self, path: Path) -> None:
        texts = list(lines(path))
        assert len(texts) == len(set(texts))
        if len(texts) > 20:
            assert 0 < sum(map(held_out, texts)) < len(texts) / 3

    @pytest.mark.parametrize("split", ["train", "held out"])
    def test_both_splits_can_say_it(self, path: Path, split: str) -> None:
        wording = Wording(path.parent.name, split)  # type: ignore[arg-type]
        facts = dict.fromkeys(SLOTS.get(path.stem, ()), "x")
        needed = dict.fromkeys(ALWAYS.get(path.stem, ()), "x")
        rng = Random(1)
        assert any(piece.text.strip() for piece in wording.say(rng, path.stem, facts))
        assert {piece.slot for piece in wording.say(rng, path.stem, needed)} - {""} == set(needed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_of_a_caller_has_its_file(language: str) -> None:
    said = acts_said()
    assert len(said) > 35
    assert said <= {path.stem for path in FILES if path.parent.name == language}


def test_both_languages_have_the_same_acts() -> None:
    english, french = ({path.stem for path in FILES if path.parent.name == language} for language in LANGUAGES)
    assert english == french


def test_as_many_facts_are_told_as_some_line_tells() -> None:
    pieces = Wording("en", "train").say(Random(4), "say_name", {"name": "Ann", "spelled": "A N N", "phone": "5"})
    assert [piece for piece in pieces if piece.slot] == [Piece("Ann", "name"), Piece("A N N", "spelled")]


def test_facts_that_an_act_needs_may_not_be_missing() -> None:
    with pytest.raises(LookupError, match="say_when"):
        Wording("en", "all").say(Random(1), "say_when", {})


@given(st.lists(st.text(), max_size=30))
def test_splits_share_nothing(texts: list[str]) -> None:
    train, strangers = set(keep(texts, "train")), set(keep(texts, "held out"))
    assert train | strangers == set(texts)
    assert not train & strangers or train == strangers == set(texts)


def test_one_seed_says_one_thing() -> None:
    first, second = (Wording("fr", "train").say(Random(7), "book", {"when": "demain"}) for _ in range(2))
    assert first == second


def test_it_is_fast_once_read() -> None:
    wording, rng = Wording("fr", "train"), Random(1)
    wording.say(rng, "book", {"when": "demain"})
    began = time.process_time()
    for _ in range(2000):
        wording.say(rng, "book", {"when": "demain"})
    assert time.process_time() - began < 1
