"""How good a language model is as a receptionist: calls are made to it, several at a time, and judged."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from frontdesk.bot.evaluation.grading import Grade
from frontdesk.bot.evaluation.play import Hears, Played, play
from frontdesk.bot.evaluation.rehearsals import Rehearsal
from frontdesk.bot.evaluation.timed import Timed
from frontdesk.models.ports import LanguageModel
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.tools import TOOLS
from frontdesk.pipelines.tools.arguments import clean_arguments

AT_ONCE = 4
"""Calls at the same time."""
Staff = Callable[[CallState], tuple[LanguageModel, Hears | None]]
"""Who answers a call: the model, and whoever must be told what the caller meant."""


@dataclass(frozen=True)
class Result:
    """What became of one call."""

    name: str
    kind: str
    language: str
    grade: Grade
    error: str | None = None
    """The type of the error that ended it."""
    turns: int = 0
    tool_calls: int = 0
    invalid_tool_calls: int = 0
    """Calls of no tool there is, or with arguments that its schema refuses, or that cannot be read."""
    broken_replies: int = 0
    """Replies that the engine did not give."""
    waits: tuple[float, ...] = ()
    """Milliseconds; see `Timed`."""
    story: tuple[str, ...] = field(default=(), repr=False)

    @property
    def right(self) -> bool:
        """Whether the call ended as the caller wanted."""
        return self.error is None and self.grade.right


def staffed_by(model: LanguageModel) -> Staff:
    """One engine answers every call."""
    return lambda _: (model, None)


async def evaluate(
    rehearsals: Iterable[Rehearsal],
    staff: Staff,
    *,
    at_once: int = AT_ONCE,
    progress: Callable[[Result], None] = lambda _: None,
) -> list[Result]:
    """Make every call, `at_once` at the same time; results in the order of the calls.

    A call that raises is a result with its error's type, and the others go on.
    """
    results: dict[int, Result] = {}
    waiting = enumerate(rehearsals)

    async def caller() -> None:
        for number, rehearsal in waiting:
            results[number] = await judged(rehearsal, staff)
            progress(results[number])

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(caller())
    return [results[number] for number in sorted(results)]


async def judged(rehearsal: Rehearsal, staff: Staff) -> Result:
    """Make one call and judge it."""
    call, language = rehearsal.call, rehearsal.setting.language
    model, hears = staff(call)
    timed = Timed(model)
    try:
        played = await play(rehearsal.setting, rehearsal.caller, timed, call, hears=hears)
        grade = rehearsal.judge(played)
    except Exception as error:
        # The outer edge of a call: its caller goes without an answer, the next one need not.
        with contextlib.suppress(Exception):
            await model.forget(call.call_id)
        said = tuple(f"{turn.speaker:<13} {turn.text}" for turn in call.turns)
        failed = type(error).__name__
        grade = Grade((f"broke with {failed}",), ())
        return Result(rehearsal.name, rehearsal.kind, language, grade, failed, waits=tuple(timed.waits), story=said)
    unreadable = timed.broken.count("BadReply")
    return Result(
        name=rehearsal.name,
        kind=rehearsal.kind,
        language=language,
        grade=grade,
        turns=played.turns,
        tool_calls=len(played.tools) + unreadable,
        invalid_tool_calls=sum(_invalid(played)) + unreadable,
        broken_replies=len(timed.broken),
        waits=tuple(timed.waits),
        story=tuple(played.story),
    )


def _invalid(played: Played) -> Iterator[bool]:
    """For every tool call whether its tool refuses the very form of it."""
    for called in played.tools:
        tool = TOOLS.get(called.text)
        yield tool is None or clean_arguments(tool.spec, called.arguments) is None
