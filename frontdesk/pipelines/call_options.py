"""What may differ between deployments and callers' devices; the rest of a call is the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.pipelines.turns.patience import Patience


@dataclass(frozen=True, slots=True)
class CallOptions:
    """Times in seconds, rate in Hz."""

    rate: int = 8_000
    """Of the audio both ways; what the transport delivers."""
    greeting: str | None = None
    """Spoken first; None: the clinic's greeting from `sentences.greeting`."""
    silence: float = 10.0
    """Nobody speaks for so long: the caller is asked once whether they are there; the second time the call ends."""
    longest: float = 900.0
    """After so long the receptionist says goodbye."""
    warning: float = 60.0
    """So long before that the caller is told."""
    filler: float = 1.5
    """So long an answer may take in silence (less where the turn took long to end), then the caller hears something."""
    key_pause: float = 2.5
    """So long no key was pressed: the number is complete."""
    patience: Patience = field(default_factory=Patience)
    """How long a pause of the caller may be."""
