"""What the caller says next, decided by nothing but what the caller heard. Pure."""

from collections import Counter
from datetime import datetime

from frontdesk.bot.demo.caller import Caller
from frontdesk.bot.demo.visit import Visit

LOST_AT_MOST = 3
"""Times in a row that a caller asks again before hanging up."""
AGAIN_AT_MOST = 4
"""Times that a caller says something once more on request."""


class Conversation:
    """One call from the caller's side."""

    def __init__(self, caller: Caller, visit: Visit, now: datetime) -> None:
        self._caller = caller
        self._when = visit.said(now.date(), caller.language)
        self._given: Counter[int] = Counter()
        self._last = ""
        self._lost = 0
        self._repeated = 0

    def answer(self, heard: frozenset[str] | None) -> str | None:
        """The caller's next words; None: hang up. `heard` is None where nobody spoke, else the sentences understood."""
        words = self._reply(heard or frozenset())
        if words is not None:
            self._last, self._lost = words, 0
            return words
        self._lost += 1
        if self._lost > LOST_AT_MOST:
            return None
        return self._caller.silence if heard is None else self._caller.lost

    def _reply(self, heard: frozenset[str]) -> str | None:
        if self._last and self._repeated < AGAIN_AT_MOST and heard.intersection(self._caller.again):
            self._repeated += 1
            return self._last
        for number, reply in enumerate(self._caller.replies):
            if self._given[number] < reply.times and heard.intersection(reply.hears):
                self._given[number] += 1
                return reply.says.replace("{when}", self._when)
        return None
