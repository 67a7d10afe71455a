"""From a caller's words to a wish.

    words -> tokens -> grammars in their order -> meanings -> a wish, or the question that is left, or why there is none

The grammars' order settles who may take a number first: forms that can only be clock times, then ranges and times
behind "at", then dates, then numbers that stand alone. Days are kept as alternatives ("Tuesday or Thursday"), each a
set of facts that agree; a later fact replaces an earlier one where the caller corrected themselves. Of two times, the
last one counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from frontdesk.calendar.spoken import clocks, dates, hours
from frontdesk.calendar.spoken.bounds import BOUNDS, NUMBER_RANGES
from frontdesk.calendar.spoken.choice import choose
from frontdesk.calendar.spoken.english import ENGLISH
from frontdesk.calendar.spoken.french import CANADIAN_FRENCH, FRENCH
from frontdesk.calendar.spoken.grammar import Grammar, Token
from frontdesk.calendar.spoken.meanings import Clock, Days, Limits, Span, Window
from frontdesk.calendar.spoken.portions import PORTIONS
from frontdesk.calendar.spoken.readings import limits_window, readings
from frontdesk.calendar.spoken.relative import RELATIVE
from frontdesk.calendar.spoken.shifts import CHANGED_CLOCKS, CHANGED_DAYS, SHIFTS, instead, stands_then
from frontdesk.calendar.spoken.spans import DAYS
from frontdesk.calendar.spoken.tokens import tokenise
from frontdesk.calendar.spoken.vocabulary import Lexicon
from frontdesk.calendar.spoken.wish import Ask, Context, Language, Reference, Unclear, Wish

LEXICONS: dict[Language, Lexicon] = {"en": ENGLISH.lexicon(), "fr": FRENCH.lexicon()}
REGIONAL: dict[tuple[Language, str], Lexicon] = {("fr", "CA"): CANADIAN_FRENCH.lexicon()}
GRAMMARS: tuple[Grammar, ...] = (
    dates.NAMES,
    SHIFTS,
    RELATIVE,
    hours.PARTS_OF_DAY,
    hours.TODAY,
    hours.RANGES_OF_NUMBERS,
    clocks.FULL_HOURS,
    clocks.CLOCKS,
    clocks.HALVES,
    CHANGED_CLOCKS,
    hours.LIMITS,
    clocks.AT,
    NUMBER_RANGES,
    DAYS,
    clocks.BARE_CLOCKS,
    CHANGED_DAYS,
    PORTIONS,
    BOUNDS,
)
DEFAULT_OPENING = (time(7), time(20))
SOON = timedelta(days=90)
"""How far "the first one you have" looks."""


def resolve(
    words: str,
    *,
    now: datetime,
    language: Language,
    reference: Reference | None = None,
    opening: tuple[time, time] = DEFAULT_OPENING,
    country: str = "",
) -> Wish | Ask | Unclear:
    """Say what day and time `words` mean. Pure; never raises on any text.

    `now` is the clinic's local time; `reference` is what the call's last check was about; `opening` (open, close)
    tells 3:00 from 15:00 where the caller does not; `country` (ISO 3166) chooses the words of the region.
    """
    if reference is None or (reference.day is not None and reference.day < now.date()):
        reference = Reference(None, None, None)
    context = Context(now, language, reference, opening)
    tokens = tokenise(words, REGIONAL.get((language, country), LEXICONS[language]))
    for grammar in GRAMMARS:
        tokens = grammar.rewrite(tokens, context)
    return _conclude(_gather(tokens, context), context)


@dataclass(slots=True)
class _Heard:
    """All meanings of one utterance."""

    days: list[Days] = field(default_factory=list)
    clock: Clock | None = None
    clocks: dict[int, Clock] = field(default_factory=dict)
    """The last clock time said with each alternative of days."""
    replaced: Days | None = None
    """The day that another one is wanted instead of."""
    limits: list[Limits] = field(default_factory=list)
    window: Window | None = None
    kinds: set[str] = field(default_factory=set)

    def add_days(self, facts: Days, link: str | None) -> None:
        """Merge with what was said before, replace it or stand beside it."""
        merged = self.days[-1].merge(facts) if self.days and link != "or" else None
        if merged is not None:
            self.days[-1] = merged
        elif link == "correction":
            self.days = [facts]
        else:
            self.days.append(facts)

    def add_clock(self, clock: Clock, link: str | None) -> None:
        """The last one counts, but of "at nine or ten" the first."""
        if self.clock is None or link != "or":
            self.clock = clock
            self.clocks[len(self.days)] = clock

    def add_window(self, window: Window, link: str | None) -> None:
        """Two parts of day said together both hold, unless they do not meet; with "or" between them either will do."""
        if self.window is None or link == "correction":
            self.window = window
        elif link == "or":
            self.window = window.either(self.window)
        else:
            both = window.both(self.window)
            empty = both.after is not None and both.before is not None and both.after >= both.before
            self.window = window if empty else both


def _gather(tokens: Sequence[Token], context: Context) -> _Heard:
    heard = _Heard()
    link: str | None = None
    between: str | None = None
    for token in tokens:
        heard.kinds.add(token.kind)
        if token.kind in ("or", "and", "correction"):
            link = "correction" if token.kind == "correction" else "or"
        elif token.kind == "days":
            heard.add_days(token.value, link)
            link, between = None, link
        elif token.kind == "clock":
            heard.add_clock(token.value, link)
        elif token.kind == "move" and heard.days and stands_then(heard.days, heard.clock, context):
            heard = _Heard(replaced=heard.days[-1], kinds=heard.kinds)
        elif token.kind == "replaced":
            heard.replaced = token.value
        elif token.kind == "limits":
            heard.limits.append(token.value)
        elif token.kind == "window":
            heard.add_window(token.value, link or between)
            link = between = None
    return heard


def _conclude(heard: _Heard, context: Context) -> Wish | Ask | Unclear:
    if "impossible" in heard.kinds:
        return Unclear("impossible")
    span = _span(heard, context)
    if not isinstance(span, tuple):
        return span
    return _wish(heard, span, context)


def _span(heard: _Heard, context: Context) -> Span | Ask | Unclear:
    if heard.days:
        wanted = [instead(facts, heard.replaced, context) for facts in heard.days] if heard.replaced else heard.days
        return choose(wanted, context, apart=len(heard.days) > 1 and len(set(heard.clocks.values())) > 1)
    if "past" in heard.kinds:
        return Unclear("past")
    if heard.kinds & {"soonest", "any", "now"}:
        return context.today, context.today + SOON
    if "ask_day" in heard.kinds or "excluded" in heard.kinds:
        return Ask("day")
    if heard.clock or heard.limits or heard.window:
        day = context.reference.day
        return Ask("day") if day is None else (day, day)
    return Unclear("nothing")


def _wish(heard: _Heard, span: Span, context: Context) -> Wish | Ask | Unclear:
    first, last = span
    day = first if first == last else None
    window = heard.window or Window()
    for limits in heard.limits:
        window = window.both(limits_window(limits, day, window, context))
    soonest = "soonest" in heard.kinds or (not heard.days and bool(heard.kinds & {"any", "now"}))
    if heard.clock is None:
        if day == context.today and window.before is not None and window.before <= context.now.time():
            return Unclear("past")
        return Wish(first, last, None, window.after, window.before, soonest)
    times = readings(heard.clock, day, window, context)
    if len(times) > 1:
        return Ask("am_pm", tuple(times))
    if day == context.today and times[0] <= context.now.time():
        return Unclear("past")
    return Wish(first, last, times[0], None, None, soonest)
