"""More than a thousand webhooks and handshakes that are not Twilio's: every one is refused and changes nothing."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from frontdesk.bot.phone.call_book import REMEMBERED, RETRY
from frontdesk.bot.server import create_app
from tests.bot.forgeries import DIALLED, HOME, ROUTES, Forgery, forgeries, genuine, sign
from tests.bot.phone_server import CALL, CONNECTED, PhoneServer, fields_of, offline_server, start_message

REFUSED = {400, 403, 404, 405, 409, 413, 415}
OTHER = "CA" + "9" * 32


class Twilio:
    """Talks to the application in this process, without a network."""

    def __init__(self, server: PhoneServer) -> None:
        self.server = server
        self.app = create_app(server.house)
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=HOME, trust_env=False)

    async def send(self, forgery: Forgery) -> httpx.Response:
        request = self.http.build_request(forgery.method, HOME, content=forgery.body, headers=forgery.headers)
        request.url = request.url.copy_with(raw_path=forgery.target.encode())
        return await self.http.send(request)

    async def post(self, route: str, fields: dict[str, str]) -> httpx.Response:
        """A genuine request."""
        return await self.http.post(route, data=fields, headers={"X-Twilio-Signature": sign(HOME + route, fields)})

    async def announce(self, call_sid: str = CALL) -> str:
        """A genuine call; the path of its media socket."""
        answer = await self.post("/twilio/voice", fields_of(call_sid))
        assert answer.status_code == 200
        return self.server.socket_path(answer.text)[0]

    async def knock(self, path: str, signature: str | None, *messages: str) -> list[str]:
        """Open a socket and send; the kinds of what came back. Empty query, no network."""
        target, _, query = path.partition("?")
        headers = [(b"host", b"phone.example.org")]
        if signature is not None:
            headers.append((b"x-twilio-signature", signature.encode()))
        scope = {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "scheme": "wss",
            "path": target,
            "raw_path": target.encode(),
            "query_string": query.encode(),
            "headers": headers,
            "subprotocols": [],
        }
        incoming: list[Any] = [{"type": "websocket.connect"}]
        incoming += [{"type": "websocket.receive", "text": message} for message in messages]
        incoming += [{"type": "websocket.disconnect", "code": 1000}]
        sent: list[str] = []

        async def receive() -> Any:
            return incoming.pop(0) if len(incoming) > 1 else incoming[0]

        async def send(message: Any) -> None:
            sent.append(message["type"])

        await self.app(scope, receive, send)
        return sent


@pytest.fixture
async def twilio(monkeypatch: pytest.MonkeyPatch) -> Twilio:
    monkeypatch.setattr("frontdesk.bot.phone.line._CLOSING_SECONDS", 0.0)
    return Twilio(offline_server(HOME))


def test_there_are_more_than_a_thousand() -> None:
    counts = Counter(route for route in ROUTES for _ in forgeries(route))
    assert min(counts.values()) >= 200
    assert counts.total() >= 1000


@pytest.mark.parametrize("route", ROUTES)
async def test_no_forged_webhook_is_taken(twilio: Twilio, route: str) -> None:
    for forgery in forgeries(route):
        answer = await twilio.send(forgery)
        assert answer.status_code in REFUSED, (forgery.name, answer.status_code)
        assert b"<" not in answer.content, forgery.name
    assert twilio.server.line.book.get(CALL) is None
    assert twilio.server.voicemails == []
    assert (await twilio.post(route, genuine(route))).status_code in (200, 204)


def wrong_handshakes(path: str, other_path: str) -> Iterator[tuple[str, str | None]]:
    """Path and signature of handshakes that are not this call's."""
    address = f"wss://phone.example.org{path}"
    right = sign(address, {})
    yield path, None
    for signature in ("", "AAAA", right[:-1], right.swapcase(), right[::-1], right + "A", sign(HOME, {})):
        yield path, signature
    for at in range(27):
        yield path, right[:at] + ("A" if right[at] != "A" else "B") + right[at + 1 :]
    for number in range(32):
        yield path, sign(address, {}, f"{number:032x}")
    for base in ("ws://phone.example.org", "wss://phone.example.org:8443", "wss://evil.example.org", "wss://x"):
        yield path, sign(base + path, {})
    for end in ("x", "?token=1", "//", "#a", "%20"):
        yield path, sign(address + end, {})
    yield path, sign(f"wss://phone.example.org{other_path}", {})
    yield path, sign(address, {"token": path.rsplit("/", 1)[1]})
    for wrong in (path + "x", path[:-1], path.swapcase(), f"{path}/", f"{path}/x", f"{path}?token=1", f"/x{path}"):
        yield wrong, right
    for unknown in ("", "x", "A" * 43, path.rsplit("/", 1)[1][::-1], "..", CALL):
        target = f"/twilio/media/{unknown}"
        yield target, sign(f"wss://phone.example.org{target}", {})


async def test_no_forged_handshake_is_taken_and_none_costs_the_token(twilio: Twilio) -> None:
    path, other_path = await twilio.announce(), await twilio.announce(OTHER)
    cases = list(wrong_handshakes(path, other_path))
    assert len(cases) >= 80
    for target, signature in cases:
        sent = await twilio.knock(target, signature, CONNECTED, start_message())
        assert "websocket.accept" not in sent, (target, signature)
    assert twilio.server.answered == []
    right = sign(f"wss://phone.example.org{path}", {})
    sent = await twilio.knock(path, right, CONNECTED, start_message(), '{"event": "media"}')
    assert sent[:2] == ["websocket.accept", "websocket.send"]
    assert len(twilio.server.answered) == 1


