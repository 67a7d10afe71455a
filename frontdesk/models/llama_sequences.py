"""Which call's KV lies in which of llama.cpp's sequences, and what of it a new prompt can keep.

A call keeps its sequence between turns; a turn reads only what follows the longest common beginning. A new call
copies the longest beginning that any sequence holds (the clinic's system prompt, usually). When all sequences are
taken, the one unused for longest makes room.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


class KvMemory(Protocol):
    """The part of a llama.cpp context that holds KV, by sequence number."""

    def keep(self, sequence: int, tokens: int) -> bool:
        """Drop everything behind the first `tokens`; False when the model cannot drop a part."""
        ...

    def copy(self, source: int, target: int) -> None:
        """Make `target`, which is empty, equal to `source`."""
        ...


@dataclass(slots=True)
class Slot:
    """One sequence: `tokens` are those whose KV it holds. A busy slot belongs to a reply under way."""

    sequence: int
    call: str | None = None
    tokens: list[int] = field(default_factory=list)
    busy: bool = False
    used: int = 0


class Sequences:
    """All slots of a context."""

    def __init__(self, memory: KvMemory, count: int) -> None:
        self._memory = memory
        self._slots = [Slot(sequence) for sequence in range(count)]
        self._clock = itertools.count(1)

    def free_for(self, call: str) -> bool:
        """Whether `take` may be called: the call's own slot, or else any, is idle."""
        own = self._own(call)
        return not own.busy if own is not None else any(not slot.busy for slot in self._slots)

    def take(self, call: str, prompt: Sequence[int]) -> Slot:
        """Give the call a slot that holds a beginning of `prompt`, at most all but its last token."""
        slot = self._own(call) or min((slot for slot in self._slots if not slot.busy), key=lambda slot: slot.used)
        if slot.call != call:
            self._copy_beginning(slot, prompt)
            slot.call = call
        self._shorten(slot, min(_common(slot.tokens, prompt), len(prompt) - 1))
        slot.busy, slot.used = True, next(self._clock)
        return slot

    def release(self, slot: Slot) -> None:
        """End the reply; the call keeps what the slot holds."""
        slot.busy = False

    def clear(self, slot: Slot) -> None:
        """Empty a slot and take it from its call."""
        self._shorten(slot, 0)
        slot.call, slot.used = None, 0

    def forget(self, call: str) -> None:
        """Empty the call's slot, unless a reply still uses it."""
        for slot in self._slots:
            if slot.call == call and not slot.busy:
                self.clear(slot)

    def _own(self, call: str) -> Slot | None:
        return next((slot for slot in self._slots if slot.call == call), None)

    def _copy_beginning(self, slot: Slot, prompt: Sequence[int]) -> None:
        """Fill a slot with another one's KV if that begins like `prompt` and the slot's own does not as far."""
        best = max(self._slots, key=lambda other: _common(other.tokens, prompt))
        if best is slot or _common(best.tokens, prompt) == 0:
            return
        self._shorten(slot, 0)
        self._memory.copy(best.sequence, slot.sequence)
        slot.tokens = list(best.tokens)

    def _shorten(self, slot: Slot, tokens: int) -> None:
        if len(slot.tokens) == tokens:
            return
        if not self._memory.keep(slot.sequence, tokens):
            self._memory.keep(slot.sequence, 0)
            tokens = 0
        del slot.tokens[tokens:]


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    """Length of the common beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
