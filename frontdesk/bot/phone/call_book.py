"""What this process knows of each phone call: a small state machine that decides which webhooks make sense. No I/O.

    (unknown) --voice--> announced --stream begins--> streaming --stream ends--> over
    streaming --the carrier was asked to put the call through--> over, dialling
    over, dialling --nobody answered--> announced, returning --stream begins--> streaming
    (unknown), announced or over in trouble --> voicemail

A call that this process does not know was announced to an earlier one: a restart loses the book, and nothing else is
taken for a restart. The book is bounded: a conversation is kept for the time of a ringing telephone, an entry as long
as Twilio lets any call last, and beyond `MOST` entries the oldest that is not streaming goes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from frontdesk.bot.phone.conversation import Conversation
from frontdesk.bot.phone.stream_tokens import LIFETIME, AnnouncedCall

Stage = Literal["announced", "streaming", "voicemail", "over"]
Ending = Literal["over", "trouble", "transferred"]
"""How a stream ended: for good, with the caller left in the middle, or by being put through."""

KEPT = timedelta(minutes=10)
"""How long the state of a call that was put through waits for its return."""
REMEMBERED = timedelta(hours=24)  # longer than Twilio lets any call last
RETRY = timedelta(seconds=60)
"""How long Twilio may repeat a webhook whose answer it did not get."""
MOST = 5_000


@dataclass(slots=True)
class KnownCall:
    """One call."""

    announced: AnnouncedCall
    stage: Stage
    since: datetime
    """When the stage began."""
    ending: Ending = "over"
    returning: bool = False
    """Whether the call was announced again after nobody took it."""
    dialling: str | None = None
    """The extension (E.164) that the carrier was asked to call; until the next stream begins."""
    conversation: Conversation | None = None
    recordings: frozenset[str] = frozenset()
    """SIDs of the voicemails that were taken."""


class CallBook:
    """The calls of one process. Not thread-safe: for one event loop."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._calls: dict[str, KnownCall] = {}

    def get(self, call_sid: str) -> KnownCall | None:
        """What is known of the call; None for an unknown one."""
        self._forget()
        return self._calls.get(call_sid)

    def engaged(self, besides: str = "") -> int:
        """How many calls stream, or were announced and may still open their stream; `besides` is not counted."""
        oldest = self._clock() - LIFETIME
        others = (call for sid, call in self._calls.items() if sid != besides)
        return sum(call.stage == "streaming" or (call.stage == "announced" and call.since > oldest) for call in others)

    def enter(self, announced: AnnouncedCall, stage: Stage) -> KnownCall:
        """The call is at this stage now, whatever it was before."""
        call = self._calls.get(announced.call_sid)
        if call is None:
            call = self._calls[announced.call_sid] = KnownCall(announced, stage, self._clock())
        call.stage, call.since = stage, self._clock()
        return call

    def stream_began(self, announced: AnnouncedCall) -> None:
        """The call's media stream was let in."""
        call = self.enter(announced, "streaming")
        call.ending, call.dialling = "over", None

    def stream_ended(self, call_sid: str, ending: Ending) -> None:
        """The call's stream is over; `ending` decides what the carrier does next."""
        call = self._calls.get(call_sid)
        if call is not None and call.stage == "streaming":
            self.enter(call.announced, "over").ending = ending
            if ending == "over" and call.dialling is None:
                call.conversation = None

    def hung_up(self, call_sid: str) -> None:
        """The whole call is over: its conversation is not needed any more, unless a webhook is still to decide what
        became of it.
        """
        call = self._calls.get(call_sid)
        if call is None:
            return
        self.enter(call.announced, "over")
        if call.conversation is None or not call.conversation.unsure:
            call.conversation = call.dialling = None

    def fresh(self, call: KnownCall) -> bool:
        """Whether the stage began so lately that a webhook about it may be Twilio's own repetition."""
        return call.since + RETRY > self._clock()

    def _forget(self) -> None:
        now = self._clock()
        for call in self._calls.values():
            if call.stage != "streaming" and call.since + KEPT <= now:
                call.conversation = None
        kept = [(sid, call) for sid, call in self._calls.items() if call.since + REMEMBERED > now]
        spare = len(kept) - MOST
        idle = sorted((sid for sid, call in kept if call.stage != "streaming"), key=lambda sid: self._calls[sid].since)
        gone = set(idle[: max(spare, 0)])
        self._calls = {sid: call for sid, call in kept if sid not in gone}
