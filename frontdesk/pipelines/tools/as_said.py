"""What the caller said about time, where a model passed on only a part of it.

Small models stop early: "next Monday" of "next Monday could work, after three". What stands behind those words is read
with them, and counts where it only adds a time to the same days; what stands before them, where it adds a day to the
same time.
"""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.calendar.spoken import Ask, Unclear, Wish
from frontdesk.pipelines.words import plain

Meant = Wish | Ask | Unclear
_FEW = 3
"""Words before a phrase that a model may have begun too late: "a quarter of" of "a quarter of an hour earlier"."""


def as_said(when: str, turn: str, read: Callable[[str], Meant], alone: Callable[[str], Meant]) -> Meant:
    """What `when` means, or the turn that holds it. `read` knows what was spoken of before, `alone` does not."""
    short, place = read(when), turn.lower().find(when.lower())
    if place < 0 or plain(when) == plain(turn):
        return short
    onward, whole = read(turn[place:]), read(turn)
    if isinstance(short, Ask) and short.what == "time" and isinstance(onward, Wish):
        return onward
    if isinstance(short, Wish) and isinstance(onward, Wish) and _adds_time(short, onward):
        return onward
    if isinstance(short, Wish) and isinstance(whole, Wish):
        begun_late = len(turn[:place].split()) <= _FEW and not set(turn[:place]) & set(",.;:?!")
        if _adds_day(short, whole, alone(when), alone(turn)) or (begun_late and _narrower(short, whole)):
            return whole
    return short


def _narrower(short: Wish, whole: Wish) -> bool:
    """Whether the whole names one time inside of what the short one leaves open."""
    if short.time is not None or whole.time is None or not short.first <= whole.first == whole.last <= short.last:
        return False
    return (short.after is None or short.after <= whole.time) and (short.before is None or whole.time < short.before)


def _adds_time(short: Wish, whole: Wish) -> bool:
    return (short.first, short.last) == (whole.first, whole.last) and not _times(short) and bool(_times(whole))


def _adds_day(short: Wish, whole: Wish, short_alone: Meant, whole_alone: Meant) -> bool:
    named = isinstance(whole_alone, Wish) and not isinstance(short_alone, Wish)
    return named and (short.time, short.after, short.before) == (whole.time, whole.after, whole.before)


def _times(wish: Wish) -> tuple[object, ...]:
    return tuple(value for value in (wish.time, wish.after, wish.before) if value is not None)
