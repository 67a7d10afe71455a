"""Small parts of the telephone side: callers' numbers, and changing live calls at a local double of Twilio's API."""

import base64
import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.bot.breaker import Breaker
from frontdesk.bot.phone.caller_number import caller_number
from frontdesk.bot.phone.carrier import Carrier
from frontdesk.errors import CarrierUnavailable

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
    """Twilio's REST API, as far as live calls go; while `silent` is set it does not answer."""

    def __init__(self, status: int) -> None:
        self.requests: list[tuple[str, str, str]] = []
        self.status, self.code = status, 20404
        self.silent = threading.Event()
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                login = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
                double.requests.append((self.path, body, login))
                while double.silent.is_set():
                    time.sleep(0.01)
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


def carrier(double: Double, account_sid: str | None = None, clock: Callable[[], float] = lambda: 0.0) -> Carrier:
    breaker = Breaker("phone carrier", CarrierUnavailable, clock)
    return Carrier("secret", account_sid, double.url, breaker)


async def test_a_live_call_is_given_another_document(double: Double, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_EDGE", "sydney")
    assert await carrier(double).redirect(CALL, ACCOUNT, "<Response/>") == "taken"
    ((path, body, login),) = double.requests
    assert path == f"/2010-04-01/Accounts/{ACCOUNT}/Calls/{CALL}.json"
    assert parse_qs(body) == {"Twiml": ["<Response/>"]}
    assert login == f"{ACCOUNT}:secret"


def test_the_first_caller_to_be_put_through_does_not_wait_for_imports() -> None:
    loaded = (
        "import sys, frontdesk.bot.phone.carrier; sys.exit('twilio.rest.api.v2010.account.call' not in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0


async def test_the_account_of_the_settings_is_used_first(double: Double) -> None:
    assert await carrier(double, "ACown").redirect(CALL, ACCOUNT, "<Response/>") == "taken"
    assert double.requests[0][0].startswith("/2010-04-01/Accounts/ACown/")
    assert carrier(double, "ACown").knows_account(None)


@pytest.mark.parametrize("double", [404, 500], indirect=True)
async def test_a_refusal_is_logged_without_data(double: Double, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "frontdesk"):
        assert await carrier(double).redirect(CALL, ACCOUNT, "<Response/>") == "refused"
    (ours,) = [record.getMessage() for record in caplog.records if record.name.startswith("frontdesk")]
    assert f"(HTTP {double.status}, code 20404)" in ours
    assert CALL not in ours


@pytest.mark.parametrize("double", [400], indirect=True)
async def test_a_call_that_is_over_already_is_no_warning(double: Double, caplog: pytest.LogCaptureFixture) -> None:
    double.code = 21220
    assert await carrier(double).redirect(CALL, ACCOUNT, "<Response/>") == "refused"
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("double", [503], indirect=True)
async def test_a_carrier_in_trouble_is_left_alone_for_a_while(double: Double) -> None:
    now = [0.0]
    phone = carrier(double, clock=lambda: now[0])
    for _ in range(10):
        assert await phone.redirect(CALL, ACCOUNT, "<Response/>") == "refused"
    assert len(double.requests) == 3
    assert phone.breaker.state == "in trouble"
    now[0], double.status = 100.0, 200
    assert await phone.redirect(CALL, ACCOUNT, "<Response/>") == "taken"
    assert phone.breaker.state == "ready"


@pytest.mark.parametrize("double", [400], indirect=True)
async def test_refusals_of_single_calls_open_no_breaker(double: Double) -> None:
    phone = carrier(double)
    for _ in range(10):
        assert await phone.redirect(CALL, ACCOUNT, "<Response/>") == "refused"
    assert len(double.requests) == 10


async def test_an_answer_that_does_not_come_leaves_it_open_what_happened(
    double: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.bot.phone.carrier.SECONDS", 0.05)
    double.silent.set()
    assert await carrier(double).redirect(CALL, ACCOUNT, "<Response/>") == "unsure"
    double.silent.clear()


async def test_no_twilio_at_all_is_no_error(double: Double) -> None:
    double.server.server_close()
    assert await carrier(double).redirect(CALL, ACCOUNT, "<Response/>") == "refused"
    assert await carrier(double).redirect(CALL, None, "<Response/>") == "refused"
    assert not carrier(double).knows_account(None)
