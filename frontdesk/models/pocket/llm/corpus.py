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
from torch.nn import functional

from frontdesk.models.pocket.llm.template import ASSISTANT, END, TOOL, render
from frontdesk.models.pocket.llm.tokenizer import token_id

IGNORED = -100
"""Target of a place that only pads; PyTorch's loss leaves it out."""
LONGEST = 1024
"""Tokens of the longest row; longer dialogues are left out, as the product runs the model with this context."""
_STEP = 32
"""Rows wait for others of the same length, rounded up to a multiple of this."""
_PLACES = 256
"""Learnt places are padded to a multiple of this. Few shapes matter: the CPU's matrix routines keep memory for each."""
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
    read: int
    """Tokens without padding."""

    def to(self, device: torch.device) -> "Batch":
        """Copy to the device that trains."""
        return Batch(self.tokens.to(device), self.places.to(device), self.targets.to(device), self.read)


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
    tool, end, assistant = (token_id(tokenizer, name) for name in (TOOL, END, ASSISTANT))
    tokens: list[int] = []
    learnt: list[bool] = []
    for _ in range(chance.randrange(2, 6)):
        text = [chance.randrange(8, tokenizer.get_vocab_size()) for _ in range(chance.randrange(2, 20))]
        start = chance.randrange(len(text)) if chance.random() < 0.3 else 0
        tokens += [tool, *text, end, assistant, *text[start:], end]
        learnt += [False] * (len(text) + 3) + [start == 0] + [True] * (len(text) - start)
    return Row(torch.tensor(tokens, dtype=torch.int16), torch.tensor(learnt))


def padded_length(row: Row) -> int:
    """Length of the batch that `row` belongs in. The last token of a row is only predicted, never read."""
    return -(-(len(row) - 1) // _STEP) * _STEP


def batch_of(rows: list[Row]) -> Batch:
    """Put rows under each other, padded to the length of the longest."""
    longest = max(padded_length(row) for row in rows)
    tokens = torch.zeros(len(rows), longest, dtype=torch.long)
    targets = torch.full((len(rows), longest), IGNORED, dtype=torch.long)
    for number, row in enumerate(rows):
        ids = row.tokens.long()
        tokens[number, : len(row) - 1] = ids[:-1]
        targets[number, : len(row) - 1] = torch.where(row.learnt[1:], ids[1:], IGNORED)
    flat = targets.flatten()
    places = (flat != IGNORED).nonzero().squeeze(1)
    padding = (0, -len(places) % _PLACES)
    return Batch(
        tokens,
        functional.pad(places, padding),
        functional.pad(flat[places], padding, value=IGNORED),
        read=sum(len(row) for row in rows),
    )


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
        """Follow `folder`. `copies`: share of copy rows. `share`: this process's number and how many there are."""
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
        waiting: dict[int, list[Row]] = {}
        while True:
            copying = self._chance.random() < self._copies
            row = copy_row(self._tokenizer, self._chance) if copying else self._next()
            length = padded_length(row)
            alike = waiting.setdefault(length, [])
            alike.append(row)
            if len(alike) == max(1, size // length):
                yield batch_of(waiting.pop(length))

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
            raise FileNotFoundError(nothing_recorded(self._folder))
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


def nothing_recorded(folder: Path) -> str:
    """What to tell who trains from an empty folder."""
    return (
        f"no dialogues in {folder}: record some first with "
        f"python -m frontdesk.bot.evaluation.record --out {folder} --dialogues 2000"
    )


def dialogues(shard: Path) -> Iterator[list[Mapping[str, Any]]]:
    """The messages of each dialogue in a shard."""
    with gzip.open(shard, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["messages"]
