"""What a language model can do wrong: each ends in time, as `EngineFailed`, and is not mistaken for another fault.

The child is a real process that speaks the engine's wire protocol from a script, because the shipped model's grammar
lets it do none of this.
"""

import asyncio
import signal
import sys
import textwrap
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

import frontdesk
from frontdesk.errors import BadReply, EngineFailed
from frontdesk.models import llama_child
from frontdesk.models.llama_engine import LlamaEngine
from frontdesk.models.llama_options import LlamaOptions
from frontdesk.models.ports import TextDelta, ToolCall, ToolSpec

TOOLS = [ToolSpec("end_call", "", {"type": "object", "properties": {}})]
LIMITS = LlamaOptions(first_token_seconds=0.5, token_seconds=0.5, pulse_seconds=5.0, start_seconds=30.0)

WORKER = """
import os, signal, sys, threading
from queue import SimpleQueue
from frontdesk.models.llama_wire import pack, read
out = os.fdopen(os.dup(1), "wb", buffering=0)
def say(**message):
    out.write(pack(message))
read(sys.stdin.buffer)
say(ready=True)
def reply(id, messages):
    {reply}
while (request := read(sys.stdin.buffer)) is not None:
    if request["op"] == "ping":
        say(id=request["id"], pong=True)
    elif request["op"] == "generate":
        threading.Thread(target=reply, args=(request["id"], request["messages"]), daemon=True).start()
"""


@asynccontextmanager
async def model_that(
    reply: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: LlamaOptions = LIMITS
) -> AsyncIterator[LlamaEngine]:
    """An engine whose child answers every request with these lines of Python."""
    worker = tmp_path / "worker.py"
    worker.write_text(WORKER.replace("{reply}", textwrap.indent(textwrap.dedent(reply), "    ").strip()))
    start = asyncio.create_subprocess_exec

    async def scripted(*_command: str, **pipes: object) -> asyncio.subprocess.Process:
        return await start(sys.executable, str(worker), **pipes)  # type: ignore[arg-type]

    monkeypatch.setattr(llama_child.asyncio, "create_subprocess_exec", scripted)
    engine = await LlamaEngine.open(Path(frontdesk.__file__), options)
    try:
        yield engine
    finally:
        await engine.close()


async def said_by(engine: LlamaEngine) -> list[object]:
    return [item async for item in engine.generate("call", [{"role": "user", "content": "Hello?"}], TOOLS)]


DONE = 'say(id=id, done={"prompt": 1, "kept": 0, "completion": 1})'


@pytest.mark.parametrize(
    "text",
    [
        '<tool_call>{"name": "end_call", "arguments": {',
        '<tool_call>{"name": "end_call", "arguments": {"a": }}</tool_call>',
        '<tool_call>{"name": 5, "arguments": {}}</tool_call>',
        '<tool_call>{"arguments": {}}</tool_call>',
        '<tool_call>["end_call"]</tool_call>',
        '<tool_call>{"name": "format_disk", "arguments": {}}</tool_call>',
        '{"name": "END_CALL", "parameters": {}}',
    ],
)
async def test_a_call_that_is_none_is_a_bad_reply(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with model_that(f"say(id=id, text={text!r})\n{DONE}", tmp_path, monkeypatch) as engine:
        with pytest.raises(BadReply):
            await said_by(engine)
        assert engine.ready


async def test_words_before_a_broken_call_are_still_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = f"""say(id=id, text="One moment. ")\nsay(id=id, text="<tool_call>oops")\n{DONE}"""
    async with model_that(reply, tmp_path, monkeypatch) as engine:
        heard = engine.generate("call", [], TOOLS)
        assert await anext(heard) == TextDelta("One moment. ")
        with pytest.raises(BadReply):
            await anext(heard)


async def test_an_empty_reply_is_an_end_without_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with model_that(DONE, tmp_path, monkeypatch) as engine:
        assert len(await said_by(engine)) == 1


@pytest.mark.parametrize(
    "reply",
    [
        "pass",
        "say(id=id, reading=True)",
        'say(id=id, text="Hello")',
        "say(id=id, writing=True)",
        "say(id=id + 1, text='for somebody else')",
    ],
)
async def test_a_model_that_falls_silent_is_given_up_in_time_and_kept_while_it_lives(
    reply: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with model_that(reply, tmp_path, monkeypatch) as engine:
        pid = engine.child_pid
        with pytest.raises(EngineFailed, match="in time") as caught:
            await said_by(engine)
        assert not isinstance(caught.value, BadReply)
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == "llama-pulse"))
        assert (engine.ready, engine.child_pid) == (True, pid)


async def test_a_model_that_never_answers_anybody_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = LlamaOptions(first_token_seconds=0.2, pulse_seconds=5.0, silence_seconds=0.3)
    async with model_that("pass", tmp_path, monkeypatch, options) as engine:
        pid = engine.child_pid
        for _ in range(200):
            with pytest.raises(EngineFailed):
                await said_by(engine)
            if engine.child_pid != pid:
                return
        pytest.fail("it was kept")


async def test_writing_a_long_call_is_a_sign_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = f"""
        import time
        for _ in range(12):
            time.sleep(0.1)
            say(id=id, writing=True)
        say(id=id, text='<tool_call>{{"name": "end_call", "arguments": {{}}}}</tool_call>')
        {DONE}
    """
    async with model_that(reply, tmp_path, monkeypatch) as engine:
        assert (await said_by(engine))[0] == ToolCall("end_call", {})


@pytest.mark.parametrize(
    "reply",
    [
        f"os.kill(os.getpid(), {int(signal.SIGKILL)})",
        'say(id=id, text="Half a")\nos.abort()',
        "out.write(bytes([0, 0, 0, 3]) + b'{?}')",
        "out.write(b'\\x00')\nos._exit(0)",
    ],
)
async def test_a_child_that_ends_or_talks_nonsense_fails_its_replies_at_once(
    reply: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = LlamaOptions(first_token_seconds=30.0, token_seconds=30.0)
    async with model_that(reply, tmp_path, monkeypatch, patient) as engine:
        pid = engine.child_pid
        with pytest.raises(EngineFailed, match="ended"):
            await said_by(engine)
        with pytest.raises(EngineFailed):
            await said_by(engine)
        assert engine.child_pid != pid


async def test_a_prompt_that_breaks_the_template_fails_alone(tmp_path: Path) -> None:
    model = Path(frontdesk.__file__).parent / "models" / "pocket" / "llm" / "pocket-receptionist.gguf"
    engine = await LlamaEngine.open(model, LlamaOptions(first_token_seconds=30.0))
    try:
        pid = engine.child_pid
        with pytest.raises(BadReply):
            async for _ in engine.generate("odd", [{"content": "nobody says this"}], []):
                pass
        whole = [item async for item in engine.generate("a", [{"role": "user", "content": "Hello \ud800?"}], [])]
        assert isinstance(whole[0], TextDelta)
        assert engine.child_pid == pid
    finally:
        await engine.close()
