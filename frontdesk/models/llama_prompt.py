"""From a conversation to the tokens that the model reads, shortened where it would not fit.

What is too long loses its oldest turns, never the system prompt. Turns are dropped down to three quarters of the
room, and by the same rule on every later turn of the call, so that the beginning stays the same for a while and its
KV is kept.
"""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.errors import EngineFailed
from frontdesk.models.chat_template import ChatTemplate, as_functions
from frontdesk.models.ports import Message

logger = logging.getLogger(__name__)

_SHORTEST = 8  # characters below which a message is not cut any more

Tools = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PromptWriter:
    """Writes prompts. `tokenise` parses special tokens; `specials` are their texts, which no caller may say."""

    template: ChatTemplate
    tokenise: Callable[[str], list[int]]
    specials: re.Pattern[str] | None

    def write(self, messages: Sequence[Message], tools: Tools, room: int) -> list[int]:
        """Give at most `room` tokens; `EngineFailed` when not even the last turn fits."""
        functions = as_functions(tools)
        clean = [self._cleaned(message) for message in messages]
        tokens = self._encode(clean, functions)
        if len(tokens) <= room:
            return tokens
        head, turns = _split(clean)
        first = self._first_turn(head, turns, functions, room)
        logger.warning("A conversation is too long for the model: %d of %d turns are left out", first, len(turns))
        return self._cut(_joined(head, turns[first:]), functions, room)

    def _encode(self, messages: Sequence[Message], functions: Tools) -> list[int]:
        return self.tokenise(self.template.render(messages, functions))

    def _cleaned(self, message: Message) -> Message:
        if self.specials is None or message["role"] == "system" or "content" not in message:
            return message
        return {**message, "content": self.specials.sub(" ", message["content"])}

    def _first_turn(self, head: list[Message], turns: list[list[Message]], functions: Tools, room: int) -> int:
        """Replay the conversation turn by turn, dropping where it overflowed; the index of the first turn kept."""
        first = 0
        for last in range(len(turns)):
            limit = room
            while first < last and len(self._encode(_joined(head, turns[first : last + 1]), functions)) > limit:
                first += 1
                limit = room * 3 // 4
        return first

    def _cut(self, messages: list[Message], functions: Tools, room: int) -> list[int]:
        """Halve the longest message until all fits, keeping its end."""
        while len(tokens := self._encode(messages, functions)) > room:
            longest = max(messages, key=_length)
            if _length(longest) < _SHORTEST:
                raise EngineFailed("the system prompt alone is too long for the model")
            content = longest["content"]
            shorter: Message = {**longest, "content": content[len(content) // 2 :]}
            messages = [shorter if message is longest else message for message in messages]
        return tokens


def _joined(head: list[Message], turns: list[list[Message]]) -> list[Message]:
    return head + [message for turn in turns for message in turn]


def _length(message: Message) -> int:
    return len(message.get("content", "")) if message["role"] != "system" else 0


def _split(messages: Sequence[Message]) -> tuple[list[Message], list[list[Message]]]:
    """Split off the leading system messages; every later turn begins where the caller speaks."""
    heads = next((at for at, message in enumerate(messages) if message["role"] != "system"), len(messages))
    turns: list[list[Message]] = []
    for message in messages[heads:]:
        if not turns or message["role"] == "user":
            turns.append([])
        turns[-1].append(message)
    return list(messages[:heads]), turns
