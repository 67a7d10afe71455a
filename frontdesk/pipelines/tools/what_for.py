"""What a check is for: the service and the person it searches with, or the question that comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from frontdesk.clinic import Clinic, Practitioner, Service
from frontdesk.pipelines.call_state import CallState, Found
from frontdesk.pipelines.caller.asked_for import NotHere, practitioner_asked, service_asked
from frontdesk.pipelines.caller.practitioner_said import practitioner_said
from frontdesk.pipelines.caller.service_said import service_said
from frontdesk.pipelines.sentences import sentences, spoken_name
from frontdesk.pipelines.tools.result import ToolResult, either, refusal


@dataclass(frozen=True, slots=True)
class WhatFor:
    """Ids of the clinic file; None leaves the choice open."""

    service: str | None
    practitioner: str | None


def what_for(clinic: Clinic, call: CallState, arguments: dict[str, Any], moving: Found | None) -> WhatFor | ToolResult:
    """The ids to search with; a refusal where the caller asked for what the clinic does not have."""
    service = _service(clinic, call, arguments)
    if isinstance(service, ToolResult):
        return service
    person = practitioner_asked(clinic, arguments.get("practitioner"), call.caller_said)
    person = person or practitioner_said(clinic, _said_since(call, max(call.served_until, call.declined_until)))
    if isinstance(person, NotHere):
        names = [spoken_name(someone.name, call.language) for someone in clinic.practitioners]
        say = sentences(call.language).no_such_practitioner
        return refusal("not_found", say.format(options=either(names, call)))
    if service is not None:
        call.service_named = True
    if moving is not None and service is None:
        return _kept(clinic, call, person, moving)
    wanted = service.id if service else call.service
    if person is None:
        return WhatFor(wanted, None)
    if wanted is None or (service is None and wanted not in person.services):
        # Nobody named a service: the clinic's first, or the person's own where the person does not do that.
        first = clinic.service(None).id
        wanted = first if first in person.services else person.services[0]
    return _together(clinic, call, wanted, person)


def _service(clinic: Clinic, call: CallState, arguments: dict[str, Any]) -> Service | ToolResult | None:
    """The service that was asked for: by the model in the caller's words, or in words that the model left out."""
    spoken = sentences(call.language)
    names = [item.names.get(call.language) or item.id for item in clinic.services]
    asked = service_asked(clinic, arguments.get("service"), call.caller_said)
    if isinstance(asked, NotHere):
        return refusal("not_found", spoken.no_such_service.format(options=either(names, call)))
    said = asked or service_said(clinic, _said_since(call, call.served_until), call.language)
    if not isinstance(said, NotHere):
        return said
    if call.service_asked or len(clinic.services) == 1:
        return None
    call.service_asked = True
    return refusal("ambiguous", spoken.which_service.format(options=either(names, call)))


def _said_since(call: CallState, turn: int) -> list[str]:
    return [one.text for one in call.turns[turn:] if one.speaker == "caller"]


def _kept(clinic: Clinic, call: CallState, person: Practitioner | None, moving: Found) -> WhatFor | ToolResult:
    """A move keeps service and practitioner, unless the caller named somebody else."""
    slot = moving.appointment.slot
    service = slot.service if any(item.id == slot.service for item in clinic.services) else None
    if person is not None:
        return _together(clinic, call, service, person)
    there = any(item.id == slot.practitioner for item in clinic.practitioners)
    return WhatFor(service, slot.practitioner if there else None)


def _together(clinic: Clinic, call: CallState, service: str | None, person: Practitioner) -> WhatFor | ToolResult:
    wanted = service or person.services[0]
    if wanted in person.services:
        return WhatFor(wanted, person.id)
    able = [spoken_name(other.name, call.language) for other in clinic.practitioners if wanted in other.services]
    name = spoken_name(person.name, call.language)
    call.declined_until = len(call.turns)
    say = sentences(call.language).other_service.format(name=name, options=either(able, call))
    return refusal("not_found", say)
