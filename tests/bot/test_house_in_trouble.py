"""A real house whose engine or calendar server breaks: what /health and Twilio are told, and that it comes back."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from twilio.request_validator import RequestValidator

from frontdesk.bot.breaker import FAILURES, LONGEST_PAUSE
from frontdesk.bot.engines import Engines
from frontdesk.bot.reception import Reception, open_reception
from frontdesk.bot.server import create_app
from frontdesk.bot.settings import Settings, example_clinic
from frontdesk.calendar.caldav_server import CalendarAccount, CalendarServer
from frontdesk.clinic import Clinic, load_clinic
from frontdesk.errors import CalendarUnavailable, EngineFailed
from tests.bot.phone_server import AUTH_TOKEN, fields_of
from tests.calendar.fault_proxy import Fate, FaultProxy, Request
from tests.engines import ScriptedModel, ScriptedRecogniser, ToneSynthesiser
from tests.radicale_server import running_radicale

URL = "https://phone.example.org"
SILENCE = bytes(2 * 8000)


class Model(ScriptedModel):
    async def prepare(self, *_: Any) -> None:
        pass


class Ticks:
    """Seconds that pass when the test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalendarAccount]:
    with running_radicale(tmp_path_factory.mktemp("radicale")) as running:
        asyncio.run(furnish(running))
        yield running


async def furnish(account: CalendarAccount) -> None:
    """Make the example clinic's calendars."""
    server = CalendarServer(account)
    await server.ensure({person.calendar: person.name for person in load_clinic(example_clinic()).practitioners})
    await server.close()


@pytest.fixture
def recogniser() -> ScriptedRecogniser:
    return ScriptedRecogniser()


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@asynccontextmanager
async def house(
    folder: Path, account: CalendarAccount, ticks: Ticks, recogniser: ScriptedRecogniser
) -> AsyncIterator[Reception]:
    @asynccontextmanager
    async def engines(_settings: Settings, _clinic: Clinic, _store: Path) -> AsyncIterator[Engines]:
        yield Engines(recogniser, Model(), ToneSynthesiser(pace=0.001))  # type: ignore[arg-type]

    settings = Settings(
        data_dir=folder,
        public_url=URL,
        twilio_auth_token=SecretStr(AUTH_TOKEN),
        calendar_url=account.url,
        calendar_username=account.username,
        calendar_password=SecretStr(account.password),
    )
    async with open_reception(settings, engines_of=engines, seconds=ticks) as reception:
        yield reception


async def ask(reception: Reception, path: str, fields: dict[str, str] | None = None) -> httpx.Response:
    transport = httpx.ASGITransport(create_app(reception))
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        if fields is None:
            return await client.get(path)
        signature = str(RequestValidator(AUTH_TOKEN).compute_signature(URL + path, fields))
        return await client.post(path, data=fields, headers={"X-Twilio-Signature": signature})


async def break_ears(reception: Reception, recogniser: ScriptedRecogniser) -> None:
    recogniser.texts = [EngineFailed("broken")] * FAILURES
    for _ in range(FAILURES):
        with pytest.raises(EngineFailed):
            await reception.desk.recogniser.transcribe(SILENCE, rate=8000, language="en")


async def test_without_ears_calls_go_to_voicemail_until_they_are_back(
    tmp_path: Path, account: CalendarAccount, ticks: Ticks, recogniser: ScriptedRecogniser
) -> None:
    async with house(tmp_path, account, ticks, recogniser) as reception:
        health = await ask(reception, "/health")
        assert health.status_code == 200
        assert {health.json()["parts"][part] for part in ("recogniser", "calendar", "phone")} == {"ready"}
        assert "<Stream" in (await ask(reception, "/twilio/voice", fields_of("CA" + "1" * 32))).text

        await break_ears(reception, recogniser)
        health = await ask(reception, "/health")
        assert (health.status_code, health.json()["parts"]["recogniser"]) == (503, "in trouble")
        answer = (await ask(reception, "/twilio/voice", fields_of("CA" + "2" * 32))).text
        assert "<Record" in answer
        assert "<Stream" not in answer

        ticks.now += LONGEST_PAUSE
        await reception.stages.heal()
        assert (await ask(reception, "/health")).status_code == 200
        assert "<Stream" in (await ask(reception, "/twilio/voice", fields_of("CA" + "3" * 32))).text


async def test_without_calendar_calls_are_answered_and_nobody_waits_for_it(
    tmp_path: Path, account: CalendarAccount, ticks: Ticks, recogniser: ScriptedRecogniser
) -> None:
    away = False

    async def fate(_request: Request) -> Fate:
        return "lose_request" if away else "pass"

    day = date(2030, 5, 6)
    async with (
        FaultProxy(account.url, fate) as proxy,
        house(tmp_path, replace(account, url=proxy.url), ticks, recogniser) as reception,
    ):
        assert await reception.desk.diary.appointments(day, day) == []
        away = True
        for _ in range(FAILURES):
            with pytest.raises(CalendarUnavailable):
                await reception.desk.diary.appointments(day, day)
        for refused in refused_requests(reception):
            with pytest.raises(CalendarUnavailable, match="left alone"):
                await refused
        health = await ask(reception, "/health")
        assert (health.status_code, health.json()["parts"]["calendar"]) == (200, "in trouble")

        away = False
        ticks.now += LONGEST_PAUSE
        await reception.stages.heal()
        assert reception.stages.calendar.closed
        assert await reception.desk.diary.upcoming() == []


def refused_requests(reception: Reception) -> Sequence[Any]:
    """Every question and every order that a call can have for the diary."""
    diary, anything = reception.desk.diary, None
    return (
        diary.upcoming(),
        diary.openings(anything, service=None, practitioner=None),
        diary.book(anything, name="A", phone=None, key="k", language="en"),
        diary.move(anything, anything, key="k"),
        diary.cancel(anything, key="k"),
    )
