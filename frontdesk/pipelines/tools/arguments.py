"""The arguments of a tool call, held against the tool's schema once more, whatever wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frontdesk.models.ports import ToolSpec

LONGEST = 2000
"""Characters of one argument; a model that writes more is in a loop, and every reader behind this has to go over it."""


def clean_arguments(spec: ToolSpec, arguments: Mapping[str, Any]) -> dict[str, str] | None:
    """The arguments with their strings stripped and empty optional ones left out; None where they break the schema.

    Every argument of the contract is a string. An unknown one is refused, not ignored.
    """
    properties: dict[str, Any] = spec.parameters["properties"]
    if not all(name in properties and _is_text(value) for name, value in arguments.items()):
        return None
    cleaned = {name: value.strip() for name, value in arguments.items()}
    required = spec.parameters["required"]
    if any(name not in cleaned for name in required):
        return None
    if any(
        cleaned[name] not in rule["enum"] for name, rule in properties.items() if "enum" in rule and name in cleaned
    ):
        return None
    return {name: value for name, value in cleaned.items() if value or name in required}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST
