"""Whether the clinic is open, and who answers the phone there, at a moment. Pure.

The clinic's hours and its own closures decide; a practitioner's absence closes nothing. An extension with hours of its
own answers in those, and no extension answers on a day on which the clinic is closed.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from frontdesk.pipelines.sentences import greeting

if TYPE_CHECKING:
    from frontdesk.clinic import Clinic, Extension, Hours


def is_open(clinic: Clinic, now: datetime) -> bool:
    """Whether somebody is at the clinic at this moment (aware of its time zone)."""
    return _within(clinic.hours, clinic, now)


def greeting_at(now: datetime, clinic: Clinic, language: str, *, pocket_ears: bool = False) -> str:
    """The first words of a call that begins at this moment."""
    return greeting(clinic, language, pocket_ears=pocket_ears, closed=not is_open(clinic, now))


def answering(clinic: Clinic, now: datetime) -> tuple[Extension, ...]:
    """The extensions where somebody answers at this moment, in the clinic's order."""
    return tuple(extension for extension in clinic.extensions if _within(extension.hours or clinic.hours, clinic, now))


def _within(hours: Hours, clinic: Clinic, now: datetime) -> bool:
    here = now.astimezone(clinic.timezone)
    if any(closure.covers(here.date()) for closure in clinic.closures if closure.practitioner is None):
        return False
    return any(opening.opens <= here.time() < opening.closes for opening in hours.on(here.date()))
