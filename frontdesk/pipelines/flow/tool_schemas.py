"""The tools as Pipecat describes them to a language model."""

from __future__ import annotations

from pipecat.adapters.llm.schemas.function_schema import FunctionSchema
from pipecat.adapters.llm.schemas.tools_schema import ToolsSchema

from frontdesk.pipelines.tools import TOOLS


def tool_schemas() -> ToolsSchema:
    """Every tool of the contract."""
    specs = [tool.spec for tool in TOOLS.values()]
    schemas = [
        FunctionSchema(
            name=spec.name,
            description=spec.description,
            properties=spec.parameters.get("properties", {}),
            required=spec.parameters.get("required", []),
        )
        for spec in specs
    ]
    return ToolsSchema(standard_tools=schemas)
