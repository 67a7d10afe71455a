"""The tools of the contract that this receptionist does not offer: they answer honestly and offer a message instead.

They stay in the model's list so that a model trained on the contract is not bent to another tool.
"""

from __future__ import annotations

from typing import Any

from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.result import Tool, ToolResult, ToolRun, refusal


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "description": description}


def _spec(name: str, description: str, required: dict[str, Any], optional: dict[str, Any] | None = None) -> ToolSpec:
    schema = {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }
    return ToolSpec(name, description, schema)


def _refusing(field: str) -> ToolRun:
    async def run(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
        return refusal("not_allowed", getattr(sentences(call.language), field))

    return run


async def _emergency(desk: Desk, call: CallState, arguments: dict[str, Any]) -> ToolResult:
    """What to dial, in the clinic's own words. Nothing is decided on the model's word alone: the call goes on."""
    instruction = desk.clinic.emergency[call.language]
    return refusal("not_allowed", sentences(call.language).emergency.format(instruction=instruction))


TRANSFER = Tool(
    _spec("transfer_to_human", "Pass the caller on to a person.", {"reason": _text("Why.")}), _refusing("no_transfer")
)
EMERGENCY = Tool(_spec("emergency", "Somebody is in danger.", {"reason": _text("What happens.")}), _emergency)
SWITCH_LANGUAGE = Tool(
    _spec("switch_language", "Go on in another language.", {"language": {"type": "string", "enum": ["en", "fr"]}}),
    _refusing("no_switch"),
)
