"""A booking call in which one chosen thing goes wrong: a request to the calendar, or a call of an engine.

The caller goes on as if nothing had happened: what must hold is that every line is answered within three seconds as
long as the call lasts, that nobody is told of a booking that does not stand in the calendar, and that nobody is told
that nothing is booked while it does.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime

from frontdesk.calendar.caldav_server import CalendarAccount
from frontdesk.errors import EngineFailed
from frontdesk.models.ports import (
    NO_RIVALS,
    Message,
    Speech,
    TextDelta,
    ToolCall,
    ToolSpec,
    Transcript,
    Usage,
)
from tests.calendar.fault_proxy import Fate, FaultProxy, Request
from tests.engines import ToneSynthesiser
from tests.scenarios.calendars import entries
from tests.scenarios.house import Backstage, House, open_house
from tests.scenarios.quick_call import PACE, QuickCaller, quick_caller
from tests.scenarios.scenario import Reply
from tests.scenarios.script import Cast, TrueModel, TrueRecogniser
from tests.scenarios.spoken_call import over

MOMENT = datetime(2026, 5, 4, 10, 0)
LONGEST_WAIT = 3.0
LINES: tuple[tuple[str, tuple[Reply, ...]], ...] = (
    (
        "James Baker here I need a check-up next tuesday at three",
        (
            Reply(tool=ToolCall("check_availability", {"when": "next tuesday at three", "service": "check-up"})),
            Reply(words="To confirm, {A}, for James Baker. Is that right?"),
        ),
    ),
    ("yes that's right", (Reply(tool=ToolCall("book_appointment", {"slot": "A", "name": "James Baker"})),)),
    ("no that's all thank you", (Reply(tool=ToolCall("end_call", {})),)),
)


@dataclass
class Fuse:
    """Blows at the k-th of the things that it is asked about, once armed; 0 never."""

    k: int
    armed: bool = False
    seen: list[str] = field(default_factory=list)

    def blows(self, what: str) -> bool:
        """Count one; whether it is the one that goes wrong."""
        if self.armed:
            self.seen.append(what)
        return self.armed and len(self.seen) == self.k

    @property
    def blew(self) -> bool:
        """Whether something went wrong."""
        return 0 < self.k <= len(self.seen)


@dataclass
class FaultyCall:
    """How one call went. `said` are the receptionist's sentences, in the order in which they were rendered."""

    fuse: Fuse
    said: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    booked: int = 0

    def judge(self) -> None:
        """Note what was said against the truth."""
        told = [sentence for sentence in self.said if "you're booked" in sentence.lower()]
        if told and not self.booked:
            self.problems.append("a booking was told that is not there")
        if self.booked > 1:
            self.problems.append(f"{self.booked} bookings were made")
        if self.booked and not told and any("nothing is booked" in sentence.lower() for sentence in self.said):
            self.problems.append("it was told that nothing is booked, but something is")

    def __str__(self) -> str:
        at = f"k={self.fuse.k}" + (f" ({self.fuse.seen[self.fuse.k - 1][:40]!r})" if self.fuse.blew else "")
        return "\n".join([f"{at}: {'; '.join(self.problems) or 'all right'}", *(f"   {line}" for line in self.said)])


