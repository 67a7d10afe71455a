"""One whole call of a caller: dial, listen, answer, until somebody hangs up."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

from frontdesk.bot.demo.caller import Caller
from frontdesk.bot.demo.conversation import Conversation
from frontdesk.bot.demo.ears import Ears
from frontdesk.bot.demo.voice import CallerVoice
from frontdesk.bot.demo.wire.phone_line import PhoneLine

Said = Callable[[str], None]
Heard = Callable[[frozenset[str]], None]
LONGEST_CALL = 150.0
"""Seconds after which a caller gives up."""
_T = TypeVar("_T")


async def phone_in(
    caller: Caller,
    conversation: Conversation,
    voice: CallerVoice,
    line: PhoneLine,
    ears: Ears,
    *,
    said: Said,
    heard: Heard,
) -> None:
    """Hold the call. `said` and `heard` are told the caller's words and what the caller understood, as it happens.

    Raises `CallRefused` where the server does not take the call.
    """
    await line.dial()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_CALL):
            await _talk(caller, conversation, voice, line, ears, said=said, heard=heard)
    await line.hang_up()


async def _talk(
    caller: Caller,
    conversation: Conversation,
    voice: CallerVoice,
    line: PhoneLine,
    ears: Ears,
    *,
    said: Said,
    heard: Heard,
) -> None:
    while not line.ended.is_set():
        understood = await _unless_ended(line, ears.turn(pause=caller.pause_seconds, patience=caller.patience_seconds))
        if line.ended.is_set():
            return
        if understood is not None:
            heard(understood)
        words = conversation.answer(understood)
        if words is None:
            return
        audio = await asyncio.to_thread(voice.speak, words)
        ears.forget()
        said(words)
        line.say(audio)
        await line.said()
        ears.forget_silence()


async def _unless_ended(line: PhoneLine, work: Awaitable[_T]) -> _T | None:
    """The result of `work`, or None once the call is over."""
    task = asyncio.ensure_future(work)
    over = asyncio.ensure_future(line.ended.wait())
    try:
        await asyncio.wait([task, over], return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        task.cancel()
        over.cancel()
