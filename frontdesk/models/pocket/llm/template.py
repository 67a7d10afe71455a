"""How a conversation is written down for the model, twice: as a chat template, and in Python for training.

Every message is `<|role|>`, its text, `<|end|>`. Texts and the strings inside JSON begin with one space, so that a word
copied out of a sentence into a tool call is the same token in both places: the copy circuit copies tokens, not letters.
A test renders recorded dialogues both ways and wants them equal.
"""

import json
from collections.abc import Mapping
from typing import Any

END, SYSTEM, USER, ASSISTANT, TOOL = "<|end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|tool|>"
CALL, CALL_END = "<tool_call>", "</tool_call>"

_RESULT_KEYS = ("spoken", "slots", "slot", "appointments", "appointment", "say", "error", "passages")
"""Keys that may follow a string in a tool's result: the padding below must not take them for a list's next string."""


def render(message: Mapping[str, Any]) -> str:
    """Write one recorded message as the template below writes it."""
    role = message["role"]
    if role == "system":
        return f"{SYSTEM} {message['content'].splitlines()[0].strip()}{END}"
    if role == "user":
        return f"{USER} {message['content'].strip()}{END}"
    if role == "tool":
        return f"{TOOL}{_padded(json.loads(message['content']))}{END}"
    if "tool_call" not in message:
        return f"{ASSISTANT} {message['content'].strip()}{END}"
    call = message["tool_call"]
    arguments = ", ".join(f'"{name}": {_string(str(value))}' for name, value in call["arguments"].items())
    return f'{ASSISTANT}{CALL}{{"name": "{call["name"]}", "arguments": {{{arguments}}}}}{CALL_END}{END}'


def _string(text: str) -> str:
    escaped = text.strip().replace('"', '\\"')
    return f'" {escaped}"'


def _padded(value: Any) -> str:
    """JSON in which every string that is not a key begins with a space."""
    if isinstance(value, str):
        return json.dumps(f" {value}" if not value.startswith(" ") else value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ", ".join(_padded(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {_padded(item)}' for key, item in value.items()) + "}"
    return json.dumps(value)


# Jinja has no JSON parser, so results are padded by replacing text: first the separators become those of json.dumps,
# whoever wrote them, then strings get their space, then keys that follow a string lose it again.
CHAT_TEMPLATE = r"""
{%- macro padded(json) -%}
  {%- set text = namespace(value=json) -%}
  {%- for tight, wide in [('":"', '": "'), ('":{', '": {'), ('":[', '": ['), ('":t', '": t'), ('":f', '": f'),
                          (',"', ', "'), ('},{', '}, {'), ('": " ', '": "'), ('": "', '": " '), ('[" ', '["'),
                          ('["', '[" '), ('", " ', '", "'), ('", "', '", " ')] -%}
    {%- set text.value = text.value | replace(tight, wide) -%}
  {%- endfor -%}
  {%- for key in KEYS -%}
    {%- set text.value = text.value | replace('", " ' ~ key ~ '":', '", "' ~ key ~ '":') -%}
  {%- endfor -%}
  {{- text.value -}}
{%- endmacro -%}
{%- macro call(function) -%}
  {{- '<|assistant|><tool_call>{"name": "' ~ function.name ~ '", "arguments": {' -}}
  {%- for name, value in function.arguments.items() -%}
    {{- '"' ~ name ~ '": " ' ~ (value | string | trim | replace('"', '\\"')) ~ '"' ~ ('' if loop.last else ', ') -}}
  {%- endfor -%}
  {{- '}}</tool_call><|end|>' -}}
{%- endmacro -%}
{%- for message in messages -%}
  {%- if message.role == 'system' and loop.first -%}
    {{- '<|system|> ' ~ (message.content.split('\n')[0] | trim) ~ '<|end|>' -}}
  {%- elif message.role == 'user' -%}
    {{- '<|user|> ' ~ (message.content | trim) ~ '<|end|>' -}}
  {%- elif message.role == 'tool' -%}
    {{- '<|tool|>' ~ padded(message.content) ~ '<|end|>' -}}
  {%- elif message.role == 'assistant' -%}
    {%- if message.content -%}
      {{- '<|assistant|> ' ~ (message.content | trim) ~ '<|end|>' -}}
    {%- endif -%}
    {%- for tool_call in message.tool_calls or [] -%}
      {{- call(tool_call.function) -}}
    {%- endfor -%}
  {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}
""".strip().replace("KEYS", str(list(_RESULT_KEYS)))
"""The template that goes into the GGUF. Only the first line of the system prompt is read, and no list of tools."""
