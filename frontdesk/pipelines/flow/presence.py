"""Whether the caller is still there: asked once after a silence; after the next one the call ends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.flow.closing import Closing
from frontdesk.pipelines.sentences import sentences


class Presence:
    """The silences of one call."""

    def __init__(
        self, call: CallState, closing: Closing, say: Callable[[str], Awaitable[None]], *, busy: Callable[[], bool]
    ) -> None:
        """`busy`: the caller is keying a number in, or waits for an answer."""
        self._call = call
        self._closing = closing
        self._say = say
        self._busy = busy
        self._asked = False

    def heard(self) -> None:
        """The caller said or keyed something."""
        self._asked = False

    async def silent(self) -> None:
        """Nothing was heard of the caller for a while."""
        spoken = sentences(self._call.language)
        if self._busy() or self._closing.quiet:
            return
        if self._asked:
            await self._closing.close("silence", spoken.goodbye)
        else:
            self._asked = True
            await self._say(spoken.still_there)
