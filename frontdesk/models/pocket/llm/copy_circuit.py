"""The copy circuit: what this model can do before it has learnt anything.

A receptionist mostly repeats: the caller's name, a number, the phrase of a slot. Learning to copy from examples takes
tens of millions of tokens at this size; wiring it by hand takes none. The residual stream (192 dimensions) is divided:

    0            constant 3, so that a head can look at a fixed distance whatever the words are
    1 .. 24      fingerprint of the token here: 24 times +1 or -1, drawn at random, different for every token
    25 .. 48     fingerprint of the token before, fetched by a head of the first block
    49 .. 72     vote: the fingerprint of the token that should come next; the output matrix compares it with all tokens
    73 .. 183    free: everything that is learnt lives here
    184 .. 191   a third of the fingerprint of the token two before

Four kinds of head make it copy. *Previous-token heads* (block 0) look 1 and 2 positions back. *Induction heads* look
for an earlier place whose token before is the token here, and vote for the token there: having said "Maria", they vote
for what followed "Maria" last time. A *bigram head* wants the token before that to agree too, which keeps the place in
"4 4 4 0" or "D E L G A D O". *Copy heads* have only their vote wired; where they look is learnt, and that is how the
model starts a copy. Everything wired stays frozen: the optimiser would dissolve it within some dozen steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch

from frontdesk.models.pocket.llm.model import Block, Llama, Shape, rope_frequencies

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


@torch.no_grad()
def wire(model: Llama, seed: int = 0) -> None:
    """Put the circuit into a new model. It copies from then on, and has learnt nothing."""
    shape, generator = model.shape, torch.Generator().manual_seed(seed)
    _wire_tokens(model, generator)
    for number, block in enumerate(model.blk):
        _keep_read_only(block, shape)
        if number == 0:
            _look_back(block, shape, head=0, distance=1, lanes=HERE, into=BEFORE)
            _look_back(block, shape, head=1, distance=2, lanes=slice(1, 1 + SECOND), into=_two_before(shape))
            continue
        for head in range(shape.heads):
            seeking, voting = _kind(number, head)
            bigram = seeking and head == BIGRAM_HEAD
            if seeking:
                _seek(block, shape, head, sharpness=2.8 if bigram else 1.9)
            if bigram:
                _seek_second(block, shape, head, sharpness=3.6)
            if voting:
                _vote(block, shape, head, strength=4.0 if bigram else 1.0 if seeking else 0.7)


def _two_before(shape: Shape) -> slice:
    return slice(shape.width - SECOND, shape.width)


def _wire_tokens(model: Llama, generator: torch.Generator) -> None:
    """Every token says who it is, and the output knows tokens by the same mark."""
    shape = model.shape
    marks = torch.randint(0, 2, (shape.vocabulary, FINGERPRINT), generator=generator).float() * 2 - 1
    free = slice(VOTE.stop, shape.width - SECOND)
    embedding, output = model.token_embd.weight, model.output.weight
    embedding.zero_()
    embedding[:, free] = torch.randn(shape.vocabulary, free.stop - free.start, generator=generator) * 0.5
    embedding[:, 0] = CONSTANT
    embedding[:, HERE] = marks
    output.normal_(0, 0.02, generator=generator)
    output[:, : VOTE.stop] = 0
    output[:, _two_before(shape)] = 0
    output[:, VOTE] = marks * 0.3


def _keep_read_only(block: Block, shape: Shape) -> None:
    """No layer writes where the fingerprints stand; the two-before mark is for one head alone."""
    for way_out in (block.attn_output, block.ffn_down):
        way_out.weight[_READ_ONLY] = 0
        way_out.weight[_two_before(shape)] = 0
    for way_in in (block.attn_q, block.attn_k, block.attn_v, block.ffn_gate, block.ffn_up):
        way_in.weight[:, _two_before(shape)] = 0


def _look_back(block: Block, shape: Shape, *, head: int, distance: int, lanes: slice, into: slice) -> None:
    """Look `distance` tokens back and write down the part `lanes` of what stands there.

    The query is the constant, turned back by `distance` positions; the key is the constant, unturned. RoPE makes their
    product largest exactly there. The eight fastest pairs of dimensions are the ones that tell neighbours apart.
    """
    whole, angles = _head(shape, head), rope_frequencies(shape)[:8] * distance
    query, key = torch.zeros(shape.head_width), torch.zeros(shape.head_width)
    query[0:16:2], query[1:16:2], key[0:16:2] = angles.cos(), -angles.sin(), 1.0
    for layer in (block.attn_q, block.attn_k, block.attn_v):
        layer.weight[whole] = 0
    block.attn_q.weight[whole, 0] = 3.0 * query
    block.attn_k.weight[whole, 0] = 3.0 * key
    width = lanes.stop - lanes.start
    fetched = slice(whole.start, whole.start + width)
    block.attn_v.weight[fetched, lanes] = torch.eye(width)
    block.attn_output.weight[:, whole] = 0
    block.attn_output.weight[into, fetched] = torch.eye(width)


def _seek(block: Block, shape: Shape, head: int, *, sharpness: float) -> None:
    """Attend to places whose token before is the token here. The slow half of RoPE hardly minds how far away."""
    whole = _head(shape, head)
    slow = slice(whole.start + shape.head_width // 2, whole.start + shape.head_width // 2 + FINGERPRINT)
    block.attn_q.weight[whole] = 0
    block.attn_k.weight[whole] = 0
    block.attn_q.weight[slow, HERE] = torch.eye(FINGERPRINT) * sharpness
    block.attn_k.weight[slow, BEFORE] = torch.eye(FINGERPRINT) * sharpness


def _seek_second(block: Block, shape: Shape, head: int, *, sharpness: float) -> None:
    """Want the token before here to be the token two before there, too."""
    start = _head(shape, head).start + shape.head_width // 2 + FINGERPRINT
    slowest = slice(start, start + SECOND)
    part = slice(BEFORE.start, BEFORE.start + SECOND)
    block.attn_q.weight[slowest, part] = torch.eye(SECOND) * sharpness
    block.attn_k.weight[slowest, _two_before(shape)] = torch.eye(SECOND) * sharpness


def _vote(block: Block, shape: Shape, head: int, *, strength: float) -> None:
    """Vote for the token that stands where the head looks."""
    start = _head(shape, head).start
    lanes = slice(start, start + FINGERPRINT)
    block.attn_v.weight[lanes] = 0
    block.attn_v.weight[lanes, HERE] = torch.eye(FINGERPRINT)
    block.attn_output.weight[:, lanes] = 0
    block.attn_output.weight[VOTE, lanes] = torch.eye(FINGERPRINT) * strength


class Frozen:
    """Keeps the circuit of one model as it is."""

    def __init__(self, model: Llama) -> None:
        """Remember the circuit that `model` holds; `ValueError` when it holds none."""
        tensors = dict(model.named_parameters())
        if not bool((tensors["token_embd.weight"][:, 0] == CONSTANT).all()):
            raise ValueError("the model to start from has no copy circuit: start from one that this recipe made")
        self._held = [
            (
                tensors[region.tensor],
                (region.rows, region.columns),
                tensors[region.tensor][region.rows, region.columns].detach().clone(),
            )
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
