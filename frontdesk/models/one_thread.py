"""The thread that an engine works in: one job at a time, each bounded in time, and no error but `EngineFailed`.

A job that overruns its time is not waited for any longer, but a thread cannot be stopped from outside. While the job
still runs every other one fails at once, and with them the engine's circuit breaker opens; should the job come back
after all, the thread takes work again. Nothing is loaded a second time beside a thread that hangs: it may hold the
library's own locks.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from frontdesk.errors import EngineFailed, FrontdeskError

T = TypeVar("T")


class OneThread:
    """The engine's thread. `engine` stands in messages: "the recogniser"."""

    def __init__(self, engine: str, name: str) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._overdue: Future[Any] | None = None

    @property
    def stuck(self) -> bool:
        """Whether a job has overrun its time and still runs."""
        return self._overdue is not None and not self._overdue.done()

    async def run(self, job: Callable[[], T], *, seconds: float | None) -> T:
        """Work a job off after those that came before it, all within `seconds`; None waits as long as it takes.

        Raises `EngineFailed`, or whatever other error of ours the job raises. A job whose caller is cancelled while it
        waits is never begun.
        """
        if self.stuck:
            raise EngineFailed(f"{self._engine} hangs")
        try:
            future = self._thread.submit(self._guarded, job)
        except RuntimeError:
            raise EngineFailed(f"{self._engine} has been closed") from None
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            if not future.cancel() and not future.done():
                self._overdue = future
            raise EngineFailed(f"{self._engine} did not answer in time") from None
        except asyncio.CancelledError:
            if future.cancelled() and not _task_cancelled():
                raise EngineFailed(f"{self._engine} has been closed") from None
            raise

    def close(self) -> None:
        """End the thread after the job under way; those that wait are dropped and fail."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _guarded(self, job: Callable[[], T]) -> T:
        """Run a job in the thread. Libraries raise what they like, Rust's panics are not even an `Exception`."""
        try:
            return job()
        except FrontdeskError:
            raise
        except BaseException as error:
            # A library's text may quote what it worked on, so it is not passed on.
            raise EngineFailed(f"{self._engine} broke ({type(error).__name__})") from None


def _task_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
