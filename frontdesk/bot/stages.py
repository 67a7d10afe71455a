"""The stages that a call depends on, each behind a breaker: what /health says of them, and what brings them back.

A stage in trouble must not wait for a caller to try it. Engines are tried here as soon as their pause is over, because
no caller reaches them meanwhile: calls are sent to voicemail. An engine that says itself that it is not ready is tried
as well, so that one which stays away is noticed before a call comes in. The calendar is tried with the engines; calls
are answered without it, and messages taken.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from frontdesk.bot.breaker import Breaker
from frontdesk.bot.engines import Engines
from frontdesk.bot.guarded import GuardedLanguageModel, GuardedRecogniser, GuardedSynthesiser
from frontdesk.errors import CalendarUnavailable, CarrierUnavailable, EngineFailed, FrontdeskError

EVERY = 1.0
"""Seconds between two looks at what is due."""
_RATE = 8000
_CALL = "trial"
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Stage:
    breaker: Breaker
    ready: Callable[[], bool]
    trial: Callable[[], Awaitable[object]]


@dataclass(slots=True)
class Stages:
    """All breakers of one process, and the guarded engines. `clock` gives seconds that never go back."""

    engines: Engines
    language: str
    """What trials are spoken in."""
    clock: Callable[[], float]
    recogniser: GuardedRecogniser = field(init=False)
    language_model: GuardedLanguageModel = field(init=False)
    synthesiser: GuardedSynthesiser = field(init=False)
    calendar: Breaker = field(init=False)
    carrier: Breaker = field(init=False)
    _engines: list[_Stage] = field(init=False)
    _calendar_trial: Callable[[], Awaitable[object]] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        ears, mind, voice = (
            Breaker(stage, EngineFailed, self.clock) for stage in ("recogniser", "language model", "synthesiser")
        )
        self.calendar = Breaker("calendar", CalendarUnavailable, self.clock)
        self.carrier = Breaker("telephone carrier", CarrierUnavailable, self.clock)
        self.recogniser = GuardedRecogniser(self.engines.recogniser, ears)
        self.language_model = GuardedLanguageModel(self.engines.language_model, mind)
        self.synthesiser = GuardedSynthesiser(self.engines.synthesiser, voice)
        self._engines = [
            _Stage(ears, lambda: self.recogniser.ready, self._hear),
            _Stage(mind, lambda: self.language_model.ready, self._think),
            _Stage(voice, lambda: self.synthesiser.ready, self._speak),
        ]

    @property
    def in_trouble(self) -> bool:
        """Whether no call can be talked to: an engine is left alone."""
        return not all(stage.breaker.closed for stage in self._engines)

    def states(self) -> dict[str, str]:
        """The state of each engine, for /health."""
        return {stage.breaker.stage: _state(stage) for stage in self._engines}

    def try_calendar_with(self, trial: Callable[[], Awaitable[object]]) -> None:
        """What shows that the calendar server is back; it has to go through the breaker."""
        self._calendar_trial = trial

    async def heal(self) -> None:
        """Try once every stage whose pause is over, and every engine that is not ready though nobody noticed."""
        due = [
            stage.trial()
            for stage in self._engines
            if stage.breaker.trial_due or (stage.breaker.closed and not stage.ready())
        ]
        if self._calendar_trial is not None and self.calendar.trial_due:
            due.append(self._calendar_trial())
        await asyncio.gather(*map(_tried, due))

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Heal in the background meanwhile."""
        chore = asyncio.create_task(self._keep_healing(), name="healing")
        try:
            yield
        finally:
            chore.cancel()
            with suppress(asyncio.CancelledError):
                await chore

    async def _keep_healing(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.heal()
            except Exception as error:  # the outer edge of a chore: it must outlive what nobody foresaw
                logger.error("stages could not be tried: %s", type(error).__name__)

    async def _hear(self) -> None:
        await self.recogniser.transcribe(bytes(_RATE), rate=_RATE, language=self.language)

    async def _think(self) -> None:
        async for _ in self.language_model.generate(_CALL, [{"role": "user", "content": "Hello."}], [], max_tokens=1):
            pass
        await self.language_model.forget(_CALL)

    async def _speak(self) -> None:
        await self.synthesiser.synthesise("A1", language=self.language, rate=_RATE)


def _state(stage: _Stage) -> str:
    if not stage.breaker.closed:
        return stage.breaker.state
    return "ready" if stage.ready() else "restarting"


async def _tried(trial: Awaitable[object]) -> None:
    with suppress(FrontdeskError):
        await trial
