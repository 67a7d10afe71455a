"""The end of a call from the receptionist's side: one goodbye, then the pipeline drains and stops.

While the caller is being passed on to a person the line is quiet as well; it comes back when nobody could be reached.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Literal

logger = logging.getLogger(__name__)

EndReason = Literal["goodbye", "silence", "longest call", "trouble", "transferred"]


class Closing:
    """Says goodbye once and remembers why. From then on nothing else is said."""

    def __init__(self, say: Callable[[str], Awaitable[None]], end: Callable[[str], Awaitable[None]]) -> None:
        """`say` speaks a sentence; `end` stops the pipeline behind everything that is still to be spoken."""
        self._say = say
        self._end = end
        self.reason: EndReason | None = None
        self.passing_on = False
        """Whether the carrier is asked to pass the caller on."""

    @property
    def quiet(self) -> bool:
        """Whether nothing is to be said any more, or not for now."""
        return self.passing_on or self.reason is not None

    async def close(self, reason: EndReason, sentence: str) -> None:
        """Speak `sentence` as the last words of the call and end it; a second call does nothing."""
        if self.reason is not None:
            return
        self.reason = reason
        await self._say(sentence)
        await self.end()

    async def end(self) -> None:
        """End the call for the reason that is set, without another word."""
        logger.info("the receptionist ends the call: %s", self.reason)
        await self._end(str(self.reason))
