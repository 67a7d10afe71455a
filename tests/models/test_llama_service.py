"""The Pipecat service: frames in, frames out, on the real engine."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from pipecat.adapters.llm.schemas.function_schema import FunctionSchema
from pipecat.adapters.llm.schemas.tools_schema import ToolsSchema
from pipecat.frames.frames import (
    Frame,
    FunctionCallResultFrame,
    InterruptionFrame,
    LLMContextFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
)
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.services.llm_service import FunctionCallParams
from pipecat.tests.utils import SleepFrame, run_test

import frontdesk
from frontdesk.models.frames import EngineFailedFrame
from frontdesk.models.llama_adapter import to_messages
from frontdesk.models.llama_engine import LlamaEngine
from frontdesk.models.llama_service import LlamaService
from frontdesk.models.ports import ToolCall, Usage

MODEL = Path(frontdesk.__file__).parent / "models" / "pocket" / "llm" / "pocket-receptionist.gguf"
SYSTEM = "Lakeside Clinic. en.\nYou answer the telephone."


@pytest_asyncio.fixture
async def engine() -> AsyncIterator[LlamaEngine]:
    opened = await LlamaEngine.open(MODEL)
    yield opened
    await opened.close()


def _context(said: str, *tools: FunctionSchema) -> LLMContext:
    return LLMContext([{"role": "user", "content": said}], ToolsSchema(standard_tools=list(tools)))


def _check(handler: Any = None) -> FunctionSchema:
    return FunctionSchema("check_availability", "", {"when": {"type": "string"}}, ["when"], handler=handler)


def _kinds(frames: Iterable[Frame]) -> list[type[Frame]]:
    """The kinds of the frames of a reply."""
    wanted = (LLMFullResponseStartFrame, LLMTextFrame, EngineFailedFrame, LLMFullResponseEndFrame)
    return [type(frame) for frame in frames if isinstance(frame, wanted)]


async def test_words_come_between_start_and_end(engine: LlamaEngine) -> None:
    usages: list[Usage] = []
    service = LlamaService(engine, "call", lambda: SYSTEM, on_usage=usages.append)
    down, _ = await run_test(service, frames_to_send=[LLMContextFrame(_context("Hello?"))])
    kinds = _kinds(down)
    assert kinds[0] is LLMFullResponseStartFrame
    assert kinds[-1] is LLMFullResponseEndFrame
    assert LLMTextFrame in kinds
    assert usages[0].completion_tokens > 0


async def test_a_tool_call_reaches_its_handler(engine: LlamaEngine) -> None:
    heard: list[dict[str, Any]] = []

    async def handler(params: FunctionCallParams) -> None:
        heard.append(dict(params.arguments))
        await params.result_callback({"slots": []})

    service = LlamaService(engine, "call", lambda: SYSTEM)
    asked = _context("I would like an appointment next Tuesday at three please.", _check(handler))
    down, _ = await run_test(service, frames_to_send=[LLMContextFrame(asked), SleepFrame(0.2)])
    assert heard == [{"when": "next Tuesday at three"}]
    assert not any(isinstance(frame, LLMTextFrame) for frame in down)
    assert any(isinstance(frame, FunctionCallResultFrame) for frame in down)


async def test_an_interruption_stops_the_reply_and_pushes_no_end(engine: LlamaEngine) -> None:
    service = LlamaService(engine, "call", lambda: SYSTEM)
    os.kill(engine.child_pid, signal.SIGSTOP)  # so that the reply is surely under way
    try:
        down, _ = await run_test(
            service, frames_to_send=[LLMContextFrame(_context("Hello?")), SleepFrame(0.1), InterruptionFrame()]
        )
    finally:
        os.kill(engine.child_pid, signal.SIGCONT)
    kinds = _kinds(down)
    assert LLMFullResponseStartFrame in kinds
    assert LLMFullResponseEndFrame not in kinds


async def test_a_dead_engine_is_told_downstream_and_the_call_goes_on(engine: LlamaEngine) -> None:
    service = LlamaService(engine, "call", lambda: SYSTEM)
    os.kill(engine.child_pid, signal.SIGSTOP)

    async def kill_soon() -> None:
        await asyncio.sleep(0.2)
        os.kill(engine.child_pid, signal.SIGKILL)

    killer = asyncio.create_task(kill_soon())
    down, _ = await run_test(
        service,
        frames_to_send=[LLMContextFrame(_context("Hello?")), SleepFrame(0.5), LLMContextFrame(_context("Hello?"))],
    )
    await killer
    kinds = [kind for kind in _kinds(down) if kind is not LLMTextFrame]
    start, failed, end = LLMFullResponseStartFrame, EngineFailedFrame, LLMFullResponseEndFrame
    assert kinds == [start, failed, end, start, end]
    assert any(isinstance(frame, LLMTextFrame) for frame in down)


def test_contexts_become_messages() -> None:
    call = {"id": "1", "type": "function", "function": {"name": "find", "arguments": '{"name": "Zo\\u00e9"}'}}
    context = [
        {"role": "developer", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "Hi"}, {"type": "image_url", "image_url": {}}]},
        {"role": "assistant", "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "1", "content": '{"name": "Zo\\u00e9"}'},
        {"role": "tool", "tool_call_id": "1", "content": "CANCELLED"},
        {"role": "assistant", "content": "Done."},
    ]
    assert to_messages(context, "System") == [
        {"role": "system", "content": "System"},
        {"role": "user", "content": "Be brief."},
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "tool_call": {"id": "1", "name": "find", "arguments": {"name": "Zoé"}}},
        {"role": "tool", "tool_call_id": "1", "content": '{"name": "Zoé"}'},
        {"role": "tool", "tool_call_id": "1", "content": "CANCELLED"},
        {"role": "assistant", "content": "Done."},
    ]


@pytest.mark.parametrize("module", ["llama_service", "llama_engine"])
def test_nothing_imports_the_openai_package(module: str) -> None:
    program = f"import sys, frontdesk.models.{module}; sys.exit('openai' in sys.modules or 'llama_cpp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


class Inventive:
    """A model that calls a tool which nobody offered."""

    async def generate(self, *_: Any, **__: Any) -> AsyncIterator[ToolCall]:
        yield ToolCall("format_disk", {})


async def test_a_call_of_an_unknown_tool_is_a_failure_and_runs_nothing() -> None:
    service = LlamaService(Inventive(), "call", lambda: SYSTEM)  # type: ignore[arg-type]
    down, _ = await run_test(service, frames_to_send=[LLMContextFrame(_context("Hello?", _check())), SleepFrame(0.1)])
    assert _kinds(down) == [LLMFullResponseStartFrame, EngineFailedFrame, LLMFullResponseEndFrame]
    assert not any(isinstance(frame, FunctionCallResultFrame) for frame in down)
