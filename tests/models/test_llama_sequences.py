"""Who keeps which KV: whatever happens, a slot claims exactly what the memory holds, and never another call's words."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.models.llama_sequences import Sequences


class _Memory:
    """The tokens that each sequence holds, as llama.cpp would hold their KV."""

    def __init__(self, count: int, *, partial: bool = True) -> None:
        self.held: list[list[int]] = [[] for _ in range(count)]
        self._partial = partial

    def keep(self, sequence: int, tokens: int) -> bool:
        if tokens and not self._partial:
            return False
        del self.held[sequence][tokens:]
        return True

    def copy(self, source: int, target: int) -> None:
        assert self.held[target] == []
        self.held[target] = list(self.held[source])


_prompts = st.lists(st.integers(0, 2), min_size=1, max_size=6)
_turns = st.lists(
    st.tuples(st.sampled_from("abcde"), _prompts, st.sampled_from(["ends", "clears", "forgets"])), max_size=30
)


@given(_turns, st.integers(1, 3), st.booleans())
def test_a_slot_claims_what_the_memory_holds(
    turns: Sequence[tuple[str, list[int], str]], count: int, partial: bool
) -> None:
    memory = _Memory(count, partial=partial)
    sequences = Sequences(memory, count)
    for call, prompt, ending in turns:
        assert sequences.free_for(call)
        slot = sequences.take(call, prompt)
        assert slot.tokens == memory.held[slot.sequence] == prompt[: len(slot.tokens)]
        assert len(slot.tokens) < len(prompt)
        memory.held[slot.sequence] += prompt[len(slot.tokens) :]
        slot.tokens += prompt[len(slot.tokens) :]
        sequences.release(slot)
        if ending == "clears":
            sequences.clear(slot)
        elif ending == "forgets":
            sequences.forget(call)
        if ending != "ends":
            assert memory.held[slot.sequence] == []


def _read(memory: _Memory, sequences: Sequences, call: str, prompt: list[int]) -> int:
    """Take a slot, read the rest of the prompt, end; how much was kept."""
    slot = sequences.take(call, prompt)
    kept = len(slot.tokens)
    memory.held[slot.sequence][:] = slot.tokens[:] = prompt
    sequences.release(slot)
    return kept


def test_the_call_unused_for_longest_makes_room() -> None:
    memory = _Memory(2)
    sequences = Sequences(memory, 2)
    for call, prompt in (("a", [1, 1, 1]), ("b", [2, 2, 2]), ("a", [1, 1, 1, 1]), ("c", [3])):
        _read(memory, sequences, call, prompt)
    assert _read(memory, sequences, "a", [1, 1, 1, 1, 1]) == 4
    assert _read(memory, sequences, "b", [2, 2, 2]) == 0


def test_a_new_call_copies_the_longest_beginning() -> None:
    memory = _Memory(3)
    sequences = Sequences(memory, 3)
    _read(memory, sequences, "english", [1, 2, 3, 4])
    _read(memory, sequences, "french", [1, 9, 9, 9])
    assert _read(memory, sequences, "new", [1, 9, 9, 5]) == 3
    assert memory.held[1] == [1, 9, 9, 9]


def test_a_busy_slot_is_nobodys() -> None:
    sequences = Sequences(_Memory(2), 2)
    first = sequences.take("a", [1])
    assert not sequences.free_for("a")
    assert sequences.take("b", [1]).sequence != first.sequence
    assert not sequences.free_for("c")
    sequences.forget("a")
    assert first.call == "a"
    sequences.release(first)
    assert sequences.free_for("a")
    assert sequences.free_for("c")
    assert not sequences.free_for("b")


@pytest.mark.parametrize("prompt", [[5], [5, 6]])
def test_the_last_token_is_always_read_again(prompt: list[int]) -> None:
    memory = _Memory(1)
    sequences = Sequences(memory, 1)
    _read(memory, sequences, "a", prompt)
    assert _read(memory, sequences, "a", prompt) == len(prompt) - 1
