"""The Llama: as plain as llama.cpp runs it, with parameters named like the tensors of the GGUF file.

A row of token ids (batch, time) becomes hidden states (batch, time, width). What the next token is comes from `output`,
which training applies only where the receptionist's own words are learnt.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network; with these and the tensors a checkpoint explains itself."""

    width: int = 192
    blocks: int = 5
    heads: int = 3
    feed_forward: int = 640
    vocabulary: int = 4096
    context: int = 2048
    norm_epsilon: float = 1e-5
    rope_base: float = 10000.0

    @property
    def head_width(self) -> int:
        """Dimensions of one attention head."""
        return self.width // self.heads


class Attention(nn.Module):
    """Causal attention whose queries and keys are turned by their position (RoPE)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.head_width = shape.heads, shape.head_width

    def forward(self, query: Tensor, key: Tensor, value: Tensor, rotation: tuple[Tensor, Tensor]) -> Tensor:
        """Mix `value` over earlier positions; all three and the result are (batch, time, width)."""
        query, key = rotate(self._split(query), rotation), rotate(self._split(key), rotation)
        query, key, value = (part.transpose(1, 2) for part in (query, key, self._split(value)))
        if query.is_cuda:
            mixed = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        else:  # at these lengths plain matrix products are twice as fast on a CPU, backwards above all
            time = query.shape[-2]
            future = torch.full((time, time), float("-inf"), dtype=query.dtype, device=query.device).triu(1)
            scores = query @ key.transpose(-1, -2) * self.head_width**-0.5 + future
            mixed = torch.softmax(scores, -1, dtype=query.dtype) @ value
        return mixed.transpose(1, 2).flatten(2)

    def _split(self, states: Tensor) -> Tensor:
        return states.unflatten(-1, (self.heads, self.head_width))


def rotate(states: Tensor, rotation: tuple[Tensor, Tensor]) -> Tensor:
    """Turn neighbouring pairs of dimensions, (0,1), (2,3), ...: the interleaved order that llama.cpp calls NORM."""
    cosine, sine = rotation
    even, odd = states.unflatten(-1, (-1, 2)).unbind(-1)
    return torch.stack((even * cosine - odd * sine, even * sine + odd * cosine), -1).flatten(-2)


class Block(nn.Module):
    """One layer: attention, then a gated feed-forward, each added to the residual stream."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width, inner = shape.width, shape.feed_forward
        self.attention = Attention(shape)
        self.attn_norm = nn.RMSNorm(width, shape.norm_epsilon)
        self.attn_q = nn.Linear(width, width, bias=False)
        self.attn_k = nn.Linear(width, width, bias=False)
        self.attn_v = nn.Linear(width, width, bias=False)
        self.attn_output = nn.Linear(width, width, bias=False)
        self.ffn_norm = nn.RMSNorm(width, shape.norm_epsilon)
        self.ffn_gate = nn.Linear(width, inner, bias=False)
        self.ffn_up = nn.Linear(width, inner, bias=False)
        self.ffn_down = nn.Linear(inner, width, bias=False)

    def forward(self, states: Tensor, rotation: tuple[Tensor, Tensor]) -> Tensor:
        """(batch, time, width) to the same."""
        seen = normalised(states, self.attn_norm)
        states = states + self.attn_output(
            self.attention(self.attn_q(seen), self.attn_k(seen), self.attn_v(seen), rotation)
        )
        seen = normalised(states, self.ffn_norm)
        return states + self.ffn_down(functional.silu(self.ffn_gate(seen)) * self.ffn_up(seen))


def normalised(states: Tensor, norm: nn.RMSNorm) -> Tensor:
    """RMS norm in the precision of `states`, so that a bfloat16 stream stays one."""
    return functional.rms_norm(states, norm.normalized_shape, norm.weight.to(states.dtype), norm.eps)


class Llama(nn.Module):
    """The whole network. The output matrix is not tied to the embeddings: the copy circuit needs both."""

    cosine: Tensor
    sine: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blk = nn.ModuleList(Block(shape) for _ in range(shape.blocks))
        self.output_norm = nn.RMSNorm(shape.width, shape.norm_epsilon)
        self.output = nn.Linear(shape.width, shape.vocabulary, bias=False)
        angles = torch.outer(torch.arange(shape.context).float(), rope_frequencies(shape))
        self.register_buffer("cosine", angles.cos(), persistent=False)
        self.register_buffer("sine", angles.sin(), persistent=False)
        for matrix in (weight for weight in self.parameters() if weight.dim() == 2):
            nn.init.normal_(matrix, std=0.02)
        for block in self.blk:
            for layer in (block.attn_output, block.ffn_down):
                nn.init.normal_(layer.weight, std=0.02 / (2 * shape.blocks) ** 0.5)

    def hidden(self, tokens: Tensor) -> Tensor:
        """Token ids (batch, time) to what `output` reads (batch, time, width)."""
        states = self.token_embd(tokens)
        if torch.is_autocast_enabled(tokens.device.type):
            states = states.to(torch.get_autocast_dtype(tokens.device.type))
        time = tokens.shape[1]
        rotation = tuple(table[:time, None].to(states.dtype) for table in (self.cosine, self.sine))
        for block in self.blk:
            states = block(states, rotation)
        return normalised(states, self.output_norm)

    def forward(self, tokens: Tensor) -> Tensor:
        """Logits of the next token, (batch, time, vocabulary)."""
        logits: Tensor = self.output(self.hidden(tokens))
        return logits.float()


def rope_frequencies(shape: Shape) -> Tensor:
    """Radians by which each pair of a head's dimensions turns from one position to the next, fastest first."""
    pairs: Tensor = torch.arange(0, shape.head_width, 2).float() / shape.head_width
    return shape.rope_base**-pairs


def grow_feed_forward(
    state: dict[str, Tensor], old: Shape, new: Shape, generator: torch.Generator
) -> dict[str, Tensor]:
    """Give the feed-forward layers more neurons without changing what the network computes.

    The new neurons read something (small random weights) and say nothing yet (zero columns in the way down).
    `ValueError` when anything but the feed-forward width differs or it would shrink.
    """
    added = new.feed_forward - old.feed_forward
    if added < 0 or (old.width, old.blocks, old.heads, old.vocabulary) != (
        new.width,
        new.blocks,
        new.heads,
        new.vocabulary,
    ):
        raise ValueError(f"only the feed-forward layers can grow: {old} does not fit into {new}")
    grown = dict(state)
    for name, tensor in state.items():
        if ".ffn_gate." in name or ".ffn_up." in name:
            fresh = torch.randn(added, old.width, generator=generator) * tensor.std()
            grown[name] = torch.cat([tensor, fresh], 0)
        elif ".ffn_down." in name:
            grown[name] = torch.cat([tensor, torch.zeros(old.width, added)], 1)
    return grown
