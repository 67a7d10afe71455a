"""What code answers before the language model is asked. Spoken and typed calls ask `reflex` first with every turn."""

from __future__ import annotations

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.tools.result import ToolResult


async def reflex(desk: Desk, call: CallState, words: str) -> ToolResult | None:
    """The answer of code to the caller's last turn, or None where the model shall answer.

    Called after `call.caller_says(words)`. A result always has an announcement.
    """
    return None
