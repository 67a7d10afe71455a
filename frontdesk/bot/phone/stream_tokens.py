"""One-use tokens that let the media stream of an announced call in.

    announced --issue (again on Twilio's retry)--> tokens open, each for 60 s
    tokens open --redeem one--> every other token of the call is void

Whether a call may have a token at all is the call book's business. State lives in memory: after a restart Twilio has
to announce its calls anew, which it does.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFETIME = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class AnnouncedCall:
    """What the signed webhook said about a call. `caller` is E.164, or None when it is hidden."""

    call_sid: str
    account_sid: str | None
    caller: str | None
    called: str | None


class StreamTokens:
    """Issues and redeems tokens. Not thread-safe: for one event loop."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._open: dict[str, tuple[AnnouncedCall, datetime]] = {}

    def issue(self, call: AnnouncedCall) -> str:
        """A fresh token for the call."""
        self._forget()
        token = secrets.token_urlsafe(32)
        self._open[token] = (call, self._clock() + LIFETIME)
        return token

    def redeem(self, token: str) -> AnnouncedCall | None:
        """The call that `token` was issued for, once; None for a token that is unknown, used, void or too old."""
        self._forget()
        found = self._open.get(token)
        if found is None:
            return None
        self.void(found[0].call_sid)
        return found[0]

    def void(self, call_sid: str) -> None:
        """Let no token of the call in any more."""
        self._open = {token: kept for token, kept in self._open.items() if kept[0].call_sid != call_sid}

    def _forget(self) -> None:
        now = self._clock()
        self._open = {token: kept for token, kept in self._open.items() if kept[1] > now}
