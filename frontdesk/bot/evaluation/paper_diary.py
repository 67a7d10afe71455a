"""A diary on paper: the product's own search for free times, and nothing behind it.

Simulated calls run by the thousand; that bookings survive servers and crashes is shown elsewhere, against real ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from frontdesk.calendar import Appointment, Diary, Openings, Slot
from frontdesk.calendar.hours import windows
from frontdesk.calendar.intervals import Interval, interval
from frontdesk.calendar.slots import Search, answer
from frontdesk.calendar.spoken import Language, Wish
from frontdesk.clinic import Clinic, Service
from frontdesk.errors import SlotTaken

_DAYS = 40
_HOUR = timedelta(hours=1)


class PaperDiary(Diary):
    """Free times, bookings and appointments of one simulated call. `others` are busy times by practitioner."""

    def __init__(self, clinic: Clinic, now: datetime, others: dict[str, list[Interval]]) -> None:
        """`now` is aware and stands still."""
        self._clinic = clinic
        self._now = now
        self._others = others
        self.events: dict[str, Appointment] = {}
        self._written = 0
        self.taken_under_way: set[datetime] = set()
        """Starts that somebody else takes the moment before they are booked."""

    def put(self, slot: Slot, name: str, phone: str | None) -> Appointment:
        """Write an appointment that stood before the call."""
        self._written += 1
        uid = f"event-{self._written}"
        self.events[uid] = Appointment(slot, name, phone, uid, "", uid)
        return self.events[uid]

    async def openings(
        self,
        wish: Wish,
        *,
        service: str | None,
        practitioner: str | None,
        limit: int = 2,
        moving: Appointment | None = None,
    ) -> Openings:
        """See `Diary`."""
        wanted = self._clinic.service(service or (moving.slot.service if moving else None))
        people = [
            person.id
            for person in self._clinic.practitioners
            if wanted.id in person.services and practitioner in (None, person.id)
        ]
        return answer(self._searching(wanted, people, moving), wish, limit)

    async def book(self, slot: Slot, *, name: str, phone: str | None, key: str, language: Language) -> Appointment:
        """See `Diary`."""
        self._take(slot, None)
        return self.put(slot, name, phone)

    async def move(self, appointment: Appointment, slot: Slot, *, key: str) -> Appointment:
        """See `Diary`."""
        self._take(slot, appointment)
        moved = replace(appointment, slot=slot)
        self.events[appointment.uid] = moved
        return moved

    async def cancel(self, appointment: Appointment, *, key: str) -> None:
        """See `Diary`."""
        self.events.pop(appointment.uid, None)

    async def upcoming(self) -> list[Appointment]:
        """See `Diary`."""
        return sorted(self.events.values(), key=lambda event: event.slot.start)

    def _take(self, slot: Slot, moving: Appointment | None) -> None:
        if slot.start not in self.taken_under_way:
            return
        self.taken_under_way.discard(slot.start)
        self._others.setdefault(slot.practitioner, []).append(interval(slot.start, slot.end))
        service = self._clinic.service(slot.service)
        wish = Wish(slot.start.date(), slot.start.date(), slot.start.time(), None, None)
        raise SlotTaken(
            "the time is taken", answer(self._searching(service, [slot.practitioner], moving), wish, 2).slots
        )

    def _searching(self, service: Service, people: Sequence[str], moving: Appointment | None) -> Search:
        busy = {person: [*self._others.get(person, ()), *self._own(person, moving)] for person in people}
        practitioners = [self._clinic.practitioner(person) for person in people]
        return Search(self._clinic, service, practitioners, busy, self._now, moving.slot if moving else None)

    def _own(self, practitioner: str, moving: Appointment | None) -> list[Interval]:
        return [
            interval(event.slot.start, event.slot.end)
            for event in self.events.values()
            if event.slot.practitioner == practitioner and (moving is None or event.uid != moving.uid)
        ]


def busy_times(clinic: Clinic, now: datetime, rng: Random) -> dict[str, list[Interval]]:
    """What other patients have taken: between a tenth and nine tenths of every practitioner's days."""
    busy: dict[str, list[Interval]] = {}
    for person in clinic.practitioners:
        share = rng.choice((0.1, 0.3, 0.5, 0.7, 0.9))
        spans = busy.setdefault(person.id, [])
        for number in range(_DAYS):
            for window in windows(clinic, person, (now + timedelta(days=number)).date()):
                start = window.start
                while start < window.end:
                    end = min(window.end, start + rng.choice((0.5, 1, 2, 3)) * _HOUR)
                    if rng.random() < share:
                        spans.append(Interval(start, end))
                    start = end
    return busy
