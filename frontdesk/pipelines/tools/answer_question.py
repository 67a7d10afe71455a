"""`answer_question`: short passages from the clinic's own documents; the model repeats the one that fits."""

from __future__ import annotations

from typing import Any

from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.question import clean_question
from frontdesk.pipelines.tools.result import ToolResult

SPEC = ToolSpec(
    name="answer_question",
    description="Look up the clinic's documents, for every question about the clinic. Answer only from the passages.",
    parameters={
        "type": "object",
        "properties": {"query": {"type": "string", "description": "The caller's question, word for word."}},
        "required": ["query"],
        "additionalProperties": False,
    },
)


async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """Search the documents of the call's language; nothing relevant gives no passages."""
    query = clean_question(arguments["query"], call.caller_said)
    return ToolResult({"passages": desk.knowledge.search(query, call.language)})
