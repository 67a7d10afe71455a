"""A server whose calls are real up to the engines, which follow a script, and Twilio's double that phones in.

Real are the webhooks, the call book, the pipeline, keys, tools, transfers over the REST double and the journal's rows.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

import uvicorn
from pydantic import SecretStr

from frontdesk.bot.breaker import Breaker
from frontdesk.bot.demo.wire.account import Account, IncomingCall, new_sid
from frontdesk.bot.demo.wire.live_calls import live_calls
from frontdesk.bot.demo.wire.phone_line import PhoneLine
from frontdesk.bot.demo.wire.rest_api import RestApi
from frontdesk.bot.phone.open_line import open_line
from frontdesk.bot.server import create_app
from frontdesk.bot.settings import Settings, example_clinic
from frontdesk.clinic import Clinic, load_clinic
from frontdesk.errors import CarrierUnavailable, RecordsUnavailable
from frontdesk.pipelines.desk import Desk, Message
from frontdesk.pipelines.knowledge.documents import Knowledge
from tests.bot.phone_server import AUTH_TOKEN, House
from tests.engines import ScriptedModel, ScriptedRecogniser, ToneSynthesiser

FRONT_DESK = "+15145550101"
LIMIT = 15.0


@dataclass
class Rows:
    """Stands in for the records' writer and outbox: what the journal wrote, and messages for the staff."""

    rows: list[Any] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    broken: bool = False

    def put(self, row: Any) -> None:
        self.rows.append(row)

    async def take(self, message: Message) -> None:
        if self.broken:
            raise RecordsUnavailable("the database cannot be written")
        self.messages.append(message)

    def of(self, kind: str) -> list[Any]:
        """The rows of a table, oldest first."""
        return [row for row in self.rows if type(row).__name__ == kind]


@dataclass
class PhoneHouse:
    """The running server. `trouble` and `now` may be set by a test."""

    url: str
    clinic: Clinic
    house: House
    account: Account
    api: RestApi
    records: Rows
    model: ScriptedModel
    voice: ToneSynthesiser
    lines: dict[str, PhoneLine]
    now: list[datetime]
    trouble: list[bool]
    renew: Callable[[], None]
    """Forgets every call, as a restarted server does."""

    def call(self, called: str | None = None, caller: str = "+15145550142", **options: Any) -> PhoneLine:
        """Somebody who phones in; see `PhoneLine` for the options."""
        call = IncomingCall(new_sid("CA"), self.account, caller, called or self.clinic.phone)
        line = PhoneLine(call, self.url, **options)
        self.lines[call.sid] = line
        return line

    async def heard(self, words: str) -> None:
        """Wait until the assistant has said something with these words."""
        await until(lambda: any(words in row.text for row in self.records.of("TurnRow") if row.speaker == "assistant"))

    def actions(self) -> list[tuple[str, str | None]]:
        """Kind and target of every row of the audit."""
        return [(row.kind, row.target) for row in self.records.of("ActionRow")]

    def ends(self) -> list[str]:
        """Why the streams of the calls ended."""
        return [row.end_reason for row in self.records.of("CallEnd")]


async def until(fact: Callable[[], Any]) -> None:
    """Wait until `fact` holds."""
    async with asyncio.timeout(LIMIT):
        while not fact():  # noqa: ASYNC110  facts have no events
            await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def phone_house(max_calls: int = 30) -> AsyncIterator[PhoneHouse]:
    """Open the house on a Monday morning."""
    clinic = load_clinic(example_clinic())
    records, model, voice = Rows(), ScriptedModel(), ToneSynthesiser(pace=0.003)
    now, trouble = [datetime(2026, 11, 23, 9, 30, tzinfo=clinic.timezone)], [False]
    knowledge = Knowledge(dict.fromkeys(clinic.languages, ()))
    nothing = cast(Any, None)
    desk = Desk(clinic, ScriptedRecogniser(), model, voice, nothing, knowledge, records, lambda: now[0])
    account, lines = Account(new_sid("AC"), AUTH_TOKEN), dict[str, PhoneLine]()
    async with contextlib.AsyncExitStack() as stack:
        api = RestApi(account, *live_calls(lines))
        stack.push_async_callback(api.stop)
        await api.start()
        house = House(None)
        config = uvicorn.Config(create_app(house), port=0, log_level="error", lifespan="off")
        sockets = [config.bind_socket()]
        url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
        settings = Settings(
            twilio_auth_token=SecretStr(AUTH_TOKEN),
            twilio_account_sid=account.sid,
            twilio_api_base_url=api.url,
            public_url=url,
            max_calls=max_calls,
        )

        def renew() -> None:
            breaker = Breaker("phone carrier", CarrierUnavailable, lambda: 0.0)
            writer = cast(Any, records)
            house.line = open_line(settings, desk, writer, in_trouble=lambda: trouble[0], breaker=breaker)

        renew()
        await _serve(stack, config, sockets, house)
        yield PhoneHouse(url, clinic, house, account, api, records, model, voice, lines, now, trouble, renew)


async def _serve(stack: contextlib.AsyncExitStack, config: uvicorn.Config, sockets: Any, house: House) -> None:
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=sockets))

    async def stop() -> None:
        if house.line is not None:
            await house.line.close()
        server.should_exit = True
        await serving

    stack.push_async_callback(stop)
    await until(lambda: server.started)
