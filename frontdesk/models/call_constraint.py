"""Decides token by token what a reply may hold: free text, then perhaps one tool call that follows the grammar.

Free text may say anything but a closing mark. An opening mark (or a brace at the very start, the Llama 3 dialect)
begins the call, and from there the grammar decides. Without tools nothing may open a call. The rules of where a call
begins are those of `tool_calls.ToolCallParser`, which reads the result.
"""

from typing import NamedTuple

from frontdesk.models.grammar import CallGrammar
from frontdesk.models.tool_calls import BLANKS, CLOSERS, MARKS, OPENERS

_BLANKS = BLANKS.encode()
_OPENERS = tuple(mark.encode() for mark in OPENERS)
_CLOSERS = tuple(mark.encode() for mark in CLOSERS)
_TAIL = max(map(len, MARKS)) - 1


class _Place(NamedTuple):
    """Where a reply stands: in free text (`state` None) with its last bytes, or in a call."""

    tail: bytes = b""
    at_start: bool = True  # nothing but blanks so far
    state: int | None = None


class CallConstraint:
    """The constraint on one reply. `grammar` is None when there are no tools."""

    def __init__(self, grammar: CallGrammar | None) -> None:
        self._grammar = grammar
        self._place = _Place()

    @property
    def in_call(self) -> bool:
        """Whether a call has begun."""
        return self._place.state is not None

    @property
    def complete(self) -> bool:
        """Whether the call is complete: the reply ends here."""
        state = self._place.state
        return self._grammar is not None and state is not None and self._grammar.complete(state)

    def allows(self, piece: bytes) -> bool:
        """Whether `piece` may come next."""
        return self._after(piece) is not None

    def accept(self, piece: bytes) -> None:
        """Move on by a piece; `ValueError` when it is not allowed."""
        place = self._after(piece)
        if place is None:
            raise ValueError("the grammar does not allow this piece")
        self._place = place

    def closing(self) -> bytes | None:
        """Give the shortest end of the open call that adds no value to it; None when there is none."""
        if self._grammar is None or self._place.state is None:
            return None
        return self._grammar.closing(self._place.state)

    def _after(self, piece: bytes) -> _Place | None:
        if self._place.state is not None:
            return self._in_call(self._place.state, piece)
        text = self._place.tail + piece
        if self._place.at_start:
            text = text.lstrip(_BLANKS)
            if text.startswith(b"{"):
                return self._in_call(CallGrammar.START, text)
        opened = min(((at, mark) for mark in _OPENERS if (at := text.find(mark)) >= 0), default=None)
        before = text if opened is None else text[: opened[0]]
        if any(mark in before for mark in _CLOSERS):
            return None
        if opened is not None:
            return self._in_call(CallGrammar.START, text[opened[0] + len(opened[1]) :])
        return _Place(tail=text[-_TAIL:], at_start=not text)

    def _in_call(self, state: int, text: bytes) -> _Place | None:
        following = None if self._grammar is None else self._grammar.read(state, text)
        return None if following is None else _Place(at_start=False, state=following)
