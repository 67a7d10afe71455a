"""The language model that all calls share: the port `LanguageModel` over a supervised child process.

When the child dies, replies under way fail at once with `EngineFailed`, a new one is started and warmed in the
background, and the next turn of every call reads its whole conversation again. A failed restart is repeated, with
pauses that grow to `_LONGEST_PAUSE`; meanwhile `ready` is false and turns fail after `patience_seconds`.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from frontdesk.errors import EngineFailed, ModelMissing
from frontdesk.models.llama_child import LlamaChild
from frontdesk.models.llama_options import LlamaOptions
from frontdesk.models.ports import Message, TextDelta, ToolCall, ToolSpec, Usage
from frontdesk.models.tool_calls import BrokenCall, ToolCallParser

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
        await self._read_prefix(await self._ready_child(), request)
        self._prefixes[request["call"]] = request

    async def generate(
        self, call_id: str, messages: Sequence[Message], tools: Sequence[ToolSpec], *, max_tokens: int = 160
    ) -> AsyncIterator[TextDelta | ToolCall | Usage]:
        """Stream one reply, as the port says. Temperature 0; a tool call's arguments fit the tool's schema."""
        child = await self._ready_child()
        parser = ToolCallParser()
        request = _request(f"call {call_id}", messages, tools, max_tokens=max_tokens)
        async with contextlib.aclosing(self._answers(child, request)) as answers:
            async for answer in answers:
                for piece in parser.feed(answer["text"]) if "text" in answer else parser.finish():
                    if isinstance(piece, BrokenCall):
                        raise EngineFailed("The language model wrote a tool call that cannot be read.")
                    yield piece
                if "done" in answer:
                    yield _usage(answer["done"])

    async def forget(self, call_id: str) -> None:
        """Drop the call's KV."""
        self._child.send({"op": "forget", "call": f"call {call_id}"})

    async def close(self) -> None:
        """End the child; replies under way fail."""
        self._closed = True
        self._supervisor.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._supervisor
        await self._child.kill()

    async def _ready_child(self) -> LlamaChild:
        if self._closed:
            raise EngineFailed("The language model has been closed.")
        if self._child.ended.is_set():
            self._running.clear()
        try:
            async with asyncio.timeout(self._options.patience_seconds):
                await self._running.wait()
        except TimeoutError:
            raise EngineFailed("The language model is being restarted and is not back yet.") from None
        return self._child

    async def _answers(self, child: LlamaChild, request: dict[str, Any]) -> AsyncGenerator[dict[str, Any], None]:
        """Yield the texts and the end of one reply; `EngineFailed` when the child fails, dies or falls silent."""
        number, answers = child.open_reply(request)
        finished = False
        try:
            while not finished:
                try:
                    async with asyncio.timeout(self._options.silence_seconds):
                        answer = await answers.get()
                except TimeoutError:
                    await self._give_up_silent(child)
                    raise EngineFailed("The language model fell silent.") from None
                finished = "done" in answer or "failed" in answer
                if "failed" in answer:
                    raise EngineFailed(f"The language model gave no answer: {answer['failed']}.")
                if "reading" not in answer:
                    yield answer
        finally:
            child.close_reply(number, finished=finished)

    async def _give_up_silent(self, child: LlamaChild) -> None:
        """Kill a child that hangs. One that only lets this reply wait has been heard from meanwhile."""
        silent = asyncio.get_running_loop().time() - child.last_heard
        if silent >= self._options.silence_seconds and not child.ended.is_set():
            logger.error("The language model's process hangs (%.0f s without a word); it is killed", silent)
            await child.kill()

    async def _read_prefix(self, child: LlamaChild, request: dict[str, Any]) -> None:
        async for _ in self._answers(child, request):
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


def _usage(done: dict[str, int]) -> Usage:
    return Usage(prompt_tokens=done["prompt"], kept_tokens=done["kept"], completion_tokens=done["completion"])
