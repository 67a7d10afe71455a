"""The telephone network's side of a call, against a small server of its own."""

import asyncio
import base64
import importlib
import json
import wave
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import numpy as np
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from frontdesk.bot.demo.wire import ulaw
from frontdesk.bot.demo.wire.account import Account, IncomingCall, new_sid
from frontdesk.bot.demo.wire.phone_line import PhoneLine
from frontdesk.bot.demo.wire.playout import Playout
from frontdesk.bot.demo.wire.rest_api import RestApi
from frontdesk.bot.demo.wire.twiml import Dial, Hangup, NotTwiML, Pause, Record, Redirect, Reject, Say, Stream, parse
from frontdesk.errors import CallRefused

TOKEN = "0123456789abcdef0123456789abcdef"
ACCOUNT = Account(new_sid("AC"), TOKEN)


def a_call() -> IncomingCall:
    return IncomingCall(new_sid("CA"), ACCOUNT, "+15145550142", "+15145550100")


class EchoServer:
    """Answers the webhook, sends every frame back with a mark, and closes the socket after `frames` frames."""

    def __init__(self, frames: int = 10_000, *, voice_status: int = 200) -> None:
        self.frames, self.voice_status = frames, voice_status
        self.url = ""
        self.requests: list[tuple[str, dict[str, str], str]] = []
        self.events: list[dict] = []

    async def start(self) -> None:
        application = web.Application()
        application.router.add_post("/twilio/voice", self.voice)
        application.router.add_post("/twilio/status", self.status)
        application.router.add_get("/media/token", self.media)
        self.runner = web.AppRunner(application)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.url = "http://{}:{}".format(*self.runner.addresses[0][:2])

    async def note(self, request: web.Request) -> bool:
        fields = {key: str(value) for key, value in (await request.post()).items()}
        self.requests.append((request.path, fields, request.headers["X-Twilio-Signature"]))
        return RequestValidator(TOKEN).validate(str(request.url), fields, request.headers["X-Twilio-Signature"])

    async def voice(self, request: web.Request) -> web.Response:
        assert await self.note(request)
        target = self.url.replace("http://", "ws://") + "/media/token"
        body = (
            f'<Response><Connect><Stream url="{target}"><Parameter name="a" value="b"/></Stream></Connect></Response>'
        )
        return web.Response(status=self.voice_status, text=body, content_type="text/xml")

    async def status(self, request: web.Request) -> web.Response:
        assert await self.note(request)
        return web.Response()

    async def media(self, request: web.Request) -> web.WebSocketResponse:
        url = str(request.url).replace("http://", "ws://")
        assert RequestValidator(TOKEN).validate(url, {}, request.headers["X-Twilio-Signature"])
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        seen = 0
        async for raw in socket:
            message = json.loads(raw.data)
            self.events.append(message)
            if message["event"] == "media":
                seen += 1
                sid = message["streamSid"]
                payload = {"payload": message["media"]["payload"]}
                await socket.send_json({"event": "media", "streamSid": sid, "media": payload})
                await socket.send_json({"event": "mark", "streamSid": sid, "mark": {"name": f"m{seen}"}})
                if seen == self.frames:
                    break
        await socket.close()
        return socket

    def named(self, event: str) -> list[dict]:
        return [message for message in self.events if message["event"] == event]


@pytest.fixture
async def server() -> AsyncIterator[EchoServer]:
    echo = EchoServer()
    await echo.start()
    yield echo
    await echo.runner.cleanup()


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def tone(seconds: float) -> bytes:
    at = np.arange(int(seconds * ulaw.RATE)) / ulaw.RATE
    return ulaw.encode((8000 * np.sin(2 * np.pi * 440 * at)).astype(np.int16))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_mu_law_is_the_standard_one():
    audioop = importlib.import_module("audioop")
    every = np.arange(-32768, 32768, dtype=np.int16)
    assert ulaw.encode(every) == audioop.lin2ulaw(every.astype("<i2").tobytes(), 2)
    codes = bytes(range(256))
    assert ulaw.decode(codes).astype("<i2").tobytes() == audioop.ulaw2lin(codes, 2)


@given(st.lists(st.one_of(st.binary(min_size=1, max_size=700), st.just("mark"), st.just("clear"), st.just("tick"))))
def test_every_mark_comes_back_once_in_order_and_never_before_its_audio(steps):
    playout, sent, back, played, queued, due = Playout(), [], [], 0, 0, {}
    for number, step in enumerate(steps):
        match step:
            case "mark":
                name = str(number)
                sent.append(name)
                due[name] = queued
                back += playout.mark(name)
            case "clear":
                played = queued
                back += playout.clear()
                assert playout.empty
            case "tick":
                frame = playout.frame()
                assert len(frame.audio) == ulaw.FRAME
                played += frame.sounded
                back += frame.marks
            case audio:
                queued += len(audio)
                playout.media(audio)
        assert all(due[name] <= played for name in back)
    back += playout.clear()
    assert back == sent


