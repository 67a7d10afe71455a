"""The journal of each call and the outbox of messages, on the records' writer."""

import asyncio
import uuid
from datetime import datetime
from typing import Any, Literal

from frontdesk.bot.records.entries import CallEnd
from frontdesk.bot.records.tables import CallRow, MessageRow, ToolCallRow, TurnRow
from frontdesk.bot.records.writer import RecordsWriter
from frontdesk.pipelines.desk import Message

Keep = Literal["full", "summary", "none"]


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

    def ended(self, *, reason: str, at: datetime) -> None:
        """The end of the call."""
        if self._keep != "none":
            self._writer.put(CallEnd(id=self._call_id, ended_at=at, end_reason=reason))

    def _next(self) -> int:
        self._position += 1
        return self._position


class RecordsOutbox:
    """Messages for the staff, kept whatever `records_keep` says: they are work to do, not a record."""

    def __init__(self, writer: RecordsWriter) -> None:
        self._writer = writer

    async def take(self, message: Message) -> None:
        """Have the message on a disk before returning; raises `RecordsUnavailable`."""
        row = MessageRow(
            id=uuid.uuid4().hex,
            call_id=message.call_id,
            name=message.name,
            phone=message.phone,
            text=message.text,
            language=message.language,
            at=message.at,
        )
        await asyncio.to_thread(self._writer.keep, row)
