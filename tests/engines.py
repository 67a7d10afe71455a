"""Engines behind the real ports that do what a script says: for tests that need the same call every time.

The shipped program has no part in this and no way to choose it.
"""

import asyncio
import math
import struct
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from frontdesk.errors import EngineFailed
from frontdesk.models.ports import NO_RIVALS, Message, Speech, TextDelta, ToolCall, ToolSpec, Transcript, Usage
from frontdesk.pipelines.desk import Action


@dataclass
class ScriptedRecogniser:
    """Gives every segment its true text, in order; raises an `EngineFailed` of the script. Empty script: no words.

    A text may come with its language (`("Bonjour.", "fr")`), which is then recognised with certainty where it is that
    of the call or one of its rivals; a text without one is in the language of the call.
    """

    ready: ClassVar[bool] = True
    texts: list[str | tuple[str, str] | EngineFailed] = field(default_factory=list)
    delay: float = 0.0
    segments: list[float] = field(default_factory=list)
    """Seconds of every segment that came."""

    async def transcribe(
        self, audio: bytes, *, rate: int, language: str, rivals: Mapping[str, float] = NO_RIVALS
    ) -> Transcript:
        seconds = len(audio) / 2 / rate
        self.segments.append(seconds)
        line = self.texts.pop(0) if self.texts else ""
        await asyncio.sleep(self.delay)
        if isinstance(line, EngineFailed):
            raise line
        text, spoken = (line, language) if isinstance(line, str) else line
        compared = {language, *rivals} if rivals else set()
        languages = {code: float(code == spoken) for code in compared} if spoken in compared else {}
        chosen = spoken if languages and rivals.get(spoken, 2.0) <= 1.0 else language
        return Transcript(text, chosen, languages.get(chosen, 1.0), 0.0, seconds, languages)

    async def close(self) -> None:
        pass


@dataclass
class ScriptedModel:
    """Replies in order: words, a tool call, or an `EngineFailed` to raise. An empty script has nothing to say."""

    ready: ClassVar[bool] = True
    replies: list[str | ToolCall | EngineFailed] = field(default_factory=list)
    prompts: list[list[Message]] = field(default_factory=list)
    """What it was asked, without the system message."""
    systems: list[str] = field(default_factory=list)
    """The system messages."""
    forgotten: list[str] = field(default_factory=list)
    delay: float = 0.0

    async def generate(
        self, call_id: str, messages: Sequence[Message], tools: Sequence[ToolSpec], *, max_tokens: int = 160
    ) -> AsyncIterator[TextDelta | ToolCall | Usage]:
        self.prompts.append([message for message in messages if message["role"] != "system"])
        self.systems += [message["content"] for message in messages if message["role"] == "system"]
        reply = self.replies.pop(0) if self.replies else ""
        await asyncio.sleep(self.delay)
        if isinstance(reply, EngineFailed):
            raise reply
        if isinstance(reply, ToolCall):
            yield reply
        else:
            for word in reply.split(" "):
                yield TextDelta(word if word == reply.split(" ")[0] else f" {word}")
        yield Usage(0, 0, 0)

    async def forget(self, call_id: str) -> None:
        self.forgotten.append(call_id)

    async def close(self) -> None:
        pass

    def last_said(self, role: str) -> str:
        """The last words of a role in the last prompt."""
        return next(str(m.get("content", "")) for m in reversed(self.prompts[-1]) if m["role"] == role)


@dataclass
class ToneSynthesiser:
    """Speaks every sentence as a tone, `pace` seconds per character; sentences in `broken` raise `EngineFailed`."""

    ready: ClassVar[bool] = True
    pace: float = 0.01
    spoken: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    """In which each of them was spoken."""
    broken: set[str] = field(default_factory=set)

    async def synthesise(self, text: str, *, language: str, rate: int) -> Speech:
        if text in self.broken:
            raise EngineFailed("the script says so")
        self.spoken.append(text)
        self.languages.append(language)
        samples = int(len(text) * self.pace * rate)
        wave = (int(6000 * math.sin(2 * math.pi * 440 * i / rate)) for i in range(samples))
        return Speech(text, struct.pack(f"<{samples}h", *wave), rate)

    async def prepare(self, sentences: Sequence[str], *, language: str, rate: int) -> None:
        pass

    async def close(self) -> None:
        pass


@dataclass
class ListJournal:
    """A journal in memory: (kind, facts) in order."""

    rows: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def turn(self, **facts: Any) -> None:
        self.rows.append(("turn", facts))

    def tool_called(self, **facts: Any) -> None:
        self.rows.append(("tool", facts))

    def acted(self, action: Action, *, at: datetime) -> None:
        self.rows.append(("acted", {"kind": action.kind, "reason": action.reason, "target": action.target, "at": at}))

    def ended(self, **facts: Any) -> None:
        self.rows.append(("ended", facts))

    def said(self, speaker: str) -> list[str]:
        """A speaker's turns."""
        return [facts["text"] for kind, facts in self.rows if kind == "turn" and facts["speaker"] == speaker]
