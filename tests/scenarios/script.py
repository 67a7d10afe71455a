"""Engines that follow the callers of scenarios: each recording's true text, each turn's replies.

What a recogniser is given is audio; whose it is, is found by looking for it in what the callers sent. The text follows
the stretches of the line that are out by then, so that a line cut in two segments loses and doubles nothing. What a
model is given is a call and a conversation; a prompt that comes a second time is answered as the first time.
"""

import asyncio
import audioop
import json
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from frontdesk.models.normaliser import normalise
from frontdesk.models.ports import NO_RIVALS, Message, TextDelta, ToolCall, ToolSpec, Transcript, Usage
from tests.scenarios.recordings import Line, Stretch
from tests.scenarios.scenario import Reply, Turn

_SAMPLE = 640
"""Bytes of 16-bit audio by which a caller is recognised, 40 ms."""
_LOOK = 0.02


@dataclass
class Cue:
    """One call on the stage: what the caller is doing, and what the model has said to it."""

    language: str
    sent: Callable[[], bytearray]
    """All that the caller's end has sent so far, mu-law."""
    problems: list[str] = field(default_factory=list)
    turn: Turn | None = None
    spoken_in: str = ""
    _untold: list[Stretch] = field(default_factory=list)
    _replies: dict[tuple[int, str], Reply] = field(default_factory=dict)

    def begin(self, turn: Turn, line: Line) -> None:
        """The caller begins a turn whose audio goes out from now on."""
        self.turn = turn
        self.spoken_in = turn.language or self.language
        self._replies.clear()
        now = len(self.sent())
        self._untold += [Stretch(stretch.words, now + stretch.end) for stretch in line.stretches]

    async def said(self) -> str:
        """The words that are out and were not told yet. Waits for the end of the stretch that is being spoken."""
        while self._untold and self._untold[0].end > len(self.sent()) and self._speaking:  # noqa: ASYNC110 (the line has no event for it)
            await asyncio.sleep(_LOOK)
        out = [stretch.words for stretch in self._untold if stretch.end <= len(self.sent())]
        del self._untold[: len(out)]
        return normalise(" ".join(word for word in out if word), self.spoken_in or self.language)

    @property
    def _speaking(self) -> bool:
        """Whether the first stretch that was not told is under way, not only planned behind a pause."""
        first = self._untold[0]
        return bool(first.words) and any(byte not in b"\xff\x7f" for byte in self.sent()[-1600:])

    def reply(self, messages: Sequence[Message]) -> Reply:
        """What the model says to the conversation."""
        known = (len(messages), str(messages[-1].get("content", "")) if messages else "")
        if known in self._replies:
            return self._replies[known]
        script = self.turn.model if self.turn else ()
        if len(self._replies) >= len(script):
            self.problems.append(f"the model was asked once more than the script says, after {self._where}")
            return Reply()
        found = _filled_in(script[len(self._replies)], messages)
        self._replies[known] = found
        return found

    @property
    def unused(self) -> int:
        """Replies of the present turn that nobody asked for."""
        return len(self.turn.model) - len(self._replies) if self.turn else 0

    @property
    def _where(self) -> str:
        return repr(self.turn.says or self.turn.keys or "a noise") if self.turn else "the greeting"


class Cast:
    """The callers on stage, as the two engines that all calls share know them: by CallSid and by voice."""

    def __init__(self) -> None:
        self._cues: dict[str, Cue] = {}

    def enter(self, call_sid: str, cue: Cue) -> None:
        """A caller dials."""
        self._cues[call_sid] = cue

    def leave(self, call_sid: str) -> None:
        """The call is over."""
        self._cues.pop(call_sid, None)

    def called(self, call_id: str) -> Cue | None:
        """The caller of a call."""
        return self._cues.get(call_id)

    def speaking(self, pcm: bytes) -> Cue | None:
        """The caller whose line this piece of audio is from."""
        if len(self._cues) == 1:
            return next(iter(self._cues.values()))
        sample = _loudest(pcm)
        return next((cue for cue in self._cues.values() if sample in audioop.ulaw2lin(bytes(cue.sent()), 2)), None)


class TrueRecogniser:
    """A `Recogniser` that knows what each caller really says, and in which language."""

    ready = True

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    async def transcribe(
        self, audio: bytes, *, rate: int, language: str, rivals: Mapping[str, float] = NO_RIVALS
    ) -> Transcript:
        """See `Recogniser`; languages are compared with certainty."""
        seconds = len(audio) / 2 / rate
        cue = self._cast.speaking(audio)
        text = await cue.said() if cue else ""
        spoken = cue.spoken_in if cue and text else language
        compared = {language, *rivals} if rivals else set()
        languages = {code: float(code == spoken) for code in compared} if spoken in compared else {}
        decoded = spoken if languages and rivals.get(spoken, 2.0) <= 1.0 else language
        return Transcript(text, decoded, languages.get(decoded, 1.0), 0.0, seconds, languages)

    async def close(self) -> None:
        """Nothing is open."""


class TrueModel:
    """A `LanguageModel` that replies as the scenarios' scripts say."""

    ready = True

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    async def generate(
        self, call_id: str, messages: Sequence[Message], tools: Sequence[ToolSpec], *, max_tokens: int = 160
    ) -> AsyncIterator[TextDelta | ToolCall | Usage]:
        """See `LanguageModel`."""
        cue = self._cast.called(call_id)
        reply = cue.reply(messages) if cue else Reply()
        if reply.tool is not None:
            yield reply.tool
        elif reply.words:
            yield TextDelta(reply.words)
        yield Usage(0, 0, 0)

    async def prepare(self, messages: Sequence[Message], tools: Sequence[ToolSpec]) -> None:
        """Nothing is kept."""

    async def forget(self, call_id: str) -> None:
        """Nothing is kept."""

    async def close(self) -> None:
        """Nothing is open."""


def _loudest(pcm: bytes) -> bytes:
    samples = np.abs(np.frombuffer(pcm, "<i2").astype(int))
    window = _SAMPLE // 2
    if len(samples) <= window:
        return pcm
    sums = np.convolve(samples, np.ones(window, dtype=int), "valid")
    start = 2 * int(sums.argmax())
    return pcm[start : start + _SAMPLE]


def _filled_in(reply: Reply, messages: Sequence[Message]) -> Reply:
    """`{A}` and `{1}` become the phrases under which the tools offered a slot or read out an appointment."""
    phrases = _phrases(messages)

    def fill(text: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: phrases.get(found[1], found[0]), text)

    if reply.tool is None:
        return Reply(words=fill(reply.words))
    filled = {key: fill(value) if isinstance(value, str) else value for key, value in reply.tool.arguments.items()}
    return Reply(tool=ToolCall(reply.tool.name, filled))


def _phrases(messages: Sequence[Message]) -> dict[str, str]:
    found: dict[str, str] = {}
    for message in messages:
        if message["role"] != "tool":
            continue
        result: Any = json.loads(message["content"])
        for item in [*result.get("slots", ()), *result.get("appointments", ())]:
            found[str(item.get("slot") or item.get("appointment"))] = item["spoken"]
    return found
