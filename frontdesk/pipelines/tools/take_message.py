"""`take_message`: the caller's own words for the staff, under a name the caller said."""

from __future__ import annotations

from typing import Any

from frontdesk.errors import RecordsUnavailable
from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller_details import clean_name, said_number
from frontdesk.pipelines.desk import Desk, Message
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.result import ToolResult, refusal
from frontdesk.pipelines.words import share_said

SPEC = ToolSpec(
    name="take_message",
    description="Leave a message for the staff. Ask for the message and the caller's name first.",
    parameters={
        "type": "object",
        "properties": {
            "name": {"type": "string", "description": "The caller's name, as said."},
            "message": {"type": "string", "description": "The message in the caller's own words."},
            "phone": {"type": "string", "description": "The caller's number, only if the caller gave one."},
        },
        "required": ["name", "message"],
        "additionalProperties": False,
    },
)


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Keep the message; the same message in the same call is kept once."""
    spoken = sentences(call.language)
    text = _in_the_callers_words(arguments["message"], call)
    if not text:
        return refusal("ambiguous", spoken.ask_message)
    name = clean_name(arguments["name"], call.caller_said, call.language)
    if name is None:
        return refusal("ambiguous", spoken.name_again if arguments["name"].strip() else spoken.ask_name)
    phone = said_number(arguments.get("phone"), call, desk.clinic.country) or call.caller_number
    message = Message(call.call_id, name, phone, text, call.language, desk.clock())
    if not any((taken.name, taken.text) == (name, text) for taken in call.messages_taken):
        try:
            await desk.outbox.take(message)
        except RecordsUnavailable:
            return refusal("not_allowed", spoken.message_failed)
        call.messages_taken.append(message)
    return ToolResult({"taken": True})


def _in_the_callers_words(message: str, call: CallState) -> str:
    """The caller's whole turn that carries the message: a model cuts and rewrites what the staff must read.

    Where no single turn carries it, the model's text counts if its words were said over several turns; else nothing.
    """
    shares = [(share_said(message, [said]), said) for said in call.caller_said]
    share, turn = max(shares, key=lambda pair: pair[0], default=(0.0, ""))
    if share >= 0.5:
        return turn
    return " ".join(message.split()) if share_said(message, call.caller_said) >= 0.8 else ""
