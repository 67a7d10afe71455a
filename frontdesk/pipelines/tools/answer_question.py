"""`answer_question`: short passages from the clinic's own documents; the model repeats the one that fits."""

from __future__ import annotations

from typing import Any

from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.question import clean_question
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.tools.find_appointments import looked_up_instead
from frontdesk.pipelines.tools.result import ToolResult

SPEC = ToolSpec(
    name="answer_question",
    description="Look up the clinic's documents, for every question about the clinic. Answer only from the passages.",
    parameters={
        "type": "object",
        "properties": {
            "query": {
                "type": "string",
                "description": "The question, word for word; left out where it is all that the caller said.",
            }
        },
        "required": [],
        "additionalProperties": False,
    },
)


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Search the documents of the call's language; nothing relevant gives no passages.

    A question about the caller's own appointment is none for the documents: it is looked up.
    """
    query = clean_question(arguments.get("query", ""), call.caller_said)
    passages = desk.knowledge.search(query, call.language)
    if not passages and (own := await looked_up_instead(desk, call)):
        return own
    call.passages.extend(passages)
    return ToolResult({"passages": passages})