def wrong_starts(token: str, other_token: str) -> list[str]:
    """First messages that do not begin this call's stream."""
    starts = [start_message(OTHER), start_message(CALL.lower()), start_message(""), start_message(CALL + "0")]
    starts += [start_message(parameters={"token": wrong}) for wrong in ("", "x", other_token, token[:-1], token + "x")]
    start = json.loads(start_message())
    for name in ("callSid", "streamSid"):
        for value in (None, 1, [], {}, "", [CALL]):
            starts.append(json.dumps(start | {"start": start["start"] | {name: value}}))
    starts += [json.dumps(start | {"start": value}) for value in (None, 1, [], "start")]
    starts += ["", "{}", "[]", "null", "not json", "[" * 50_000, '{"event": ["start"]}', '{"event": "stop"}']
    return starts


async def test_a_stream_that_begins_wrongly_is_closed_and_cannot_begin_again(twilio: Twilio) -> None:
    other_token = (await twilio.announce(OTHER)).rsplit("/", 1)[1]
    for number, _ in enumerate(wrong_starts("", "")):
        call_sid = f"CA{number:032x}"
        path = await twilio.announce(call_sid)
        start = wrong_starts(path.rsplit("/", 1)[1], other_token)[number].replace(CALL, call_sid)
        right = sign(f"wss://phone.example.org{path}", {})
        await twilio.knock(path, right, start)
        assert "websocket.accept" not in await twilio.knock(path, right, start_message(call_sid))
    assert twilio.server.answered == []


async def test_a_token_is_used_once_and_not_after_its_time(twilio: Twilio) -> None:
    paths = [await twilio.announce() for _ in range(20)]
    signatures = [sign(f"wss://phone.example.org{path}", {}) for path in paths]
    await twilio.knock(paths[7], signatures[7], start_message(), "hello")
    for path, signature in zip(paths, signatures, strict=True):
        assert "websocket.accept" not in await twilio.knock(path, signature, start_message())
    late = await twilio.announce(OTHER)
    twilio.server.now[0] += timedelta(seconds=61)
    assert "websocket.accept" not in await twilio.knock(late, sign(f"wss://phone.example.org{late}", {}))
    assert len(twilio.server.answered) == 1


def replays(call_sid: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Genuine requests of every kind, as they may have been recorded earlier."""
    yield "/twilio/voice", genuine("/twilio/voice", call_sid)
    yield "/twilio/stream-ended", genuine("/twilio/stream-ended", call_sid)
    for status in ("no-answer", "busy", "failed", "canceled", "completed", "answered"):
        yield "/twilio/dialled", genuine("/twilio/dialled", call_sid, **(DIALLED | {"DialCallStatus": status}))


async def test_nothing_that_is_replayed_at_the_wrong_time_is_answered(twilio: Twilio) -> None:
    """A call that is talked to, and one that is over: only requests of its own stage are taken."""
    line = twilio.server.line
    for number in range(20):
        call_sid = f"CA{number:032x}"
        path = await twilio.announce(call_sid)
        talking = line.tokens.redeem(path.rsplit("/", 1)[1])
        assert talking is not None
        line.book.stream_began(talking)
        for route, fields in replays(call_sid):
            if route != "/twilio/stream-ended":
                assert (await twilio.post(route, fields)).status_code == 409, (route, fields)
        recorded = genuine("/twilio/recorded", call_sid)
        assert (await twilio.post("/twilio/recorded", recorded)).status_code == 409
        line.book.stream_ended(call_sid, "over")
        twilio.server.now[0] += RETRY
        for route, fields in replays(call_sid):
            assert (await twilio.post(route, fields)).status_code == 409, (route, fields)
    assert twilio.server.voicemails == []


async def test_the_book_forgets_in_the_end_and_never_grows_without_bound(
    twilio: Twilio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.bot.phone.call_book.MOST", 10)
    for number in range(15):
        await twilio.announce(f"CA{number:032x}")
        twilio.server.now[0] += timedelta(seconds=61)
    book = twilio.server.line.book
    assert [book.get(f"CA{number:032x}") is None for number in range(15)].count(True) >= 4
    twilio.server.now[0] += REMEMBERED
    assert all(book.get(f"CA{number:032x}") is None for number in range(15))


@pytest.mark.parametrize("field", ["RecordingSid", "RecordingDuration"])
@pytest.mark.parametrize("value", ["", "RE", "x", "RE/../x", "-1", "1e3", "RE" + "6" * 60, "９"])
async def test_a_recording_that_is_none_is_refused(twilio: Twilio, field: str, value: str) -> None:
    answer = await twilio.post("/twilio/recorded", genuine("/twilio/recorded", **{field: value}))
    assert answer.status_code == 403
    assert twilio.server.voicemails == []


async def test_a_recording_is_noted_once_however_often_it_is_reported(twilio: Twilio) -> None:
    for _ in range(5):
        assert (await twilio.post("/twilio/recorded", genuine("/twilio/recorded"))).status_code == 200
    assert len(twilio.server.voicemails) == 1
    strange = genuine("/twilio/recorded", RecordingSid="RE1", RecordingUrl="javascript:alert(1)")
    assert (await twilio.post("/twilio/recorded", strange)).status_code == 200
    assert "javascript" not in twilio.server.voicemails[1].text
