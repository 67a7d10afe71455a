"""Passing the caller on to a person: the sentence that says so is heard, the carrier is asked, and the call ends there
or goes on.

A frame behind the sentence tells when it was played: a carrier that is asked earlier cuts it off. The caller's words in
between stop the sentence and not the transfer. Once the carrier has agreed it closes the stream by itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from pipecat.frames.frames import ControlFrame

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Action
from frontdesk.pipelines.flow.closing import Closing
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import ToolResult

logger = logging.getLogger(__name__)

Transfer = Callable[[str], Awaitable[bool]]
"""Asks the carrier to pass the call on to a number (E.164); whether it does. Called while the line is open; where it is
not known what the carrier does, it returns once it is, or never: the stream is closed then. What becomes of the call at
the other end is not awaited."""

PATIENCE = 1.5
"""Seconds after which a caller who waits for the carrier is asked for patience."""

STREAM_END = 10.0
"""Seconds in which the carrier closes the stream of a call that it passed on."""


@dataclass
class PassOnFrame(ControlFrame):
    """Everything that was to be said before the transfer stands before this frame."""

    interruptible: bool = field(default=False, init=False)


class Say(Protocol):
    """Speaks a sentence; `remember` adds it to the conversation at once, heard or not."""

    async def __call__(self, sentence: str, *, remember: bool = True) -> None:
        """Return when the sentence is queued, not when it is spoken."""
        ...


class PassingOn:
    """The transfers of one call."""

    def __init__(
        self,
        call: CallState,
        closing: Closing,
        transfer: Transfer | None,
        *,
        say: Say,
        queue: Callable[[PassOnFrame], Awaitable[None]],
        acted: Callable[[Action], None],
    ) -> None:
        """`queue` sends a frame down behind everything that is to be spoken; `acted` writes the audit."""
        self._call = call
        self._closing = closing
        self._transfer = transfer
        self._say = say
        self._queue = queue
        self._acted = acted
        self._result = ToolResult({})

    async def begin(self, result: ToolResult, *, remember: bool) -> None:
        """Announce the transfer that `result` asks for, and have it made behind the announcement."""
        if self._closing.quiet:
            return
        self._result = result
        self._closing.passing_on = True
        if result.announce is not None:
            await self._say(result.announce, remember=remember)
        await self._queue(PassOnFrame())

    async def announced(self) -> None:
        """The announcement was played: ask the carrier."""
        if self._closing.reason is not None:
            return
        if not await self._decided():
            self._closing.passing_on = False
            await self._nobody_reached()
            return
        self._closing.reason = "transferred"
        await asyncio.sleep(STREAM_END)
        logger.warning("the carrier took a transfer and left the stream open")
        await self._closing.end()

    async def _decided(self) -> bool:
        """Whether the carrier passes the call on."""
        asking = asyncio.ensure_future(self._asked())
        try:
            await asyncio.wait([asking], timeout=PATIENCE)
            if not asking.done():
                await self._say(sentences(self._call.language).one_moment, remember=False)
            return await asking
        finally:
            asking.cancel()

    async def _asked(self) -> bool:
        number = self._result.transfer_to
        if self._transfer is None or number is None:
            return False
        try:
            return await self._transfer(number)
        except Exception as error:
            # The carrier's side may break in any way, and the error's text may hold a number; the call goes on.
            logger.error("a transfer broke with %s", type(error).__name__)
            return False

    async def _nobody_reached(self) -> None:
        asked_for = next((action for action in self._result.actions if action.kind == "transfer"), None)
        self._acted(
            Action(
                "transfer failed", "the carrier did not put the call through", asked_for.target if asked_for else None
            )
        )
        self._call.pending = "message"
        await self._say(sentences(self._call.language).nobody_reached)
