"""The language model that all calls share: the port `LanguageModel` over a supervised child process.

When the child dies, replies under way fail at once with `EngineFailed`, a new one is started and warmed in the
background, and the next turn of every call reads its whole conversation again. A failed restart is repeated, with
pauses that grow to `_LONGEST_PAUSE`; meanwhile `ready` is false. No turn waits longer than `first_token_seconds` for
its first token: a child that let one wait is asked for a sign of life, and is killed when it gives none.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from frontdesk.errors import BadReply, EngineFailed, ModelMissing
from frontdesk.models.llama_child import LlamaChild
from frontdesk.models.llama_options import LlamaOptions
from frontdesk.models.ports import Message, TextDelta, ToolCall, ToolSpec, Usage
from frontdesk.models.tool_calls import BrokenCall, Piece, ToolCallParser

logger = logging.getLogger(__name__)

_LONGEST_PAUSE = 10.0  # seconds between two attempts to restart


class LlamaEngine:
    """A GGUF model behind the port `LanguageModel`. Bound to the event loop it was opened in."""

    def __init__(self, model: Path, options: LlamaOptions, child: LlamaChild) -> None:
        """Take over a running child; use `open`."""
        self._model = model
        self._options = options
        self._child = child
        self._running = asyncio.Event()
        self._running.set()
        self._closed = False
        self._prefixes: dict[str, dict[str, Any]] = {}
        self._check: asyncio.Task[None] | None = None
        self._supervisor = asyncio.create_task(self._supervise(), name="llama-supervisor")

    @classmethod
    async def open(cls, model: Path, options: LlamaOptions | None = None) -> "LlamaEngine":
        """Load the model in a child process and warm it up; `ModelMissing` names what is wrong and the remedy."""
        chosen = options or LlamaOptions()
        _check_file(model)
        return cls(model, chosen, await LlamaChild.start(model, chosen))

    @property
    def ready(self) -> bool:
        """Whether a loaded child is there to answer."""
        return not self._child.ended.is_set()

    @property
    def child_pid(self) -> int:
        """Process id of the present child."""
        return self._child.pid

    async def prepare(self, messages: Sequence[Message], tools: Sequence[ToolSpec]) -> None:
        """Read a prompt that calls begin with (system prompt, greeting), now and after every restart.

        A new call whose conversation begins with it copies its KV instead of reading it.
        """
        request = _request(f"prefix {len(self._prefixes)}", messages, tools, max_tokens=0)
        await self._read_prefix(await self._ready_child(self._options.start_seconds), request)
        self._prefixes[request["call"]] = request

    async def generate(
        self, call_id: str, messages: Sequence[Message], tools: Sequence[ToolSpec], *, max_tokens: int = 160
    ) -> AsyncIterator[TextDelta | ToolCall | Usage]:
        """Stream one reply, as the port says. Temperature 0; a tool call's arguments fit the tool's schema."""
        began = asyncio.get_running_loop().time()
        child = await self._ready_child(self._options.first_token_seconds)
        patience = began + self._options.first_token_seconds - asyncio.get_running_loop().time()
        parser = ToolCallParser()
        request = _request(f"call {call_id}", messages, tools, max_tokens=max_tokens)
        async with contextlib.aclosing(self._answers(child, request, patience)) as answers:
            async for answer in answers:
                for piece in parser.feed(answer["text"]) if "text" in answer else parser.finish():
                    yield _checked(piece, tools)
                if "done" in answer:
                    yield _usage(answer["done"])

    async def forget(self, call_id: str) -> None:
        """Drop the call's KV."""
        self._child.send({"op": "forget", "call": f"call {call_id}"})

    async def close(self) -> None:
        """End the child; replies under way fail."""
        self._closed = True
        if self._check is not None:
            self._check.cancel()
        self._supervisor.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._supervisor
        await self._child.kill()

    async def _ready_child(self, seconds: float) -> LlamaChild:
        if self._closed:
            raise EngineFailed("The language model has been closed.")
        if self._child.ended.is_set():
            self._running.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._running.wait()
        except TimeoutError:
            raise EngineFailed("The language model is being restarted and is not back yet.") from None
        return self._child

    async def _answers(
        self, child: LlamaChild, request: dict[str, Any], patience: float
    ) -> AsyncGenerator[dict[str, Any], None]:
        """Yield the texts and the end of one reply, the first within `patience` seconds.

        `EngineFailed` when the child fails, dies or lets the reply wait; `BadReply` by what the model wrote.
        """
        loop = asyncio.get_running_loop()
        number, answers = child.open_reply(request)
        until = loop.time() + patience
        finished = False
        try:
            while not finished:
                try:
                    async with asyncio.timeout_at(until):
                        answer = await answers.get()
                except TimeoutError:
                    self._suspect(child)
                    raise EngineFailed("The language model did not answer in time.") from None
                if "reading" not in answer:
                    until = loop.time() + self._options.token_seconds
                finished = "done" in answer or "failed" in answer
                if "failed" in answer:
                    kind = BadReply if answer.get("bad") else EngineFailed
                    raise kind(f"The language model gave no answer: {answer['failed']}.")
                if "text" in answer or finished:
                    yield answer
        finally:
            child.close_reply(number, finished=finished)

    def _suspect(self, child: LlamaChild) -> None:
        """Look, without holding the turn up, whether the child is only slow."""
        if self._check is None or self._check.done():
            self._check = asyncio.create_task(self._kill_unless_working(child), name="llama-pulse")

    async def _kill_unless_working(self, child: LlamaChild) -> None:
        alive = await child.alive(self._options.pulse_seconds)
        if child.ended.is_set() or (alive and child.silent_for < self._options.silence_seconds):
            return
        logger.error("The language model's process hangs; it is killed")
        await child.kill()

    async def _read_prefix(self, child: LlamaChild, request: dict[str, Any]) -> None:
        async with contextlib.aclosing(self._answers(child, request, self._options.start_seconds)) as answers:
            async for _ in answers:
                pass

    async def _supervise(self) -> None:
        while True:
            await self._child.ended.wait()
            self._running.clear()
            logger.error("The language model's process %d has ended; starting another", self._child.pid)
            self._child = await self._restart()
            self._running.set()
            logger.info("The language model is back in process %d", self._child.pid)

    async def _restart(self) -> LlamaChild:
        pause = 0.1
        while True:
            try:
                return await self._start_prepared()
            except (ModelMissing, EngineFailed, OSError) as error:
                logger.error("The language model cannot be restarted: %s", error)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _start_prepared(self) -> LlamaChild:
        """Start a child and read the prepared prompts; nothing is left running when that fails or is cancelled."""
        child = await LlamaChild.start(self._model, self._options)
        try:
            for request in self._prefixes.values():
                await self._read_prefix(child, request)
        except BaseException:
            await child.kill()
            raise
        return child


def _check_file(model: Path) -> None:
    if not model.is_file():
        raise ModelMissing(
            f"The language model {model} is not there. Put a .gguf file there, or name another model in the settings; "
            "the pocket model comes back with `make setup`."
        )


def _request(call: str, messages: Sequence[Message], tools: Sequence[ToolSpec], *, max_tokens: int) -> dict[str, Any]:
    return {
        "op": "generate",
        "call": call,
        "messages": list(messages),
        "tools": [asdict(tool) for tool in tools],
        "max_tokens": max_tokens,
    }


def _checked(piece: Piece, tools: Sequence[ToolSpec]) -> TextDelta | ToolCall:
    """Pass on what can be used. The grammar lets a model write nothing else; a call must not depend on that."""
    if isinstance(piece, BrokenCall):
        raise BadReply("The language model wrote a tool call that cannot be read.")
    if isinstance(piece, ToolCall) and piece.name not in {tool.name for tool in tools}:
        raise BadReply("The language model called a tool that does not exist.")
    return piece


def _usage(done: dict[str, int]) -> Usage:
    return Usage(prompt_tokens=done["prompt"], kept_tokens=done["kept"], completion_tokens=done["completion"])
