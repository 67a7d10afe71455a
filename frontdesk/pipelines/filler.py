"""A caller who waits for an answer hears something: "One moment, please.", once in a turn, and never before an answer
that has come.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from frontdesk.pipelines.owed_speech import OwedSpeech


class Filler:
    """The timer of one call."""

    def __init__(self, after: float, owed: OwedSpeech, say: Callable[[], Awaitable[None]]) -> None:
        """`say` asks for patience `after` so many seconds of silence."""
        self._after = after
        self._owed = owed
        self._say = say
        self._said = False
        self._closed = False
        self._timer: asyncio.Task[None] | None = None

    def turn_began(self) -> None:
        """The caller said something new, and may be asked for patience once."""
        self._said = False

    def answering(self) -> None:
        """An answer is being made from now on."""
        self.stop()
        if not (self._said or self._closed):
            self._timer = asyncio.create_task(self._wait(), name="filler")

    def close(self) -> None:
        """The call is over: ask for nothing any more."""
        self._closed = True
        self.stop()

    def stop(self) -> None:
        """Ask for nothing now: the caller speaks."""
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()

    async def _wait(self) -> None:
        while self._owed.answer_due:
            await asyncio.sleep(self._after)
            if self._owed.answer_due and not self._owed.speaking:
                self._said = True
                await self._say()
                return
