"""One media stream of a call, seen from Twilio: the socket, the 20 ms clock, marks, clears and keys.

The stream keeps the network's own time: every 20 ms it sends one frame of the caller and plays one frame of what the
server sent. A tick that comes late is followed at once by those it delayed, as on a real network.
"""

import asyncio
import base64
import binascii
import contextlib
import itertools
import json
import time
from collections.abc import Callable
from typing import Any

import aiohttp

from frontdesk.bot.demo.wire.account import SIGNATURE_HEADER, IncomingCall, new_sid
from frontdesk.bot.demo.wire.messages import CONNECTED, Messages
from frontdesk.bot.demo.wire.playout import Played, Playout
from frontdesk.bot.demo.wire.recording import Crossing, Recording
from frontdesk.bot.demo.wire.twiml import Stream
from frontdesk.bot.demo.wire.ulaw import FRAME, FRAME_SECONDS, SILENCE

OnFrame = Callable[[Played], None]
Network = Callable[[bytes], bytes]
"""What happens to a frame of the caller's mu-law audio on its way: noise, say."""


class MediaStream:
    """A stream from its opening to its end. `faults` collects what Twilio would not have understood."""

    def __init__(
        self,
        call: IncomingCall,
        recording: Recording,
        faults: list[str],
        on_frame: OnFrame | None = None,
        network: Network | None = None,
    ) -> None:
        self.sid = new_sid("MZ")
        self.closed = asyncio.Event()
        self._call = call
        self._recording = recording
        self._faults = faults
        self._on_frame = on_frame
        self._network = network
        self._messages = Messages(call, self.sid)
        self._playout = Playout()
        self._outgoing = bytearray()
        self._said = asyncio.Event()
        self._said.set()
        self._sending = asyncio.Lock()
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def quiet(self) -> bool:
        """Whether everything that the server sent has been played."""
        return self._playout.empty

    async def open(self, http: aiohttp.ClientSession, asked: Stream) -> None:
        """Open the socket and begin. Raises `aiohttp.ClientError` and `OSError` where the server refuses it."""
        signature = self._call.account.signature(asked.url)
        self._socket = await http.ws_connect(asked.url, headers={SIGNATURE_HEADER: signature})
        await self._send(CONNECTED)
        await self._send(self._messages.start(asked.parameters))
        self._tasks = [asyncio.create_task(self._keep_time()), asyncio.create_task(self._receive())]

    async def stop(self) -> None:
        """End the stream from Twilio's side: `stop`, then the socket closes."""
        if self._socket is None or self.closed.is_set():
            return
        self._over()
        await self._send(self._messages.stop())
        await self._socket.close()
        await self.gone()

    async def gone(self) -> None:
        """End the stream's tasks."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def say(self, audio: bytes) -> None:
        """Queue mu-law audio of the caller; it goes out in real time."""
        if not self.closed.is_set():
            self._outgoing += audio.ljust(-(-len(audio) // FRAME) * FRAME, SILENCE)
            self._said.clear()

    async def said(self) -> None:
        """Wait until everything queued by `say` has gone out, or the stream has ended."""
        await self._said.wait()

    async def press(self, digit: str) -> None:
        """Press a key of the telephone."""
        await self._send(self._messages.dtmf(digit))

    async def _keep_time(self) -> None:
        begun = time.monotonic()
        for frame in itertools.count():
            await asyncio.sleep(begun + frame * FRAME_SECONDS - time.monotonic())
            await self._tick()

    async def _tick(self) -> None:
        audio = bytes(self._outgoing[:FRAME])
        del self._outgoing[:FRAME]
        if not self._outgoing:
            self._said.set()
        audio = audio or SILENCE * FRAME
        if self._network is not None:
            audio = self._network(audio)
        played = self._playout.frame()
        self._recording.sent.append(Crossing(time.monotonic(), audio))
        self._recording.caller += audio
        self._recording.bot += played.audio
        await self._send(self._messages.media(audio))
        await self._return_marks(played.marks)
        if self._on_frame is not None:
            self._on_frame(played)

    async def _receive(self) -> None:
        assert self._socket is not None
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                await self._understand(message.data)
            else:
                self._faults.append(f"a {message.type.name} message")
        self._tasks[0].cancel()
        self._over()

    async def _understand(self, text: str) -> None:
        try:
            message: dict[str, Any] = json.loads(text)
            event = message["event"]
            if message["streamSid"] != self.sid:
                raise ValueError("another stream's message")
            match event:
                case "media":
                    self._hear(base64.b64decode(message["media"]["payload"], validate=True))
                case "mark":
                    await self._return_marks(self._playout.mark(message["mark"]["name"]))
                case "clear":
                    await self._return_marks(self._playout.clear())
                case _:
                    raise ValueError("unknown event")
        except (ValueError, KeyError, TypeError, binascii.Error) as error:
            self._faults.append(f"{type(error).__name__}: {error}")

    def _hear(self, audio: bytes) -> None:
        self._recording.received.append(Crossing(time.monotonic(), audio))
        self._playout.media(audio)

    async def _return_marks(self, names: tuple[str, ...]) -> None:
        for name in names:
            await self._send(self._messages.mark(name))

    async def _send(self, message: str) -> None:
        assert self._socket is not None
        async with self._sending:
            with contextlib.suppress(ConnectionError, aiohttp.ClientError):
                await self._socket.send_str(message)

    def _over(self) -> None:
        self.closed.set()
        self._said.set()
