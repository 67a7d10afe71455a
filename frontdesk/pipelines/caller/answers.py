"""What the caller answered to a question, as the turns have it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from frontdesk.pipelines.call_state import Turn
from frontdesk.pipelines.words import plain


def answers(turns: Sequence[Turn], question: re.Pattern[str]) -> list[str]:
    """The caller's words right after every turn of the assistant that asks and fits `question`, oldest first.

    The pattern reads folded words (`words.plain`).
    """
    return [
        answer.text
        for asked, answer in pairwise(turns)
        if asked.speaker == "assistant" and answer.speaker == "caller" and "?" in asked.text
        if question.search(plain(asked.text))
    ]


def answers_to(turns: Sequence[Turn], sentence: str) -> list[str]:
    """The caller's words right after this sentence, oldest first."""
    return answers(turns, re.compile(re.escape(plain(sentence))))
