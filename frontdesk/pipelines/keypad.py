"""Keys pressed on the phone become the caller's words: digits, gathered until `#` or a short pause."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from pipecat.audio.dtmf.types import KeypadEntry
from pipecat.frames.frames import Frame, InputDTMFFrame, LLMContextUserTurnFrame, LLMMessagesAppendFrame
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.utils.time import time_now_iso8601

PAUSE = 2.5
"""Seconds without a key after which the number is complete."""


class Keypad(FrameProcessor):
    """Gathers one call's keys. The first key stops the assistant, as speech would."""

    def __init__(self, on_number: Callable[[str], None]) -> None:
        """`on_number` hears of every number that was keyed in."""
        super().__init__()
        self._on_number = on_number
        self._digits = ""
        self._timer: asyncio.Task[None] | None = None

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Keep keys; everything else passes."""
        await super().process_frame(frame, direction)
        if not isinstance(frame, InputDTMFFrame):
            await self.push_frame(frame, direction)
            return
        if not self._digits:
            await self.broadcast_interruption()  # type: ignore[no-untyped-call]
        await self._stop_timer()
        if frame.button == KeypadEntry.POUND:
            await self._complete()
        else:
            self._digits += frame.button.value
            self._timer = self.create_task(self._complete_soon())

    async def cleanup(self) -> None:
        """Stop the timer."""
        await super().cleanup()  # type: ignore[no-untyped-call]
        await self._stop_timer()

    async def _complete_soon(self) -> None:
        await asyncio.sleep(PAUSE)
        self._timer = None
        await self._complete()

    async def _complete(self) -> None:
        digits, self._digits = self._digits, ""
        if digits:
            self._on_number(digits)
            await self.push_frame(LLMContextUserTurnFrame(text=digits, timestamp=time_now_iso8601()))
            message: Any = {"role": "user", "content": digits}
            await self.push_frame(LLMMessagesAppendFrame(messages=[message], run_llm=True))

    async def _stop_timer(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None:
            await self.cancel_task(timer)
