"""A question as the caller asked it, out of what a small model made of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontdesk.pipelines.words import share_said

_LONGEST = 200
"""Characters; nobody asks longer questions, models in a loop write them."""


def clean_question(query: str, caller_said: Sequence[str]) -> str:
    """The query without loops ("do you have do you have"), or the caller's last words where it is something else.

    >>> clean_question("do you have do you have do you have parking", ["Do you have parking?"])
    'do you have parking'
    """
    flat = _without_loops(" ".join(query.split()))[:_LONGEST]
    last = caller_said[-1] if caller_said else ""
    if last and (not flat or share_said(flat, [last]) < 0.6):
        return last[-_LONGEST:]
    return flat


def _without_loops(text: str) -> str:
    """Every run of one to eight words that is repeated at once stands once."""
    return re.sub(r"\b(\w+(?:\W+\w+){0,7})(?:\W+\1\b)+", r"\1", text, flags=re.IGNORECASE)
