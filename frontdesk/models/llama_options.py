"""How the language model is run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LlamaOptions:
    """How the model is run.

    `threads`: CPU threads. `calls`: conversations whose KV is kept; the one unused for longest makes room.
    `context_tokens`: tokens one conversation may fill, at most what the model was trained for.
    `chunk_tokens`: tokens of prompt read between two looks at cancellations.
    `gpu_layers`: layers to put on a GPU if there is one, -1 for all.
    `start_seconds`: how long loading, and reading a prepared prompt, may take.
    `first_token_seconds`: how long a turn waits for its first token, also while the child is being restarted.
    `token_seconds`: how long a reply under way waits for its next token.
    `pulse_seconds`: how long a child that let a reply wait may take to show that it is alive before it is killed.
    `silence_seconds`: the same for a child that is alive, yet gives no token to anybody.
    """

    threads: int = 1
    calls: int = 8
    context_tokens: int = 2048
    chunk_tokens: int = 256
    gpu_layers: int = -1
    start_seconds: float = 120.0
    first_token_seconds: float = 3.0
    token_seconds: float = 3.0
    pulse_seconds: float = 2.0
    silence_seconds: float = 30.0
