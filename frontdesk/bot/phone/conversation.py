"""What is kept of a call while a telephone rings elsewhere: its state and its journal."""

import asyncio
from dataclasses import dataclass

from frontdesk.bot.phone.carrier import Outcome
from frontdesk.bot.records.journal import CallJournal
from frontdesk.pipelines.call_state import CallState


@dataclass(slots=True)
class Conversation:
    """One call's talk so far. The same journal goes on, so that the rows of the call stay in order."""

    call: CallState
    journal: CallJournal
    asked: asyncio.Future[Outcome] | None = None
    """The request to put this stream's call through; it goes on when the stream ends under it."""
    unsure: bool = False
    """Whether nobody knows yet if that request was carried out."""
    given_up: bool = False
    """Whether the caller was told that nobody could be reached while it was unsure."""
