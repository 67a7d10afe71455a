"""The keypad as a processor: frames in, frames out."""

from pipecat.audio.dtmf.types import KeypadEntry
from pipecat.frames.frames import InputDTMFFrame, InterruptionFrame, LLMContextUserTurnFrame, LLMMessagesAppendFrame
from pipecat.tests.utils import run_test

from frontdesk.pipelines.flow.keypad import Keypad, KeyWishFrame

Out = list[tuple[str, str]]


async def pressed(keys: str) -> tuple[Out, list[str]]:
    """What comes out behind the keypad, and what was noted as keyed in."""
    noted: list[str] = []
    keypad = Keypad(noted.append, number_asked=lambda: False, pause=0.01)
    down, _ = await run_test(keypad, frames_to_send=[InputDTMFFrame(button=KeypadEntry(key)) for key in keys])
    out: Out = []
    for frame in down:
        if isinstance(frame, InterruptionFrame):
            out.append(("interruption", ""))
        elif isinstance(frame, KeyWishFrame):
            out.append(("wish", frame.wanted))
        elif isinstance(frame, LLMContextUserTurnFrame):
            out.append(("turn", frame.text))
        elif isinstance(frame, LLMMessagesAppendFrame):
            out.append(("message", str(frame.messages[0])))
    return out, noted


async def test_a_number_interrupts_once_and_is_the_callers_turn() -> None:
    out, noted = await pressed("514#")
    assert out == [("interruption", ""), ("turn", "514"), ("message", "{'role': 'user', 'content': '514'}")]
    assert noted == ["514"]


async def test_wishes_come_behind_their_interruption() -> None:
    assert await pressed("0") == ([("interruption", ""), ("wish", "person")], ["0"])
    assert await pressed("*") == ([("interruption", ""), ("wish", "language")], ["*"])


async def test_a_hash_alone_interrupts_nobody() -> None:
    assert await pressed("#") == ([], [])
