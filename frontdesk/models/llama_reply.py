"""One reply under way: which token comes next, what text goes out, and when it is over.

Tokens are chosen greedily. The one that the model wants is checked against the constraint; only where it is refused
are the others tried, best first. A call goes out in one piece once it is complete. One that loops, or is cut off by
the limit, is taken back to before the loop and closed with quotes and brackets, if nothing is missing in it.
"""

import codecs
from collections.abc import Callable, Collection, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from frontdesk.errors import BadReply, EngineFailed
from frontdesk.models.call_constraint import CallConstraint
from frontdesk.models.grammar import CallGrammar
from frontdesk.models.loop_guard import LoopGuard

Verdict = Literal["go on", "over"]


class Reply:
    """`tokens` are those chosen so far. `send` takes the text that goes out."""

    def __init__(
        self,
        grammar: CallGrammar | None,
        pieces: Sequence[bytes],
        ends: Collection[int],
        max_tokens: int,
        send: Callable[[str], None],
    ) -> None:
        """`pieces`: every token's bytes. `ends`: the tokens that end a reply."""
        self.tokens: list[int] = []
        self._grammar = grammar
        self._pieces = pieces
        self._ends = ends
        self._max_tokens = max_tokens
        self._send = send
        self._constraint = CallConstraint(grammar)
        self._guard = LoopGuard()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._call_from: int | None = None  # index of the token that opened the call

    @property
    def in_call(self) -> bool:
        """Whether a tool call is being written, which goes out in one piece at its end."""
        return self._constraint.in_call

    def add(self, logits: npt.NDArray[np.float32]) -> Verdict:
        """Choose the next token; `BadReply` when none fits, `EngineFailed` when the model computes nonsense."""
        token = self._choose(logits)
        if token is None:
            return "over"
        self._accept(token)
        if self._constraint.complete:
            self._send_call(self.tokens, b"")
            return "over"
        free = self._guard.add(token)
        if free is None and len(self.tokens) < self._max_tokens:
            return "go on"
        self._cut(len(self.tokens) if free is None else free)
        return "over"

    def _choose(self, logits: npt.NDArray[np.float32]) -> int | None:
        """Give the best token that may come, None for the end."""
        best = int(logits.argmax())
        if not np.isfinite(logits[best]):
            raise EngineFailed("the model's scores are not numbers")
        if self._fits(best):
            return None if best in self._ends else best
        for token in np.argsort(-logits).tolist():
            if self._fits(token):
                return None if token in self._ends else int(token)
        raise BadReply("no token fits the grammar of the tool call")

    def _fits(self, token: int) -> bool:
        if token in self._ends:
            return not self._constraint.in_call
        return bool(self._pieces[token]) and self._constraint.allows(self._pieces[token])

    def _accept(self, token: int) -> None:
        self.tokens.append(token)
        self._constraint.accept(self._pieces[token])
        if not self._constraint.in_call:
            self._send_text(self._pieces[token])
        elif self._call_from is None:
            self._call_from = len(self.tokens) - 1

    def _cut(self, tokens: int) -> None:
        """End the reply early: a call is closed behind its first `tokens` (counted from the reply's start)."""
        if self._call_from is None:
            return
        shortened = CallConstraint(self._grammar)
        for token in self.tokens[:tokens]:
            shortened.accept(self._pieces[token])
        end = shortened.closing()
        if end is None:
            raise BadReply("the model wrote a tool call without an end")
        self._send_call(self.tokens[:tokens], end)

    def _send_call(self, tokens: Sequence[int], end: bytes) -> None:
        self._send_text(b"".join(self._pieces[token] for token in tokens[self._call_from :]) + end)

    def _send_text(self, data: bytes) -> None:
        text = self._decoder.decode(data)
        if text:
            self._send(text)
