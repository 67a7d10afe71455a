"""From Pipecat's conversation (OpenAI-style dictionaries) to the ports' messages and tools.

It replaces Pipecat's default adapter, which imports the whole `openai` package (about a second) for type names.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from pipecat.adapters.llm.base_llm_adapter import BaseLLMAdapter
from pipecat.adapters.llm.schemas.tools_schema import ToolsSchema
from pipecat.processors.aggregators.llm_context import LLMContext

from frontdesk.models.ports import Message, ToolCallPart, ToolSpec


class Prompt(TypedDict):
    """What one generation reads."""

    messages: list[Message]
    tools: list[ToolSpec]


def _text(content: Any) -> str:
    """Flatten a content field: a string, a list of parts, or nothing."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    return " ".join(str(part["text"]) for part in content if isinstance(part, dict) and part.get("type") == "text")


def _unescaped(result: str) -> str:
    """Write a JSON result without ASCII escapes, which small models cannot read; other text stays as it is."""
    try:
        return json.dumps(json.loads(result), ensure_ascii=False)
    except ValueError:
        return result


def _call(call: Mapping[str, Any]) -> ToolCallPart:
    function = call["function"]
    arguments = function["arguments"]
    return {
        "id": str(call["id"]),
        "name": str(function["name"]),
        "arguments": json.loads(arguments or "{}") if isinstance(arguments, str) else dict(arguments),
    }


def _convert(message: Mapping[str, Any]) -> Iterable[Message]:
    role, content = message["role"], _text(message.get("content"))
    if role == "tool":
        yield {"role": "tool", "content": _unescaped(content), "tool_call_id": str(message.get("tool_call_id", ""))}
    elif role == "assistant":
        if content:
            yield {"role": "assistant", "content": content}
        for call in message.get("tool_calls") or ():
            yield {"role": "assistant", "tool_call": _call(call)}
    else:
        yield {"role": "system" if role == "system" else "user", "content": content}


def to_messages(context: Iterable[Mapping[str, Any]], system: str | None = None) -> list[Message]:
    """Convert OpenAI-style messages; `system` goes in front. Developer messages are read as the user's."""
    head: list[Message] = [{"role": "system", "content": system}] if system else []
    return head + [converted for message in context for converted in _convert(message)]


class LlamaAdapter(BaseLLMAdapter[Prompt]):
    """Pipecat's adapter interface over `to_messages`."""

    @property
    def id_for_llm_specific_messages(self) -> str:
        """Name under which a context may hold messages for this engine alone."""
        return "frontdesk"

    async def get_llm_invocation_params(self, context: LLMContext, **kwargs: Any) -> Prompt:
        """Convert a whole context; `system_instruction` (str or None) goes in front of its messages."""
        messages = [message for message in self.get_messages(context) if isinstance(message, dict)]
        return {
            "messages": to_messages(messages, kwargs.get("system_instruction")),
            "tools": self.from_standard_tools(context.tools) or [],
        }

    def to_provider_tools_format(self, tools_schema: ToolsSchema) -> list[ToolSpec]:
        """Convert Pipecat's function schemas."""
        return [
            ToolSpec(
                name=tool.name,
                description=tool.description,
                parameters={
                    "type": "object",
                    "properties": tool.properties,
                    "required": tool.required,
                    "additionalProperties": False,
                },
            )
            for tool in tools_schema.standard_tools
        ]

    def get_messages_for_logging(self, context: LLMContext) -> list[dict[str, Any]]:
        """Give the roles alone: a caller's words never reach a log."""
        return [{"role": message["role"]} for message in self.get_messages(context) if isinstance(message, dict)]
