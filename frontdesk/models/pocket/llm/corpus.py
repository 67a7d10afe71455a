"""From recorded dialogues to batches of token rows, each token marked as learnt or only read.

Dialogues lie in a folder as `shard-00000.jsonl.gz`, ...; more may appear while training runs, so the newest are read
first and old ones come back, shuffled, when nothing new is there. Learnt are the tokens of messages with `learn: true`,
their end included: what code says by itself is read as context but never has to be guessed.
"""

import gzip
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from frontdesk.models.pocket.llm.template import ASSISTANT, END, TOOL, render

LONGEST = 1024
"""Tokens of the longest row; longer dialogues are left out, as the product runs the model with this context."""
_POOL = 512
"""Rows sorted by length at a time: large enough for even batches, small enough to stay shuffled."""
_STEP = 32
"""Rows are padded to a multiple of this, so that few lengths occur."""
_KEPT = 200_000
"""Rows kept for being read again, about 100 MB."""


@dataclass(frozen=True, slots=True)
class Row:
    """A dialogue as token ids (two bytes each) and, for each, whether it is learnt."""

    tokens: Tensor
    learnt: Tensor

    def __len__(self) -> int:
        return len(self.tokens)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of similar length: `tokens` (rows, time), the places in them that predict a learnt token, and that token."""

    tokens: Tensor
    places: Tensor
    targets: Tensor

    def to(self, device: torch.device) -> "Batch":
        """Copy to the device that trains."""
        return Batch(self.tokens.to(device), self.places.to(device), self.targets.to(device))


def row_of(messages: list[Mapping[str, Any]], tokenizer: Tokenizer) -> Row:
    """Encode one dialogue. Each message is encoded by itself, as it begins with a control token."""
    tokens: list[int] = []
    learnt: list[bool] = []
    encodings = tokenizer.encode_batch([render(message) for message in messages])
    for message, encoding in zip(messages, encodings, strict=True):
        tokens += encoding.ids
        learnt += [False, *[bool(message.get("learn"))] * (len(encoding.ids) - 1)]
    return Row(torch.tensor(tokens, dtype=torch.int16), torch.tensor(learnt))


def copy_row(tokenizer: Tokenizer, chance: random.Random) -> Row:
    """Random tokens to be repeated, whole or from a token that is repeated first: keeps copying exact for any name."""
    tool, end, assistant = (tokenizer.token_to_id(name) for name in (TOOL, END, ASSISTANT))
    tokens: list[int] = []
    learnt: list[bool] = []
    for _ in range(chance.randrange(2, 6)):
        text = [chance.randrange(8, tokenizer.get_vocab_size()) for _ in range(chance.randrange(2, 20))]
        start = chance.randrange(len(text)) if chance.random() < 0.3 else 0
        tokens += [tool, *text, end, assistant, *text[start:], end]
        learnt += [False] * (len(text) + 3) + [start == 0] + [True] * (len(text) - start)
    return Row(torch.tensor(tokens, dtype=torch.int16), torch.tensor(learnt))


def batch_of(rows: list[Row]) -> Batch:
    """Pad rows to one length. The last token of a row is only predicted, never read."""
    longest = -(-max(len(row) - 1 for row in rows) // _STEP) * _STEP
    tokens = torch.zeros(len(rows), longest, dtype=torch.long)
    targets = torch.full((len(rows), longest), -1, dtype=torch.long)
    for number, row in enumerate(rows):
        ids = row.tokens.long()
        tokens[number, : len(row) - 1] = ids[:-1]
        targets[number, : len(row) - 1] = torch.where(row.learnt[1:], ids[1:], -1)
    flat = targets.flatten()
    places = (flat >= 0).nonzero().squeeze(1)
    return Batch(tokens, places, flat[places])


class Corpus:
    """The folder of shards as an endless stream of batches."""

    def __init__(
        self,
        folder: Path,
        tokenizer: Tokenizer,
        *,
        seed: int = 0,
        copies: float = 0.06,
        share: tuple[int, int] = (0, 1),
    ) -> None:
        """Follow `folder`. `copies`: copy rows per dialogue. `share`: this process's number and how many there are."""
        self._folder, self._tokenizer, self._copies = folder, tokenizer, copies
        self._share = share
        self._chance = random.Random(f"{seed} {share[0]}")
        self._read: set[Path] = set()
        self._rows: list[Row] = []
        self._fresh: list[Row] = []
        self._again: list[Row] = []
        self.dialogues = 0

    def batches(self, size: int) -> Iterator[Batch]:
        """Batches of about `size` tokens, padding included, for ever. `FileNotFoundError` when there is no dialogue."""
        while True:
            rows = [self._next() for _ in range(_POOL)]
            rows += [copy_row(self._tokenizer, self._chance) for _ in range(int(_POOL * self._copies))]
            rows.sort(key=lambda row: len(row) + self._chance.random() * 20)
            batches: list[list[Row]] = [[]]
            for row in rows:  # ascending, so the newest row is the longest
                if batches[-1] and len(row) * (len(batches[-1]) + 1) > size:
                    batches.append([])
                batches[-1].append(row)
            self._chance.shuffle(batches)
            yield from map(batch_of, batches)

    def _next(self) -> Row:
        if not self._fresh:
            self._fresh = self._unread_shard()
            self._chance.shuffle(self._fresh)
        if self._fresh:
            return self._fresh.pop()
        if not self._again:
            self._again = list(self._rows)
            self._chance.shuffle(self._again)
        if not self._again:
            raise FileNotFoundError(
                f"no dialogues in {self._folder}: record some first with "
                f"python -m frontdesk.bot.evaluation.record --out {self._folder} --dialogues 2000"
            )
        return self._again.pop()

    def _unread_shard(self) -> list[Row]:
        """Rows of the newest shard that was not read yet; empty when there is none."""
        waiting = sorted(set(self._folder.glob("shard-*.jsonl.gz")) - self._read)
        if not waiting:
            return []
        self._read.add(waiting[-1])
        own, processes = self._share
        rows = [
            row
            for number, messages in enumerate(dialogues(waiting[-1]))
            if number % processes == own and len(row := row_of(messages, self._tokenizer)) <= LONGEST
        ]
        self.dialogues += len(rows)
        self._rows = (self._rows + rows)[-_KEPT:]
        return list(rows)


def dialogues(shard: Path) -> Iterator[list[Mapping[str, Any]]]:
    """The messages of each dialogue in a shard."""
    with gzip.open(shard, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["messages"]
