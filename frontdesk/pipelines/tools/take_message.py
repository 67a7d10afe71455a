"""`take_message`: the caller's own words for the staff, under a name and a number that were read back and confirmed."""

from __future__ import annotations

from typing import Any

from frontdesk.errors import RecordsUnavailable
from frontdesk.models.normaliser import phone_digits
from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.answers import answers_to
from frontdesk.pipelines.caller.details import clean_name
from frontdesk.pipelines.caller.phone import Ask, phone_for
from frontdesk.pipelines.caller.pick_words import keeps_number, says_no, says_yes
from frontdesk.pipelines.caller.spoken_number import say_number
from frontdesk.pipelines.desk import Desk, Message
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.result import ToolResult, acted, refusal
from frontdesk.pipelines.words import share_said, tokens

SPEC = ToolSpec(
    name="take_message",
    description="Leave a message for the staff. Ask for the message and the caller's name first.",
    parameters={
        "type": "object",
        "properties": {
            "name": {"type": "string", "description": "The caller's name, as said; left out while unknown."},
            "message": {
                "type": "string",
                "description": "The message in the caller's own words; left out once it was taken down.",
            },
            "phone": {"type": "string", "description": "The caller's number, only if the caller gave one."},
        },
        "required": [],
        "additionalProperties": False,
    },
)


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Read name and number back, then keep the message; the same message in the same call is kept once."""
    spoken = sentences(call.language)
    text, given = _dictated(arguments.get("message", ""), call), arguments.get("name", "")
    if not text:
        return refusal("ambiguous", spoken.ask_message)
    name = clean_name(given, call.caller_said, call.language)
    if name is None:
        number = call.caller_number
        call.draft = call.draft or Message(call.call_id, "", number, text, call.language, desk.clock())
        return refusal("ambiguous", spoken.name_again if given else spoken.ask_name)
    phone = phone_for(call, arguments.get("phone"), desk.clinic.country)
    number = None if isinstance(phone, Ask) else phone.number
    message = Message(call.call_id, name, number, text, call.language, desk.clock())
    if any((taken.name, taken.text) == (name, text) for taken in call.messages_taken):
        return ToolResult({"taken": True})
    call.draft, call.pending = message, "draft"
    if isinstance(phone, Ask):
        return refusal("ambiguous", phone.say)
    said = answers_to(call.turns, read_back(message))
    if said and says_yes(said[-1]):
        return await _keep(desk, call, message)
    return refusal("ambiguous", read_back(message))


async def answered(desk: Desk, call: CallState, words: str) -> ToolResult | None:
    """What follows from the caller's answer about a draft: to its read-back, or to the question for a number.

    None where the model shall go on.
    """
    draft = call.draft
    if draft is None:
        return None
    given = words if phone_digits(words, call.language) else None
    if given or says_yes(words) or keeps_number(words):
        again = {"name": draft.name, "message": draft.text, "phone": given or draft.phone or ""}
        return await run(desk, call, again)
    if says_no(words) and len(tokens(words)) <= 3:
        return refusal("ambiguous", sentences(call.language).what_change)
    return None


async def _keep(desk: Desk, call: CallState, message: Message) -> ToolResult:
    spoken = sentences(call.language)
    try:
        await desk.outbox.take(message)
    except RecordsUnavailable:
        return refusal("not_allowed", spoken.message_failed)
    call.messages_taken.append(message)
    call.draft, call.pending = None, None
    return ToolResult({"taken": True}, announce=spoken.message_taken, actions=(acted(call, "message"),))


def read_back(message: Message) -> str:
    """The question whether the message is right, in the language that it was left in."""
    spoken = sentences(message.language)
    if message.phone is None:
        return spoken.read_back_message_bare.format(name=message.name)
    return spoken.read_back_message.format(name=message.name, number=say_number(message.phone, message.language))


def _dictated(message: str, call: CallState) -> str:
    """The message as the caller said it: with this call, or before the name was asked for."""
    return _in_the_callers_words(message, call) or (call.draft.text if call.draft and not message else "")


def _in_the_callers_words(message: str, call: CallState) -> str:
    """The caller's whole turn that carries the message: a model cuts and rewrites what the staff must read.

    Where no single turn carries it, the model's text counts if its words were said over several turns; else nothing.
    """
    shares = [(share_said(message, [said]), said) for said in call.caller_said]
    share, turn = max(shares, key=lambda pair: pair[0], default=(0.0, ""))
    if share >= 0.5:
        return turn
    return " ".join(message.split()) if share_said(message, call.caller_said) >= 0.8 else ""
