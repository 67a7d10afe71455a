"""The one shape of a tool, and of what a tool gives back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from frontdesk.models.ports import ToolSpec
from frontdesk.pipelines.call_state import CallState, Found
from frontdesk.pipelines.desk import Action, ActionKind, Desk
from frontdesk.pipelines.sentences import alternatives, sentences

if TYPE_CHECKING:
    from frontdesk.calendar import Slot

LONGEST_REASON = 120
"""Characters of a reason in the audit."""


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool call led to.

    `payload` is shown to the model. `announce` is spoken by code word for word and put into the context as the
    assistant's words; the model is then not run again. `end_call` asks to hang up once everything is said,
    `transfer_to` (E.164, out of the clinic file) to pass the caller on. `actions` go into the call's audit.
    """

    payload: dict[str, Any]
    announce: str | None = None
    end_call: bool = False
    transfer_to: str | None = None
    actions: tuple[Action, ...] = ()


ToolRun = Callable[[Desk, CallState, dict[str, Any]], Awaitable[ToolResult]]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool the model may call: its schema, what it does, and whether it changes something outside the call."""

    spec: ToolSpec
    run: ToolRun
    writes: bool = False


def refusal(code: str, say: str, *actions: Action) -> ToolResult:
    """An error that code announces: `say` is one sentence in the call's language that ends with the next step."""
    return ToolResult({"error": code, "say": say}, announce=say, actions=actions)


def acted(call: CallState, kind: ActionKind, target: str | None = None) -> Action:
    """A row of the audit whose reason is what the caller said last."""
    said = call.caller_said
    return Action(kind, said[-1][-LONGEST_REASON:] if said else "", target)


def offered(call: CallState, slots: Sequence[tuple[Slot, str]], *, moving: str | None = None) -> list[dict[str, str]]:
    """Offer (slot, phrase) pairs under the call's next letters; what the model reads of them."""
    return [_entry(offer.spoken, "slot", offer.letter) for offer in call.offer(slots, moving=moving)]


def read_out(ones: Sequence[Found]) -> list[dict[str, str]]:
    """What the model reads of appointments: when they are, under their numbers."""
    return [_entry(one.spoken, "appointment", one.number) for one in ones]


def _entry(spoken: str, kind: str, letter: str) -> dict[str, str]:
    """The phrase comes first: a small model finds the letter behind the phrase that it has just copied."""
    return {"spoken": spoken, kind: letter}


def both(phrases: Sequence[str], call: CallState) -> str:
    """Phrases that all hold: "a, and b"; "a, b, and c"."""
    spoken = sentences(call.language)
    return alternatives(phrases, call.language).replace(f", {spoken.either} ", f", {spoken.both} ")


def either(phrases: Sequence[str], call: CallState) -> str:
    """Phrases joined as alternatives in the call's language."""
    return alternatives(phrases, call.language)
