"""The copy circuit: what this model can do before it has learnt anything.

A receptionist mostly repeats: the caller's name, a number, the phrase of a slot. Learning to copy from examples takes
tens of millions of tokens at this size; wiring it by hand takes none. The residual stream (192 dimensions) is divided:

    0            constant 3, so that a head can look at a fixed distance whatever the words are
    1 .. 24      fingerprint of the token here: 24 times +1 or -1, drawn at random, different for every token
    25 .. 48     fingerprint of the token before, fetched by a head of the first block
    49 .. 72     vote: the fingerprint of the token that should come next; the output matrix compares it with all tokens
    73 .. 183    free: everything that is learnt lives here
    184 .. 191   a quarter of the fingerprint of the token two before

Three kinds of head make it copy. *Previous-token heads* (block 0) look 1 and 2 positions back. *Induction heads* look for
an earlier place whose token before is the token here, and vote for the token there: having said "Maria", they vote for
what followed "Maria" last time. A *bigram head* wants the token before that to agree too, which keeps "4 4 4 0" and
"D E L G A D O" apart. *Copy heads* have only their vote wired; where they look is learnt, and that is how the model
starts a copy. Everything wired stays frozen: the optimiser would dissolve it within some dozen steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from frontdesk.models.pocket.llm.model import Llama, Shape, rope_frequencies

FINGERPRINT = 24
SECOND = 8
CONSTANT = 3.0
INDUCTION_BLOCKS = (1, 3)
BIGRAM_BLOCK, BIGRAM_HEAD = 3, 2

HERE = slice(1, 1 + FINGERPRINT)
BEFORE = slice(1 + FINGERPRINT, 1 + 2 * FINGERPRINT)
VOTE = slice(1 + 2 * FINGERPRINT, 1 + 3 * FINGERPRINT)
_READ_ONLY = slice(0, 1 + 2 * FINGERPRINT)
_ALL = slice(None)


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of one tensor that training must not change."""

    tensor: str
    rows: slice
    columns: slice


def regions(shape: Shape) -> Iterator[Region]:
    """Everything that is frozen in a network of this shape."""
    two_before = slice(shape.width - SECOND, shape.width)
    for tensor in ("token_embd.weight", "output.weight"):
        yield Region(tensor, _ALL, slice(0, VOTE.stop))
        yield Region(tensor, _ALL, two_before)
    for block in range(shape.blocks):
        for protected in (_READ_ONLY, two_before):
            yield Region(f"blk.{block}.ffn_down.weight", protected, _ALL)
        yield from _attention_regions(shape, block)


def _attention_regions(shape: Shape, block: int) -> Iterator[Region]:
    two_before = slice(shape.width - SECOND, shape.width)
    query, key, value, output = (f"blk.{block}.attn_{part}.weight" for part in ("q", "k", "v", "output"))
    if block == 0:
        wired = slice(0, 2 * shape.head_width)
        learnt = slice(wired.stop, shape.width)
        for tensor in (query, key, value):
            yield Region(tensor, wired, _ALL)
        yield Region(output, _ALL, wired)
        yield Region(output, _READ_ONLY, learnt)
        yield Region(output, two_before, learnt)
        return
    yield Region(output, _READ_ONLY, _ALL)
    yield Region(output, two_before, _ALL)
    for head in range(shape.heads):
        seeking, voting = _kind(block, head)
        whole = _head(shape, head)
        lanes = slice(whole.start, whole.start + FINGERPRINT)
        if seeking:
            yield Region(query, whole, _ALL)
            yield Region(key, whole, _ALL)
        if voting:
            yield Region(value, lanes, _ALL)
            yield Region(output, _ALL, lanes)


def _kind(block: int, head: int) -> tuple[bool, bool]:
    """Whether a head of blocks 1.. has its search wired, and whether its vote."""
    bigram = (block, head) == (BIGRAM_BLOCK, BIGRAM_HEAD)
    return bigram or (head == 0 and block in INDUCTION_BLOCKS), bigram or head <= 1


def _head(shape: Shape, head: int) -> slice:
    return slice(head * shape.head_width, (head + 1) * shape.head_width)


class Frozen:
    """Keeps the circuit of one model as it is."""

    def __init__(self, model: Llama) -> None:
        """Remember the circuit that `model` holds; `ValueError` when it holds none."""
        tensors = dict(model.named_parameters())
        if not bool((tensors["token_embd.weight"][:, 0] == CONSTANT).all()):
            raise ValueError("the model to start from has no copy circuit: start from one that this recipe made")
        self._held = [
            (tensors[region.tensor], (region.rows, region.columns), tensors[region.tensor][region.rows, region.columns].detach().clone())
            for region in regions(model.shape)
        ]

    @torch.no_grad()
    def hide_gradients(self) -> None:
        """Keep the circuit out of the optimiser's steps, which would otherwise be scaled to its gradients."""
        for tensor, place, _ in self._held:
            if tensor.grad is not None:
                tensor.grad[place] = 0

    @torch.no_grad()
    def restore(self) -> None:
        """Undo what a step did to the circuit."""
        for tensor, place, value in self._held:
            tensor[place] = value
