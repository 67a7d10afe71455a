"""Passing the caller on to a person: after the sentence, and what happens when it cannot be done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.ports import ToolCall
from frontdesk.pipelines.call_options import CallOptions
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Action
from frontdesk.pipelines.sentences import ENGLISH, FRENCH
from frontdesk.pipelines.tools import ToolResult
from tests.phone_line import PhoneLine, phone_line
from tests.pipelines.scripted_call import GREETING, OPTIONS, Tool, desk, model, synthesiser

pytestmark = pytest.mark.spoken

NUMBER = "+15145550111"
ANNOUNCED = "I'm putting you through to the front desk. One moment, please."
PASS_ON = ToolResult(
    {"transferring": True}, announce=ANNOUNCED, transfer_to=NUMBER, actions=(Action("transfer", "asked", "desk"),)
)
A_PERSON = ToolCall("transfer_to_human", {"reason": "asked"})


@dataclass
class Carrier:
    """The carrier's side: what it was asked, how much of the call it had played by then, and what it answers."""

    takes: bool | Exception = True
    line: PhoneLine | None = None
    asked: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)

    async def transfer(self, number: str) -> bool:
        self.asked.append(number)
        assert self.line is not None
        self.marks.append(sum(event["event"] == "mark" for event in self.line.events))
        if isinstance(self.takes, Exception):
            raise self.takes
        return self.takes


@pytest.fixture
def passes_on(use_tool: Callable[[Tool], None]) -> None:
    """Every tool passes the caller on."""

    async def tool(name: str, arguments: dict[str, Any]) -> ToolResult:
        return PASS_ON

    use_tool(tool)


@pytest.mark.usefixtures("passes_on")
async def test_the_sentence_is_heard_then_the_carrier_takes_the_call(voice: PiperEngine) -> None:
    carrier, hung_up = Carrier(), list[bool]()

    async def hang_up() -> None:
        hung_up.append(True)

    at = desk(["A person, please."], [A_PERSON])
    async with phone_line(at, voice, options=OPTIONS, transfer=carrier.transfer, hang_up=hang_up) as line:
        carrier.line = line
        await line.heard(GREETING)
        await line.say("A person, please.")
        await line.heard(ANNOUNCED)
        await line.until(lambda: carrier.asked)
        assert await line.stop() == "transferred"
    assert (carrier.asked, carrier.marks) == ([NUMBER], [2])
    assert not hung_up
    assert line.journal.rows[-1][1]["reason"] == "transferred"
    assert [(f["kind"], f["target"]) for kind, f in line.journal.rows if kind == "acted"] == [("transfer", "desk")]


@pytest.mark.usefixtures("passes_on")
@pytest.mark.parametrize("answer", [False, RuntimeError("the wire broke")], ids=["refused", "broken"])
async def test_a_carrier_that_refuses_leaves_the_caller_with_a_message(
    voice: PiperEngine, answer: bool | Exception
) -> None:
    carrier = Carrier(answer)
    at = desk(["A person, please.", "Call me."], [A_PERSON, "What is your name?"])
    async with phone_line(at, voice, options=OPTIONS, transfer=carrier.transfer) as line:
        carrier.line = line
        await line.heard(GREETING)
        await line.say("A person, please.")
        await line.heard(ENGLISH.nobody_reached)
        assert line.call.pending == "message"
        await line.say("Please tell them to call me.")
        await line.heard("What is your name?")
    assert [(f["kind"], f["target"]) for kind, f in line.journal.rows if kind == "acted"][:2] == [
        ("transfer", "desk"),
        ("transfer failed", "desk"),
    ]


@pytest.mark.usefixtures("passes_on")
async def test_words_into_the_announcement_do_not_stop_a_transfer(voice: PiperEngine) -> None:
    carrier = Carrier()
    at = desk(["A person, please.", "Thank you."], [A_PERSON, "Never asked."], pace=0.06)
    async with phone_line(at, voice, options=OPTIONS, transfer=carrier.transfer) as line:
        carrier.line = line
        await line.heard(GREETING)
        await line.say("A person, please.")
        await line.until(lambda: ANNOUNCED in synthesiser(at).spoken)
        await line.say("Thank you very much.")
        await line.until(lambda: carrier.asked)
        assert await line.stop() == "transferred"
    assert len(model(at).prompts) == 1


async def test_a_line_that_cannot_transfer_says_so(voice: PiperEngine, passes_on: None) -> None:
    at = desk(["A person, please."], [A_PERSON])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("A person, please.")
        await line.heard(ENGLISH.nobody_reached)


async def test_a_call_comes_back_with_its_past(voice: PiperEngine) -> None:
    call = CallState("CA1", "+15145550199", "fr", ended=True, pending="message")
    call.assistant_says("Quel jour ?")
    call.caller_says("Je voudrais parler à quelqu'un.")
    at = desk(["Rappelez-moi."], ["Votre nom ?"])
    options = CallOptions(greeting=FRENCH.nobody_reached)
    async with phone_line(at, voice, options=options, call=call) as line:
        await line.heard(FRENCH.nobody_reached)
        assert not call.ended
        await line.say("Rappelez-moi, s'il vous plaît.", "fr")
        await line.heard("Votre nom ?")
    assert [message["content"] for message in model(at).prompts[0]] == [
        "Quel jour ?",
        "Je voudrais parler à quelqu'un.",
        FRENCH.nobody_reached,
        "Rappelez-moi.",
    ]
