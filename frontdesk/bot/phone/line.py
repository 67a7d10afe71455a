"""The phone line: who may come in, which calls run, and how one is answered."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from fastapi import WebSocket
from starlette.websockets import WebSocketState

from frontdesk.bot.phone.call_book import CallBook, Ending
from frontdesk.bot.phone.documents import Documents
from frontdesk.bot.phone.signatures import SignatureCheck
from frontdesk.bot.phone.stream_tokens import AnnouncedCall, StreamTokens
from frontdesk.clinic import Clinic, LanguageCode
from frontdesk.pipelines.desk import Message

AnswerCall = Callable[[AnnouncedCall, WebSocket, str], Awaitable[Ending]]
"""Runs one call to its end on an accepted socket whose `start` message was read; the text is the stream's SID."""

_CLOSING_SECONDS = 2.0
"""For a socket that Twilio has closed already to be seen closed here."""
_CLEAN_UP_SECONDS = 8.0
"""For a call whose socket is closed to say how it ended; Twilio waits 15 s for a webhook."""
_LEAVING_SECONDS = 4.0
_LOOK_SECONDS = 0.02


@dataclass(slots=True)
class _Running:
    task: asyncio.Future[Ending]
    websocket: WebSocket


@dataclass(slots=True)
class Line:
    """One Twilio account's line into this process. Not thread-safe: for one event loop."""

    clinic: Clinic
    signatures: SignatureCheck
    documents: Documents
    tokens: StreamTokens
    book: CallBook
    answer: AnswerCall
    take_voicemail: Callable[[Message], Awaitable[None]]
    """Keeps a message that points to a recording; raises `RecordsUnavailable`."""
    clock: Callable[[], datetime]
    in_trouble: Callable[[], bool] = lambda: False
    """Whether no call can be talked to: an engine is in trouble."""
    redirect: Callable[[AnnouncedCall, str], Awaitable[object]] | None = None
    """Has the carrier carry out a document in the middle of a stream; None where it cannot."""
    account_sid: str | None = None
    max_calls: int = 30
    closing: bool = False
    """Whether the server is going: no call is taken any more."""
    _running: dict[str, _Running] = field(default_factory=dict)

    @property
    def calls(self) -> int:
        """How many calls run."""
        return len(self._running)

    def full(self, besides: str = "") -> bool:
        """Whether no further call may begin: announced calls whose stream has not begun count, but not `besides`."""
        return self.book.engaged(besides) >= self.max_calls

    @property
    def silent(self) -> bool:
        """Whether calls are sent to voicemail."""
        return self.closing or self.in_trouble()

    def language(self, call: AnnouncedCall) -> LanguageCode:
        """What is spoken in the call: as far as it got, else the language of the number that was dialled."""
        known = self.book.get(call.call_sid)
        if known is not None and known.conversation is not None:
            return known.conversation.call.language
        return self.clinic.language_of(call.called)

    async def run(self, call: AnnouncedCall, websocket: WebSocket, stream_sid: str) -> None:
        """Answer a call; returns when it is over. Errors of the answering pass through."""
        earlier = self._running.get(call.call_sid)
        if earlier is not None:  # the call comes back while its first stream is being cleaned up
            await asyncio.wait([earlier.task])
        task = asyncio.ensure_future(self.answer(call, websocket, stream_sid))
        self._running[call.call_sid] = _Running(task, websocket)
        try:
            await asyncio.wait([task])
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait([task])
            del self._running[call.call_sid]
            self.book.stream_ended(call.call_sid, _ending(task))
        if not task.cancelled():
            task.result()

    async def stream_is_over(self, call_sid: str) -> bool:
        """Whether the call's socket is closed; waits for the call to say how it ended. False: it goes on."""
        running = self._running.get(call_sid)
        if running is None:
            return True
        if not await _closed(running.websocket):
            return False
        await asyncio.wait([running.task], timeout=_CLEAN_UP_SECONDS)
        await asyncio.sleep(0)  # `run` notes the ending
        return True

    def end(self, call_sid: str) -> None:
        """End a call that runs; an unknown one is ignored."""
        self.tokens.void(call_sid)
        running = self._running.get(call_sid)
        if running is not None:
            running.task.cancel()

    async def leave(self) -> None:
        """Take no call any more, and have the carrier tell those that run to call again."""
        self.closing = True
        known = [self.book.get(call_sid) for call_sid in self._running]
        if self.redirect is None or not known:
            return
        words = [
            asyncio.ensure_future(self.redirect(call.announced, self.documents.leaving(self.language(call.announced))))
            for call in known
            if call is not None
        ]
        if words:
            await asyncio.wait(words, timeout=_LEAVING_SECONDS)

    async def close(self) -> None:
        """End every call and wait until they are over."""
        self.closing = True
        tasks = [running.task for running in self._running.values()]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)


def _ending(task: asyncio.Future[Ending]) -> Ending:
    """How an answered call ended; one that broke left its caller in the middle."""
    if task.cancelled():
        return "over"
    return "trouble" if task.exception() is not None else task.result()


async def _closed(websocket: WebSocket) -> bool:
    """Whether the socket is closed from either side, or is about to be."""
    states = (websocket.client_state, websocket.application_state)
    with_limit = asyncio.get_running_loop().time() + _CLOSING_SECONDS
    while WebSocketState.DISCONNECTED not in states:
        if asyncio.get_running_loop().time() > with_limit:
            return False
        await asyncio.sleep(_LOOK_SECONDS)
        states = (websocket.client_state, websocket.application_state)
    return True
