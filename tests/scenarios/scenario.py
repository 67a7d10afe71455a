"""A scenario: one phone call as data, from what stood in the calendar before it to what must be true after it.

    clock, language, caller       who phones, when, in what voice, on what line
    before                        events in the calendars
    turns                         what the caller does (`Turn`), each with what a scripted model replies to it
    dial                          what becomes of a transfer
    after                         the only changes the call may leave behind, and what was heard

A file is valid for three levels: scripted engines, typed words, and everything real with pocket models.
"""

import re
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from frontdesk.models.ports import ToolCall

CALLS = Path(__file__).with_name("calls")
Level = Literal["scripted", "typed", "spoken"]
LEVELS: tuple[Level, ...] = ("scripted", "typed", "spoken")
E164 = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$")]
_PAUSE = re.compile(r"\[pause ([0-9.]+)\]")


def _many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_many)]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Caller(_Data):
    """Who phones. `number` None: hidden. `noise` is the line's, in dB of full scale."""

    number: E164 | None = None
    pitch: float = 1.15
    speed: float = 1.0
    noise: float | None = None
    lost: str | None = None
    """Said to what no turn answers, at the levels where a model may say anything."""


class Event(_Data):
    """An event in a calendar. With a `service` it is an appointment of ours, else an entry of the staff's."""

    calendar: str
    start: datetime
    minutes: int = 30
    name: str
    phone: E164 | None = None
    service: str | None = None
    id: str | None = None
    """How `after` refers to it."""

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(minutes=self.minutes)


class Message(_Data):
    """A message for the staff: `text` are words that stand in it."""

    name: str
    phone: E164 | None = None
    text: Words


class Reply(_Data):
    """One reply of a scripted model: words or a tool call."""

    words: str = ""
    tool: ToolCall | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"words": value}
        if isinstance(value, dict) and len(value) == 1 and not value.keys() & {"words", "tool"}:
            ((name, arguments),) = value.items()
            return {"tool": ToolCall(name, arguments)}
        return value


class Piece(_Data):
    """A stretch of a line without pause: its words, and the silence after it in seconds."""

    words: str
    pause: float = 0.0


class Turn(_Data):
    """One thing the caller may do once something fitting was heard; of several, the first unused one in the file.

    With neither words nor keys nor noise the caller goes on listening. `hears` and `cuts_in` compare lower-case text.
    """

    hears: Words = ()
    """Any of these was said; empty: anything was."""
    cuts_in: str | None = None
    """Begins while the receptionist still speaks, as soon as these words were heard."""
    says: str = ""
    """`[pause 0.8]` is a silence of so many seconds."""
    keys: str = ""
    cough: float = 0.0
    """Seconds of noise without words."""
    hangs_up: bool = False
    language: Literal["en", "fr"] | None = None
    """Of what is said, where it is not the scenario's."""
    model: tuple[Reply, ...] = ()
    optional: bool = False
    """Whether the call may do without it."""
    times: int = 1
    """How often it may be done; at the levels with a real model three times as often."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What is said, cut at its pauses."""
        parts = _PAUSE.split(self.says)
        words, pauses = parts[::2], [*map(float, parts[1::2]), 0.0]
        return tuple(Piece(words=word.strip(), pause=pause) for word, pause in zip(words, pauses, strict=True))

    @property
    def silent(self) -> bool:
        """Whether the caller only listens."""
        return not (self.says or self.keys or self.cough or self.hangs_up)


class Moved(_Data):
    """An event of `before` that now stands elsewhere."""

    id: str
    start: datetime
    calendar: str | None = None


class After(_Data):
    """What must be true afterwards. Everything that is not named here must be as it was."""

    added: tuple[Event, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    messages: tuple[Message, ...] = ()
    actions: tuple[str, ...] = ()
    """The kinds of the audit, in any order."""
    ended_by: Literal["caller", "receptionist"] | None = None
    """Who ended the phone call."""
    dialled: tuple[E164, ...] = ()
    """Numbers the call was passed on to."""
    heard: Words = ()
    never: Words = ()


class Scenario(_Data):
    """One file."""

    kind: str
    clock: datetime
    language: Literal["en", "fr"] = "en"
    levels: tuple[Level, ...] = LEVELS
    daily: bool = False
    """Whether it is one of the calls in the normal test run."""
    caller: Caller = Caller()
    before: tuple[Event, ...] = ()
    dial: Literal["answered", "no-answer"] = "answered"
    turns: tuple[Turn, ...] = Field(min_length=1)
    after: After = After()
    name: str = ""

    @model_validator(mode="after")
    def _known_ids(self) -> "Scenario":
        known = {event.id for event in self.before}
        used = {*self.after.removed, *(moved.id for moved in self.after.moved)}
        if used - known:
            raise ValueError(f"no event before has the id {', '.join(sorted(used - known))}")
        return self


def load(path: Path) -> Scenario:
    """Read one file; its name is `<folder>/<stem>`."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return Scenario.model_validate({"language": path.parent.name, "name": f"{path.parent.name}/{path.stem}", **raw})


def load_all() -> list[Scenario]:
    """Every scenario, in order of name."""
    return [load(path) for path in sorted(CALLS.glob("*/*.toml"))]
