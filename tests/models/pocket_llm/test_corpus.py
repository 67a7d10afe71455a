"""Which tokens are learnt, and how rows become batches."""

import random
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytest.importorskip("gguf")

from frontdesk.models.pocket.llm import export
from frontdesk.models.pocket.llm.corpus import IGNORED, Corpus, batch_of, copy_row, row_of
from frontdesk.models.pocket.llm.steps import SHIPPED

TOKENIZER = export.read(SHIPPED)[2]


def text(tokens: Any) -> str:
    return TOKENIZER.decode(tokens.tolist(), skip_special_tokens=False)


def test_only_the_receptionists_own_words_are_learnt_with_their_end(recorded: list[Any]) -> None:
    row = row_of(recorded[0], TOKENIZER)
    assert text(row.tokens[row.learnt]) == (
        '<tool_call>{"name": "check_availability", "arguments": {"when": " Tuesday", "service": " cleaning"}}'
        "</tool_call><|end|> I have three fifteen, or four. Which one do you prefer?<|end|>"
        '<tool_call>{"name": "end_call", "arguments": {}}</tool_call><|end|>'
    )


def test_a_batch_predicts_each_learnt_token_from_the_place_before_it(recorded: list[Any]) -> None:
    rows = [row_of(dialogue, TOKENIZER) for dialogue in recorded]
    batch = batch_of(rows)
    real = batch.targets != IGNORED
    learnt = [token for row in rows for token in row.tokens[row.learnt].tolist()]
    assert batch.targets[real].tolist() == learnt
    length = batch.tokens.shape[1]
    for place, target in zip(batch.places[real].tolist(), learnt, strict=True):
        row = rows[place // length]
        assert row.tokens[place % length + 1] == target
    assert batch.read == sum(len(row) for row in rows)


def test_copy_rows_ask_for_what_was_said() -> None:
    row = copy_row(TOKENIZER, random.Random(3))
    tool, end, assistant = (TOKENIZER.token_to_id(name) for name in ("<|tool|>", "<|end|>", "<|assistant|>"))
    tokens = row.tokens.tolist()
    start = tokens.index(tool)
    said = tokens[start + 1 : tokens.index(end)]
    answer = tokens[tokens.index(assistant) + 1 :]
    assert answer[: answer.index(end)] in [said[i:] for i in range(len(said))]


def test_new_shards_are_found_and_old_ones_come_back(shards: Path, recorded: list[Any]) -> None:
    corpus = Corpus(shards, TOKENIZER, copies=0.0)
    batches = corpus.batches(512)
    list(islice(batches, 20))
    assert corpus.dialogues == 40
    (shards / "shard-00001.jsonl.gz").write_bytes((shards / "shard-00000.jsonl.gz").read_bytes())
    list(islice(batches, 40))
    assert corpus.dialogues == 80


def test_processes_share_the_dialogues(shards: Path) -> None:
    corpora = [Corpus(shards, TOKENIZER, copies=0.0, share=(rank, 2)) for rank in range(2)]
    for corpus in corpora:
        next(corpus.batches(256))
    assert [corpus.dialogues for corpus in corpora] == [20, 20]


def test_an_empty_folder_says_how_to_fill_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="record"):
        next(Corpus(tmp_path, TOKENIZER, copies=0.0).batches(512))
