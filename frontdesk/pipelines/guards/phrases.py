"""Patterns over folded whole phrases, as every guard uses them."""

from __future__ import annotations

import re


def any_of(*patterns: str, **parts: str) -> re.Pattern[str]:
    """One pattern out of several phrases, each bounded by spaces; to be tried on `words.plain`.

    `<name>` in a phrase stands for the alternatives given under that name.

    >>> any_of("i <verb> it", verb="see|hear").search(" can you say i hear it now ") is not None
    True
    """
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    filled = re.sub(r"<(\w+)>", lambda part: f"(?:{parts[part[1]]})", joined)
    return re.compile(rf"(?<= )(?:{filled})(?= )")
