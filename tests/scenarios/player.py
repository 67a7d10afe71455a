"""Plays scenarios, three telephone calls at a time in one event loop, and hands each outcome to whoever waits for it.

The loop runs in a thread of its own, so that a test that waits for its call does not keep the others from going on.
"""

import asyncio
import threading
import time
import traceback
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from tests.scenarios import spoken_call, typed_call
from tests.scenarios.house import Backstage, backstage
from tests.scenarios.outcome import Outcome
from tests.scenarios.recordings import Recordings
from tests.scenarios.scenario import Level, Scenario

AT_ONCE = 3
"""Calls at a time: on two cores more would answer late."""


class Player:
    """The stage and its loop, from `start` to `stop`. Every method may be called from any thread."""

    def __init__(self, folder: Path, recordings: Path, *, pocket: bool, at_once: int = AT_ONCE) -> None:
        """`folder` is this player's own; `recordings` keeps the callers' lines for the next time."""
        self._folder = folder
        self._recordings = Recordings(recordings)
        self._pocket = pocket
        self._at_once = at_once
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="scenarios")
        self._stack = AsyncExitStack()
        self._stage: Backstage
        self._turns: asyncio.Semaphore
        self._playing: dict[tuple[str, Level], Future[Outcome]] = {}

    def start(self) -> None:
        """Open the stage."""
        self._thread.start()
        self.run(self._open())

    def stop(self) -> None:
        """End calls under way and close the stage."""
        for playing in self._playing.values():
            playing.cancel()
        self.run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def stage(self) -> Backstage:
        """What all houses share; only to be used inside `run`."""
        return self._stage

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Do something in the stage's loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def begin(self, scenario: Scenario, level: Level) -> Future[Outcome]:
        """Queue a scenario; the same one comes from the same play."""
        key = (scenario.name, level)
        if key not in self._playing:
            self._playing[key] = asyncio.run_coroutine_threadsafe(self._play(scenario, level), self._loop)
        return self._playing[key]

    def play_all(
        self, plays: Sequence[tuple[Scenario, Level]], told: Callable[[Outcome], None] = lambda _: None
    ) -> list[Outcome]:
        """Play everything; `told` hears of each outcome as it comes."""
        waiting = [self.begin(scenario, level) for scenario, level in plays]
        for future in waiting:
            future.add_done_callback(lambda done: told(done.result()))
        return [future.result() for future in waiting]

    async def _open(self) -> None:
        self._turns = asyncio.Semaphore(self._at_once)
        self._stage = await self._stack.enter_async_context(backstage(self._folder, pocket=self._pocket))

    async def _close(self) -> None:
        await self._stack.aclose()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _play(self, scenario: Scenario, level: Level) -> Outcome:
        async with self._turns:
            began = time.monotonic()
            try:
                if level == "typed":
                    return await typed_call.play(self._stage, scenario)
                return await spoken_call.play(self._stage, scenario, self._recordings, scripted=level == "scripted")
            except Exception as error:
                # One scenario that breaks must not keep the others from being played.
                trace = traceback.format_exc().splitlines()
                problem = f"broke with {type(error).__name__}: {error}"
                return Outcome(scenario, level, [problem], trace[-12:], time.monotonic() - began)
