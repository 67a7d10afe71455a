"""Writing an appointment so that no two can stand in the same time.

    step                                      if it fails here
    -------------------------------------------------------------------------------------------------------------
    1  hold the 5-minute granules             somebody else is booking this time: taken
    2  read the window, recurrences expanded  something stands there: release, taken
    3  PUT, If-None-Match: *                  412: our earlier write landed, go on
    4  read ours back, read the window again  somebody else's event overlaps: delete ours (If-Match), release, taken
    5  commit: href and ETag into the row,    the appointment stands all the same; the row is written later
       granules go

Between processes step 1 decides; against people who write into the calendar themselves step 4 does. Steps 1 and 5 are
those of `bookkeeping`. When the calendar cannot be reached nobody is told that anything was booked and the hold stays:
what was left behind is settled once the lease ran out, and kept if it stands alone, because the patient wanted it and
staff can see it.
"""

from frontdesk.calendar.appointment import Patient, Slot
from frontdesk.calendar.event import OurEvent, file_of, render
from frontdesk.calendar.events import Events
from frontdesk.calendar.holds import Hold
from frontdesk.calendar.intervals import interval
from frontdesk.errors import CalendarUnavailable, SlotTaken

ROUNDS = 3
"""How often something is tried that staff change at the same moment."""


class Booking:
    """Steps 2 to 4."""

    def __init__(self, events: Events) -> None:
        self._events = events

    async def write(self, slot: Slot, patient: Patient, key: str) -> OurEvent:
        """Raises `SlotTaken`, `CalendarUnavailable`."""
        events = self._events
        calendar, file = events.clinic.practitioner(slot.practitioner).calendar, file_of(key)
        if await events.server.get(calendar, file) is None:
            if await events.busy(calendar, file, interval(slot.start, slot.end)):
                raise SlotTaken("the time is no longer free")
            text = render(events.clinic, slot, patient, key, events.clock())
            await events.server.create(calendar, file, text)
        return await alone_or_out(events, calendar, key)

    async def settle(self, hold: Hold) -> OurEvent:
        """What stands after a crash. Raises `SlotTaken` where nothing does, `CalendarUnavailable`."""
        return await alone_or_out(self._events, hold.calendar, hold.key)


async def alone_or_out(events: Events, calendar: str, key: str) -> OurEvent:
    """Step 4: the new event as the server has it, standing alone in its time. Raises `SlotTaken` once it is out again.

    What a caller was told of stays, whatever was written over it since.
    """
    for _ in range(ROUNDS):
        ours = await events.find(calendar, file_of(key))
        if ours is None:
            raise SlotTaken("the appointment was not written, or was removed at once")
        if ours.stands == key or await events.alone(ours):
            return ours
        if await events.server.delete(calendar, ours.appointment.href, ours.appointment.etag):
            raise SlotTaken("somebody else's event came first")
    raise CalendarUnavailable("the appointment keeps being changed while it is written")
