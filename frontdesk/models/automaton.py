"""A finite automaton over bytes: built nondeterministic from small blocks, made deterministic as texts walk through it.

Nodes are what blocks are built from; states are sets of nodes, numbered as they are first met. Reading a byte in a
state met before is one dictionary lookup.
"""

from collections.abc import Callable, Iterable, Sequence

Block = Callable[[int], int]  # continues the automaton from a node; gives the node behind it

START = 0
_DEAD = -1


class Nodes:
    """The automaton under construction; node 0 is the start. Every block takes a node and gives the one behind it."""

    def __init__(self) -> None:
        self._edges: list[list[tuple[int, int, int]]] = []
        self._silent: list[list[int]] = []
        self.node()

    def node(self) -> int:
        """Add a node."""
        self._edges.append([])
        self._silent.append([])
        return len(self._edges) - 1

    def byte(self, at: int, low: int, high: int | None = None, target: int | None = None) -> int:
        """Read one byte from `low` to `high` (included; default: `low` alone)."""
        target = self.node() if target is None else target
        self._edges[at].append((low, low if high is None else high, target))
        return target

    def text(self, at: int, text: str) -> int:
        """Read exactly `text`."""
        for byte in text.encode():
            at = self.byte(at, byte)
        return at

    def join(self, at: int, target: int) -> int:
        """Go on at `target` without reading."""
        self._silent[at].append(target)
        return target

    def choice(self, at: int, blocks: Iterable[Block]) -> int:
        """Read one of several blocks."""
        end = self.node()
        for block in blocks:
            self.join(block(at), end)
        return end

    def any_of(self, at: int, characters: bytes, target: int | None = None) -> int:
        """Read one of several ASCII characters."""
        target = self.node() if target is None else target
        for character in characters:
            self.byte(at, character, target=target)
        return target

    def repeat(self, at: int, characters: bytes) -> int:
        """Read any number of several ASCII characters, also none."""
        loop = self.join(at, self.node())
        return self.any_of(loop, characters, loop)

    def closure(self, nodes: Iterable[int]) -> frozenset[int]:
        """Add every node that is reached without reading."""
        found = set(nodes)
        queue = list(found)
        for node in queue:
            new = [target for target in self._silent[node] if target not in found]
            found.update(new)
            queue += new
        return frozenset(found)

    def step(self, nodes: Iterable[int], byte: int) -> frozenset[int]:
        """Give the nodes reached by reading one byte."""
        return self.closure(target for node in nodes for low, high, target in self._edges[node] if low <= byte <= high)


class Automaton:
    """Walks texts through finished nodes. States are small integers; `START` is the first."""

    def __init__(self, nodes: Nodes, final: int) -> None:
        """Take over `nodes`; a text is complete when it reaches the node `final`."""
        self._nodes = nodes
        self._final = final
        self._states: list[frozenset[int]] = []
        self._numbers: dict[frozenset[int], int] = {}
        self._steps: list[dict[int, int]] = []
        self._number(nodes.closure([0]))

    def read(self, state: int, text: bytes) -> int | None:
        """Walk on from `state` to the end of `text` or of the language; None where `text` cannot stand there."""
        for byte in text:
            if self.complete(state):
                break
            state = self._step(state, byte)
            if state == _DEAD:
                return None
        return state

    def complete(self, state: int) -> bool:
        """Whether a text that leads here is complete."""
        return self._final in self._states[state]

    def shortest(self, state: int, alphabet: Sequence[int]) -> bytes | None:
        """Give the shortest text over `alphabet` that completes `state`; None when there is none."""
        paths = {state: b""}
        queue = [state]
        for at in queue:
            if self.complete(at):
                return paths[at]
            for byte in alphabet:
                following = self._step(at, byte)
                if following != _DEAD and following not in paths:
                    paths[following] = paths[at] + bytes([byte])
                    queue.append(following)
        return None

    def _step(self, state: int, byte: int) -> int:
        known = self._steps[state].get(byte)
        if known is None:
            known = self._steps[state][byte] = self._number(self._nodes.step(self._states[state], byte))
        return known

    def _number(self, nodes: frozenset[int]) -> int:
        if not nodes:
            return _DEAD
        if nodes not in self._numbers:
            self._numbers[nodes] = len(self._states)
            self._states.append(nodes)
            self._steps.append({})
        return self._numbers[nodes]
