"""A circuit breaker: after several failures in a row a stage is left alone for a while, so that nobody waits for it.

    ready --failures in a row--> resting --pause over--> one trial --worked--> ready
                                    ^                        |
                                    +---- failed, twice the pause

While it rests every attempt is refused at once with the stage's own error. Attempts made before it opened may still
succeed; they change nothing. A trial that was cancelled (the caller spoke, or hung up) decides nothing: the next
attempt is the trial.

The well-kept libraries (pybreaker, circuitbreaker, purgatory) read the system's clock themselves and let every waiting
caller try at once when the pause is over.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from frontdesk.errors import BadReply, FrontdeskError

FAILURES = 3
"""Failures in a row that open a breaker."""
PAUSE = 2.0
"""Seconds of the first rest; each failed trial doubles it."""
LONGEST_PAUSE = 60.0

State = Literal["ready", "in trouble", "trying again"]


@dataclass(slots=True)
class Breaker:
    """The breaker of one stage. `clock` gives seconds that never go back; `error` is what the stage fails with."""

    stage: str
    error: type[FrontdeskError]
    clock: Callable[[], float]
    failures: int = FAILURES
    pause: float = PAUSE
    _in_a_row: int = field(default=0, init=False)
    _rest: float = field(default=0.0, init=False)
    _until: float | None = field(default=None, init=False)
    _trial: bool = field(default=False, init=False)

    @property
    def closed(self) -> bool:
        """Whether the stage is taken to work."""
        return self._until is None

    @property
    def trial_due(self) -> bool:
        """Whether the pause is over and nobody tries yet."""
        return self._until is not None and not self._trial and self.clock() >= self._until

    @property
    def state(self) -> State:
        """For /health."""
        if self.closed:
            return "ready"
        return "trying again" if self._trial or self.trial_due else "in trouble"

    @contextmanager
    def attempt(self, *, proves: bool = True) -> Iterator[None]:
        """Ask the stage once. Raises the stage's error at once while it rests.

        Leaving without an exception, or with `BadReply`, counts as worked, unless it `proves` nothing; the stage's
        error counts as failed, any other exception as nothing.
        """
        trial = self._admit()
        try:
            yield
        except BadReply:
            self._worked(trial)
            raise
        except self.error:
            self._failed(trial)
            raise
        else:
            if proves:
                self._worked(trial)
        finally:
            if trial:
                self._trial = False

    def _admit(self) -> bool:
        """Let an attempt through; whether it is the trial."""
        if self.closed:
            return False
        if not self.trial_due:
            raise self.error(f"the {self.stage} is in trouble and left alone for a while")
        self._trial = True
        return True

    def _worked(self, trial: bool) -> None:
        if self.closed or trial:
            self._in_a_row, self._rest, self._until = 0, 0.0, None

    def _failed(self, trial: bool) -> None:
        if not self.closed and not trial:
            return
        self._in_a_row += 1
        if trial or self._in_a_row >= self.failures:
            self._rest = min(self._rest * 2 or self.pause, LONGEST_PAUSE)
            self._until = self.clock() + self._rest
