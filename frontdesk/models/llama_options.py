"""How the language model is run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LlamaOptions:
    """How the model is run.

    `threads`: CPU threads. `calls`: conversations whose KV is kept; the one unused for longest makes room.
    `context_tokens`: tokens one conversation may fill, at most what the model was trained for.
    `chunk_tokens`: tokens of prompt read between two looks at cancellations.
    `gpu_layers`: layers to put on a GPU if there is one, -1 for all.
    `start_seconds`, `silence_seconds`: how long loading may take, and a working child be silent, before it is given up.
    `patience_seconds`: how long a turn waits for a child that is being restarted.
    """

    threads: int = 1
    calls: int = 8
    context_tokens: int = 2048
    chunk_tokens: int = 256
    gpu_layers: int = -1
    start_seconds: float = 120.0
    silence_seconds: float = 30.0
    patience_seconds: float = 5.0
