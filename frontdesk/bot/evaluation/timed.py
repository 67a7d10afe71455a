"""A language model with a stopwatch: how long a caller waits for it, and what broke."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from frontdesk.models.ports import LanguageModel, Message, TextDelta, ToolCall, ToolSpec, Usage

_WHOLE_SENTENCE = re.compile(r"[.!?…]\s")


@dataclass
class Timed:
    """The model of one call. `waits`: for each reply in turn, the milliseconds until its tool call was whole or its
    first sentence complete: from then on the product goes on. `broken`: the types of the errors that it raised.
    """

    model: LanguageModel
    now: Callable[[], float] = time.perf_counter
    """In seconds."""
    waits: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        """See `LanguageModel`."""
        return self.model.ready

    async def generate(
        self, call_id: str, messages: Sequence[Message], tools: Sequence[ToolSpec], *, max_tokens: int = 160
    ) -> AsyncIterator[TextDelta | ToolCall | Usage]:
        """See `LanguageModel`."""
        began, text, waiting = self.now(), "", True
        reply: Any = self.model.generate(call_id, messages, tools, max_tokens=max_tokens)
        try:
            async with aclosing(reply):
                async for item in reply:
                    text += item.text if isinstance(item, TextDelta) else ""
                    if waiting and (not isinstance(item, TextDelta) or _WHOLE_SENTENCE.search(text)):
                        self.waits.append((self.now() - began) * 1000)
                        waiting = False
                    yield item
        except Exception as error:
            self.broken.append(type(error).__name__)
            raise

    async def forget(self, call_id: str) -> None:
        """See `LanguageModel`."""
        await self.model.forget(call_id)

    async def close(self) -> None:
        """See `LanguageModel`."""
        await self.model.close()
