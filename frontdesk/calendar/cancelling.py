"""Cancelling an appointment: one DELETE with If-Match, which happened or did not, so that nothing needs settling.

The hold keeps moves and bookings of the same time away meanwhile. An event that is gone counts as cancelled, whoever
removed it; one that staff took to another time or calendar does not.
"""

from frontdesk.calendar.appointment import Appointment
from frontdesk.calendar.booking import ROUNDS
from frontdesk.calendar.events import Events, unchanged
from frontdesk.errors import AppointmentChanged, CalendarUnavailable


class Cancelling:
    """The steps between hold and commit."""

    def __init__(self, events: Events) -> None:
        self._events = events

    async def write(self, appointment: Appointment) -> None:
        """Raises `AppointmentChanged`, `CalendarUnavailable`."""
        for _ in range(ROUNDS):
            try:
                ours = await self._events.standing(appointment)
            except AppointmentChanged as changed:
                if changed.gone:
                    return
                raise
            unchanged(ours, appointment)
            held = ours.appointment
            if await self._events.server.delete(self._events.calendar_of(held), held.href, held.etag):
                return
        raise CalendarUnavailable("the appointment keeps being changed while it is cancelled")
