"""How calls end, and that nothing is left of them."""

import asyncio
import gc
import os
import threading
from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.calendar.spoken import Language
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.ports import ToolCall
from frontdesk.pipelines import receptionist
from frontdesk.pipelines.call_options import CallOptions
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Message
from frontdesk.pipelines.flow.tool_handlers import ToolHandlers
from frontdesk.pipelines.sentences import ENGLISH, sentences
from frontdesk.pipelines.tools import ToolResult
from tests.phone_line import phone_line
from tests.pipelines.scripted_call import GREETING, LONG, OPTIONS, Tool, desk, model, outbox, synthesiser

pytestmark = pytest.mark.spoken


async def test_end_call_says_goodbye_and_hangs_up_behind_it(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    async def end(name: str, arguments: dict[str, Any]) -> ToolResult:
        return ToolResult({"ok": True}, end_call=True)

    use_tool(end)
    hung_up: list[bool] = []

    async def hang_up() -> None:
        hung_up.append(True)

    at = desk(["Goodbye."], [ToolCall("end_call", {})])
    async with phone_line(at, voice, options=OPTIONS, hang_up=hang_up) as line:
        await line.heard(GREETING)
        await line.say("Goodbye.")
        assert await line.ended() == "goodbye"
    assert line.journal.said("assistant")[-1] == ENGLISH.goodbye
    assert line.call.ended
    assert hung_up == [True]


async def test_goodbye_does_not_wait_for_a_carrier_that_confirms_nothing(
    voice: PiperEngine, use_tool: Callable[[Tool], None]
) -> None:
    async def end(name: str, arguments: dict[str, Any]) -> ToolResult:
        return ToolResult({"ok": True}, announce="Goodbye, Mary.", end_call=True)

    use_tool(end)
    at = desk(["Goodbye."], [ToolCall("end_call", {}), "Never said."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        line.echo_marks = False
        await line.heard(GREETING)
        await line.say("Goodbye.")
        await line.until(lambda: "Goodbye, Mary." in synthesiser(at).spoken)
        await line.say("Wait, wait!")
        assert await line.ended() == "goodbye"
    assert len(model(at).prompts) == 1


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_long_silence_is_asked_about_once_and_then_ends_the_call(voice: PiperEngine, language: Language) -> None:
    options = CallOptions(greeting=GREETING, silence=0.4)
    async with phone_line(desk(), voice, options=options, call=CallState("CA1", None, language)) as line:
        assert await line.ended() == "silence"
    spoken = sentences(language)
    assert line.journal.said("assistant") == [GREETING, spoken.still_there, spoken.goodbye]


async def test_a_caller_who_answers_is_asked_again_the_next_time(voice: PiperEngine) -> None:
    at = desk(["Yes."], ["Good."])
    async with phone_line(at, voice, options=CallOptions(greeting=GREETING, silence=1.5)) as line:
        await line.heard(ENGLISH.still_there)
        await line.say("Yes, I am.")
        assert await line.ended() == "silence"
    assert line.journal.said("assistant").count(ENGLISH.still_there) == 2


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_the_end_of_the_longest_call_is_announced(voice: PiperEngine, language: Language) -> None:
    at = desk(["Hello."], ["Hello there."])
    options = CallOptions(greeting=GREETING, longest=6.0, warning=4.0)
    async with phone_line(at, voice, options=options, call=CallState("CA1", None, language)) as line:
        await line.heard(sentences(language).last_minute)
        await line.say("Hello.")
        assert await line.ended() == "longest call"
    assert line.journal.said("assistant")[-1] == sentences(language).goodbye
    assert [message["content"] for message in model(at).prompts[0]] == [GREETING, "Hello."]


async def test_the_announcement_of_the_end_waits_for_the_callers_pause(voice: PiperEngine) -> None:
    at = desk(["One, two, three, four."], ["Very well."])
    options = CallOptions(greeting=GREETING, longest=60.0, warning=59.0)
    words = "One two three four five six seven eight nine ten eleven twelve."
    speech = await voice.synthesise(words, language="en", rate=8000)
    async with phone_line(at, voice, options=options) as line:
        await line.until(lambda: line.voiced)
        await line.play(speech.pcm)
        await line.until(lambda: ENGLISH.last_minute in " ".join(line.journal.said("assistant")))
    assert line.journal.said("assistant")[0] == GREETING


async def test_a_call_that_does_not_come_to_its_end_is_cut_off(
    voice: PiperEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = desk(pace=1.0)
    monkeypatch.setattr(receptionist, "LAST_WORDS", 0.2)
    async with phone_line(at, voice, options=CallOptions(greeting="A very long greeting indeed.", longest=0.3)) as line:
        assert await line.ended() == "longest call"


async def test_the_longest_call_ends_with_a_goodbye(voice: PiperEngine) -> None:
    at = desk()
    async with phone_line(at, voice, options=CallOptions(greeting=GREETING, longest=0.5)) as line:
        line.echo_marks = False
        assert await line.ended() == "longest call"
    assert line.journal.said("assistant")[-1] == ENGLISH.goodbye


async def test_nothing_is_left_after_twenty_calls(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    """No task, no file descriptor and no thread: also of calls that were cut off, passed on, or ended in mid-answer."""

    async def tool(name: str, arguments: dict[str, Any]) -> ToolResult:
        return ToolResult({"transferring": True}, announce="One moment.", transfer_to="+15145550111")

    async def transfer(number: str) -> bool:
        return True

    async def one_call(kind: int) -> None:
        at = desk(["Hello."], [ToolCall("transfer_to_human", {"reason": "asked"}) if kind == 1 else LONG])
        async with phone_line(at, voice, options=OPTIONS, transfer=transfer) as line:
            await line.heard(GREETING)
            if kind == 0:
                return
            await line.say("Hello.")
            if kind == 1:
                await line.heard("One moment.")
            elif kind == 2:
                await line.until(lambda: model(at).prompts)
            elif kind == 3:
                (await line.answering).cancel()
            else:
                await line.press("514")

    def left() -> tuple[int, int, int]:
        return len(asyncio.all_tasks()), len(os.listdir("/proc/self/fd")), threading.active_count()

    use_tool(tool)

    async def every_kind() -> None:
        await asyncio.gather(*(one_call(kind) for kind in (0, 1, 2)))
        await asyncio.gather(*(one_call(kind) for kind in (3, 4)))

    await every_kind()
    before = left()
    for _ in range(4):
        await every_kind()
    gc.collect()
    assert all(now <= then for now, then in zip(left(), before, strict=True))


async def test_a_broken_line_ends_the_call(voice: PiperEngine) -> None:
    async with phone_line(desk(), voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.socket.close()
        assert await line.ended() == "caller hung up"


async def test_a_cancelled_call_cleans_up(voice: PiperEngine) -> None:
    at = desk()
    before = asyncio.all_tasks()
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        (await line.answering).cancel()
        assert await line.ended() == "CancelledError"
    assert line.journal.rows[-1][0] == "ended"
    assert line.journal.rows[-1][1]["reason"] == "server stopped"
    assert model(at).forgotten == ["CA1"]
    assert asyncio.all_tasks() == before


async def test_a_cancelled_call_ends_for_the_reason_that_is_given(voice: PiperEngine) -> None:
    at = desk()
    async with phone_line(at, voice, options=OPTIONS, why_cancelled=lambda: "caller hung up") as line:
        await line.heard(GREETING)
        (await line.answering).cancel()
        await line.ended()
    assert line.journal.rows[-1][1]["reason"] == "caller hung up"


async def test_a_write_under_way_survives_the_hang_up(voice: PiperEngine, use_tool: Callable[[Tool], None]) -> None:
    started, write = asyncio.Event(), asyncio.Event()
    written: list[str] = []

    async def take(name: str, arguments: dict[str, Any]) -> ToolResult:
        started.set()
        await write.wait()
        written.append(name)
        return ToolResult({"taken": True})

    use_tool(take)
    at = desk(["Yes."], [ToolCall("take_message", {"name": "Mary", "message": "Call me."})])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await asyncio.wait_for(started.wait(), 10)
        stopping = asyncio.create_task(line.stop())
        asyncio.get_running_loop().call_later(0.2, write.set)
        await stopping
    assert written == ["take_message"]


async def test_a_call_that_is_cancelled_while_it_cleans_up_still_does(
    voice: PiperEngine, use_tool: Callable[[Tool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The carrier's status comes behind the end of the stream, while a write is under way."""
    started, cleaning, write = asyncio.Event(), asyncio.Event(), asyncio.Event()
    finished = ToolHandlers.finished

    async def take(name: str, arguments: dict[str, Any]) -> ToolResult:
        started.set()
        await write.wait()
        return ToolResult({"taken": True})

    async def note(handlers: ToolHandlers) -> None:
        cleaning.set()
        await finished(handlers)

    use_tool(take)
    monkeypatch.setattr(ToolHandlers, "finished", note)
    at = desk(["Yes."], [ToolCall("take_message", {"name": "Mary", "message": "Call me."})])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.say("Yes please.")
        await asyncio.wait_for(started.wait(), 10)
        stopping = asyncio.create_task(line.stop())
        await asyncio.wait_for(cleaning.wait(), 10)
        (await line.answering).cancel()
        asyncio.get_running_loop().call_later(0.2, write.set)
        await stopping
    assert [name for name, _ in line.journal.rows if name != "turn"] == ["tool", "ended"]
    assert line.journal.rows[-1][1]["reason"] == "caller hung up"
    assert model(at).forgotten == ["CA1"]


async def test_a_message_that_was_not_confirmed_outlives_the_call(voice: PiperEngine) -> None:
    at = desk()
    call = CallState("CA1", "+15145550142", "en")
    call.draft = Message("CA1", "Anna Lind", None, "Please call me about my bill.", "en", at.clock())
    async with phone_line(at, voice, options=OPTIONS, call=call) as line:
        await line.heard(GREETING)
    assert [message.text for message in outbox(at).messages] == [
        "(Not confirmed by the caller) Please call me about my bill."
    ]
