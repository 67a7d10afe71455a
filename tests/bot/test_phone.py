"""Who gets through to the receptionist: every genuine webhook and handshake, and nobody else."""

import contextlib
import logging
from datetime import timedelta

import httpx
import pytest
import websockets

from frontdesk.bot.server import Health
from tests.bot.phone_server import (
    ACCOUNT,
    CALL,
    CONNECTED,
    PhoneServer,
    fields_of,
    phone_server,
    start_message,
)

HOME = "https://phone.example.org"


async def announce(server: PhoneServer, call_sid: str = CALL, **others: str) -> tuple[str, dict[str, str]]:
    answer = await server.post(fields_of(call_sid, **others))
    assert answer.status_code == 200, answer.status_code
    assert answer.headers["content-type"].startswith("text/xml")
    return server.socket_path(answer.text)


async def talk(server: PhoneServer, path: str, parameters: dict[str, str], call_sid: str = CALL) -> None:
    async with server.connect(path) as socket:
        await socket.send(CONNECTED)
        await socket.send(start_message(call_sid, parameters))
        await socket.send('{"event": "media"}')
        assert await socket.recv() == '{"event": "media"}'


async def refused(server: PhoneServer, path: str, signature: str | None = None) -> int:
    with pytest.raises(websockets.InvalidStatus) as caught:
        async with server.connect(path, signature):
            pass
    return caught.value.response.status_code


@pytest.mark.parametrize("public_url", [None, HOME, HOME + ":8443", HOME + "/desk"])
async def test_a_genuine_call_gets_through(public_url: str | None) -> None:
    async with phone_server(public_url) as server:
        path, parameters = await announce(server)
        assert parameters == {
            "token": path.rsplit("/", 1)[1],
            "from_number": "+15145550123",
            "to_number": "+15145550100",
        }
        await talk(server, path, parameters)
        (call, stream_sid) = server.answered[0]
        assert (call.call_sid, call.caller, call.account_sid) == (CALL, "+15145550123", ACCOUNT)
        assert stream_sid == "MZ" + "3" * 32


@pytest.mark.parametrize("signed_as", ["https://phone.example.org:443", "https://phone.example.org"])
async def test_a_webhook_signed_with_or_without_the_default_port(signed_as: str) -> None:
    async with phone_server(HOME) as server:
        signature = server.sign(signed_as + "/twilio/voice", fields_of())
        assert (await server.post(fields_of(), signature=signature)).status_code == 200


@pytest.mark.parametrize("base", ["wss://phone.example.org", "wss://phone.example.org:443", HOME, HOME + ":443"])
@pytest.mark.parametrize("end", ["", "/"])
async def test_a_handshake_signed_in_any_of_twilios_ways(base: str, end: str) -> None:
    async with phone_server(HOME) as server:
        path, _ = await announce(server)
        async with server.connect(path, server.sign(base + path + end)):
            pass


async def test_a_query_in_the_webhook_address_is_signed_too() -> None:
    async with phone_server(HOME) as server:
        assert (await server.post(fields_of(), path="/twilio/voice?clinic=a%20b")).status_code == 200


async def test_twilios_retry_gets_the_same_answer_with_a_fresh_token_until_the_stream_starts() -> None:
    async with phone_server() as server:
        paths = [await announce(server) for _ in range(3)]
        assert len({path for path, _ in paths}) == 3
        await talk(server, *paths[1])
        for path, _ in paths:
            assert await refused(server, path) == 403
        assert (await server.post(fields_of())).status_code == 409
        other = "CA" + "4" * 32
        await talk(server, *await announce(server, other), other)


async def test_a_token_is_for_one_use_and_a_short_time() -> None:
    async with phone_server() as server:
        path, _ = await announce(server)
        server.now[0] += timedelta(seconds=61)
        assert await refused(server, path) == 403
        path, parameters = await announce(server)
        server.now[0] += timedelta(seconds=59)
        await talk(server, path, parameters)


@pytest.mark.parametrize(
    "messages",
    [
        [CONNECTED, start_message("CA" + "9" * 32)],
        [CONNECTED, start_message(parameters={"token": "another"})],
        ["[]", '{"event": "start", "start": 1}'],
        ["not json"],
        ["1", "2", "3", "4", "5"],
    ],
)
async def test_a_stream_of_another_call_or_without_start_is_closed(messages: list[str]) -> None:
    async with phone_server() as server:
        path, _ = await announce(server)
        async with server.connect(path) as socket:
            with contextlib.suppress(websockets.ConnectionClosed):
                for message in messages:
                    await socket.send(message)
            with pytest.raises(websockets.ConnectionClosed) as caught:
                await socket.recv()
            assert caught.value.rcvd is not None
            assert caught.value.rcvd.code == 1008
        assert server.answered == []


