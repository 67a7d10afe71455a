"""The phone line: who may come in, which calls run, and how one is answered."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from fastapi import WebSocket

from frontdesk.bot.phone.signatures import SignatureCheck
from frontdesk.bot.phone.stream_tokens import AnnouncedCall, StreamTokens

AnswerCall = Callable[[AnnouncedCall, WebSocket, str], Awaitable[None]]
"""Runs one call to its end on an accepted socket whose `start` message was read; the text is the stream's SID."""


@dataclass(slots=True)
class Line:
    """One Twilio account's line into this process. Not thread-safe: for one event loop."""

    signatures: SignatureCheck
    tokens: StreamTokens
    answer: AnswerCall
    account_sid: str | None = None
    max_calls: int = 30
    closing: bool = False
    """Whether the server is going: no call is taken any more."""
    _running: dict[str, asyncio.Future[None]] = field(default_factory=dict)

    @property
    def calls(self) -> int:
        """How many calls run."""
        return len(self._running)

    @property
    def full(self) -> bool:
        """Whether no further call may begin."""
        return self.closing or self.calls >= self.max_calls

    async def run(self, call: AnnouncedCall, websocket: WebSocket, stream_sid: str) -> None:
        """Answer a call; returns when it is over. Errors of the answering pass through."""
        task = asyncio.ensure_future(self.answer(call, websocket, stream_sid))
        self._running[call.call_sid] = task
        try:
            await asyncio.wait([task])
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait([task])
            del self._running[call.call_sid]
        if not task.cancelled():
            task.result()

    def end(self, call_sid: str) -> None:
        """End a call that runs; an unknown one is ignored."""
        task = self._running.get(call_sid)
        if task is not None:
            task.cancel()

    async def close(self) -> None:
        """End every call and wait until they are over."""
        self.closing = True
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
