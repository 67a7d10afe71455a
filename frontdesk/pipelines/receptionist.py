"""One whole call: builds its pipeline, greets, runs until somebody hangs up, leaves nothing behind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk, Journal
from frontdesk.pipelines.turn_patience import Patience

if TYPE_CHECKING:
    from pipecat.transports.base_transport import BaseTransport

HangUp = Callable[[], Awaitable[None]]
"""Ends the phone call at the carrier; called once, when the receptionist has said goodbye. Must not raise."""


@dataclass(frozen=True, slots=True)
class CallOptions:
    """What may differ between deployments. Times in seconds, rate in Hz."""

    rate: int = 8_000
    greeting: str | None = None
    """Spoken first; None: the clinic's greeting from `sentences.greeting`."""
    silence: float = 10.0
    """Nobody speaks for so long: the caller is asked once whether they are there; then the call ends."""
    longest: float = 900.0
    """After so long the receptionist says goodbye."""
    patience: Patience = field(default_factory=Patience)


async def answer(
    desk: Desk,
    call: CallState,
    transport: BaseTransport,
    journal: Journal,
    *,
    hang_up: HangUp | None = None,
    options: CallOptions | None = None,
) -> str:
    """Run one call until it ends and return why: "caller hung up", "goodbye", "silence", "longest call" or "trouble".

    Never raises for anything that happens inside the call; being cancelled ends the call and cleans up.
    """
    raise AssertionError("the pipeline lands with the next commit")
