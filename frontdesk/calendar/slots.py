"""Which slots answer a wish. Pure: hours, busy times and the moment go in, slots come out.

A slot may start at every `slot_minutes` of an opening, must end inside it, must not overlap a busy time, starts no
sooner than the notice and on no later day than the horizon. A wish that cannot be fulfilled gets the reason, found by
asking which of these rules leaves nothing over, and what is nearest to it: first on the days asked for, then after
them, then before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from frontdesk.calendar.appointment import Openings, Reason, Slot
from frontdesk.calendar.hours import windows
from frontdesk.calendar.intervals import Interval, interval, overlaps_any
from frontdesk.calendar.spoken import Wish
from frontdesk.clinic import Clinic, Practitioner, Service

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Search:
    """What every question about free time needs. `busy` maps practitioner ids to their busy times; `now` is aware.

    `present` is where an appointment stands that is being moved: it is no answer, unless the very time was asked for.
    """

    clinic: Clinic
    service: Service
    people: Sequence[Practitioner]
    busy: Mapping[str, Sequence[Interval]]
    now: datetime
    present: Slot | None = None

    @property
    def today(self) -> date:
        """The clinic's day."""
        return self.now.astimezone(self.clinic.timezone).date()

    @property
    def last_day(self) -> date:
        """The last day that may be booked."""
        return self.today + timedelta(days=self.clinic.horizon_days)

    @property
    def earliest(self) -> datetime:
        """The first moment that leaves the notice."""
        return self.now.astimezone(UTC) + timedelta(minutes=self.clinic.notice_minutes)

    def bookable(self, slot: Slot) -> bool:
        """Whether notice and horizon allow the slot."""
        return slot.start.astimezone(UTC) >= self.earliest and slot.start.date() <= self.last_day

    def free(self, slot: Slot) -> bool:
        """Whether the slot may be booked and nothing stands in its way."""
        if self.present and (slot.start, slot.practitioner) == (self.present.start, self.present.practitioner):
            return False
        return self.bookable(slot) and not overlaps_any(_span(slot), self.busy.get(slot.practitioner, ()))

    def on(self, day: date) -> "Search":
        """The same with only the busy times that touch the clinic's day."""
        begin = datetime(day.year, day.month, day.day, tzinfo=self.clinic.timezone)
        whole = interval(begin, begin + _DAY)
        busy = {person: [span for span in spans if span.overlaps(whole)] for person, spans in self.busy.items()}
        return replace(self, busy=busy)


def possible(search: Search, day: date) -> Iterator[Slot]:
    """Every slot that the opening hours of the day allow, person by person, free or not."""
    length, step = timedelta(minutes=search.service.minutes), timedelta(minutes=search.clinic.slot_minutes)
    zone = search.clinic.timezone
    for person in search.people:
        for window in windows(search.clinic, person, day):
            start = window.start
            while start + length <= window.end:
                end = start + length
                yield Slot(start.astimezone(zone), end.astimezone(zone), person.id, search.service.id)
                start += step


def free_slots(search: Search, day: date) -> list[Slot]:
    """The free slots of the day in order of time, one per start: the first practitioner of the clinic file has it."""
    search = search.on(day)
    slots: dict[datetime, Slot] = {}
    for slot in possible(search, day):
        if slot.start.astimezone(UTC) not in slots and search.free(slot):
            slots[slot.start.astimezone(UTC)] = slot
    return [slots[start] for start in sorted(slots)]


def answer(search: Search, wish: Wish, limit: int) -> Openings:
    """Answer a wish with at most `limit` slots, on one day."""
    if not search.people:
        return Openings(False, (), "not_offered")
    days = _days(max(wish.first, search.today), min(wish.last, search.last_day))
    asked = search if wish.time is None else replace(search, present=None)
    found = _fulfilling(asked, wish, days, 1 if wish.time or wish.soonest else limit)
    if found and wish.time is not None:
        return Openings(True, (found[0],), None)
    if found:
        return Openings(False, _pick(found, wish, limit), None)
    reason = _reason(search, wish)
    if wish.first > search.last_day or wish.last < search.today:
        return Openings(False, (), reason)
    return Openings(False, _nearest(search, wish, days, limit), reason)


