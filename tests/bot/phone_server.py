"""A real server on a real port for the phone's tests, with a call that only echoes, and Twilio's side of the wire."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode
from xml.etree import ElementTree

import httpx
import uvicorn
import websockets
from fastapi import WebSocket
from twilio.request_validator import RequestValidator

from frontdesk.bot.phone.call_book import CallBook, Ending
from frontdesk.bot.phone.documents import Documents
from frontdesk.bot.phone.line import Line
from frontdesk.bot.phone.signatures import SignatureCheck
from frontdesk.bot.phone.stream_tokens import AnnouncedCall, StreamTokens
from frontdesk.bot.server import Health, create_app
from frontdesk.bot.settings import example_clinic
from frontdesk.clinic import load_clinic
from frontdesk.errors import RecordsUnavailable
from frontdesk.pipelines.desk import Message

AUTH_TOKEN = "0123456789abcdef0123456789abcdef"
CALL = "CA" + "1" * 32
ACCOUNT = "AC" + "2" * 32


def fields_of(call_sid: str = CALL, **others: str) -> dict[str, str]:
    return {
        "AccountSid": ACCOUNT,
        "ApiVersion": "2010-04-01",
        "CallSid": call_sid,
        "CallStatus": "ringing",
        "CallerName": "Élodie & Söhne",
        "Direction": "inbound",
        "From": "+15145550123",
        "FromCity": "",
        "To": "+15145550100",
        **others,
    }


@dataclass
class House:
    """Stands in for the whole reception: an answering function and a state of health."""

    line: Line | None
    state: Health = field(default_factory=lambda: Health(True, {"records": "ready"}))

    async def health(self) -> Health:
        return self.state


@dataclass
class PhoneServer:
    """The running server; `answered` are the calls that got through."""

    port: int
    public_url: str
    house: House
    answered: list[tuple[AnnouncedCall, str]]
    now: list[datetime]
    begun: asyncio.Event
    ending: list[Ending]
    """How the next call ends; without one its answering breaks."""
    voicemails: list[Message]
    records: list[bool]
    """Whether messages can be written down."""

    @property
    def line(self) -> Line:
        assert self.house.line is not None
        return self.house.line

    @property
    def local(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def sign(self, url: str, fields: Mapping[str, str] | None = None, token: str = AUTH_TOKEN) -> str:
        return str(RequestValidator(token).compute_signature(url, dict(fields or {})))

    async def post(
        self,
        fields: Mapping[str, str],
        path: str = "/twilio/voice",
        signature: str | None = None,
        body: bytes | None = None,
        content_type: str = "application/x-www-form-urlencoded; charset=UTF-8",
    ) -> httpx.Response:
        signed = self.sign(self.public_url + path, fields) if signature is None else signature
        headers = {"Content-Type": content_type} | ({"X-Twilio-Signature": signed} if signed else {})
        async with httpx.AsyncClient(trust_env=False) as client:
            content = urlencode(fields).encode() if body is None else body
            return await client.post(self.local + path, content=content, headers=headers)

    def socket_path(self, twiml: str) -> tuple[str, dict[str, str]]:
        """The stream's path below the public address, and its parameters."""
        stream = ElementTree.fromstring(twiml).find("Connect/Stream")
        assert stream is not None
        url = stream.attrib["url"]
        base = self.public_url.replace("http", "ws", 1)
        assert url.startswith(base + "/twilio/media/")
        return url.removeprefix(base), {item.attrib["name"]: item.attrib["value"] for item in stream}

    def connect(self, path: str, signature: str | None = None) -> websockets.connect:
        signed = self.sign(self.public_url.replace("http", "ws", 1) + path) if signature is None else signature
        headers = {"x-twilio-signature": signed} if signed else {}
        return websockets.connect(f"ws://127.0.0.1:{self.port}{path}", additional_headers=headers, proxy=None)


def start_message(call_sid: str = CALL, parameters: Mapping[str, str] | None = None) -> str:
    start = {
        "accountSid": ACCOUNT,
        "streamSid": "MZ" + "3" * 32,
        "callSid": call_sid,
        "tracks": ["inbound"],
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        "customParameters": dict(parameters or {}),
    }
    return json.dumps({"event": "start", "sequenceNumber": "1", "start": start, "streamSid": start["streamSid"]})


CONNECTED = json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"})


def offline_server(public_url: str) -> PhoneServer:
    """The same without a network: for requests that are made in this process."""
    house, now = House(None), [datetime(2026, 5, 4, 12, 0, tzinfo=UTC)]
    shown = PhoneServer(0, public_url, house, [], now, asyncio.Event(), ["over"], [], [True])
    house.line = _line(shown, None, 30)
    return shown


@contextlib.asynccontextmanager
async def phone_server(
    public_url: str | None = None, account_sid: str | None = None, max_calls: int = 30
) -> AsyncIterator[PhoneServer]:
    """A server that echoes the first message of each call and returns; `public_url` None: the address it listens on."""
    house = House(None)
    config = uvicorn.Config(create_app(house), port=0, log_level="error", lifespan="off", ws_max_size=65536)
    server = uvicorn.Server(config)
    sockets = [config.bind_socket()]
    port = sockets[0].getsockname()[1]
    url = public_url or f"http://127.0.0.1:{port}"
    now = [datetime(2026, 5, 4, 12, 0, tzinfo=UTC)]
    shown = PhoneServer(port, url, house, [], now, asyncio.Event(), ["over"], [], [True])
    house.line = _line(shown, account_sid, max_calls)
    task = asyncio.create_task(server.serve(sockets=sockets))
    try:
        while not server.started:  # noqa: ASYNC110 (uvicorn tells it by this flag only)
            await asyncio.sleep(0.01)
        yield shown
    finally:
        server.should_exit = True
        await task


def _line(server: PhoneServer, account_sid: str | None, max_calls: int) -> Line:
    async def echo(call: AnnouncedCall, websocket: WebSocket, stream_sid: str) -> Ending:
        server.answered.append((call, stream_sid))
        server.begun.set()
        await websocket.send_text(await websocket.receive_text())
        return server.ending[0]

    async def take_voicemail(message: Message) -> None:
        if not server.records[0]:
            raise RecordsUnavailable("the database cannot be written")
        server.voicemails.append(message)

    def clock() -> datetime:
        return server.now[0]

    clinic = load_clinic(example_clinic())
    signatures = SignatureCheck(AUTH_TOKEN, server.public_url)
    return Line(
        clinic=clinic,
        signatures=signatures,
        documents=Documents(clinic, server.public_url, signatures.socket_base),
        tokens=StreamTokens(clock),
        book=CallBook(clock),
        answer=echo,
        take_voicemail=take_voicemail,
        clock=clock,
        account_sid=account_sid,
        max_calls=max_calls,
    )
