"""The end of a call from the receptionist's side: one goodbye, then the pipeline drains and stops."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Literal

logger = logging.getLogger(__name__)

EndReason = Literal["goodbye", "silence", "longest call", "trouble"]


class Closing:
    """Says goodbye once and remembers why. From then on nothing else is said."""

    def __init__(self, say: Callable[[str], Awaitable[None]], end: Callable[[str], Awaitable[None]]) -> None:
        """`say` speaks a sentence; `end` stops the pipeline behind everything that is still to be spoken."""
        self._say = say
        self._end = end
        self.reason: EndReason | None = None

    async def close(self, reason: EndReason, sentence: str) -> None:
        """Speak `sentence` as the last words of the call and end it; a second call does nothing."""
        if self.reason is not None:
            return
        self.reason = reason
        await self._say(sentence)
        logger.info("the receptionist ends the call: %s", reason)
        await self._end(reason)
