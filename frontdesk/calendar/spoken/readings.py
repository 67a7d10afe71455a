"""Which half of the day a spoken time means: by the part of day named, the opening hours and the time of the call."""

from collections.abc import Iterable
from datetime import date, datetime, time

from frontdesk.calendar.spoken.meanings import Clock, Limits, Window
from frontdesk.calendar.spoken.wish import Context


def readings(clock: Clock, day: date | None, window: Window, context: Context) -> list[time]:
    """The times a clock time may mean: one, or both halves of the day where nothing tells them apart (English only).

    French tells the time on 24 hours: the literal reading is taken wherever the clinic is open then.
    """
    times = clock.candidates()
    times = _narrow(times, (moment for moment in times if window.holds(moment)))
    opening, closing = context.opening
    times = _narrow(times, (moment for moment in times if opening <= moment < closing))
    if day == context.today:
        times = _narrow(times, (moment for moment in times if moment > context.now.time()))
    if len(times) > 1 and not any(opening <= moment < closing for moment in times):
        return [min(times, key=lambda moment: _distance(moment, opening, closing))]
    return times[:1] if context.language == "fr" else times


def limits_window(limits: Limits, day: date | None, window: Window, context: Context) -> Window:
    """The window that limits mean.

    Of two readings the later one limits more; "between" takes the start that lies before its end.
    """
    before = None if limits.before is None else readings(limits.before, day, window, context)[-1]
    if limits.after is None:
        return Window(before=before)
    after = readings(limits.after, day, window, context)[-1]
    if before is not None and after >= before:
        after = max((moment for moment in limits.after.candidates() if moment < before), default=after)
    return Window(after, before)


def _narrow(times: list[time], fitting: Iterable[time]) -> list[time]:
    """Those that fit, or all where none does."""
    return list(fitting) or times


def _distance(moment: time, opening: time, closing: time) -> float:
    at, opens, closes = (datetime.combine(date.min, each) for each in (moment, opening, closing))
    return max((opens - at).total_seconds(), (at - closes).total_seconds())
