"""One phone call from its open media socket to its end: greeted, talked to, put through, taken back."""

import asyncio
import logging
from collections.abc import Callable

from fastapi import WebSocket

from frontdesk.bot.phone.call_book import CallBook, Ending, KnownCall
from frontdesk.bot.phone.carrier import Carrier, Outcome
from frontdesk.bot.phone.conversation import Conversation
from frontdesk.bot.phone.documents import Documents
from frontdesk.bot.phone.stream_tokens import AnnouncedCall
from frontdesk.bot.records.journal import CallJournal
from frontdesk.clinic import LanguageCode
from frontdesk.pipelines.call_options import CallOptions
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.flow.passing_on import Transfer
from frontdesk.pipelines.flow.twilio_serializer import CALLER_HUNG_UP
from frontdesk.pipelines.flow.twilio_transport import TwilioTransport
from frontdesk.pipelines.receptionist import SERVER_STOPPED, answer
from frontdesk.pipelines.sentences import sentences

Greeting = Callable[[LanguageCode], str]
"""The first words of a call that begins now, in a language."""

_ENDINGS: dict[str, Ending] = {"trouble": "trouble", "transferred": "transferred"}
UNSURE_SECONDS = 4.0
"""In which the stream closes where the carrier has done what it gave no answer about."""
_log = logging.getLogger(__name__)


class PhoneCalls:
    """Answers the calls of one phone line."""

    def __init__(
        self,
        desk: Desk,
        book: CallBook,
        carrier: Carrier,
        documents: Documents,
        *,
        greeting: Greeting,
        journal: Callable[[str], CallJournal],
        closing: Callable[[], bool],
    ) -> None:
        """`journal` opens the journal of a CallSid; `closing` tells whether the server is going."""
        self._desk = desk
        self._book = book
        self._carrier = carrier
        self._documents = documents
        self._greeting = greeting
        self._journal = journal
        self._closing = closing

    async def take(self, announced: AnnouncedCall, websocket: WebSocket, stream_sid: str) -> Ending:
        """Hold one call; returns how its stream ended. Errors pass through."""
        talk, greeting = self._begin(announced)
        try:
            reason = await answer(
                self._desk,
                talk.call,
                TwilioTransport(websocket, stream_sid),
                talk.journal,
                options=CallOptions(greeting=greeting),
                transfer=self._transfer(announced, talk),
                why_cancelled=self._why_cancelled,
            )
        finally:
            if self._closing():  # to the pipeline the closed socket looked as if the caller had gone
                talk.journal.ended(reason=SERVER_STOPPED, at=self._desk.clock())
        return await self._ending(talk, reason)

    async def _ending(self, talk: Conversation, reason: str) -> Ending:
        """How the stream ended. The carrier closes it for a transfer perhaps before it answers that it takes it."""
        asked = talk.asked if reason == CALLER_HUNG_UP and not talk.given_up else None
        if asked is not None and await asked != "refused":
            talk.journal.ended(reason="transferred", at=self._desk.clock())
            return "transferred"
        return _ENDINGS.get(reason, "over")

    def _begin(self, announced: AnnouncedCall) -> tuple[Conversation, str]:
        """The conversation and its first words. A call that comes back goes on where it was, if it is still known."""
        known = self._book.get(announced.call_sid)
        returning = known is not None and known.returning
        talk = known.conversation if known is not None and returning else None
        if talk is None:
            talk = self._new(announced)
        if known is not None:
            known.conversation = talk
        if not returning:
            return talk, self._greeting(talk.call.language)
        talk.asked, talk.unsure, talk.given_up = None, False, False
        talk.call.pending = "message"
        return talk, sentences(talk.call.language).nobody_took

    def _new(self, announced: AnnouncedCall) -> Conversation:
        language = self._desk.clinic.language_of(announced.called)
        call = CallState(announced.call_sid, announced.caller, language)
        call.can_transfer = self._carrier.knows_account(announced.account_sid)
        journal = self._journal(call.call_id)
        journal.started(channel="phone", language=language, caller=announced.caller, at=self._desk.clock())
        return Conversation(call, journal)

    def _transfer(self, announced: AnnouncedCall, talk: Conversation) -> Transfer:
        async def transfer(number: str) -> bool:
            known = self._book.get(announced.call_sid)
            if known is None or number not in {one.phone for one in self._desk.clinic.extensions}:
                _log.error("A transfer was asked for that is not on the clinic's list, or of a call that is over.")
                return False
            talk.unsure = talk.given_up = False
            talk.asked = asyncio.ensure_future(self._put_through(known, talk, number))
            outcome = await asyncio.shield(talk.asked)
            if outcome == "unsure":
                await asyncio.sleep(UNSURE_SECONDS)
                talk.given_up = True
            return outcome == "taken"

        return transfer

    async def _put_through(self, known: KnownCall, talk: Conversation, number: str) -> Outcome:
        """Noted before the carrier is asked: what it does next may reach us before its answer does."""
        call, known.dialling = known.announced, number
        outcome = await self._carrier.redirect(call.call_sid, call.account_sid, self._documents.dial(number, call))
        talk.unsure = outcome == "unsure"
        if outcome == "refused":
            known.dialling = None
        return outcome

    def _why_cancelled(self) -> str:
        """Twilio's status of a call that is over may come before the end of its stream."""
        return SERVER_STOPPED if self._closing() else CALLER_HUNG_UP