class FusedEngines:
    """Recogniser, language model and synthesiser that share one fuse; the synthesiser's words are kept."""

    def __init__(self, cast: Cast, fuse: Fuse, said: list[str]) -> None:
        self.ready = True
        self._ears, self._mind, self._voice = TrueRecogniser(cast), TrueModel(cast), ToneSynthesiser(pace=PACE)
        self._fuse = fuse
        self._said = said

    async def transcribe(
        self, audio: bytes, *, rate: int, language: str, rivals: Mapping[str, float] = NO_RIVALS
    ) -> Transcript:
        """See `Recogniser`."""
        heard = await self._ears.transcribe(audio, rate=rate, language=language, rivals=rivals)
        self._check("recogniser")
        return heard

    async def generate(
        self, call_id: str, messages: Sequence[Message], tools: Sequence[ToolSpec], *, max_tokens: int = 160
    ) -> AsyncIterator[TextDelta | ToolCall | Usage]:
        """See `LanguageModel`."""
        self._check("language model")
        async for item in self._mind.generate(call_id, messages, tools, max_tokens=max_tokens):
            yield item

    async def synthesise(self, text: str, *, language: str, rate: int) -> Speech:
        """See `Synthesiser`."""
        if self._fuse.armed:
            self._check("synthesiser")
            self._said.append(text)
        return await self._voice.synthesise(text, language=language, rate=rate)

    async def prepare(self, first: Sequence[object], *_: object, **__: object) -> None:
        """Nothing is kept."""

    async def forget(self, call_id: str) -> None:
        """Nothing is kept."""

    async def close(self) -> None:
        """Nothing is open."""

    def _check(self, engine: str) -> None:
        if self._fuse.blows(engine):
            raise EngineFailed("the script says so")


async def call_with_engine_fault(stage: Backstage, recording: bytes, k: int) -> FaultyCall:
    """The k-th call of an engine fails."""
    call, cast = FaultyCall(Fuse(k)), Cast()
    engines = FusedEngines(cast, call.fuse, call.said)
    async with open_house(
        stage, language="en", moment=MOMENT, recogniser=engines, language_model=engines, synthesiser=engines
    ) as house:
        await _talk(house, cast, recording, call)
    return call


async def call_with_calendar_fault(stage: Backstage, recording: bytes, k: int, fate: Fate) -> FaultyCall:
    """The k-th request to the calendar server is lost, its answer is, or it hangs."""
    call, cast = FaultyCall(Fuse(k)), Cast()
    engines = FusedEngines(cast, Fuse(0), call.said)

    async def decide(request: Request) -> Fate:
        return fate if call.fuse.blows(request.method) else "pass"

    async with AsyncExitStack() as stack:
        proxy = await stack.enter_async_context(FaultProxy(stage.account.url, decide))

        def through(account: CalendarAccount) -> CalendarAccount:
            return replace(account, url=proxy.url)

        house = await stack.enter_async_context(
            open_house(
                stage,
                language="en",
                moment=MOMENT,
                recogniser=engines,
                language_model=engines,
                synthesiser=engines,
                account_of=through,
            )
        )
        engines._fuse.armed = True
        await _talk(house, cast, recording, call)
    return call


async def _talk(house: House, cast: Cast, recording: bytes, call: FaultyCall) -> None:
    caller = quick_caller(house, cast, recording, "+14385550168")
    call.fuse.armed = True
    async with caller.line:
        await caller.line.dial()
        if not await caller.hear():
            call.problems.append("no greeting")
        for words, model in LINES:
            if caller.line.ended.is_set():
                break
            await caller.say(words, model)
            _check_wait(caller, words, call)
    call.fuse.armed = False
    await over(house)
    call.booked = len(await entries(house.server, house.clinic))
    call.problems += caller.line.faults
    call.judge()


def _check_wait(caller: QuickCaller, words: str, call: FaultyCall) -> None:
    wait = caller.waits[-1]
    if wait is None:
        if not caller.line.ended.is_set():
            call.problems.append(f"no answer to {words!r}")
    elif wait > LONGEST_WAIT:
        call.problems.append(f"the answer to {words!r} came after {wait:.1f} s")


async def every_k(
    one: Callable[[int], Awaitable[FaultyCall]], *, at_once: int = 4, most: int = 60
) -> tuple[int, list[FaultyCall]]:
    """Play the call without a fault, then with a fault at every k that this call reached; how many there were."""
    whole = await one(0)
    count = min(len(whole.fuse.seen), most)
    turns = asyncio.Semaphore(at_once)

    async def play(k: int) -> FaultyCall:
        async with turns:
            return await one(k)

    return count, [whole, *await asyncio.gather(*(play(k) for k in range(1, count + 1)))]
