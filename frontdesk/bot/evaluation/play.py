"""One simulated call, typed, through the product's own receptionist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from frontdesk.bot.evaluation.paper_diary import PaperDiary
from frontdesk.bot.evaluation.practices import Practice
from frontdesk.bot.evaluation.speech import Said
from frontdesk.calendar import Appointment
from frontdesk.calendar.spoken import Language
from frontdesk.models.ports import LanguageModel
from frontdesk.models.ports import Message as ModelMessage
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Action, Desk, Message
from frontdesk.pipelines.typed import TypedCall, Utterance

MOST_TURNS = 30


class Answering(Protocol):
    """Whoever phones."""

    def answer(self, heard: str, call: CallState) -> Said | None:
        """The next turn to what was heard; None once the call is over for them."""
        ...


@dataclass
class Notes:
    """The journal and the outbox of one simulated call."""

    actions: list[Action] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    def turn(self, **_: Any) -> None:
        """Nobody reads it."""

    def tool_called(self, **_: Any) -> None:
        """Nobody reads it."""

    def acted(self, action: Action, *, at: datetime) -> None:
        """See `Journal`."""
        self.actions.append(action)

    def ended(self, **_: Any) -> None:
        """Nobody reads it."""

    async def take(self, message: Message) -> None:
        """See `Outbox`."""
        self.messages.append(message)


@dataclass
class Setting:
    """Where a call takes place: a practice at a moment, with what stands in its diary. `now` is aware."""

    practice: Practice
    diary: PaperDiary
    now: datetime
    language: Language
    number: str | None


@dataclass
class Played:
    """What a call left behind."""

    clinic: str
    """The practice's name."""
    language: Language
    """In which the call began."""
    before: dict[str, Appointment]
    after: dict[str, Appointment]
    notes: Notes
    call: CallState
    messages: Sequence[ModelMessage]
    story: list[str] = field(default_factory=list)
    """The call line by line, for people."""
    heard: list[str] = field(default_factory=list)
    """All that the receptionist said, turn by turn."""
    tools: list[Utterance] = field(default_factory=list)
    turns: int = 0
    endless: bool = False
    """Whether it was broken off."""


class Hears(Protocol):
    """A receptionist who must know what the caller's words mean before it answers."""

    def hear(self, said: Said) -> None:
        """Called before every turn."""
        ...


async def play(
    setting: Setting, caller: Answering, model: LanguageModel, call: CallState, *, hears: Hears | None = None
) -> Played:
    """Type one call to its end."""
    notes = Notes()
    practice = setting.practice
    unused: Any = None
    desk = Desk(practice.clinic, unused, model, unused, setting.diary, practice.knowledge, notes, lambda: setting.now)
    typed = TypedCall(desk, call, notes)
    played = Played(
        practice.clinic.name,
        setting.language,
        dict(setting.diary.events),
        setting.diary.events,
        notes,
        call,
        typed.messages,
    )
    heard = _note([typed.greet()], played)
    while played.turns < MOST_TURNS and not call.ended:
        said = caller.answer(heard, call)
        if said is None:
            break
        if hears is not None:
            hears.hear(said)
        played.turns += 1
        played.story.append(f"caller        {said.text}")
        heard = _note(await typed.say(said.text), played)
    played.endless = played.turns >= MOST_TURNS
    await typed.close()
    return played


def _note(utterances: Sequence[Utterance], played: Played) -> str:
    for utterance in utterances:
        if utterance.kind == "tool":
            played.tools.append(utterance)
            played.story.append(f"  tool        {utterance.text} {utterance.arguments} -> {utterance.payload}")
        else:
            played.story.append(f"receptionist  {utterance.text}")
    heard = " ".join(utterance.text for utterance in utterances if utterance.kind == "speech")
    played.heard.append(heard)
    return heard
