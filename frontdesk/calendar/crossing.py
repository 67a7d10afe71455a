"""Moving an appointment to another practitioner's calendar: a copy is written there, then the original goes.

    step                                         if it fails here
    -------------------------------------------------------------------------------------------------------------
    1  hold the granules of both times           somebody else is writing there: taken
    2  read the event                            not as it was read out: release, changed
    3  book the copy as `booking` does           taken: the copy is out again, the original never moved
    4  delete the original, If-Match with the    412: staff changed it meanwhile: the copy goes, begin again at 2
       ETag of what was copied
    5  commit                                    as in `booking`

A crash between 3 and 4 leaves two events, under one row of the store: settling finishes step 4, or takes the copy out
where staff have changed the original or written over the copy. So there are never two at the end, and never none.
"""

from frontdesk.calendar.appointment import Appointment, Slot
from frontdesk.calendar.booking import ROUNDS, alone_or_out
from frontdesk.calendar.event import OurEvent, file_of
from frontdesk.calendar.event_edits import copied
from frontdesk.calendar.events import Events, unchanged
from frontdesk.calendar.holds import Hold
from frontdesk.calendar.intervals import interval
from frontdesk.errors import CalendarUnavailable, SlotTaken


class Crossing:
    """Steps 2 to 4."""

    def __init__(self, events: Events) -> None:
        self._events = events

    async def write(self, appointment: Appointment, slot: Slot, key: str) -> OurEvent:
        """Raises `SlotTaken`, `AppointmentChanged`, `CalendarUnavailable`."""
        events = self._events
        calendar = events.clinic.practitioner(slot.practitioner).calendar
        for _ in range(ROUNDS):
            if await events.find(calendar, file_of(key)) is None:
                await self._copy(appointment, slot, key)
            new = await alone_or_out(events, calendar, key)
            if await self._finish(new, events.calendar_of(appointment), appointment.href):
                return new
        raise CalendarUnavailable("the appointment keeps being changed while it is moved")

    async def settle(self, hold: Hold) -> OurEvent:
        """What stands after a crash. Raises `SlotTaken` where the original stays, `CalendarUnavailable`."""
        assert hold.origin is not None
        events, origin = self._events, hold.origin
        for _ in range(ROUNDS):
            new = await events.find(hold.calendar, file_of(hold.key))
            if new is None:
                raise SlotTaken("the appointment was not moved")
            if await events.server.get(origin.calendar, origin.href) is None:
                return new
            new = await alone_or_out(events, hold.calendar, hold.key)
            if await self._finish(new, origin.calendar, origin.href):
                return new
        raise CalendarUnavailable("the appointment keeps being changed while its move is settled")

    async def _copy(self, appointment: Appointment, slot: Slot, key: str) -> None:
        events, calendar = self._events, self._events.clinic.practitioner(slot.practitioner).calendar
        old = await events.standing(appointment)
        unchanged(old, appointment)
        if await events.busy(calendar, file_of(key), interval(slot.start, slot.end)):
            raise SlotTaken("the time is no longer free")
        text = copied(events.clinic, old, slot, key, events.clock())
        await events.server.create(calendar, file_of(key), text)

    async def _finish(self, new: OurEvent, calendar: str, href: str) -> bool:
        """Step 4. False where the original was changed after it was copied: then it is the copy that goes."""
        if await self._events.server.delete(calendar, href, new.copied):
            return True
        held = new.appointment
        await self._events.server.delete(self._events.calendar_of(held), held.href, held.etag)
        return False
