"""Whole simulated calls: the oracle serves callers through the real receptionist; what it taught is worth learning."""

import gzip
import json
import logging
from itertools import pairwise
from pathlib import Path

import pytest

from frontdesk.bot.evaluation.drawing import draw
from frontdesk.bot.evaluation.record import SHARD, as_lesson, record, rehearse

SEEDS = range(100, 130)


@pytest.fixture(autouse=True)
def quiet() -> None:
    logging.getLogger("frontdesk").setLevel(logging.CRITICAL)


async def test_the_oracle_serves_nearly_every_caller_who_is_heard_well() -> None:
    grades = [(await rehearse(seed, "train", misheard=0.0, liveliness=0.0))[2] for seed in SEEDS]
    assert sum(grade.right for grade in grades) >= 0.85 * len(grades)
    assert not [grade.harm for grade in grades if grade.harm]


async def test_a_seed_is_one_call_word_for_word() -> None:
    first, second = [(await rehearse(7, "train"))[0] for _ in range(2)]
    assert first.story == second.story
    assert (await rehearse(8, "train"))[0].story != first.story


def test_held_out_calls_share_nothing_with_those_of_training() -> None:
    train, held = draw(3, "train"), draw(3, "held out")
    assert train.caller.person != held.caller.person
    assert {draw(seed, "held out").setting.practice.clinic.name for seed in range(30)}.isdisjoint(
        draw(seed, "train").setting.practice.clinic.name for seed in range(60)
    )


async def test_a_lesson_holds_what_the_oracle_wrote_and_what_code_said_apart() -> None:
    played, oracle, _, _ = await rehearse(11, "train", misheard=0.0, liveliness=0.0)
    messages = as_lesson(played, oracle)["messages"]
    assert messages[0] == {"role": "system", "content": f"{played.clinic}. {played.language}."}
    assert (messages[1]["role"], messages[1]["learn"]) == ("assistant", False)  # code greets
    taught = [message["content"] for message in messages if message.get("learn") and "content" in message]
    assert sorted(taught) == sorted(text for text in oracle.said if text in taught)
    assert all(message["learn"] for message in messages if "tool_call" in message)
    speakers = [message["role"] for message in messages if message["role"] != "tool" and "tool_call" not in message]
    assert all(one != other for one, other in pairwise(speakers))


def test_recording_goes_on_where_it_was_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.bot.evaluation.record.SHARD", 3)
    first = list(record(tmp_path, 6, seed=5))
    assert [path.name for path in first] == ["shard-00000.jsonl.gz", "shard-00001.jsonl.gz"]
    kept = first[0].read_bytes()
    first[1].unlink()
    assert [path.name for path in record(tmp_path, 6, seed=5)] == ["shard-00001.jsonl.gz"]
    assert first[0].read_bytes() == kept
    with gzip.open(first[1], "rt", encoding="utf-8") as lines:
        assert [json.loads(line)["split"] for line in lines] == ["train"] * 3
    assert SHARD == 1000
