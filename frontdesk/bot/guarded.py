"""The engines and the diary behind their circuit breakers. Pipelines know only the ports, so they do not see these.

Whatever an engine raises leaves here as `EngineFailed`; texts of errors that nobody foresaw stay behind, they may hold
a caller's words.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from datetime import date
from typing import Any

from frontdesk.bot.breaker import Breaker
from frontdesk.calendar.appointment import Appointment, Openings, Slot
from frontdesk.calendar.diary import Diary
from frontdesk.calendar.spoken import Language, Wish
from frontdesk.errors import EngineFailed, FrontdeskError
from frontdesk.models.ports import (
    NO_RIVALS,
    LanguageModel,
    Message,
    Recogniser,
    Speech,
    Synthesiser,
    TextDelta,
    ToolCall,
    ToolSpec,
    Transcript,
    Usage,
)


@contextmanager
def _asked(breaker: Breaker) -> Iterator[None]:
    """One attempt at an engine."""
    with breaker.attempt(), _wrapped(breaker.stage):
        yield


@contextmanager
def _wrapped(stage: str) -> Iterator[None]:
    try:
        yield
    except FrontdeskError:
        raise
    except Exception as error:
        raise EngineFailed(f"the {stage} broke ({type(error).__name__})") from None


class GuardedRecogniser:
    """A `Recogniser`."""

    def __init__(self, engine: Recogniser, breaker: Breaker) -> None:
        self._engine = engine
        self._breaker = breaker

    @property
    def ready(self) -> bool:
        """See `Recogniser`."""
        return self._engine.ready

    async def transcribe(
        self, audio: bytes, *, rate: int, language: str, rivals: Mapping[str, float] = NO_RIVALS
    ) -> Transcript:
        """See `Recogniser`."""
        with _asked(self._breaker):
            return await self._engine.transcribe(audio, rate=rate, language=language, rivals=rivals)

    async def close(self) -> None:
        """See `Recogniser`."""
        await self._engine.close()


class GuardedLanguageModel:
    """A `LanguageModel`."""

    def __init__(self, engine: LanguageModel, breaker: Breaker) -> None:
        self._engine = engine
        self._breaker = breaker

    @property
    def ready(self) -> bool:
        """See `LanguageModel`."""
        return self._engine.ready

    async def generate(
        self, call_id: str, messages: Sequence[Message], tools: Sequence[ToolSpec], *, max_tokens: int = 160
    ) -> AsyncIterator[TextDelta | ToolCall | Usage]:
        """See `LanguageModel`."""
        with _asked(self._breaker):
            reply: Any = self._engine.generate(call_id, messages, tools, max_tokens=max_tokens)
            async with aclosing(reply) as items:
                async for item in items:
                    yield item

    async def forget(self, call_id: str) -> None:
        """See `LanguageModel`."""
        await self._engine.forget(call_id)

    async def close(self) -> None:
        """See `LanguageModel`."""
        await self._engine.close()


class GuardedSynthesiser:
    """A `Synthesiser`. What was prepared is asked for whatever state the engine is in: it answers from memory."""

    def __init__(self, engine: Synthesiser, breaker: Breaker) -> None:
        self._engine = engine
        self._breaker = breaker
        self._prepared: set[tuple[str, str, int]] = set()

    @property
    def ready(self) -> bool:
        """See `Synthesiser`."""
        return self._engine.ready

    async def synthesise(self, text: str, *, language: str, rate: int) -> Speech:
        """See `Synthesiser`."""
        kept = (text, language, rate) in self._prepared
        with _wrapped(self._breaker.stage) if kept else _asked(self._breaker):
            return await self._engine.synthesise(text, language=language, rate=rate)

    async def prepare(self, sentences: Sequence[str], *, language: str, rate: int) -> None:
        """See `Synthesiser`."""
        with _asked(self._breaker):
            await self._engine.prepare(sentences, language=language, rate=rate)
        self._prepared.update((sentence, language, rate) for sentence in sentences)

    async def close(self) -> None:
        """See `Synthesiser`."""
        await self._engine.close()


class GuardedDiary(Diary):
    """A diary whose calendar server is left alone after several failures in a row. Its own chores go on."""

    def __init__(self, *args: Any, breaker: Breaker, **options: Any) -> None:
        """As `Diary`."""
        super().__init__(*args, **options)
        self._breaker = breaker

    async def openings(
        self,
        wish: Wish,
        *,
        service: str | None,
        practitioner: str | None,
        limit: int = 2,
        moving: Appointment | None = None,
    ) -> Openings:
        """See `Diary`. Success is no sign of a server that works: it may have come from memory."""
        with self._breaker.attempt(proves=False):
            return await super().openings(wish, service=service, practitioner=practitioner, limit=limit, moving=moving)

    async def book(self, slot: Slot, *, name: str, phone: str | None, key: str, language: Language) -> Appointment:
        """See `Diary`."""
        with self._breaker.attempt():
            return await super().book(slot, name=name, phone=phone, key=key, language=language)

    async def move(self, appointment: Appointment, slot: Slot, *, key: str) -> Appointment:
        """See `Diary`."""
        with self._breaker.attempt():
            return await super().move(appointment, slot, key=key)

    async def cancel(self, appointment: Appointment, *, key: str) -> None:
        """See `Diary`."""
        with self._breaker.attempt():
            await super().cancel(appointment, key=key)

    async def upcoming(self) -> list[Appointment]:
        """See `Diary`."""
        with self._breaker.attempt():
            return await super().upcoming()

    async def appointments(self, first: date, last: date) -> list[Appointment]:
        """See `Diary`."""
        with self._breaker.attempt():
            return await super().appointments(first, last)
