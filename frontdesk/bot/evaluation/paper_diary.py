"""A diary on paper: the product's own search for free times, and nothing behind it.

Simulated calls run by the thousand; that bookings survive servers and crashes is shown elsewhere, against real ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from frontdesk.calendar import Appointment, Diary, Openings, Slot
from frontdesk.calendar.hours import windows
from frontdesk.calendar.intervals import Interval, interval, overlaps_any
from frontdesk.calendar.slots import Search, answer
from frontdesk.calendar.spoken import Language, Wish
from frontdesk.clinic import Clinic, Practitioner, Service
from frontdesk.errors import SlotTaken

_DAYS = 40
"""How far ahead others have booked."""
_SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)
_HOURS = (0.5, 1, 2, 3)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


class PaperDiary(Diary):
    """Free times, bookings and appointments of one simulated call, which has the diary to itself."""

    def __init__(self, clinic: Clinic, now: datetime, others: Mapping[str, Sequence[Interval]]) -> None:
        """`now` is aware and stands still; `others` are busy times by practitioner."""
        self._clinic = clinic
        self._now = now
        self._others = {person: list(spans) for person, spans in others.items()}
        self.events: dict[str, Appointment] = {}
        self._written = 0
        self._done: dict[str, Appointment] = {}
        """What came of bookings and moves, by key."""
        self.taken_under_way: set[datetime] = set()
        """Starts that somebody else takes the moment before they are booked."""

    def put(self, slot: Slot, name: str, phone: str | None) -> Appointment:
        """Write an appointment that stood before the call."""
        self._written += 1
        uid = f"event-{self._written}"
        self.events[uid] = Appointment(slot, name, phone, uid, "", uid)
        return self.events[uid]

    async def open(self) -> None:
        """Nothing is to be opened."""

    async def close(self) -> None:
        """Nothing is open."""

    async def settle(self) -> None:
        """Nothing can be left behind."""

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
        wanted = self._service(service, moving)
        people = [
            person
            for person in self._clinic.practitioners
            if wanted.id in person.services and practitioner in (None, person.id)
        ]
        return answer(self._searching(wanted, people, moving), wish, limit)

    async def book(self, slot: Slot, *, name: str, phone: str | None, key: str, language: Language) -> Appointment:
        """See `Diary`. Raises `SlotTaken`."""
        if key not in self._done:
            self._take(slot, None)
            self._done[key] = self.put(slot, name, phone)
        return self._done[key]

    async def move(self, appointment: Appointment, slot: Slot, *, key: str) -> Appointment:
        """See `Diary`. Raises `SlotTaken`."""
        if key not in self._done:
            self._take(slot, appointment)
            self._done[key] = self.events[appointment.uid] = replace(appointment, slot=slot)
        return self._done[key]

    async def cancel(self, appointment: Appointment, *, key: str) -> None:
        """See `Diary`."""
        self.events.pop(appointment.uid, None)

    async def upcoming(self) -> list[Appointment]:
        """See `Diary`."""
        return [event for event in self._in_order() if event.slot.start >= self._now]

    async def appointments(self, first: date, last: date) -> list[Appointment]:
        """See `Diary`."""
        return [event for event in self._in_order() if first <= event.slot.start.date() <= last]

    def _in_order(self) -> list[Appointment]:
        return sorted(self.events.values(), key=lambda event: event.slot.start.astimezone(UTC))

    def _take(self, slot: Slot, moving: Appointment | None) -> None:
        """Make sure that nothing stands in the slot's way. Raises `SlotTaken` with free neighbours."""
        span, person = interval(slot.start, slot.end), self._clinic.practitioner(slot.practitioner)
        if slot.start in self.taken_under_way:
            self.taken_under_way.discard(slot.start)
            self._others.setdefault(person.id, []).append(span)
        search = self._searching(self._service(slot.service, moving), [person], moving)
        if slot.start > self._now and not overlaps_any(span, search.busy[person.id]):
            return
        day = slot.start.date()
        wish = Wish(day, day, slot.start.time(), None, None)
        busy = {person.id: [*search.busy[person.id], span]}
        raise SlotTaken("the time is taken", answer(replace(search, busy=busy), wish, 2).slots)

    def _searching(self, service: Service, people: Sequence[Practitioner], moving: Appointment | None) -> Search:
        busy = {person.id: [*self._others.get(person.id, ()), *self._own(person, moving)] for person in people}
        return Search(self._clinic, service, people, busy, self._now, moving.slot if moving else None)

    def _own(self, practitioner: Practitioner, moving: Appointment | None) -> list[Interval]:
        return [
            interval(event.slot.start, event.slot.end)
            for event in self.events.values()
            if event.slot.practitioner == practitioner.id and (moving is None or event.uid != moving.uid)
        ]


def busy_times(clinic: Clinic, now: datetime, rng: Random) -> dict[str, list[Interval]]:
    """What other patients have taken: between a tenth and nine tenths of every practitioner's next days."""
    today = now.astimezone(clinic.timezone).date()
    busy: dict[str, list[Interval]] = {}
    for person in clinic.practitioners:
        share = rng.choice(_SHARES)
        openings = [window for ahead in range(_DAYS) for window in windows(clinic, person, today + ahead * _DAY)]
        visits = [visit for window in openings for visit in _visits(window, rng)]
        busy[person.id] = [visit for visit in visits if rng.random() < share]
    return busy


def _visits(window: Interval, rng: Random) -> Iterator[Interval]:
    """Stretches of half an hour up to three hours that fill the window."""
    start = window.start
    while start < window.end:
        end = min(window.end, start + rng.choice(_HOURS) * _HOUR)
        yield Interval(start, end)
        start = end
