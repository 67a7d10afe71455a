"""Proof that the GGUF is the model that was trained: llama.cpp and PyTorch must say the same about real dialogues.

llama.cpp keeps keys and values as 16-bit floats, so logits differ a little.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from frontdesk.models.pocket.llm import export
from frontdesk.models.pocket.llm.corpus import LONGEST, row_of
from frontdesk.models.pocket.llm.model import Llama
from frontdesk.models.pocket.llm.template import render

TOLERANCE = 1.0
"""Largest difference of a logit that passes; 0.1 to 0.5 is usual."""
AGREEMENT = 0.99
"""Smallest share of tokens at which both must find the same token most likely."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a comparison found."""

    tokens: int
    same_tokens: bool
    """llama.cpp cuts every text into the same tokens as the trainer."""
    largest_difference: float
    same_choice: float
    """Share (0..1) of tokens where both would say the same next."""

    @property
    def holds(self) -> bool:
        """Whether the file may be shipped."""
        return self.same_tokens and self.largest_difference <= TOLERANCE and self.same_choice >= AGREEMENT


def compare(path: Path, dialogues: Iterable[list[Mapping[str, Any]]]) -> Agreement:
    """Run dialogues through both."""
    import llama_cpp

    shape, tensors, tokenizer = export.read(path)
    model = Llama(shape)
    model.load_state_dict(tensors)
    engine: Any = llama_cpp.Llama(str(path), logits_all=True, n_ctx=LONGEST, n_threads=1, verbose=False)
    same_tokens, largest, agreeing, tokens = True, 0.0, 0, 0
    for messages in dialogues:
        ids = row_of(messages, tokenizer).tokens.long()[:LONGEST]
        text = "".join(render(message) for message in messages)
        same_tokens &= engine.tokenize(text.encode(), add_bos=False, special=True)[:LONGEST] == ids.tolist()
        engine.reset()
        engine.eval(ids.tolist())
        theirs = np.array(engine.scores[: len(ids)])
        with torch.no_grad():
            ours = model(ids[None])[0].numpy()
        largest = max(largest, float(np.abs(ours - theirs).max()))
        agreeing += int((ours.argmax(1) == theirs.argmax(1)).sum())
        tokens += len(ids)
    return Agreement(tokens, same_tokens, largest, agreeing / max(1, tokens))


def write_digest(path: Path) -> Path:
    """Write `sha256.txt` beside the file, in the form that sha256sum checks."""
    digest = path.with_name("sha256.txt")
    digest.write_text(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
    return digest
