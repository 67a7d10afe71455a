"""The chat template that a GGUF file carries: messages and tools to the text that the model was trained to read.

Templates are Jinja and written for Hugging Face's `apply_chat_template`; the environment below is the one they expect
(block trimming, `raise_exception`, a `tojson` that keeps non-ASCII letters), inside Jinja's sandbox, because a model
file comes from outside.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from frontdesk.errors import EngineFailed, ModelMissing
from frontdesk.models.ports import Message

_OPENING = "(The telephone rings.)"  # stands for the caller where a template insists that the user speaks first


class ChatTemplate:
    """A compiled template."""

    def __init__(self, source: str, *, bos: str, eos: str) -> None:
        """Compile `source`; `ModelMissing` when it is empty or not Jinja. `bos`, `eos`: the model's tokens as text."""
        if not source:
            raise ModelMissing("it has no chat template; use an instruction-tuned model with a template in its GGUF")
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
        )
        environment.filters["tojson"] = _to_json
        environment.globals["raise_exception"] = _refuse
        try:
            self._template = environment.from_string(source)
        except TemplateError as error:
            raise ModelMissing(f"its chat template is broken ({type(error).__name__})") from None
        self._fixed = {"bos_token": bos, "eos_token": eos, "add_generation_prompt": True, "enable_thinking": False}

    def render(self, messages: Sequence[Message], tools: Sequence[Mapping[str, Any]]) -> str:
        """Write the prompt up to where the assistant's reply begins; `EngineFailed` when the template refuses.

        `tools` are OpenAI-style functions. Neighbouring texts of one speaker become one message, since an interruption
        leaves two turns of the caller in a row and many templates demand that speakers alternate.
        """
        merged = _merged(messages)
        try:
            return self._render(merged, tools)
        except Exception:  # whatever the file's own code raises
            return self._render_with_opening(merged, tools)

    def _render_with_opening(self, messages: list[Message], tools: Sequence[Mapping[str, Any]]) -> str:
        """Try once more with a user's turn before the greeting."""
        heads = sum(1 for message in messages if message["role"] == "system")
        opened: list[Message] = [*messages[:heads], {"role": "user", "content": _OPENING}, *messages[heads:]]
        try:
            return self._render(_merged(opened), tools)
        except Exception as error:  # its text stays out: it may hold words of the conversation
            raise EngineFailed(f"the chat template refuses the conversation ({type(error).__name__})") from None

    def _render(self, messages: Sequence[Message], tools: Sequence[Mapping[str, Any]]) -> str:
        return self._template.render(messages=_for_template(messages), tools=list(tools) or None, **self._fixed)


def as_functions(tools: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Tools (name, description, parameters) in the form that templates read."""
    return [{"type": "function", "function": dict(tool)} for tool in tools]


def _merged(messages: Sequence[Message]) -> list[Message]:
    """Join neighbouring texts of the caller, and of the assistant, into one message each."""
    merged: list[Message] = []
    for message in messages:
        last = merged[-1] if merged else None
        if last is not None and message["role"] in ("user", "assistant") and _both_text(last, message):
            merged[-1] = {"role": message["role"], "content": f"{last['content']} {message['content']}"}
        else:
            merged.append(message)
    return merged


def _both_text(one: Message, other: Message) -> bool:
    return one["role"] == other["role"] and "tool_call" not in one and "tool_call" not in other


def _for_template(messages: Sequence[Message]) -> list[dict[str, Any]]:
    names: dict[str, str] = {}
    converted: list[dict[str, Any]] = []
    for message in messages:
        plain: dict[str, Any] = {"role": message["role"], "content": message.get("content", "")}
        if "tool_call" in message:
            call = message["tool_call"]
            names[call["id"]] = call["name"]
            function = {"name": call["name"], "arguments": call["arguments"]}
            plain["tool_calls"] = [{"id": call["id"], "type": "function", "function": function}]
        if "tool_call_id" in message:
            plain["tool_call_id"] = message["tool_call_id"]
            plain["name"] = names.get(message["tool_call_id"], "")
        converted.append(plain)
    return converted


def _to_json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)
