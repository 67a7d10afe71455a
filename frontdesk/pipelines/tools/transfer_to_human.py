"""`transfer_to_human`: put the caller through to a person of the clinic.

Who can be reached is the clinic's list of extensions and nothing else: the model gives a reason, never a number. The
extension that the caller named, else the first one where somebody answers now. Where nobody does, or the line cannot
pass calls on, a message is offered; a caller who asked to leave one is asked for it. A call is put through a few times
at most: whatever a model repeats, the clinic's phones do not ring on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.after_hours import answering, is_open
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.clear_wish import wants_message
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.result import ToolResult, acted, refusal

if TYPE_CHECKING:
    from frontdesk.clinic import Extension

MOST_TRANSFERS = 3
"""Of one call."""
BY_KEY = "0"
"""The reason of a transfer that was asked for with a key, whatever was said before."""

SPEC = ToolSpec(
    name="transfer_to_human",
    description="Pass the caller on to a person.",
    parameters={
        "type": "object",
        "properties": {"reason": {"type": "string", "description": "Why, in the caller's words."}},
        "required": ["reason"],
        "additionalProperties": False,
    },
)


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Announce the transfer, or say why there is none."""
    said = call.caller_said
    if said and arguments["reason"] != BY_KEY and wants_message(said[-1]):
        return ToolResult({"ask": "message"}, announce=sentences(call.language).ask_message)
    return put_through(desk, call, arguments["reason"])


def put_through(desk: Desk, call: CallState, reason: str = "") -> ToolResult:
    """The transfer to whom the caller's last words or the reason name, else to the first who answers now."""
    spoken = sentences(call.language)
    if not call.can_transfer or not desk.clinic.extensions or call.transfers >= MOST_TRANSFERS:
        return _message(call, spoken.no_transfer)
    named = _named(desk, call, reason)
    extension = _who(desk, named)
    if extension is None:
        return _message(call, _why_nobody(desk, call, named))
    call.transfers += 1
    call.pending = None
    return ToolResult(
        {"transferring": True},
        announce=spoken.transferring.format(extension=extension.names[call.language]),
        transfer_to=extension.phone,
        actions=(acted(call, "transfer", extension.id),),
    )


def _named(desk: Desk, call: CallState, reason: str) -> Extension | None:
    said = call.caller_said
    found = desk.clinic.extension_called(said[-1]) if said else None
    return found or desk.clinic.extension_called(reason)


def _who(desk: Desk, named: Extension | None) -> Extension | None:
    """Whom the call goes to now; None where nobody answers there."""
    reachable = answering(desk.clinic, desk.clock())
    if named is not None:
        return named if named in reachable else None
    return reachable[0] if reachable else None


def _why_nobody(desk: Desk, call: CallState, named: Extension | None) -> str:
    spoken = sentences(call.language)
    if not is_open(desk.clinic, desk.clock()):
        return spoken.nobody_there
    asked_for = named or desk.clinic.extensions[0]
    return spoken.extension_closed.format(extension=asked_for.names[call.language])


def _message(call: CallState, sentence: str) -> ToolResult:
    """Refuse, and offer to take a message instead."""
    call.pending = "message"
    return refusal("not_allowed", sentence)
