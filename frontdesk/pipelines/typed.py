"""The same conversation without audio: typed words in, the assistant's sentences out. Same model, tools and guards."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

from frontdesk.errors import BadReply, EngineFailed
from frontdesk.models.ports import Message, TextDelta, ToolCall
from frontdesk.pipelines.after_hours import greeting_at
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk, Journal
from frontdesk.pipelines.flow.sentence_splitter import SentenceSplitter
from frontdesk.pipelines.flow.troubles import Troubles
from frontdesk.pipelines.guards.claims.guard import Verdict
from frontdesk.pipelines.guards.reply_guard import ReplyGuard
from frontdesk.pipelines.prompts import system_prompt
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tool_runner import ToolRunner, to_json
from frontdesk.pipelines.tools import TOOLS, ToolResult


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that happened in answer to typed words: a sentence of the assistant, or a tool call."""

    kind: Literal["speech", "tool"]
    text: str
    """The sentence, or the tool's name."""
    arguments: dict[str, Any] = field(default_factory=dict)
    payload: dict[str, Any] = field(default_factory=dict)


class TypedCall:
    """A call that is typed. `call.ended` tells when the receptionist has said goodbye."""

    def __init__(self, desk: Desk, call: CallState, journal: Journal) -> None:
        """Begin a conversation; nothing is generated yet."""
        self.call = call
        self._desk = desk
        self._journal = journal
        self._runner = ToolRunner(desk, call, journal)
        self._guard = ReplyGuard(call)
        self._troubles = Troubles()
        self._messages: list[Message] = []
        self._empty_before = False

    @property
    def messages(self) -> Sequence[Message]:
        """The conversation as the model reads it, without the system prompt."""
        return self._messages

    def greet(self) -> Utterance:
        """The first words of the call."""
        return self._spoken(greeting_at(self._desk.clock(), self._desk.clinic, self.call.language))

    async def say(self, text: str) -> list[Utterance]:
        """Answer what the caller typed: tool calls and sentences in order; empty text gives nothing."""
        if not text.strip() or self.call.ended:
            return []
        self._messages.append({"role": "user", "content": text.strip()})
        self.call.caller_says(text)
        self._journal.turn(speaker="caller", text=text.strip(), language=self.call.language, at=self._desk.clock())
        self._runner.turn_began()
        self._guard.turn_began()
        result = await self._runner.reflex(text.strip())
        if result is not None:
            return self._told(result)
        try:
            return [utterance async for utterance in self._answer()]
        except EngineFailed:
            return [self._spoken(self._remedy())]

    async def close(self, reason: str = "caller hung up") -> None:
        """End the conversation and let the engine forget it."""
        self.call.ended = True
        await self._runner.call_over()
        self._journal.ended(reason=reason, at=self._desk.clock())
        await self._desk.language_model.forget(self.call.call_id)

    async def _answer(self) -> AsyncIterator[Utterance]:
        """Generate, run the tool the model asked for, generate again, until words are spoken."""
        result: ToolResult | None = None
        while result is None or not (result.announce or result.end_call):
            said, tool_call = await self._reply()
            for utterance in said:
                yield utterance
            if tool_call is None:
                return
            result = await self._run(tool_call)
            yield Utterance("tool", tool_call.name, tool_call.arguments, result.payload)
        for utterance in self._told(result):
            yield utterance

    def _told(self, result: ToolResult) -> list[Utterance]:
        """What code announces. A transfer cannot be made here, and no tool asks for one where `can_transfer` is not."""
        self.call.ended = result.end_call
        return [self._spoken(result.announce or sentences(self.call.language).goodbye)]

    def _remedy(self) -> str:
        """The sentence in place of an answer that the model did not give."""
        voicemail = self._runner.voicemail
        if self._troubles.failed("language_model") == "offer":
            voicemail.offer()
            return sentences(self.call.language).engine_trouble
        return voicemail.begin()

    async def _reply(self) -> tuple[Sequence[Utterance], ToolCall | None]:
        """One reply of the model: its sentences past the guard, or its tool call; never neither.

        Raises `EngineFailed`, also for the second reply in a row that holds neither, unless the guard took its words.
        """
        said, tool_call, verdicts = await self._generate()
        self._judge_reply(empty=tool_call is None and not verdicts)
        if Verdict.REPLACE in verdicts:
            correction = [self._spoken(text) for text in (" ".join(said), self._guard.correction) if text]
            if not self._guard.ask_again():
                return correction, None
            more, tool_call = await self._reply()
            return [*correction, *more], tool_call
        if not said and tool_call is None:
            said = [sentences(self.call.language).anything_else]
        return [self._spoken(" ".join(said))] if said else [], tool_call

    def _judge_reply(self, *, empty: bool) -> None:
        """Whether the model works. Raises `BadReply` for the second empty reply in a row."""
        if empty and self._empty_before:
            raise BadReply("the language model has nothing to say")
        self._empty_before = empty
        if not empty:
            self._troubles.worked("language_model")
            self._runner.voicemail.withdraw()

    async def _generate(self) -> tuple[list[str], ToolCall | None, set[Verdict]]:
        """The sentences that passed, the tool call, and how the guard judged what the model said."""
        splitter, said, tool_call, verdicts = SentenceSplitter(), list[str](), None, set[Verdict]()
        self._guard.reply_began()

        def hear(complete: list[str]) -> None:
            for sentence in complete:
                verdict = self._guard.judge(sentence)
                verdicts.add(verdict)
                if verdict is Verdict.PASS:
                    said.append(sentence)

        specs = [tool.spec for tool in TOOLS.values()]
        prompt: Message = {"role": "system", "content": system_prompt(self._desk.clinic, self.call.language)}
        async for item in self._desk.language_model.generate(self.call.call_id, [prompt, *self._messages], specs):
            if isinstance(item, TextDelta):
                hear(splitter.feed(item.text))
            elif isinstance(item, ToolCall):
                tool_call = item
        hear(splitter.flush())
        return said, tool_call, verdicts

    async def _run(self, tool_call: ToolCall) -> ToolResult:
        result = await self._runner.run(tool_call.name, dict(tool_call.arguments))
        ticket = uuid4().hex
        part: Any = {"id": ticket, "name": tool_call.name, "arguments": tool_call.arguments}
        self._messages.append({"role": "assistant", "tool_call": part})
        self._messages.append({"role": "tool", "tool_call_id": ticket, "content": to_json(result.payload)})
        return result

    def _spoken(self, text: str) -> Utterance:
        self._messages.append({"role": "assistant", "content": text})
        self.call.assistant_says(text)
        self._journal.turn(speaker="assistant", text=text, language=self.call.language, at=self._desk.clock())
        return Utterance("speech", text)
