"""The phone line of a house, put together from its settings."""

from collections.abc import Callable
from datetime import UTC, datetime

from frontdesk.bot.breaker import Breaker
from frontdesk.bot.phone.call_book import CallBook
from frontdesk.bot.phone.carrier import Carrier
from frontdesk.bot.phone.documents import Documents
from frontdesk.bot.phone.line import Line
from frontdesk.bot.phone.phone_calls import PhoneCalls
from frontdesk.bot.phone.signatures import SignatureCheck
from frontdesk.bot.phone.stream_tokens import AnnouncedCall, StreamTokens
from frontdesk.bot.records.journal import CallJournal
from frontdesk.bot.records.writer import RecordsWriter
from frontdesk.bot.settings import Settings
from frontdesk.clinic import LanguageCode
from frontdesk.pipelines.after_hours import greeting_at
from frontdesk.pipelines.desk import Desk


def open_line(
    settings: Settings,
    desk: Desk,
    writer: RecordsWriter,
    *,
    in_trouble: Callable[[], bool],
    breaker: Breaker,
) -> Line | None:
    """The phone line; None where Twilio is not set up.

    `in_trouble` tells whether calls cannot be talked to now and go to voicemail; `breaker` is the REST API's.
    """
    if settings.twilio_auth_token is None or settings.public_url is None:
        return None
    auth_token = settings.twilio_auth_token.get_secret_value()
    signatures = SignatureCheck(auth_token, settings.public_url)
    documents = Documents(desk.clinic, settings.public_url, signatures.socket_base)
    carrier = Carrier(auth_token, settings.twilio_account_sid, settings.twilio_api_base_url, breaker)
    book = CallBook(_utc_now)

    def journal(call_id: str) -> CallJournal:
        return CallJournal(writer, call_id, settings.records_keep)

    def greeting(language: LanguageCode) -> str:
        return greeting_at(desk.clock(), desk.clinic, language, pocket_ears=settings.uses_pocket)

    calls = PhoneCalls(desk, book, carrier, documents, greeting=greeting, journal=journal, closing=lambda: line.closing)

    async def redirect(call: AnnouncedCall, document: str) -> object:
        return await carrier.redirect(call.call_sid, call.account_sid, document)

    line = Line(
        clinic=desk.clinic,
        signatures=signatures,
        documents=documents,
        tokens=StreamTokens(_utc_now),
        book=book,
        answer=calls.take,
        take_voicemail=desk.outbox.take,
        clock=desk.clock,
        in_trouble=in_trouble,
        redirect=redirect,
        account_sid=settings.twilio_account_sid,
        max_calls=settings.max_calls,
    )
    return line


def _utc_now() -> datetime:
    return datetime.now(UTC)
