"""A tool call in words, for the story of a call: what was asked, and what came back."""

from typing import Any

from frontdesk.pipelines.tool_runner import to_json

_ASKED = {
    "check_availability": "looked for free times",
    "book_appointment": "asked to book",
    "find_appointments": "looked for appointments",
    "reschedule_appointment": "asked to move",
    "cancel_appointment": "asked to cancel",
    "answer_question": "looked in the documents",
    "take_message": "took a message",
    "transfer_to_human": "asked for a person",
    "emergency": "suspected an emergency",
    "switch_language": "switched the language",
    "end_call": "ended the call",
}
_REFUSED = {
    "date": "understood no day or time",
    "past": "refused, that is past",
    "closed": "refused, closed then",
    "taken": "not free any more",
    "slot": "refused, that slot was not offered",
    "not_found": "found nothing",
    "identity": "refused, the caller is not known to be that person",
    "ambiguous": "not clear yet",
    "calendar_down": "the calendar did not answer",
    "not_allowed": "not allowed",
}


def asked(name: str, arguments: dict[str, Any]) -> str:
    """What the model wanted.

    >>> asked("check_availability", {"when": "mardi prochain", "service": "cleaning"})
    'looked for free times: when "mardi prochain", service "cleaning"'
    """
    words = _ASKED.get(name, name)
    given = ", ".join(f'{key} "{value}"' for key, value in arguments.items())
    return f"{words}: {given}" if given else words


def came_back(result: dict[str, Any]) -> str:
    """What the tool answered.

    >>> came_back({"taken": True, "slots": [{"slot": "A", "spoken": "Tuesday at three"}]})
    'not free; offered A Tuesday at three'
    """
    rest = dict(result)
    parts = [*_trouble(rest), *_done(rest), *_found(rest)]
    if rest:
        parts.append(to_json(rest))
    return "; ".join(parts) or "nothing"


def _trouble(rest: dict[str, Any]) -> list[str]:
    parts = []
    if "error" in rest:
        code = str(rest.pop("error"))
        parts.append(_REFUSED.get(code, f"error {code}"))
    if "ask" in rest:
        parts.append(f"must ask for the {rest.pop('ask')}")
    if "say" in rest:
        parts.append(f'said "{rest.pop("say")}"')
    return parts


def _done(rest: dict[str, Any]) -> list[str]:
    parts = []
    for key in ("booked", "moved", "cancelled"):
        if rest.pop(key, False):
            parts.append(f"{key} {rest.pop('spoken', '')}".strip())
    if rest.pop("transferring", False):
        parts.append("putting the caller through")
    if rest.pop("taken", False):
        parts.append("not free" if "slots" in rest else "kept")
    if rest.pop("ok", False):
        parts.append("done")
    if "spoken" in rest:
        parts.append(f'said "{rest.pop("spoken")}"')
    return parts


def _found(rest: dict[str, Any]) -> list[str]:
    parts = []
    if "slots" in rest:
        parts.append(_listed("offered", rest.pop("slots"), "slot") or "nothing free")
    if "appointments" in rest:
        parts.append(_listed("found", rest.pop("appointments"), "appointment") or "found none")
    if "passages" in rest:
        count = len(rest.pop("passages"))
        parts.append("found nothing" if not count else f"found {count} passage{'s' if count > 1 else ''}")
    return parts


def _listed(verb: str, items: list[dict[str, Any]], handle: str) -> str:
    listed = ", ".join(f"{item.get(handle, '')} {item.get('spoken', '')}".strip() for item in items)
    return f"{verb} {listed}" if items else ""
