"""Messages between the engine and its child process: a 4-byte big-endian length, then that many bytes of JSON (UTF-8).

Requests to the child:
    {"model", "options"}, the first one
    {"op": "generate", "id", "call", "messages", "tools", "max_tokens"}
    {"op": "cancel", "id"}, {"op": "forget", "call"}, {"op": "ping", "id"}
Answers from it, the first being "ready" or "broken":
    {"ready": true, "context": tokens a call may fill}, {"broken": why the model cannot be loaded}
    {"id", "text"}: a piece of the reply
    {"id", "reading": true}: the prompt is still being read; {"id", "writing": true}: a tool call is being written
    {"id", "done": {"prompt", "kept", "completion"}} or {"id", "failed": reason}: the last one of a reply; with
        "bad": true it failed by what the model wrote
    {"id", "cancelled": true}: the answer to a cancel
    {"id", "pong": true}: the answer to a ping, at once, whatever is being computed
"""

import asyncio
import json
from typing import Any, BinaryIO

_LENGTH = 4

Wire = dict[str, Any]


def pack(message: Wire) -> bytes:
    """Frame one message."""
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return len(body).to_bytes(_LENGTH, "big") + body


def read(stream: BinaryIO) -> Wire | None:
    """Read one message from a blocking stream; None when the other side is gone."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    body = stream.read(int.from_bytes(head, "big"))
    return json.loads(body) if len(body) == int.from_bytes(head, "big") else None


async def read_async(stream: asyncio.StreamReader) -> Wire | None:
    """Read one message from an asyncio stream; None when the other side is gone."""
    try:
        head = await stream.readexactly(_LENGTH)
        body = await stream.readexactly(int.from_bytes(head, "big"))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    message: Wire = json.loads(body)
    return message
