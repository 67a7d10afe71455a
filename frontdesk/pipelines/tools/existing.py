"""What the tools about existing appointments share: their questions, and what relative words start from."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.calendar.spoken import Reference
from frontdesk.pipelines.call_state import CallState, Found
from frontdesk.pipelines.caller.intent import intent_of
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.result import ToolResult, both, refusal


def which_name(call: CallState) -> ToolResult:
    """Nothing was read out in this call: the caller is asked who they are, in the words that fit what they want."""
    spoken = sentences(call.language)
    words = {"move": spoken.which_name_move, "cancel": spoken.which_name_cancel, "look": spoken.which_name_look}
    said = words.get(intent_of(call) or "", spoken.which_name)
    return refusal("identity", spoken.which_name if said in " ".join(call.assistant_said) else said)


def which_appointment(call: CallState, ones: Sequence[Found]) -> ToolResult:
    """Several appointments may be meant: they are read out again."""
    options = both([one.spoken for one in ones], call)
    return refusal("ambiguous", sentences(call.language).which_appointment.format(options=options))


def changed(call: CallState) -> ToolResult:
    """Staff changed the event since it was read out: it is left alone."""
    call.pending = "message"
    return refusal("not_found", sentences(call.language).appointment_changed)


def reference_of(found: Found) -> Reference:
    """What "later" and "the same day" mean next to an appointment."""
    start = found.start
    return Reference(day=start.date(), start=start.time(), end=start.time())
