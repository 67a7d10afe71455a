"""What became of a call, read from its audit: pure.

An outcome is something that happened and that somebody may look for. A call may have several; most important first.
"""

from collections.abc import Collection, Sequence
from typing import get_args

from frontdesk.pipelines.desk import ActionKind

_FROM_ACTION: dict[ActionKind, str] = {
    "emergency": "emergency",
    "booked": "booked",
    "moved": "moved",
    "cancelled": "cancelled",
    "transfer": "transferred",
    "transfer failed": "not transferred",
    "message": "message",
    "identity refused": "identity refused",
    "advice refused": "advice refused",
    "read out": "read out",
}
OUTCOMES = tuple(_FROM_ACTION.values())
"""Every outcome, most important first. A change of language is none: it stands with the languages."""


def outcomes(kinds: Sequence[str], *, left_message: bool = False) -> tuple[str, ...]:
    """The outcomes of a call with these kinds of actions, oldest first.

    A transfer counts as the last try ended: nobody answered, or somebody did. `left_message` tells of a message that no
    action mentions, such as a voicemail.

    >>> outcomes(["language", "transfer", "transfer failed", "message"])
    ('not transferred', 'message')
    """
    found = {_FROM_ACTION[kind] for kind in get_args(ActionKind) if kind in kinds and kind in _FROM_ACTION}
    if left_message:
        found.add("message")
    tries = [kind for kind in kinds if kind in ("transfer", "transfer failed")]
    if tries:
        found.discard("not transferred" if tries[-1] == "transfer" else "transferred")
    return tuple(outcome for outcome in OUTCOMES if outcome in found)


def languages(first: str, switches: Collection[str | None]) -> tuple[str, ...]:
    """The languages of a call in the order they were first spoken.

    >>> languages("en", ["fr", "en"])
    ('en', 'fr')
    """
    return tuple(dict.fromkeys([first, *filter(None, switches)]))
