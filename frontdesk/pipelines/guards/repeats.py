"""The same question a third time in a row leads nowhere: a message or a person is offered instead.

Only questions that an answer ends are counted: for a name, a number, a spelling, whether there is an emergency, or to
say it again. An answer with digits in it is on its way to a number.
"""

from __future__ import annotations

import re

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.guards.phrases import any_of
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.words import plain

MOST_ASKED = 2
_COUNTED = any_of(
    r"name|number|spell|emergency|say it again|repeat|the first one or the second one",
    r"nom|numero|epeler|urgence|repeter|le premier ou le deuxieme",
)
_READ_BACK = any_of(r"is that (?:right|correct)|c est (?:bien ca|correct)")


def asked_in_vain(call: CallState, say: str) -> bool:
    """Whether `say` asks what the assistant's last two turns before the caller's present one asked already."""
    question = _question(say)
    if not question or not _COUNTED.search(plain(question)) or _READ_BACK.search(plain(question)):
        return False
    if call.caller_said and re.search(r"\d", call.caller_said[-1]):
        return False
    turns = [index for index, turn in enumerate(call.turns) if turn.speaker == "caller"]
    before = [turn.text for turn in call.turns[: turns[-1] if turns else 0] if turn.speaker == "assistant"]
    asked = [plain(_question(text)) for text in before[-MOST_ASKED:]]
    return asked == [plain(question)] * MOST_ASKED


def offered_instead(call: CallState) -> str:
    """The offer of a person, or of a message where this line cannot pass the caller on; its answer is code's."""
    spoken = sentences(call.language)
    call.pending = "transfer" if call.can_transfer else "message"
    return spoken.stuck_person if call.can_transfer else spoken.stuck_message


def _question(text: str) -> str:
    """The last sentence, where it asks."""
    last = re.split(r"(?<=[.!?])\s+(?=\w)", text.strip())[-1]
    return last if last.endswith("?") else ""
