"""The tools the model may call: one short file each, one shape (`SPEC` and `run`), one door (`call_tool`)."""

from __future__ import annotations

from typing import Any

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.tools.result import Tool, ToolResult

TOOLS: dict[str, Tool] = {}
"""Every tool of the contract by name, in the order of the contract. `[tool.spec for tool in TOOLS.values()]` is the model's list."""


async def call_tool(desk: Desk, call: CallState, name: str, arguments: dict[str, Any]) -> ToolResult:
    """Run one tool call of the model. Never raises a `FrontdeskError`: errors become payloads or announcements."""
    return await TOOLS[name].run(desk, call, arguments)


__all__ = ["TOOLS", "Tool", "ToolResult", "call_tool"]