def test_twiml_is_read_verb_by_verb():
    verbs = parse(
        '<?xml version="1.0"?><Response><Say language="fr-CA">Bonjour</Say><Pause length="2"/>'
        '<Connect action="/a"><Stream url="wss://x.example/m/1"><Parameter name="from" value="+1"/></Stream></Connect>'
        '<Dial timeout="9" action="/d" callerId="+15145550100"><Number>+15145550101</Number></Dial>'
        '<Record action="/r" maxLength="60" timeout="4" finishOnKey="#"/><Redirect>/again</Redirect>'
        '<Reject reason="busy"/><Hangup/></Response>'
    )
    assert verbs == (
        Say("Bonjour", "fr-CA"),
        Pause(2),
        Stream("wss://x.example/m/1", {"from": "+1"}, "/a"),
        Dial("+15145550101", 9, "/d", "+15145550100"),
        Record("/r", 60, 4, "#"),
        Redirect("/again"),
        Reject("busy"),
        Hangup(),
    )


@pytest.mark.parametrize(
    "document",
    [
        "hello",
        "<Answer/>",
        "<Response/>",
        "<Response><Sing/></Response>",
        "<Response><Say/></Response>",
        '<Response><Say loud="yes">Hello</Say></Response>',
        "<Response><Number>+15145550101</Number></Response>",
        "<Response><Connect/></Response>",
        '<Response><Connect><Stream url="https://x.example"/></Connect></Response>',
        '<Response><Connect><Stream url="wss://x.example/?token=1"/></Connect></Response>',
        '<Response><Connect><Stream url="wss://x"><Parameter name="a" value="'
        + "b" * 500
        + '"/></Stream></Connect></Response>',
        "<Response><Dial><Number>5550101</Number></Dial></Response>",
        '<Response><Dial timeout="soon"><Number>+15145550101</Number></Dial></Response>',
        "<Response><Record/></Response>",
        '<Response><Record action="/r" maxLength="0"/></Response>',
    ],
)
def test_what_is_not_twiml_is_refused(document):
    with pytest.raises(NotTwiML):
        parse(document)


async def test_a_call_speaks_presses_keys_hears_and_hangs_up(server, tmp_path):
    heard = []
    async with PhoneLine(a_call(), server.url, on_frame=heard.append) as line:
        await line.dial()
        line.say(tone(0.3))
        await line.said()
        await line.press("5")
        await asyncio.sleep(0.1)
    assert line.ended_by == "caller"
    assert line.faults == []
    assert [message["event"] for message in server.events[:2]] == ["connected", "start"]
    start = server.named("start")[0]["start"]
    assert start["customParameters"] == {"a": "b"}
    assert start["callSid"] == line.call.sid
    assert server.named("dtmf")[0]["dtmf"]["digit"] == "5"
    numbers = [int(message["sequenceNumber"]) for message in server.events[1:]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert server.events[-1]["event"] == "stop"
    assert [path for path, *_ in server.requests] == ["/twilio/voice", "/twilio/status"]
    assert server.requests[0][1]["Direction"] == "inbound"
    marks = [message["mark"]["name"] for message in server.named("mark")]
    assert marks == [f"m{number}" for number in range(1, len(marks) + 1)]
    check_recording(line, server, tmp_path / "call.wav")


def check_recording(line: PhoneLine, server: EchoServer, path: Path) -> None:
    """Left is what the server got, right is the same a little later, in one clock."""
    line.recording.write(path)
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (2, 8000, 2)
        both = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    arrived = b"".join(base64.b64decode(message["media"]["payload"]) for message in server.named("media"))
    caller = ulaw.encode(both[:, 0].astype(np.int16))
    assert caller[: len(arrived)] == arrived[: len(caller)]
    left, right = (np.flatnonzero(np.abs(both[:, side]) > 1000) for side in (0, 1))
    assert len(right) == len(left)
    assert right[0] >= left[0]


async def test_the_server_ends_the_call_by_closing_the_stream():
    echo = EchoServer(frames=5)
    await echo.start()
    async with PhoneLine(a_call(), echo.url) as line:
        await line.dial()
        line.say(tone(60))
        await asyncio.wait_for(line.ended.wait(), 10)
        await line.said()
    await echo.runner.cleanup()
    assert line.ended_by == "server"
    assert echo.requests[-1][1]["CallStatus"] == "completed"


async def test_a_server_that_does_not_take_the_call_is_named():
    echo = EchoServer(voice_status=403)
    await echo.start()
    async with PhoneLine(a_call(), echo.url) as line:
        with pytest.raises(CallRefused, match="403"):
            await line.dial()
    await echo.runner.cleanup()
    async with PhoneLine(a_call(), echo.url) as line:
        with pytest.raises(CallRefused, match="cannot be reached"):
            await line.dial()


async def test_the_rest_api_hangs_up_for_the_right_login_only():
    ended = []

    async def hang_up(sid: str) -> None:
        ended.append(sid)

    api = RestApi(ACCOUNT, hang_up)
    await api.start()
    url = f"{api.url}/2010-04-01/Accounts/{ACCOUNT.sid}/Calls/CA1.json"
    async with aiohttp.ClientSession() as http:
        for login, form, expected in [
            ({}, {"Status": "completed"}, 401),
            (basic(ACCOUNT.sid, "wrong"), {"Status": "completed"}, 401),
            (basic(ACCOUNT.sid, TOKEN), {"Status": "ringing"}, 400),
            (basic(ACCOUNT.sid, TOKEN), {"Status": "completed"}, 200),
        ]:
            async with http.post(url, data=form, headers=login) as response:
                assert response.status == expected
    await api.stop()
    assert ended == ["CA1"]