async def test_bodies_that_are_too_large_or_of_another_kind() -> None:
    async with phone_server() as server:
        assert (await server.post(fields_of(), body=b"a=" + b"b" * 40_000)).status_code == 413
        assert (await server.post(fields_of(), content_type="application/json", body=b"{}")).status_code == 415
        assert (await server.post(fields_of(), body=b"a=%ff%fe")).status_code == 400
        assert (await server.post(fields_of(), body="a=é".encode())).status_code == 400
        assert (await server.post(fields_of(), body=b"&".join(b"a%d=1" % n for n in range(300)))).status_code == 400


async def test_another_account_is_refused() -> None:
    async with phone_server(account_sid=ACCOUNT) as server:
        await announce(server)
        assert (await server.post(fields_of(AccountSid="AC" + "9" * 32))).status_code == 403


@pytest.mark.parametrize("account", ["AC1/../../Accounts/AC2", ACCOUNT + "ApiVersion2010-04-01", "AC1?x=1"])
async def test_an_account_with_other_text_in_it_is_refused(account: str) -> None:
    """It stands in the path of the request that hangs up."""
    async with phone_server() as server:
        assert (await server.post(fields_of(AccountSid=account))).status_code == 403


@pytest.mark.parametrize("caller", ["anonymous", "+266696687", "sip:alice@example.org", "", "+1"])
async def test_hidden_callers_get_through_without_a_number(caller: str) -> None:
    async with phone_server() as server:
        path, parameters = await announce(server, From=caller)
        assert parameters["from_number"] == "anonymous"
        await talk(server, path, parameters)
        assert server.answered[0][0].caller is None


async def test_no_more_calls_than_allowed() -> None:
    async with phone_server(max_calls=1) as server:
        path, parameters = await announce(server)
        async with server.connect(path) as socket:
            await socket.send(start_message(parameters=parameters))
            await server.begun.wait()
            answer = await server.post(fields_of("CA" + "5" * 32))
            assert '<Reject reason="busy"' in answer.text


async def test_a_stream_that_is_too_large_or_goes_before_it_starts_breaks_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with phone_server() as server:
        logging.getLogger("uvicorn.error").addHandler(caplog.handler)  # uvicorn's own set-up lets nothing through
        path, _ = await announce(server)
        async with server.connect(path) as socket:
            await socket.send(CONNECTED)
        path, _ = await announce(server, "CA" + "7" * 32)
        async with server.connect(path) as socket:
            await socket.send("x" * 100_000)
            with pytest.raises(websockets.ConnectionClosed):
                await socket.recv()
    logging.getLogger("uvicorn.error").removeHandler(caplog.handler)
    assert server.answered == []
    assert "Exception" not in caplog.text


async def test_status_ends_a_running_call() -> None:
    async with phone_server() as server:
        path, parameters = await announce(server)
        async with server.connect(path) as socket:
            await socket.send(start_message(parameters=parameters))
            await server.begun.wait()
            for status in ("in-progress", "completed", "completed"):
                assert (await server.post(fields_of(CallStatus=status), "/twilio/status")).status_code == 204
            with pytest.raises(websockets.ConnectionClosed):
                await socket.recv()
        assert server.house.line is not None
        assert server.house.line.calls == 0


async def test_health_and_closed_doors() -> None:
    async with phone_server() as server, httpx.AsyncClient(trust_env=False, base_url=server.local) as client:
        assert (await client.get("/health")).json() == {"status": "ready", "parts": {"records": "ready"}, "calls": 0}
        server.house.state = Health(False, {"language model": "restarting"})
        assert (await client.get("/health")).status_code == 503
        for path in ("/", "/docs", "/openapi.json", "/twilio/voice/"):
            assert (await client.get(path)).status_code == 404
        assert (await client.get("/twilio/voice")).status_code == 405
        path, _ = await announce(server)
        server.house.line = None
        assert (await server.post(fields_of())).status_code == 503
        assert await refused(server, path) == 403
