"""One child process with a llama.cpp context, seen from the parent.

llama.cpp ends its whole process on some errors, so it never runs inside the server. The child reads requests on its
standard input and ends when that closes, which the kernel sees to even when the parent is killed by -9. Its standard
output carries answers only; whatever the library prints goes to standard error.
"""

import asyncio
import itertools
import logging
import os
import sys
from dataclasses import asdict
from pathlib import Path

import frontdesk
from frontdesk.errors import EngineFailed, ModelMissing
from frontdesk.models.llama_options import LlamaOptions
from frontdesk.models.llama_wire import Wire, pack, read_async

logger = logging.getLogger(__name__)

_ROOT = str(Path(frontdesk.__file__).parent.parent)  # the child finds the package wherever the parent was started
_DIED: Wire = {"failed": "the process of the language model ended"}


class LlamaChild:
    """A running child. `ended` is set once it is gone; its replies under way have failed by then."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """Wrap a process that has already said it is ready; use `start`."""
        self.ended = asyncio.Event()
        self._asked_since: float | None = None  # it was asked for something and has answered nothing since
        self._process = process
        self._ids = itertools.count(1)
        self._replies: dict[int, asyncio.Queue[Wire]] = {}
        self._reader = asyncio.create_task(self._read(), name="llama-child-reader")

    @classmethod
    async def start(cls, model: Path, options: LlamaOptions) -> "LlamaChild":
        """Start a child and wait until its model is loaded and warm; `ModelMissing` when it cannot be."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "frontdesk.models.llama_worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([_ROOT, *_search_path()])},
            limit=2**22,
        )
        try:
            async with asyncio.timeout(options.start_seconds):
                answer = await _greet(process, {"model": str(model), "options": asdict(options)})
        except TimeoutError:
            answer = {"broken": f"it did not load within {options.start_seconds:.0f} s"}
        except BaseException:
            await _kill(process)
            raise
        if "ready" in answer:
            return cls(process)
        await _kill(process)
        raise ModelMissing(
            f"The language model {model} cannot be used: {answer['broken']}. Put a whole .gguf file there, "
            "or name another model in the settings; the pocket model comes back with `make setup`."
        )

    @property
    def pid(self) -> int:
        """Process id, for tests and health reports."""
        return self._process.pid

    def open_reply(self, request: Wire) -> tuple[int, asyncio.Queue[Wire]]:
        """Send a generate request; its answers arrive on the queue, the last one being done or failed."""
        if self.ended.is_set():
            raise EngineFailed("The process of the language model has ended; it is being restarted.")
        number, answers = self._open()
        self._asked_since = self._asked_since or asyncio.get_running_loop().time()
        self.send({**request, "id": number})
        return number, answers

    def close_reply(self, number: int, *, finished: bool) -> None:
        """Forget a reply; an unfinished one is cancelled between two steps of the child."""
        if self._replies.pop(number, None) is not None and not finished:
            self.send({"op": "cancel", "id": number})

    @property
    def silent_for(self) -> float:
        """Seconds for which it has been asked and has given nobody any answer; pongs do not count."""
        return 0.0 if self._asked_since is None else asyncio.get_running_loop().time() - self._asked_since

    async def alive(self, seconds: float) -> bool:
        """Whether the process runs at all: it answers a ping within `seconds`, however busy it is."""
        number, answers = self._open()
        self.send({"op": "ping", "id": number})
        try:
            async with asyncio.timeout(seconds):
                return "pong" in await answers.get()
        except TimeoutError:
            return False
        finally:
            self._replies.pop(number, None)

    def send(self, request: Wire) -> None:
        """Send without waiting; nothing happens when the child is gone."""
        pipe = self._process.stdin
        if pipe is not None and not pipe.is_closing():
            pipe.write(pack(request))

    async def kill(self) -> None:
        """End the child now and wait until it is gone."""
        await _kill(self._process)
        await self._reader

    async def _read(self) -> None:
        assert self._process.stdout is not None
        try:
            while (message := await read_async(self._process.stdout)) is not None:
                if "pong" not in message:
                    self._asked_since = None
                answers = self._replies.get(message.get("id", 0))
                if answers is not None:
                    answers.put_nowait(message)
        except ValueError:  # something else wrote there: nothing that follows can be read
            await _kill(self._process)
        self.ended.set()
        for answers in self._replies.values():
            answers.put_nowait(_DIED)
        await self._process.wait()

    def _open(self) -> tuple[int, asyncio.Queue[Wire]]:
        number, answers = next(self._ids), asyncio.Queue[Wire]()
        self._replies[number] = answers
        return number, answers


async def _greet(process: asyncio.subprocess.Process, hello: Wire) -> Wire:
    """Send the child its orders and give its first answer; a child that ends instead is reported as broken."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(pack(hello))
    answer = await read_async(process.stdout)
    if answer is not None:
        return answer
    return {"broken": f"loading it ended the process (exit code {await process.wait()})"}


async def _kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()


def _search_path() -> list[str]:
    return list(filter(None, [os.environ.get("PYTHONPATH")]))
