"""Function calls and answers of code, interrupted at every moment, without a line: each outcome is told once."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from pipecat.frames.frames import FunctionCallResultProperties
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.services.llm_service import FunctionCallParams

from frontdesk.pipelines import tool_runner
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Action
from frontdesk.pipelines.flow.tool_handlers import ToolHandlers
from frontdesk.pipelines.sentences import ENGLISH, FRENCH
from frontdesk.pipelines.tool_runner import ToolRunner, to_json
from frontdesk.pipelines.tools import ToolResult
from frontdesk.pipelines.turns.clock import TurnClock
from tests.engines import ListJournal
from tests.pipelines.scripted_call import BOOKED, Tool, desk

DONE = ToolResult({"booked": True}, announce=BOOKED, actions=(Action("booked", "yes", "uid"),))
SLOTS = ToolResult({"slots": []})
PASS_ON = ToolResult({"transferring": True}, announce="One moment.", transfer_to="+15145550111")
TICKET = "ticket"


@dataclass
class Line:
    """One call's tools; what they say, and what goes back to the model."""

    context: LLMContext = field(default_factory=LLMContext)
    call: CallState = field(default_factory=lambda: CallState("CA1", None, "en"))
    journal: ListJournal = field(default_factory=ListJournal)
    said: list[tuple[str, bool, bool]] = field(default_factory=list)
    """Sentence, `remember`, `insist`."""
    goodbyes: list[tuple[str, bool]] = field(default_factory=list)
    passed_on: list[ToolResult] = field(default_factory=list)
    given: list[Any] = field(default_factory=list)
    properties: list[FunctionCallResultProperties | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tools = ToolHandlers(ToolRunner(desk(), self.call, self.journal), self.call, self.context, TurnClock())
        self.tools.voice = self

    async def say(self, sentence: str, *, remember: bool = True, insist: bool = False) -> None:
        self.said.append((sentence, remember, insist))

    async def goodbye(self, sentence: str, *, trouble: bool) -> None:
        self.goodbyes.append((sentence, trouble))

    async def pass_on(self, result: ToolResult, *, remember: bool) -> None:
        self.passed_on.append(result)

    async def give(self, result: Any, *, properties: FunctionCallResultProperties | None = None) -> None:
        self.given.append(result)
        self.properties.append(properties)

    async def call_tool(self, name: str) -> None:
        """The model calls a tool."""
        nothing = cast("Any", None)
        await self.tools.handle(FunctionCallParams(name, TICKET, {}, nothing, nothing, self.context, self.give))

    async def in_context(self) -> None:
        """Pipecat has put the last result into the conversation."""
        last = self.properties[-1]
        assert last is not None
        assert last.on_context_updated is not None
        await last.on_context_updated()

    async def quiet(self) -> None:
        """Everything that goes on behind the call's back is over."""
        while self.tools._running:  # noqa: ASYNC110  facts have no events
            await asyncio.sleep(0)


@dataclass
class SlowTool:
    """A tool that answers when it is let go."""

    result: ToolResult
    began: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event = field(default_factory=asyncio.Event)
    finished: bool = False

    async def __call__(self, *_: Any) -> ToolResult:
        self.began.set()
        await self.go.wait()
        self.finished = True
        return self.result


Use = Callable[[Tool], None]


def gives(use_tool: Use, result: ToolResult) -> None:
    """Every tool gives this."""

    async def tool(_name: str, _arguments: dict[str, Any]) -> ToolResult:
        return result

    use_tool(tool)


@contextlib.asynccontextmanager
async def interrupted(work: Any, slow: SlowTool) -> AsyncIterator[None]:
    """The work is cancelled while its tool runs."""
    task = asyncio.ensure_future(work)
    await slow.began.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    yield


async def test_what_a_tool_has_found_goes_to_the_model(use_tool: Use) -> None:
    gives(use_tool, SLOTS)
    line = Line()
    await line.call_tool("check_availability")
    assert (line.given, line.properties, line.said) == ([SLOTS.payload], [None], [])


async def test_an_announcement_is_spoken_behind_its_result_and_the_model_is_not_asked(use_tool: Use) -> None:
    gives(use_tool, DONE)
    line = Line()
    await line.call_tool("book_appointment")
    last = line.properties[-1]
    assert last is not None
    assert (line.given, last.run_llm, line.said) == ([DONE.payload], False, [])
    await line.in_context()
    assert line.said == [(BOOKED, True, True)]
    await line.tools.tell()
    assert len(line.said) == 1


async def test_a_refusal_need_not_be_heard_twice(use_tool: Use) -> None:
    gives(use_tool, ToolResult({"error": "ambiguous"}, announce=ENGLISH.ask_name))
    line = Line()
    await line.call_tool("book_appointment")
    await line.in_context()
    assert line.said == [(ENGLISH.ask_name, True, False)]


async def test_an_interruption_between_result_and_announcement_has_it_told_once(use_tool: Use) -> None:
    gives(use_tool, DONE)
    line = Line()
    line.context.add_message(cast("Any", {"role": "tool", "tool_call_id": TICKET, "content": "CANCELLED"}))
    await line.call_tool("book_appointment")
    await line.tools.settled()
    await line.in_context()
    assert line.said == [(BOOKED, False, True)]
    assert [message["content"] for message in cast("Any", line.context.messages)] == [to_json(DONE.payload), BOOKED]


async def test_a_read_is_cut_off(use_tool: Use) -> None:
    slow, line = SlowTool(SLOTS), Line()
    use_tool(slow)
    async with interrupted(line.call_tool("check_availability"), slow):
        slow.go.set()
        await line.tools.settled()
    assert not slow.finished
    assert (line.given, line.said) == ([], [])


async def test_a_write_runs_on_and_is_told_to_a_silent_caller(use_tool: Use) -> None:
    slow, line = SlowTool(DONE), Line()
    use_tool(slow)
    async with interrupted(line.call_tool("book_appointment"), slow):
        slow.go.set()
        await line.quiet()
    assert (slow.finished, line.given, line.said) == (True, [], [(BOOKED, False, True)])
    assert [facts["kind"] for kind, facts in line.journal.rows if kind == "acted"] == ["booked"]


async def test_a_caller_who_speaks_is_told_before_the_next_answer(use_tool: Use) -> None:
    slow, line = SlowTool(DONE), Line()
    use_tool(slow)
    line.tools.caller_silent.clear()
    async with interrupted(line.call_tool("book_appointment"), slow):
        slow.go.set()
        await line.quiet()
        assert line.said == []
        await line.tools.settled()
    assert line.said == [(BOOKED, False, True)]


async def test_a_write_that_outlasts_the_call_is_finished_and_not_told(use_tool: Use) -> None:
    slow, line = SlowTool(DONE), Line()
    use_tool(slow)
    line.tools.caller_silent.clear()
    await line.tools.finished()
    async with interrupted(line.call_tool("book_appointment"), slow):
        finished = asyncio.ensure_future(line.tools.finished())
        slow.go.set()
        await finished
    assert (slow.finished, line.said) == (True, [])


@pytest.mark.parametrize(
    ("result", "goodbye"),
    [
        (ToolResult({"ok": True}, end_call=True), (FRENCH.goodbye, False)),
        (ToolResult({"error": "x"}, announce="Adieu.", end_call=True), ("Adieu.", True)),
    ],
)
async def test_the_end_of_the_call(use_tool: Use, result: ToolResult, goodbye: tuple[str, bool]) -> None:
    gives(use_tool, result)
    line = Line()
    line.call.language = "fr"
    await line.call_tool("end_call")
    await line.in_context()
    assert (line.goodbyes, line.said) == ([goodbye], [])


async def test_a_transfer_is_announced_by_whoever_makes_it(use_tool: Use) -> None:
    gives(use_tool, PASS_ON)
    line = Line()
    await line.tools.key_pressed("person")
    assert (line.passed_on, line.said) == ([PASS_ON], [])


async def test_code_answers_or_leaves_it_to_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    warning = ToolResult({}, announce="Dial 911.", actions=(Action("emergency", "help"),))
    answers = [None, warning, ToolResult({}, announce=ENGLISH.how_else)]

    async def reflex(*_: Any) -> ToolResult | None:
        return answers.pop(0)

    monkeypatch.setattr(tool_runner, "reflex", reflex)
    line = Line()
    assert [await line.tools.reflex("Words.") for _ in range(3)] == [False, True, True]
    assert line.said == [("Dial 911.", True, True), (ENGLISH.how_else, True, False)]


@pytest.mark.parametrize("silent", [True, False])
async def test_an_interrupted_answer_of_code_is_told_once(monkeypatch: pytest.MonkeyPatch, silent: bool) -> None:
    slow, line = SlowTool(DONE), Line()
    monkeypatch.setattr(tool_runner, "reflex", slow)
    if not silent:
        line.tools.caller_silent.clear()
    async with interrupted(line.tools.reflex("Yes."), slow):
        slow.go.set()
        await line.quiet()
        assert len(line.said) == silent
        await line.tools.settled()
    assert line.said == [(BOOKED, False, True)]


async def test_a_new_turn_gives_the_model_its_calls_back(use_tool: Use) -> None:
    gives(use_tool, SLOTS)
    line = Line()
    for _ in range(tool_runner.MOST_CALLS + 1):
        await line.call_tool("check_availability")
    assert line.given[-1]["error"] == "not_allowed"
    line.tools.turn_began()
    await line.call_tool("check_availability")
    assert line.given[-1] == SLOTS.payload
