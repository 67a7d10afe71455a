"""Twilio's double carries TwiML out: transfers, voicemail, live updates, fallback; every request signed."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from twilio.request_validator import RequestValidator

from frontdesk.bot.demo.wire.account import Account, IncomingCall, new_sid
from frontdesk.bot.demo.wire.people import Dialled, Person, Voicemail
from frontdesk.bot.demo.wire.phone_line import PhoneLine
from frontdesk.bot.demo.wire.rest_api import RestApi
from frontdesk.bot.demo.wire.twiml import Say
from frontdesk.errors import CallRefused

TOKEN = "0123456789abcdef0123456789abcdef"
ACCOUNT = Account(new_sid("AC"), TOKEN)
DESK = "+15145550101"
HANG_UP = "<Response><Hangup/></Response>"
DIAL = f'<Response><Dial timeout="20" action="/dialled"><Number>{DESK}</Number></Dial></Response>'
RECORD = '<Response><Record action="/recorded" maxLength="60"/><Say>I heard nothing.</Say></Response>'


async def at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


async def never(_seconds: float) -> None:
    await asyncio.Event().wait()


class Scripted:
    """A server that answers each path with the documents of a script, the last one again and again."""

    def __init__(self) -> None:
        self.script: dict[str, list[str]] = {}
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.sockets: list[web.WebSocketResponse] = []
        self.events: list[str] = []
        self.url = ""

    async def start(self) -> None:
        application = web.Application()
        application.router.add_get("/media", self.media)
        application.router.add_post("/{path:.*}", self.answer)
        self.runner = web.AppRunner(application)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.url = "http://{}:{}".format(*self.runner.addresses[0][:2])

    async def answer(self, request: web.Request) -> web.Response:
        fields = {key: str(value) for key, value in (await request.post()).items()}
        assert RequestValidator(TOKEN).validate(str(request.url), fields, request.headers["X-Twilio-Signature"])
        self.forms.append((request.path, fields))
        documents = self.script.get(request.path, [])
        if not documents:
            return web.Response(status=204 if request.path == "/twilio/status" else 500)
        body = documents.pop(0) if len(documents) > 1 else documents[0]
        return web.Response(text=body, content_type="text/xml")

    async def media(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        async for message in socket:
            self.events.append(message.json()["event"])
        return socket

    def connect(self, action: str | None = None) -> str:
        url = self.url.replace("http", "ws", 1) + "/media"
        hook = f' action="{action}"' if action else ""
        return f'<Response><Connect{hook}><Stream url="{url}"/></Connect></Response>'

    def form(self, path: str) -> dict[str, str]:
        """The only form that was posted to a path."""
        (fields,) = [fields for posted, fields in self.forms if posted == path]
        return fields


@pytest.fixture
async def server() -> AsyncIterator[Scripted]:
    scripted = Scripted()
    await scripted.start()
    yield scripted
    await scripted.runner.cleanup()


def a_line(server: Scripted, **options: object) -> PhoneLine:
    call = IncomingCall(new_sid("CA"), ACCOUNT, "+15145550142", "+15145550100")
    options = {"wait": at_once} | options
    return PhoneLine(call, server.url, **options)  # type: ignore[arg-type]


async def test_the_end_of_a_stream_asks_at_its_action(server: Scripted) -> None:
    server.script = {
        "/twilio/voice": [server.connect("/after")],
        "/after": ['<Response><Say language="fr-CA">Au revoir</Say><Redirect>/last</Redirect></Response>'],
        "/last": [HANG_UP],
    }
    async with a_line(server) as line:
        await line.dial()
        assert line.streaming
        await server.sockets[0].close()
        await line.ended.wait()
    assert (line.ended_by, line.faults) == ("server", [])
    assert line.spoken == [Say("Au revoir", "fr-CA")]
    assert [path for path, _ in server.forms] == ["/twilio/voice", "/after", "/last", "/twilio/status"]
    assert server.form("/after")["CallStatus"] == "in-progress"
    assert server.form("/twilio/status")["CallStatus"] == "completed"


@pytest.mark.parametrize(
    ("person", "status"),
    [
        (Person("answers"), "completed"),
        (Person("busy"), "busy"),
        (Person("no answer"), "no-answer"),
        (Person("answers", rings=30.0), "no-answer"),
        (None, "failed"),
    ],
)
async def test_a_live_update_puts_the_caller_through(server: Scripted, person: Person | None, status: str) -> None:
    server.script = {"/twilio/voice": [server.connect("/after")], "/dialled": [HANG_UP]}
    async with a_line(server, people={DESK: person} if person else {}) as line:
        await line.dial()
        assert await line.update(DIAL)
        assert not line.streaming
        await line.ended.wait()
        assert not await line.update(HANG_UP)
    assert server.events[-1] == "stop"
    assert line.dialled == [Dialled(DESK, status)]
    fields = server.form("/dialled")
    assert (fields["DialCallStatus"], fields["CallStatus"]) == (status, "in-progress")
    assert ("DialCallDuration" in fields) == (status == "completed")
    assert "/after" not in dict(server.forms)


async def test_a_call_that_comes_back_gets_a_second_stream(server: Scripted) -> None:
    server.script = {"/twilio/voice": [server.connect()], "/dialled": [server.connect()]}
    async with a_line(server, people={DESK: Person("busy")}) as line:
        await line.dial()
        await line.update(DIAL)
        while line.streams < 2:  # noqa: ASYNC110  facts have no events
            await asyncio.sleep(0.005)
        await line.press("1")
    assert len(server.sockets) == 2
    assert server.events[-2:] == ["dtmf", "stop"]


async def test_the_caller_hangs_up_while_it_rings(server: Scripted) -> None:
    server.script = {"/twilio/voice": [server.connect()], "/dialled": [HANG_UP]}
    async with a_line(server, people={DESK: Person()}, wait=never) as line:
        await line.dial()
        await line.update(DIAL)
        await asyncio.sleep(0)
        await line.hang_up()
    assert line.ended_by == "caller"
    assert line.dialled == [Dialled(DESK, "canceled")]
    assert server.form("/dialled")["CallStatus"] == "completed"
    assert server.forms[-1][0] == "/twilio/status"


async def test_the_caller_hangs_up_on_a_stream_with_an_action(server: Scripted) -> None:
    server.script = {"/twilio/voice": [server.connect("/after")], "/after": [HANG_UP]}
    async with a_line(server) as line:
        await line.dial()
        await line.hang_up()
    assert server.form("/after")["CallStatus"] == "completed"


@pytest.mark.parametrize(("ends_with", "by"), [("", "server"), ("#", "server"), ("hangup", "caller")])
async def test_a_voicemail_is_recorded_and_reported(server: Scripted, ends_with: str, by: str) -> None:
    server.script = {"/twilio/voice": [RECORD], "/recorded": ["<Response><Say>Thank you.</Say></Response>"]}
    async with a_line(server, voicemail=Voicemail(7, ends_with)) as line:  # type: ignore[arg-type]
        await line.dial()
    assert line.ended_by == by
    fields = server.form("/recorded")
    assert (fields["RecordingDuration"], fields["Digits"]) == ("7", ends_with)
    assert fields["RecordingUrl"].endswith("/Recordings/" + fields["RecordingSid"])
    assert [recorded.sid for recorded in line.recorded] == [fields["RecordingSid"]]
    assert [say.text for say in line.spoken] == ([] if ends_with == "hangup" else ["Thank you."])


async def test_an_empty_recording_goes_on_with_the_next_verb(server: Scripted) -> None:
    server.script = {"/twilio/voice": [RECORD]}
    async with a_line(server) as line:
        await line.dial()
    assert [say.text for say in line.spoken] == ["I heard nothing."]
    assert line.recorded == []


async def test_a_rejected_call_is_over_at_once(server: Scripted) -> None:
    server.script = {"/twilio/voice": ['<Response><Reject reason="busy"/></Response>']}
    async with a_line(server) as line:
        await line.dial()
    assert (line.rejected, line.streams) == ("busy", 0)


async def test_the_fallback_answers_for_a_server_that_fails(server: Scripted) -> None:
    server.script = {"/recorded": [HANG_UP]}
    async with a_line(server, fallback=RECORD, voicemail=Voicemail(3)) as line:
        await line.dial()
    assert len(line.recorded) == 1
    async with a_line(server) as line:
        with pytest.raises(CallRefused, match="500"):
            await line.dial()


async def test_a_server_that_fails_in_the_middle_is_a_fault(server: Scripted) -> None:
    server.script = {"/twilio/voice": [server.connect("/after")]}
    async with a_line(server) as line:
        await line.dial()
        await server.sockets[0].close()
        await line.ended.wait()
    assert "HTTP 500" in line.faults[0]


async def test_a_stream_that_is_refused_goes_on_at_the_action(server: Scripted) -> None:
    missing = server.connect("/after").replace("/media", "/none")
    server.script = {"/twilio/voice": [missing], "/after": ["<Response><Say>Sorry.</Say></Response>"]}
    async with a_line(server) as line:
        await line.dial()
    assert [say.text for say in line.spoken] == ["Sorry."]
    assert "refused" in line.faults[0]


async def test_the_rest_api_takes_twiml_for_a_live_call_only() -> None:
    updates: list[tuple[str, str]] = []

    async def hang_up(_sid: str) -> None:
        raise AssertionError

    async def update(sid: str, document: str) -> bool:
        updates.append((sid, document))
        return sid == "CA1"

    api = RestApi(ACCOUNT, hang_up, update)
    await api.start()
    login = {"Authorization": aiohttp.encode_basic_auth(ACCOUNT.sid, TOKEN)}
    async with aiohttp.ClientSession(headers=login) as http:

        async def ask(sid: str) -> tuple[int, int | None]:
            url = f"{api.url}/2010-04-01/Accounts/{ACCOUNT.sid}/Calls/{sid}.json"
            async with http.post(url, data={"Twiml": DIAL}) as response:
                return response.status, (await response.json()).get("code")

        assert await ask("CA1") == (200, None)
        assert await ask("CA2") == (400, 21220)
        api.refusal = (503, 20500)
        assert await ask("CA1") == (503, 20500)
    await api.stop()
    assert updates == [("CA1", DIAL), ("CA2", DIAL)]
    assert len(api.requests) == 3
