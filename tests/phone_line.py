"""A phone line for tests: a WebSocket in Twilio's protocol between a caller here and a receptionist in this process.

The caller's end always sends 20 ms frames, silence when nobody speaks, and returns marks as Twilio does. Waiting is for
facts (`until`), with a limit that only a failing test meets.
"""

import asyncio
import audioop
import base64
import contextlib
import json
import random
import struct
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, cast

import uvicorn
import websockets
from fastapi import FastAPI, WebSocket

from frontdesk.models.ports import Synthesiser
from frontdesk.pipelines.call_options import CallOptions
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.flow.twilio_transport import TwilioTransport
from frontdesk.pipelines.receptionist import answer
from tests.engines import ListJournal

RATE = 8000
FRAME = RATE // 50
LIMIT = 20.0


@dataclass
class PhoneLine:
    """One call. `events`: what Twilio got, runs of media left out; `audible`: whether the last media had sound."""

    call: CallState
    journal: ListJournal
    voice: Synthesiser
    socket: Any
    answered: asyncio.Future[str]
    answering: asyncio.Future[asyncio.Task[Any]]
    events: list[dict[str, Any]] = field(default_factory=list)
    voiced: int = 0
    received: bytearray = field(default_factory=bytearray)
    """All audio that came from the receptionist: 16-bit PCM."""
    cleared_at: list[int] = field(default_factory=list)
    """How many bytes of it had come at each clear."""
    clears: int = 0
    echo_marks: bool = True
    _waiting: list[bytes] = field(default_factory=list)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def say(self, text: str, language: str = "en") -> None:
        """Speak and return when the last word is on the line."""
        speech = await self.voice.synthesise(text, language=language, rate=RATE)
        await self.play(speech.pcm)

    async def noise(self, seconds: float) -> None:
        """Cough: loud noise without words."""
        source = random.Random(1)
        samples = [int(source.gauss(0, 6000)) for _ in range(int(seconds * RATE))]
        await self.play(struct.pack(f"<{len(samples)}h", *(max(-32768, min(32767, s)) for s in samples)))

    async def play(self, pcm: bytes) -> None:
        """Send audio in real time."""
        self._waiting += [pcm[i : i + 2 * FRAME].ljust(2 * FRAME, b"\0") for i in range(0, len(pcm), 2 * FRAME)]
        await self.until(lambda: not self._waiting)

    async def press(self, keys: str) -> None:
        """Press keys."""
        for key in keys:
            await self.send({"event": "dtmf", "dtmf": {"track": "inbound_track", "digit": key}})

    async def stop(self) -> str:
        """Hang up as Twilio reports it, and return why the receptionist thinks the call ended."""
        await self.send({"event": "stop", "stop": {"accountSid": "AC", "callSid": self.call.call_id}})
        return await self.ended()

    async def ended(self) -> str:
        """Wait for the call to end."""
        return await asyncio.wait_for(asyncio.shield(self.answered), LIMIT)

    async def until(self, fact: Callable[[], Any]) -> None:
        """Wait until `fact` holds."""
        async with asyncio.timeout(LIMIT):
            while not fact():  # noqa: ASYNC110  facts have no events
                await asyncio.sleep(0.005)

    async def heard(self, words: str) -> None:
        """Wait until the journal holds a turn of the assistant with these words."""
        await self.until(lambda: any(words in turn for turn in self.journal.said("assistant")))

    async def send(self, message: dict[str, Any]) -> None:
        """Send one message of the media stream."""
        await self.socket.send(json.dumps({**message, "streamSid": "MZ"}))

    async def talk(self) -> None:
        """Send a frame every 20 ms."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        with contextlib.suppress(websockets.ConnectionClosed):
            while True:
                pcm = self._waiting.pop(0) if self._waiting else bytes(2 * FRAME)
                payload = base64.b64encode(audioop.lin2ulaw(pcm, 2)).decode()
                await self.send({"event": "media", "media": {"track": "inbound", "payload": payload}})
                due += 0.02
                await asyncio.sleep(max(0.0, due - loop.time()))

    async def listen(self) -> None:
        """Take what the receptionist sends."""
        with contextlib.suppress(websockets.ConnectionClosed):
            async for data in self.socket:
                message = json.loads(data)
                if message["event"] == "media":
                    pcm = audioop.ulaw2lin(base64.b64decode(message["media"]["payload"]), 2)
                    self.received += pcm
                    self.voiced += audioop.rms(pcm, 2) > 500
                    continue
                self.events.append(message)
                if message["event"] == "clear":
                    self.clears += 1
                    self.cleared_at.append(len(self.received))
                if message["event"] == "mark" and self.echo_marks:
                    await self.send({"event": "mark", "mark": message["mark"]})


@contextlib.asynccontextmanager
async def phone_line(
    desk: Desk,
    voice: Synthesiser,
    *,
    options: CallOptions | None = None,
    call: CallState | None = None,
    **answer_options: Any,
) -> AsyncIterator[PhoneLine]:
    """Call the desk, with a new call unless one is given; at the end the caller hangs up if the call still runs."""
    loop = asyncio.get_running_loop()
    call = call or CallState(call_id="CA1", caller_number="+15145550199", language="en")
    journal = ListJournal()
    answered: asyncio.Future[str] = loop.create_future()
    answering: asyncio.Future[asyncio.Task[Any]] = loop.create_future()
    app = FastAPI()

    @app.websocket("/")
    async def media(websocket: WebSocket) -> None:
        await websocket.accept()
        while (await websocket.receive_json())["event"] != "start":
            pass
        answering.set_result(cast("asyncio.Task[Any]", asyncio.current_task()))
        transport = TwilioTransport(websocket, "MZ")
        try:
            reason = await answer(desk, call, transport, journal, options=options, **answer_options)
        except BaseException as error:
            answered.set_result(type(error).__name__)
            raise
        answered.set_result(reason)

    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  uvicorn has no event for it
        await asyncio.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with websockets.connect(f"ws://127.0.0.1:{port}/") as socket:
        line = PhoneLine(call, journal, voice, socket, answered, answering)
        await line.send({"event": "connected", "protocol": "Call", "version": "1.0.0"})
        await line.send({"event": "start", "start": {"streamSid": "MZ", "callSid": "CA1", "tracks": ["inbound"]}})
        tasks = [asyncio.create_task(line.talk()), asyncio.create_task(line.listen())]
        try:
            yield line
        finally:
            if not answered.done():
                with contextlib.suppress(websockets.ConnectionClosed):
                    await line.stop()
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
    server.should_exit = True
    await serving
