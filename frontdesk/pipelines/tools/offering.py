"""The announcement of times that were looked up: code says them word for word, so no model can say another one."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.result import ToolResult, either


def said(result: ToolResult, call: CallState) -> ToolResult:
    """The result with what the caller hears of it. The very time that was asked for stays without: the model goes on
    to book it, with whatever it knows.
    """
    if result.announce is not None:
        return result
    spoken, payload = sentences(call.language), result.payload
    if payload.get("slots"):
        sorry = spoken.not_available if payload.get("taken") else spoken.just_taken if payload.get("error") else ""
        if len(payload["slots"]) == 1 and not sorry:
            return result
        return replace(result, announce=f"{sorry} {offers(call)}".strip())
    if "slots" in payload:
        taken = f"{spoken.just_taken} {spoken.which_day}" if payload.get("error") else spoken.nothing_free
        return replace(result, announce=taken)
    question = {"day": spoken.which_day, "time": spoken.which_time}.get(payload.get("ask", ""))
    return replace(result, announce=question or (spoken.no_date if payload.get("error") == "date" else None))


def offers(call: CallState) -> str:
    """The open offers as a question."""
    spoken, phrases = sentences(call.language), [offer.spoken for offer in call.open_offers]
    template = spoken.offer if len(phrases) > 1 else spoken.offer_one
    return template.format(options=either(phrases, call))
