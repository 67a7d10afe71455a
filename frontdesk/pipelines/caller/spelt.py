"""A name put right by how the caller spelled it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontdesk.models.normaliser import spelled_name
from frontdesk.pipelines.words import likeness, tokens

_ALIKE = 0.6
"""Likeness from which a spelling is that of a part of the name."""
_RATHER_ALIKE = 0.3
"""The same for a spelling that follows on a name of several parts: then it is the family name, however it was heard."""


def join_spelled(text: str) -> str:
    """Letters said one by one as one word: "F-R-A-N" and "F R A N" become "Fran"."""
    single = r"[^\W\d_]"
    return re.sub(
        rf"(?<![\w'’])({single}(?:[-. ]{{1,2}}{single}(?![\w'’])){{2,}})(?!-\w\w)\.?",
        lambda letters: re.sub(r"\W", "", letters[0]).capitalize(),
        text,
    )


def as_spelled(name: str, caller_said: Sequence[str], language: str) -> str:
    """The name, with what the latest spelling that is like a part of it puts right.

    >>> as_spelled("Mary Smith", ["Mary Smith, S M Y T H E."], "en")
    'Mary Smythe'
    """
    parts = name.split()
    for place in range(len(caller_said) - 1, -1, -1):
        if not (spelling := spelled_name(caller_said[place], language)):
            continue
        alike, first, last = max(
            (likeness("".join(tokens(" ".join(parts[i:j]))), "".join(tokens(spelling))), i, j)
            for i in range(len(parts))
            for j in range(i + 1, len(parts) + 1)
        )
        if (alike == 1 and (spelling.isascii() or not name.isascii())) or _without_elision(parts[-1], spelling):
            return name
        if alike >= _ALIKE and last - first < max(len(parts), 2):
            return " ".join([*parts[:first], spelling, *parts[last:]])
        follows = set(tokens(parts[0])) <= set(tokens(caller_said[place])) and alike < _ALIKE
        if follows and len(parts) > 1 and likeness(parts[-1], spelling) >= _RATHER_ALIKE:
            return " ".join([*parts[:-1], spelling])
    return name


def _without_elision(part: str, spelling: str) -> bool:
    """Whether it is the part without what stands before its apostrophe, which got lost: "Neill" of "O'Neill"."""
    return len(pieces := tokens(part)) > 1 and pieces[-1] == "".join(tokens(spelling))
