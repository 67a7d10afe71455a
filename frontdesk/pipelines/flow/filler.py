"""A caller who waits for an answer hears something: "One moment, please.", once in a turn, and never before an answer
that has come.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from frontdesk.pipelines.flow.owed_speech import OwedSpeech

LONGEST_SILENCE = 2.2
"""Seconds from the caller's last word to the filler: a turn that took long to end leaves less for the answer."""

SHORTEST = 0.7
"""Seconds that every answer is given, however long its turn took to end."""


class Filler:
    """The timer of one call."""

    def __init__(
        self,
        after: float,
        owed: OwedSpeech,
        say: Callable[[], Awaitable[None]],
        *,
        waited: Callable[[], float] = lambda: 0.0,
    ) -> None:
        """`say` asks for patience when an answer takes longer than `after`; `waited`: since the last word, seconds."""
        self._after = after
        self._waited = waited
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
        left = LONGEST_SILENCE - self._waited()
        while self._owed.answer_due:
            await asyncio.sleep(min(self._after, max(SHORTEST, left)))
            if self._owed.answer_due and not self._owed.speaking:
                self._said = True
                await self._say()
                return
