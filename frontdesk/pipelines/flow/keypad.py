"""Keys pressed on the phone (see `key_presses`), gathered until `#` or a pause: digits become the caller's words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pipecat.audio.dtmf.types import KeypadEntry
from pipecat.frames.frames import DataFrame, Frame, InputDTMFFrame, LLMContextUserTurnFrame, LLMMessagesAppendFrame
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.utils.time import time_now_iso8601

from frontdesk.pipelines.flow.key_presses import Keyed, KeyPresses, KeyWish

PAUSE = 2.5
"""Seconds without a key after which the number is complete."""


@dataclass
class KeyWishFrame(DataFrame):
    """The caller pressed a key that stands for a wish.

    It goes down the whole pipeline behind the interruption that comes with the key: what is said in answer before that
    has passed would be interrupted as well.
    """

    wanted: KeyWish = "person"
    interruptible: bool = field(default=False, init=False)


class Keypad(FrameProcessor):
    """Gathers one call's keys. The first key stops the assistant, as speech would."""

    def __init__(
        self, on_keys: Callable[[str], None], *, number_asked: Callable[[], bool], pause: float = PAUSE
    ) -> None:
        """`on_keys` hears of everything that was keyed in; `number_asked` tells whether a number is the answer."""
        super().__init__()
        self._on_keys = on_keys
        self._number_asked = number_asked
        self._pause = pause
        self._presses = KeyPresses()
        self._timer: asyncio.Task[None] | None = None

    @property
    def in_use(self) -> bool:
        """Whether a number is being keyed in."""
        return bool(self._presses.digits)

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Keep keys; everything else passes."""
        await super().process_frame(frame, direction)
        if not isinstance(frame, InputDTMFFrame):
            await self.push_frame(frame, direction)
            return
        if frame.button == KeypadEntry.POUND and not self.in_use:
            return
        number_asked = self._number_asked()
        if not self.in_use:
            await self.broadcast_interruption()  # type: ignore[no-untyped-call]
        await self._stop_timer()
        keyed = self._presses.press(frame.button.value, number_asked=number_asked)
        if keyed is not None:
            await self._give(keyed)
        else:
            self._timer = self.create_task(self._complete_soon())

    async def cleanup(self) -> None:
        """Stop the timer."""
        await super().cleanup()  # type: ignore[no-untyped-call]
        await self._stop_timer()

    async def _complete_soon(self) -> None:
        await asyncio.sleep(self._pause)
        self._timer = None
        keyed = self._presses.paused()
        if keyed is not None:
            await self._give(keyed)

    async def _give(self, keyed: Keyed) -> None:
        if keyed.wish is not None:
            self._on_keys("0" if keyed.wish == "person" else "*")
            await self.push_frame(KeyWishFrame(wanted=keyed.wish))
            return
        self._on_keys(keyed.digits)
        await self.push_frame(LLMContextUserTurnFrame(text=keyed.digits, timestamp=time_now_iso8601()))
        message: Any = {"role": "user", "content": keyed.digits}
        await self.push_frame(LLMMessagesAppendFrame(messages=[message], run_llm=True))

    async def _stop_timer(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None:
            await self.cancel_task(timer)
