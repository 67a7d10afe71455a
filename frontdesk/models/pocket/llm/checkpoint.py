"""A checkpoint: one file that explains itself and from which training goes on as if nothing had happened."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from frontdesk.models.pocket.llm import export
from frontdesk.models.pocket.llm.model import Shape

FORMAT = "frontdesk pocket llm 1"


@dataclass(slots=True)
class Progress:
    """How far training is: tokens read (padding and copy rows left out), steps, and seconds spent."""

    tokens: int = 0
    steps: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Checkpoint:
    """A network, its tokenizer, and, when training was interrupted, the optimisers' memories."""

    shape: Shape
    tensors: dict[str, Tensor]
    tokenizer: Tokenizer
    progress: Progress = field(default_factory=Progress)
    optimisers: dict[str, Any] | None = None

    def save(self, path: Path) -> None:
        """Write under another name, then rename: an interruption never leaves half a checkpoint."""
        unfinished = path.with_suffix(".part")
        torch.save(
            {
                "format": FORMAT,
                "shape": asdict(self.shape),
                "tensors": self.tensors,
                "tokenizer": self.tokenizer.to_str(),
                "progress": asdict(self.progress),
                "optimisers": self.optimisers,
            },
            unfinished,
        )
        unfinished.replace(path)


def load(path: Path) -> Checkpoint:
    """Read a checkpoint, or a GGUF file as one without optimisers. `ValueError` when it is neither."""
    if path.suffix == ".gguf":
        return Checkpoint(*export.read(path))
    saved = torch.load(path, map_location="cpu", weights_only=True)
    if not isinstance(saved, dict) or saved.get("format") != FORMAT:
        raise ValueError(
            f"{path} is no checkpoint of this recipe; give one from its out folder, or a .gguf that it made"
        )
    return Checkpoint(
        shape=Shape(**saved["shape"]),
        tensors=saved["tensors"],
        tokenizer=Tokenizer.from_str(saved["tokenizer"]),
        progress=Progress(**saved["progress"]),
        optimisers=saved["optimisers"],
    )
