"""Notices a reply that has begun to repeat itself, as small models do with greedy decoding.

For every period up to `_LONGEST` it counts how many tokens in a row equal the token one period earlier. Fifteen in a
row and at least three whole repeats are taken for a loop: a telephone number of equal digits stays below that.
"""

_LONGEST = 24
_REPEATS = 3
_FEWEST = 15


class LoopGuard:
    """Watches the tokens of one reply."""

    def __init__(self) -> None:
        self._tokens: list[int] = []
        self._equal = [0] * (_LONGEST + 1)

    def add(self, token: int) -> int | None:
        """Take the next token; how many tokens from the start are free of the loop, or None when there is none."""
        self._tokens.append(token)
        for period in range(1, min(_LONGEST, len(self._tokens) - 1) + 1):
            same = self._tokens[-1 - period] == token
            self._equal[period] = self._equal[period] + 1 if same else 0
            if self._equal[period] >= max(_FEWEST, _REPEATS * period):
                return len(self._tokens) - self._equal[period]
        return None
