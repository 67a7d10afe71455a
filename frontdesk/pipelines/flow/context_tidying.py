"""The conversation as the language model shall read it: pure functions over Pipecat's message lists.

Interruptions leave things behind that a model misreads: tool calls without a result, two messages of the caller in a
row, and the beginning of a sentence that was said again from its start.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from frontdesk.pipelines.call_state import Turn
from frontdesk.pipelines.tool_runner import to_json
from frontdesk.pipelines.tools import ToolResult

_NO_RESULT = ("CANCELLED", "IN_PROGRESS")
"""What Pipecat's assistant aggregator writes for a tool call that was interrupted, or has not answered."""


def tidied(messages: Sequence[Any]) -> list[Any]:
    """The messages without tool calls that have no result, the caller's joined, repeated beginnings taken out."""
    given = [cast("dict[str, Any]", message) for message in messages]
    dead = {m.get("tool_call_id") for m in given if m.get("role") == "tool" and m.get("content") in _NO_RESULT}
    kept: list[dict[str, Any]] = []
    for message in given:
        if message.get("tool_call_id") in dead or any(call["id"] in dead for call in message.get("tool_calls") or ()):
            continue
        joined = _joined(kept[-1], message) if kept else None
        if joined is None:
            kept.append(message)
        else:
            kept[-1] = joined
    return kept


def corrected(messages: Sequence[Any], ticket: str, result: ToolResult) -> list[Any]:
    """The messages with the outcome of an interrupted tool call, and its announcement behind it.

    An answer of code's own has no tool call: its announcement stands before what the caller said meanwhile.
    """
    changed: list[Any] = list(messages)
    place = next((i for i, message in enumerate(changed) if message.get("tool_call_id") == ticket), None)
    if place is not None:
        changed[place] = {**changed[place], "content": to_json(result.payload)}
    if result.announce is not None:
        meanwhile = len(changed) > 1 and changed[-1].get("role") == changed[-2].get("role") == "user"
        behind = len(changed) - meanwhile if place is None else place + 1
        changed.insert(behind, {"role": "assistant", "content": result.announce})
    return changed


def without_last(messages: Sequence[Any], words: str) -> list[Any]:
    """The messages without the caller's last one, if it holds just these words."""
    last = messages[-1] if messages else {}
    return list(messages[:-1] if last.get("role") == "user" and last.get("content") == words else messages)


def past(turns: Sequence[Turn]) -> list[Any]:
    """The conversation of a call that had a stream before, as messages."""
    return [{"role": "user" if turn.speaker == "caller" else "assistant", "content": turn.text} for turn in turns]


def _joined(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any] | None:
    """Two messages as one; None where they stand apart."""
    if first.get("role") != second.get("role") or first.get("role") not in ("user", "assistant"):
        return None
    one, other = first.get("content"), second.get("content")
    if not isinstance(one, str) or not isinstance(other, str):
        return None
    if first["role"] == "user":
        return {**second, "content": f"{one} {other}"}
    kept = _before_repetition(one.split(), other.split())
    return None if kept is None else {**second, "content": " ".join([*kept, other])}


def _before_repetition(first: list[str], second: list[str]) -> list[str] | None:
    """The words of `first` before those with which `second` begins again; None where nothing is said again."""
    for length in range(min(len(first), len(second)), 0, -1):
        if first[-length:] == second[:length]:
            return first[:-length]
    return None
