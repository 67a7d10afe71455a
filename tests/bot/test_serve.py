"""`frontdesk serve` for real: child process, pocket models, calendar server, signed call, graceful end."""

import asyncio
import base64
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import websockets
from twilio.request_validator import RequestValidator

from tests.bot.phone_server import AUTH_TOKEN, CALL, CONNECTED, fields_of, start_message

START_SECONDS = 240
STREAM = "MZ" + "3" * 32


class Served:
    """A running server and its folder."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        clean = {key: value for key, value in os.environ.items() if not key.startswith("FRONTDESK_")}
        self.environment = clean | {
            "FRONTDESK_DATA_DIR": str(folder / "data"),
            "FRONTDESK_TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "FRONTDESK_PUBLIC_URL": self.url,
            "FRONTDESK_TWILIO_API_BASE_URL": "http://127.0.0.1:9",
            "FRONTDESK_RADICALE_PORT": "0",
        }
        self.log = folder / "serve.log"
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-c", "from frontdesk.bot.cli import main; main()", "serve", "--port", str(self.port)],
                env=self.environment,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    def command(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-c", "from frontdesk.bot.cli import main; main()", *arguments]
        return subprocess.run(line, env=self.environment, cwd=self.folder, capture_output=True, text=True, input=typed)

    def children(self) -> list[int]:
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in task.read_text().split()]

    def sign(self, url: str, fields: dict[str, str] | None = None) -> dict[str, str]:
        return {"X-Twilio-Signature": str(RequestValidator(AUTH_TOKEN).compute_signature(url, fields or {}))}


async def ready(served: Served) -> None:
    async with asyncio.timeout(START_SECONDS), httpx.AsyncClient(trust_env=False) as client:
        while True:
            assert served.process.poll() is None, served.log.read_text()
            try:
                if (await client.get(served.url + "/health")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.2)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("served"))
    asyncio.run(ready(served))
    yield served
    served.process.kill()
    served.process.wait()


async def phone_in(served: Served, call_sid: str) -> websockets.ClientConnection:
    fields, url = fields_of(call_sid), served.url + "/twilio/voice"
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(url, data=fields, headers=served.sign(url, fields))
    assert answer.status_code == 200
    stream = answer.text.split('url="')[1].split('"')[0]
    socket_ = await websockets.connect(stream, additional_headers=served.sign(stream), proxy=None)
    await socket_.send(CONNECTED)
    await socket_.send(start_message(call_sid))
    return socket_


async def greeted(socket_: websockets.ClientConnection) -> bytes:
    """The first second of what the receptionist says, mu-law."""
    audio = b""
    while len(audio) < 8000:
        message = json.loads(await socket_.recv())
        if message["event"] == "media":
            assert message["streamSid"] == STREAM
            audio += base64.b64decode(message["media"]["payload"])
    return audio


def test_it_says_what_the_operator_must_know(served: Served) -> None:
    told = served.log.read_text()
    assert f"{served.url}/twilio/voice" in told
    assert "/clinic/" in told
    assert "synthetic voices" in told
    assert "example" in told
    assert AUTH_TOKEN not in told


async def test_a_caller_is_greeted_and_the_call_is_recorded(served: Served) -> None:
    socket_ = await phone_in(served, CALL)
    assert len(set(await greeted(socket_))) > 20
    await socket_.send(json.dumps({"event": "stop", "streamSid": STREAM, "stop": {"callSid": CALL}}))
    await socket_.wait_closed()
    listed = json.loads(served.command("calls", "list", "--json").stdout)
    assert [(call["id"], call["caller"]) for call in listed] == [(CALL, "+15145550123")]


def test_other_commands_work_beside_the_server(served: Served) -> None:
    told = json.loads(served.command("calendar", "info", "--json").stdout)
    answer = httpx.request(
        "PROPFIND", told["calendars"][0]["url"], auth=(told["username"], told["password"]), trust_env=False
    )
    assert answer.status_code == 207
    assert json.loads(served.command("calendar", "list", "--json").stdout) == []


def test_a_second_server_is_refused_by_name(served: Served) -> None:
    second = served.command("serve", "--port", "0")
    assert second.returncode == 2
    assert f"in use by process {served.process.pid}" in second.stderr


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


async def test_sigterm_ends_calls_and_children(served: Served) -> None:
    socket_ = await phone_in(served, "CA" + "7" * 32)
    await greeted(socket_)
    children = served.children()
    assert len(children) >= 2
    served.process.send_signal(signal.SIGTERM)
    await socket_.wait_closed()
    assert await asyncio.to_thread(served.process.wait, 40) == 0
    assert alive(children) == []
    listed = json.loads(served.command("calls", "list", "--json").stdout)
    assert listed[0]["end_reason"] == "server stopped"
    assert "514555" not in served.log.read_text()


def test_talking_in_the_terminal_once_the_server_has_gone(served: Served) -> None:
    typed = "Bonjour, est-ce que vous avez une place demain matin ?\n"
    spoken = served.command("talk", "--json", "--language", "fr", typed=typed)
    assert spoken.returncode == 0, spoken.stderr
    said = [json.loads(line) for line in spoken.stdout.splitlines()]
    assert said[0]["kind"] == "speech"
    assert len(said) >= 2
    call = json.loads(served.command("calls", "list", "--json").stdout)[0]
    assert (call["channel"], call["language"], call["end_reason"]) == ("typed", "fr", "caller hung up")
    refused = served.command("talk", "--language", "de")
    assert "Use one of: en, fr" in refused.stderr
