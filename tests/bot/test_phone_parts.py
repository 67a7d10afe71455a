"""Small parts of the telephone side: callers' numbers, and hanging up at a local double of Twilio's REST API."""

import base64
import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.bot.phone.caller_number import caller_number
from frontdesk.bot.phone.hang_up import HangUp

CALL, ACCOUNT = "CA" + "1" * 32, "AC" + "2" * 32


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("+15145550123", "+15145550123"),
        (" +33 1 99 00 12 34 ", "+33199001234"),
        ("5145550123", None),
        ("anonymous", None),
        ("Restricted", None),
        ("+266696687", None),
        ("+86282452253", None),
        ("sip:alice@example.org", None),
        ("client:alice", None),
        ("+", None),
        ("+999", None),
        ("", None),
        (None, None),
    ],
)
def test_callers_numbers(said: str | None, number: str | None) -> None:
    assert caller_number(said) == number


@given(st.text())
def test_any_text_is_a_number_in_e164_or_none(said: str) -> None:
    for text in (said, f"+{said}"):
        number = caller_number(text)
        assert number is None or phonenumbers.is_possible_number(phonenumbers.parse(number))


class Double:
    """Twilio's REST API, as far as hanging up goes."""

    def __init__(self, status: int) -> None:
        self.requests: list[tuple[str, str, str]] = []
        self.status, self.code = status, 20404
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                login = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
                double.requests.append((self.path, body, login))
                self.send_response(double.status)
                self.end_headers()
                answer = {"sid": "x", "status": "completed", "code": double.code, "message": "m"}
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture(params=[200])
def double(request: pytest.FixtureRequest) -> Iterator[Double]:
    double = Double(request.param)
    yield double
    double.close()


async def test_a_call_is_ended_at_twilio(double: Double, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_EDGE", "sydney")
    assert await HangUp("secret", None, double.url)(CALL, ACCOUNT)
    assert double.requests == [
        (f"/2010-04-01/Accounts/{ACCOUNT}/Calls/{CALL}.json", "Status=completed", f"{ACCOUNT}:secret")
    ]


async def test_the_account_of_the_settings_is_used_first(double: Double) -> None:
    assert await HangUp("secret", "ACown", double.url)(CALL, ACCOUNT)
    assert double.requests[0][0].startswith("/2010-04-01/Accounts/ACown/")


@pytest.mark.parametrize("double", [404, 500], indirect=True)
async def test_a_refusal_is_logged_without_data(double: Double, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "frontdesk"):
        assert not await HangUp("secret", None, double.url)(CALL, ACCOUNT)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("frontdesk")]
    assert ours == [f"Twilio refused to end a call (HTTP {double.status}, code 20404)"]


@pytest.mark.parametrize("double", [400], indirect=True)
async def test_a_call_that_is_over_already_is_ended(double: Double, caplog: pytest.LogCaptureFixture) -> None:
    double.code = 21220
    assert await HangUp("secret", None, double.url)(CALL, ACCOUNT)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_no_twilio_at_all_is_no_error(double: Double) -> None:
    double.server.server_close()
    assert not await HangUp("secret", None, double.url)(CALL, ACCOUNT)
    assert not await HangUp("secret", None, double.url)(CALL, None)
