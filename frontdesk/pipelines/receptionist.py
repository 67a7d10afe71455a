"""One whole call: builds its pipeline, greets, runs until somebody hangs up, leaves nothing behind."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from pipecat.transports.base_transport import BaseTransport
from pipecat.workers.runner import WorkerRunner

from frontdesk.pipelines.after_hours import greeting_at
from frontdesk.pipelines.call_options import CallOptions
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk, Journal
from frontdesk.pipelines.flow.call_pipeline import CallPipeline
from frontdesk.pipelines.flow.passing_on import Transfer
from frontdesk.pipelines.flow.quiet import hush_pipecat
from frontdesk.pipelines.flow.twilio_serializer import CALLER_HUNG_UP
from frontdesk.pipelines.sentences import sentences

logger = logging.getLogger(__name__)

HangUp = Callable[[], Awaitable[None]]
"""Ends the phone call at the carrier; called once, when the receptionist has said goodbye."""

_CARRIER_GOES_ON = (CALLER_HUNG_UP, "trouble", "transferred")
"""Ends after which nobody hangs up: the caller did, or the carrier takes the caller further."""

SERVER_STOPPED = "server stopped"

LAST_WORDS = 20.0
"""Seconds in which a call that is to end finishes what is being said."""

CLEAN_UP = 25.0
"""Seconds for which a write under way may outlast the call."""


async def answer(
    desk: Desk,
    call: CallState,
    transport: BaseTransport,
    journal: Journal,
    *,
    hang_up: HangUp | None = None,
    transfer: Transfer | None = None,
    options: CallOptions | None = None,
    why_cancelled: Callable[[], str] = lambda: SERVER_STOPPED,
) -> str:
    """Run one call until it ends and return why: "caller hung up" or an `EndReason` of `closing`.

    `call` may have a past: the conversation of an earlier stream goes on. `transfer` passes the caller on to a person.
    After "trouble" and "transferred" the carrier goes on with the caller, so nobody hangs up.
    What goes wrong inside the call is logged and ends at most the call. Being cancelled ends the call (the journal asks
    `why_cancelled`), cleans up and raises `asyncio.CancelledError` as usual.
    """
    hush_pipecat()
    options = options or CallOptions()
    call.ended = False
    pipeline = CallPipeline(desk, call, transport, journal, options, transfer)
    reason: str | None = None
    try:
        reason = await _run(pipeline, call, transport, options, desk)
    finally:
        reason = reason or why_cancelled()
        call.ended = True
        try:
            await _to_its_end(_clean_up(pipeline, desk, call, reason))
        finally:
            journal.ended(reason=reason, at=desk.clock())
    if hang_up is not None and reason not in _CARRIER_GOES_ON:
        await hang_up()
    return reason


async def _run(
    pipeline: CallPipeline, call: CallState, transport: BaseTransport, options: CallOptions, desk: Desk
) -> str:
    """Run the pipeline to its end. A runner of its own for every call: a shared one keeps every finished call."""

    async def disconnected(_transport: BaseTransport, _client: object) -> None:
        await pipeline.worker.cancel(reason=CALLER_HUNG_UP)

    transport.add_event_handler("on_client_disconnected", disconnected)
    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(pipeline.worker)
    await pipeline.greet(options.greeting or greeting_at(desk.clock(), desk.clinic, call.language))
    longest = asyncio.create_task(_end_in_time(options, pipeline, call), name="longest call")
    try:
        await runner.run()
    finally:
        longest.cancel()
    if (task := asyncio.current_task()) is not None and task.cancelling():
        # Pipecat's runner ends its workers when it is cancelled and keeps the cancellation to itself.
        raise asyncio.CancelledError
    return pipeline.closing.reason or CALLER_HUNG_UP


async def _end_in_time(options: CallOptions, pipeline: CallPipeline, call: CallState) -> None:
    """Warn the caller, then say goodbye; a call that does not come to its end by itself then is cut off."""
    now = asyncio.get_running_loop().time
    end = now() + options.longest
    if options.longest > options.warning:
        await asyncio.sleep(options.longest - options.warning)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(end):
                await pipeline.warn()
    await asyncio.sleep(end - now())
    await pipeline.tools.settled()
    await pipeline.closing.close("longest call", sentences(call.language).goodbye)
    await asyncio.sleep(LAST_WORDS)
    await pipeline.worker.cancel(reason="longest call")


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    """Do the work even when cancelled meanwhile: the carrier may report the end of a call that is being cleaned up."""
    task = asyncio.create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


async def _clean_up(pipeline: CallPipeline, desk: Desk, call: CallState, reason: str) -> None:
    """Let a write finish that the end of the call found under way, keep an unconfirmed message, and have the engine
    forget the call. A caller who was passed on may yet come back to the question.
    """
    try:
        await asyncio.wait_for(pipeline.tools.finished(), CLEAN_UP)
        if reason != "transferred":
            await pipeline.tools.call_over()
        await desk.language_model.forget(call.call_id)
    except Exception as error:
        # The outer edge of the call: nothing that fails here may keep the call from being recorded as ended.
        logger.error("cleaning up after a call failed with %s", type(error).__name__)
