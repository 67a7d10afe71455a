"""The tables. What a caller said or is called stands in sealed columns only.

    calls ──< turns                 one row per utterance, both speakers
          ──< tool_calls            what the model asked for and was told
    actions                         the audit: what each call did; kept even of calls whose rows are not
    messages                        for the staff; outlive their call's rows
    bookings ──< hold_granules      holds under way and what became of them; granule rows live only while held
    marks                           the sealed word that tells whether the key fits

Identifiers are made by the writer, not the database, so that writing a row twice is harmless. A changed table needs a
new file in `migrations/versions`; a test compares both.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, MetaData, Text
from sqlmodel import Field, SQLModel

from frontdesk.bot.records.column_types import EncryptedJson, EncryptedText, Moment

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Record(SQLModel):
    """Base of every table."""

    metadata = MetaData(naming_convention=_NAMES)


class CallRow(Record, table=True):
    """One call. `channel` is phone or typed."""

    __tablename__ = "calls"

    id: str = Field(primary_key=True)
    channel: str
    language: str
    caller: str | None = Field(default=None, sa_column=Column(EncryptedText("calls.caller")))
    started_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    end_reason: str | None = None


class TurnRow(Record, table=True):
    """One utterance of a call; `position` counts turns, tool calls and actions of the call together."""

    __tablename__ = "turns"

    id: str = Field(primary_key=True)
    call_id: str = Field(foreign_key="calls.id", index=True, ondelete="CASCADE")
    position: int
    speaker: str
    text: str = Field(sa_column=Column(EncryptedText("turns.text"), nullable=False))
    language: str
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    latency_ms: dict[str, float] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    interrupted: bool = False


class ToolCallRow(Record, table=True):
    """One tool call, with what was asked and answered."""

    __tablename__ = "tool_calls"

    id: str = Field(primary_key=True)
    call_id: str = Field(foreign_key="calls.id", index=True, ondelete="CASCADE")
    position: int
    name: str
    arguments: dict[str, Any] = Field(sa_column=Column(EncryptedJson("tool_calls.arguments"), nullable=False))
    result: dict[str, Any] = Field(sa_column=Column(EncryptedJson("tool_calls.result"), nullable=False))
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    took_ms: float


class ActionRow(Record, table=True):
    """One row of the audit. No foreign key: where `records_keep` is none, the call itself has no row.

    `position` counts turns, tool calls and actions of the call together. `target` is an event's UID, an extension's id
    or a language.
    """

    __tablename__ = "actions"

    id: str = Field(primary_key=True)
    call_id: str = Field(index=True)
    position: int
    kind: str
    target: str | None = None
    reason: str | None = Field(default=None, sa_column=Column(EncryptedText("actions.reason")))
    at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))


class MessageRow(Record, table=True):
    """A message for the staff. No foreign key: it is written at once, its call's row perhaps later.

    `recording` says where a voicemail's sound lies; `done_at` is when the staff dealt with the message.
    """

    __tablename__ = "messages"

    id: str = Field(primary_key=True)
    call_id: str = Field(index=True)
    name: str = Field(sa_column=Column(EncryptedText("messages.name"), nullable=False))
    phone: str | None = Field(default=None, sa_column=Column(EncryptedText("messages.phone")))
    text: str = Field(sa_column=Column(EncryptedText("messages.text"), nullable=False))
    language: str
    at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    recording: str | None = Field(default=None, sa_column=Column(EncryptedText("messages.recording")))
    done_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class MarkRow(Record, table=True):
    """A known word, sealed: if it does not open, the key is not this database's."""

    __tablename__ = "marks"

    name: str = Field(primary_key=True)
    word: str = Field(sa_column=Column(Text, nullable=False))


class BookingRow(Record, table=True):
    """A hold, then what became of it (`href` and `etag` set). What is busy only the calendar server says.

    `kind` is book, move or cancel; the `origin` columns say where an appointment stood that is being moved.
    """

    __tablename__ = "bookings"

    key: str = Field(primary_key=True)
    kind: str = Field(default="book", sa_column_kwargs={"server_default": "book"})
    calendar: str
    start_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    end_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    owner: str
    expires_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    href: str | None = None
    etag: str | None = None
    origin_calendar: str | None = None
    origin_href: str | None = None
    origin_start_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    origin_end_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class HoldGranuleRow(Record, table=True):
    """One 5-minute granule (minutes since 1970) of one calendar, held by one booking: the key decides every race."""

    __tablename__ = "hold_granules"

    calendar: str = Field(primary_key=True)
    granule: int = Field(primary_key=True)
    key: str = Field(foreign_key="bookings.key", index=True, ondelete="CASCADE")
