"""The journal of each call and the outbox of messages, on the records' writer.

    records_keep   call's row   turns, tool calls   actions                                     messages
    full           yes          yes                 all, with reason                            yes
    summary        yes          no                  all, without reason                         yes
    none           no           no                  without reason; none of `_ABOUT_THE_CALLER`   yes

What was written to the calendar, read out of it, refused, left behind or passed on can be audited under every setting:
kind, target, moment and call id, which say nothing about who called. Messages are work to do, not a record.
"""

import asyncio
import uuid
from datetime import datetime
from typing import Any, Literal

from frontdesk.bot.records.entries import CallEnd
from frontdesk.bot.records.tables import ActionRow, CallRow, MessageRow, ToolCallRow, TurnRow
from frontdesk.bot.records.writer import RecordsWriter
from frontdesk.errors import RecordsUnavailable
from frontdesk.pipelines.desk import Action, ActionKind, Message

_KEEP_SECONDS = 2.5  # a caller waits for it
Keep = Literal["full", "summary", "none"]

_ABOUT_THE_CALLER: frozenset[ActionKind] = frozenset({"emergency", "advice refused", "language"})
"""Actions that tell of the caller's health or origin rather than of what was done."""


class CallJournal:
    """One call's journal: every method queues and returns. `keep` says how much is written."""

    def __init__(self, writer: RecordsWriter, call_id: str, keep: Keep) -> None:
        self._writer = writer
        self._call_id = call_id
        self._keep = keep
        self._position = 0

    def started(self, *, channel: Literal["phone", "typed"], language: str, caller: str | None, at: datetime) -> None:
        """The call begins; must come first. `caller` is E.164 or None."""
        if self._keep != "none":
            row = CallRow(id=self._call_id, channel=channel, language=language, caller=caller, started_at=at)
            self._writer.put(row)

    def turn(
        self,
        *,
        speaker: Literal["caller", "assistant"],
        text: str,
        language: str,
        at: datetime,
        latency_ms: dict[str, float] | None = None,
        interrupted: bool = False,
    ) -> None:
        """One turn as heard."""
        if self._keep == "full":
            row = TurnRow(
                id=uuid.uuid4().hex,
                call_id=self._call_id,
                position=self._next(),
                speaker=speaker,
                text=text,
                language=language,
                at=at,
                latency_ms=latency_ms,
                interrupted=interrupted,
            )
            self._writer.put(row)

    def tool_called(
        self, *, name: str, arguments: dict[str, Any], result: dict[str, Any], at: datetime, took_ms: float
    ) -> None:
        """One tool call with the payload that the model was shown."""
        if self._keep == "full":
            row = ToolCallRow(
                id=uuid.uuid4().hex,
                call_id=self._call_id,
                position=self._next(),
                name=name,
                arguments=arguments,
                result=result,
                at=at,
                took_ms=took_ms,
            )
            self._writer.put(row)

    def acted(self, action: Action, *, at: datetime) -> None:
        """One row of the audit."""
        if self._keep == "none" and action.kind in _ABOUT_THE_CALLER:
            return
        row = ActionRow(
            id=uuid.uuid4().hex,
            call_id=self._call_id,
            position=self._next(),
            kind=action.kind,
            target=action.target,
            reason=action.reason if self._keep == "full" else None,
            at=at,
        )
        self._writer.put(row)

    def ended(self, *, reason: str, at: datetime) -> None:
        """The end of the call."""
        if self._keep != "none":
            self._writer.put(CallEnd(id=self._call_id, ended_at=at, end_reason=reason))

    def _next(self) -> int:
        self._position += 1
        return self._position


class RecordsOutbox:
    """Messages for the staff, kept whatever `records_keep` says."""

    def __init__(self, writer: RecordsWriter) -> None:
        self._writer = writer

    async def take(self, message: Message) -> None:
        """Have the message on a disk before returning; raises `RecordsUnavailable`.

        A recording is kept once, however often the carrier tells of it.
        """
        row = MessageRow(
            id=_message_id(message),
            call_id=message.call_id,
            name=message.name,
            phone=message.phone,
            text=message.text,
            language=message.language,
            at=message.at,
            recording=message.recording,
        )
        try:
            async with asyncio.timeout(_KEEP_SECONDS):
                await asyncio.to_thread(self._writer.keep, row)
        except TimeoutError:
            raise RecordsUnavailable("The disk of the records does not answer.") from None


def _message_id(message: Message) -> str:
    if message.recording is None:
        return uuid.uuid4().hex
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{message.call_id} {message.recording}").hex
