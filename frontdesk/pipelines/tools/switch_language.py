"""`switch_language`: go on in another of the clinic's languages, announced in that one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.guards.language_check import is_foreign
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.find_appointments import looked_up_instead
from frontdesk.pipelines.tools.open_question import asked_again
from frontdesk.pipelines.tools.result import ToolResult, acted, refusal
from frontdesk.pipelines.words import plain

if TYPE_CHECKING:
    from frontdesk.calendar.spoken import Language

SPEC = ToolSpec(
    name="switch_language",
    description="Go on in another language, when the caller asks for it.",
    parameters={
        "type": "object",
        "properties": {"language": {"type": "string", "enum": ["en", "fr"]}},
        "required": ["language"],
        "additionalProperties": False,
    },
)

_A_LANGUAGE = re.compile(r" (?:english|french|anglaise?|francaise?|anglophone|francophone|language|langue|bilingu\w*) ")


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Switch to a language that the clinic has; refuse another one."""
    wanted = next((language for language in desk.clinic.languages if language == arguments["language"]), None)
    if wanted is None:
        call.pending = "message"
        return refusal("not_allowed", sentences(call.language).no_switch)
    if wanted == call.language:
        return ToolResult({"ok": True}, announce=sentences(wanted).how_else)
    if not _perhaps_asked(call, wanted):
        return await looked_up_instead(desk, call) or refusal("ambiguous", sentences(call.language).repeat)
    return switched(call, wanted)


def _perhaps_asked(call: CallState, wanted: Language) -> bool:
    """Whether the caller may have asked: small models switch out of the blue. Nobody who plainly goes on in the call's
    language, and names none, has asked.
    """
    last = call.caller_said[-1] if call.caller_said else ""
    return bool(_A_LANGUAGE.search(plain(last))) or not is_foreign(last, wanted)


def switched(call: CallState, language: Language) -> ToolResult:
    """Speak another language from now on."""
    announce = go_on_in(call, language)
    return ToolResult({"ok": True}, announce=announce, actions=(acted(call, "language", language),))


def go_on_in(call: CallState, language: Language) -> str:
    """Set the language; what is said about it ends with the question that the caller has not answered yet."""
    call.language = language
    said, question = sentences(language).language_switched, asked_again(call, language)
    return f"{re.split(r'(?<=[.!?]) ', said)[0]} {question}" if question else said