def _fulfilling(search: Search, wish: Wish, days: Sequence[date], enough: int) -> list[Slot]:
    """What fulfils the wish on the first day that has enough of it, or else on the first that has any."""
    first: list[Slot] = []
    for day in days:
        slots = [slot for slot in free_slots(search, day) if fulfils(slot, wish)]
        if len(slots) >= enough:
            return slots
        first = first or slots
    return first


def fulfils(slot: Slot, wish: Wish) -> bool:
    """Whether the slot starts on a day and at a time that the wish names."""
    clock = slot.start.time()
    return (
        wish.first <= slot.start.date() <= wish.last
        and (wish.time is None or clock == wish.time)
        and (wish.after is None or clock >= wish.after)
        and (wish.before is None or clock < wish.before)
    )


def _reason(search: Search, wish: Wish) -> Reason:
    """Why nothing fulfils the wish: the first rule that leaves nothing over."""
    if wish.first > search.last_day:
        return "horizon"
    if wish.last < search.today:
        return "past"
    days = list(_days(wish.first, min(wish.last, search.last_day)))
    slots = [slot for day in days for slot in possible(search, day) if fulfils(slot, wish)]
    if not slots:
        return "full" if _open_at(search, wish, days) else "closed"
    latest = max(slot.start.astimezone(UTC) for slot in slots)
    if latest < search.now:
        return "past"
    return "notice" if latest < search.earliest else "full"


def _open_at(search: Search, wish: Wish, days: Iterable[date]) -> bool:
    """Whether the asked time lies in an opening, though no slot starts then."""
    if wish.time is None:
        return False
    for day in days:
        start = datetime.combine(day, wish.time, tzinfo=search.clinic.timezone)
        slot = interval(start, start + timedelta(minutes=search.service.minutes))
        if any(window.contains(slot) for person in search.people for window in windows(search.clinic, person, day)):
            return True
    return False


def _nearest(search: Search, wish: Wish, asked: Sequence[date], limit: int) -> tuple[Slot, ...]:
    first = asked[0] if asked else search.today
    last = asked[-1] if asked else first
    later, earlier = _days(last + _DAY, search.last_day), _days(search.today, first - _DAY)
    for day in (*asked, *later, *reversed(earlier)):
        if slots := free_slots(search, day):
            return _pick(slots, wish, limit)
    return ()


def _pick(slots: Sequence[Slot], wish: Wish, limit: int) -> tuple[Slot, ...]:
    """At most `limit` of a day's slots: the first, the nearest to the time asked for, or spread over the day."""
    if wish.soonest:
        return tuple(_apart(slots, limit))
    if not all(fulfils_time(slot, wish) for slot in slots):
        slots = _apart(sorted(slots, key=lambda slot: _distance(slot, wish)), limit)
        return tuple(sorted(slots, key=lambda slot: slot.start.astimezone(UTC)))
    limit = min(limit, len(slots))
    return tuple(slots[index * len(slots) // limit] for index in range(limit))


def _apart(slots: Sequence[Slot], limit: int) -> list[Slot]:
    """The first `limit` that do not overlap those before them: a quarter of an hour later is no second choice."""
    chosen: list[Slot] = []
    for slot in slots:
        if len(chosen) < limit and not overlaps_any(_span(slot), map(_span, chosen)):
            chosen.append(slot)
    return chosen


def fulfils_time(slot: Slot, wish: Wish) -> bool:
    """Whether the slot starts at a time of day that the wish names, on whatever day."""
    return _distance(slot, wish) == 0


def _distance(slot: Slot, wish: Wish) -> int:
    """Minutes of wall clock between the slot's start and the times that the wish names; 0 where it names none."""
    clock = _minutes(slot.start.time())
    first = _minutes(wish.time or wish.after or time.min)
    last = first if wish.time else _minutes(wish.before) - 1 if wish.before else clock
    return max(first - clock, clock - last, 0)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _days(first: date, last: date) -> list[date]:
    return [first + index * _DAY for index in range((last - first).days + 1)]


def _span(slot: Slot) -> Interval:
    return interval(slot.start, slot.end)
