"""One telephone call seen from Twilio's cloud: webhook, media socket, a 20 ms clock, and the end of the call.

The line keeps the network's own time: every 20 ms it sends one frame of the caller and plays one frame of what the
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
from types import TracebackType
from typing import Any, Literal, Self

import aiohttp

from frontdesk.bot.demo.wire.account import SIGNATURE_HEADER, IncomingCall, new_sid
from frontdesk.bot.demo.wire.messages import CONNECTED, Messages
from frontdesk.bot.demo.wire.playout import Played, Playout
from frontdesk.bot.demo.wire.recording import Crossing, Recording
from frontdesk.bot.demo.wire.twiml import Answer, NotTwiML, parse
from frontdesk.bot.demo.wire.ulaw import FRAME, FRAME_SECONDS, SILENCE
from frontdesk.errors import CallRefused

End = Literal["caller", "server", "api"]
WEBHOOK_SECONDS = 15.0
"""How long Twilio waits for the answer to a webhook."""


class PhoneLine:
    """A call from dialling to hanging up. Use as an async context manager; `dial` comes first."""

    def __init__(
        self,
        call: IncomingCall,
        server: str,
        *,
        on_frame: Callable[[Played], None] | None = None,
        network: Callable[[bytes], bytes] | None = None,
    ) -> None:
        """`on_frame` is told what the caller hears; `network` is what happens to each frame of the caller."""
        self.call = call
        self.recording = Recording()
        self.faults: list[str] = []
        """What the server sent that Twilio would not have understood."""
        self.ended = asyncio.Event()
        self.ended_by: End | None = None
        self.answered_at: float | None = None
        """Monotonic seconds at which the media stream opened."""
        self._server = server.rstrip("/")
        self._on_frame = on_frame
        self._network = network
        self._playout = Playout()
        self._outgoing = bytearray()
        self._said = asyncio.Event()
        self._said.set()
        self._sending = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        self._http: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._messages = Messages(call, new_sid("MZ"))

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WEBHOOK_SECONDS))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.hang_up()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.close()

    @property
    def quiet(self) -> bool:
        """Whether everything that the server sent has been played."""
        return self._playout.empty

    async def dial(self) -> Answer:
        """Ring the server and open the stream it asks for. Raises `CallRefused` where it does not take the call."""
        answer = await self._ring()
        if answer.stream_url is None:
            self._end("server")
            return answer
        await self._open(answer)
        self._tasks = [asyncio.create_task(self._keep_time()), asyncio.create_task(self._receive())]
        return answer

    def say(self, audio: bytes) -> None:
        """Queue mu-law audio of the caller; it goes out in real time."""
        self._outgoing += audio.ljust(-(-len(audio) // FRAME) * FRAME, SILENCE)
        self._said.clear()

    async def said(self) -> None:
        """Wait until everything queued by `say` has gone out, or the call has ended."""
        await self._said.wait()

    async def press(self, digit: str) -> None:
        """Press a key of the telephone."""
        await self._send(self._messages.dtmf(digit))

    async def hang_up(self, by: End = "caller") -> None:
        """End the call: `stop`, the socket closes, the status callback. Does nothing once the call has ended."""
        if self._socket is None or not self._end(by):
            return
        await self._send(self._messages.stop())
        await self._socket.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._report_status()

    async def _ring(self) -> Answer:
        status, body = await self._post("/twilio/voice", self.call.fields())
        if status != 200:
            raise CallRefused(f"the webhook answered HTTP {status}; Twilio would play its error message to the caller")
        try:
            return parse(body)
        except NotTwiML as error:
            raise CallRefused(f"the webhook's answer is not TwiML: {error}") from None

    async def _open(self, answer: Answer) -> None:
        assert self._http is not None
        assert answer.stream_url is not None
        signature = self.call.account.signature(answer.stream_url)
        try:
            self._socket = await self._http.ws_connect(answer.stream_url, headers={SIGNATURE_HEADER: signature})
        except (aiohttp.ClientError, OSError) as error:
            raise CallRefused(f"the media stream was refused: {error}") from None
        await self._send(CONNECTED)
        await self._send(self._messages.start(answer.parameters))
        self.answered_at = time.monotonic()

    async def _post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        assert self._http is not None
        url = self._server + path
        headers = {SIGNATURE_HEADER: self.call.account.signature(url, fields), "User-Agent": "TwilioProxy/1.1"}
        try:
            async with self._http.post(url, data=fields, headers=headers) as response:
                return response.status, await response.text()
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise CallRefused(f"{url} cannot be reached ({type(error).__name__})") from None

    async def _report_status(self) -> None:
        fields = self.call.fields("completed", CallDuration=str(round(self.recording.seconds)))
        with contextlib.suppress(CallRefused):
            await self._post("/twilio/status", fields)

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
        self.recording.sent.append(Crossing(time.monotonic(), audio))
        self.recording.caller += audio
        self.recording.bot += played.audio
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
                self.faults.append(f"a {message.type.name} message")
        # The stream's end is the end of <Connect>, and nothing follows it in the TwiML.
        if self._end("server"):
            self._tasks[0].cancel()
            await self._report_status()

    async def _understand(self, text: str) -> None:
        try:
            message: dict[str, Any] = json.loads(text)
            event = message["event"]
            if message["streamSid"] != self._messages.stream_sid:
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
            self.faults.append(f"{type(error).__name__}: {error}")

    def _hear(self, audio: bytes) -> None:
        self.recording.received.append(Crossing(time.monotonic(), audio))
        self._playout.media(audio)

    async def _return_marks(self, names: tuple[str, ...]) -> None:
        for name in names:
            await self._send(self._messages.mark(name))

    async def _send(self, message: str) -> None:
        assert self._socket is not None
        async with self._sending:
            with contextlib.suppress(ConnectionError, aiohttp.ClientError):
                await self._socket.send_str(message)

    def _end(self, by: End) -> bool:
        """Note that the call is over. False where it already was."""
        if self.ended.is_set():
            return False
        self.ended_by = by
        self.ended.set()
        self._said.set()
        return True
