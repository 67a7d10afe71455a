"""Muon: momentum whose step is made orthogonal, for the matrices between the embeddings and the output.

A matrix's gradient is mostly a few strong directions. Replacing it by the nearest matrix whose singular values are all
about 1 (five Newton-Schulz steps, no decomposition) lets the weak directions learn as fast as the strong ones.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, distributed

_QUINTIC = (3.4445, -4.7750, 2.0315)  # pushes singular values in (0, 1] towards 1 fastest; exactness is not needed


def orthogonalised(matrices: Tensor, steps: int = 5) -> Tensor:
    """Bring the singular values of each matrix in (count, rows, columns) near 1; rows of zeros stay zeros."""
    first, third, fifth = _QUINTIC
    work = matrices.bfloat16()
    upright = work.shape[-2] > work.shape[-1]
    if upright:
        work = work.mT
    work = work / (work.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        square = work @ work.mT
        work = first * work + (third * square + fifth * (square @ square)) @ work
    return (work.mT if upright else work).float()


class Muon:
    """The optimiser. With several processes each works out a share of the steps, and they tell each other."""

    def __init__(self, matrices: Sequence[Tensor], *, momentum: float = 0.95, weight_decay: float = 0.1) -> None:
        self._matrices = list(matrices)
        self._momentum, self._weight_decay = momentum, weight_decay
        self._mean = [torch.zeros_like(matrix) for matrix in self._matrices]
        self._rank, self._processes = 0, 1
        if distributed.is_initialized():
            self._rank, self._processes = distributed.get_rank(), distributed.get_world_size()

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """Move every matrix by its gradient, which must be the same in all processes, and forget the gradients."""
        wanted = []
        for matrix, mean in zip(self._matrices, self._mean, strict=True):
            assert matrix.grad is not None
            mean.lerp_(matrix.grad, 1 - self._momentum)
            wanted.append(matrix.grad.lerp(mean, self._momentum))
            matrix.grad = None
        for matrix, step in zip(self._matrices, self._orthogonal(wanted), strict=True):
            matrix.mul_(1 - rate * self._weight_decay)
            matrix.add_(step, alpha=-rate * 0.2 * max(matrix.shape) ** 0.5)

    def _orthogonal(self, wanted: list[Tensor]) -> list[Tensor]:
        shared = torch.zeros(sum(step.numel() for step in wanted), device=wanted[0].device)
        places = torch.split(shared, [step.numel() for step in wanted])
        for mine in _same_shapes(wanted, self._rank, self._processes):
            for number, step in zip(mine, orthogonalised(torch.stack([wanted[i] for i in mine])), strict=True):
                places[number].copy_(step.flatten())
        if self._processes > 1:
            distributed.all_reduce(shared)  # every entry has one author, the others add zero
        return [place.view_as(step) for place, step in zip(places, wanted, strict=True)]

    def state(self) -> list[Tensor]:
        """What a checkpoint must hold to go on."""
        return self._mean

    def load(self, state: list[Tensor]) -> None:
        """Go on from `state()` of a network of the same shape."""
        for mean, saved in zip(self._mean, state, strict=True):
            mean.copy_(saved)


def _same_shapes(steps: list[Tensor], rank: int, processes: int) -> list[list[int]]:
    """Numbers of the matrices that process `rank` works on, those of one shape together."""
    groups: dict[Any, list[int]] = {}
    for number, step in enumerate(steps):
        groups.setdefault(tuple(step.shape), []).append(number)
    shares = [group[rank::processes] for group in groups.values()]
    return [share for share in shares if share]
