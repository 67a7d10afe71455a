"""What the tests of whole calls share: a desk whose recogniser and model follow a script, so that every run is the
same call. Socket, voice activity, turn analyser and the caller's voice are real; the assistant's voice is a short tone.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import frontdesk.bot
from frontdesk.clinic import load_clinic
from frontdesk.errors import EngineFailed, RecordsUnavailable
from frontdesk.models.ports import ToolCall
from frontdesk.pipelines.call_options import CallOptions
from frontdesk.pipelines.desk import Desk, Message
from frontdesk.pipelines.tools import ToolResult
from tests.engines import ScriptedModel, ScriptedRecogniser, ToneSynthesiser

EXAMPLE = Path(frontdesk.bot.__file__).parent / "example" / "clinic.toml"
GREETING = "Hello."
OPTIONS = CallOptions(greeting=GREETING)
BOOKED = "You're booked: Tuesday at three. Is there anything else?"
LONG = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen."


@dataclass
class ListOutbox:
    """Messages for the staff, in memory; `broken` refuses them."""

    messages: list[Message] = field(default_factory=list)
    broken: bool = False

    async def take(self, message: Message) -> None:
        """Keep a message."""
        if self.broken:
            raise RecordsUnavailable("the script says so")
        self.messages.append(message)


Tool = Callable[[str, dict[str, Any]], Awaitable[ToolResult]]


def desk(
    texts: Sequence[str | tuple[str, str] | EngineFailed] = (),
    replies: Sequence[str | ToolCall | EngineFailed] = (),
    *,
    pace: float = 0.01,
) -> Desk:
    """A desk that hears `texts` and answers `replies`; `pace`: seconds of the assistant's tone for a character."""
    nothing = cast("Any", None)
    return Desk(
        clinic=load_clinic(EXAMPLE),
        recogniser=ScriptedRecogniser(list(texts)),
        language_model=ScriptedModel(list(replies)),
        synthesiser=ToneSynthesiser(pace),
        diary=nothing,
        knowledge=nothing,
        outbox=ListOutbox(),
        clock=lambda: datetime(2026, 5, 4, 9, 0, tzinfo=UTC),
    )


def outbox(at: Desk) -> ListOutbox:
    """The desk's messages."""
    return cast("ListOutbox", at.outbox)


def model(at: Desk) -> ScriptedModel:
    """The desk's model."""
    return cast("ScriptedModel", at.language_model)


def synthesiser(at: Desk) -> ToneSynthesiser:
    """The desk's voice."""
    return cast("ToneSynthesiser", at.synthesiser)
