"""Moving an appointment inside its calendar: one event all the time, never two and never none.

    step                                        if it fails here
    -------------------------------------------------------------------------------------------------------------
    1  hold the granules of both times          somebody else is writing there: taken
    2  read the event                           not as it was read out: release, changed
    3  read the window of the new time          something else stands there: release, taken
    4  PUT, If-Match, same UID, SEQUENCE + 1    412: changed meanwhile, begin again at 2
    5  read ours back, read the window again    somebody else's event overlaps: put ours back (If-Match), release, taken
    6  commit                                   as in `booking`

The move's key in the event tells that step 4 landed, to a repeated call as to whoever settles after a crash: an event
that was moved stays where it is if it stands alone there, and is put back otherwise.
"""

from datetime import datetime

from frontdesk.calendar.appointment import Appointment, Slot
from frontdesk.calendar.booking import ROUNDS
from frontdesk.calendar.event import OurEvent
from frontdesk.calendar.event_edits import moved
from frontdesk.calendar.events import Events, unchanged
from frontdesk.calendar.holds import Hold
from frontdesk.calendar.intervals import interval
from frontdesk.errors import CalendarUnavailable, SlotTaken


class Moving:
    """Steps 2 to 5."""

    def __init__(self, events: Events) -> None:
        self._events = events

    async def write(self, appointment: Appointment, slot: Slot, key: str) -> OurEvent:
        """Raises `SlotTaken`, `AppointmentChanged`, `CalendarUnavailable`."""
        events, calendar = self._events, self._events.calendar_of(appointment)
        for _ in range(ROUNDS):
            ours = await events.standing(appointment)
            if ours.moved_by != key:
                unchanged(ours, appointment)
                if await events.busy(calendar, appointment.href, interval(slot.start, slot.end)):
                    raise SlotTaken("the time is no longer free")
                await self._replace(ours, slot, key)
                ours = await events.standing(appointment)
            if ours.moved_by == key and await self._stands(ours, key, slot.start, appointment.slot):
                return ours
        raise CalendarUnavailable("the appointment keeps being changed while it is moved")

    async def settle(self, hold: Hold) -> OurEvent:
        """What stands after a crash. Raises `SlotTaken` where the move did not happen, `CalendarUnavailable`."""
        assert hold.origin is not None
        for _ in range(ROUNDS):
            ours = await self._events.find(hold.origin.calendar, hold.origin.href)
            if ours is None or ours.moved_by != hold.key:
                raise SlotTaken("the appointment was not moved")
            zone = self._events.clinic.timezone
            start, end = (moment.astimezone(zone) for moment in (hold.origin.start, hold.origin.end))
            before = Slot(start, end, ours.slot.practitioner, ours.slot.service)
            if await self._stands(ours, hold.key, hold.start, before):
                return ours
        raise CalendarUnavailable("the appointment keeps being changed while it is put back")

    async def _stands(self, ours: OurEvent, key: str, start: datetime, before: Slot) -> bool:
        """Step 5. False where the event was changed meanwhile; raises `SlotTaken` once it is back where it was.

        An event that has left the time it was moved to was taken somewhere else by staff: there it stays. So does what
        a caller was told of.
        """
        if ours.stands == key or ours.slot.start != start or await self._events.alone(ours):
            return True
        if await self._replace(ours, before, ""):
            raise SlotTaken("somebody else's event came first")
        return False

    async def _replace(self, ours: OurEvent, slot: Slot, key: str) -> bool:
        events, held = self._events, ours.appointment
        text = moved(events.clinic, ours, slot, key, events.clock())
        return await events.server.replace(events.calendar_of(held), held.href, held.etag, text)
