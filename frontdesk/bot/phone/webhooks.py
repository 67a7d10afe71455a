"""Twilio's webhooks: a call comes in, its stream ended, its transfer ended, its voicemail was recorded, it is over.

Each is let in with Twilio's signature only, and answered from the call book: what makes no sense for the call as it
stands (a repeated request of an earlier stage, a replayed one) gets 409 and changes nothing.
"""

import logging
from collections.abc import Callable, MutableMapping
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response, status

from frontdesk.bot.phone.form import announced, is_over, read_form
from frontdesk.bot.phone.incoming import came_in, dialled, stream_ended
from frontdesk.bot.phone.line import Line
from frontdesk.bot.phone.signatures import HEADER
from frontdesk.bot.phone.voicemail import recorded

_log = logging.getLogger(__name__)

Fields = dict[str, str]


def webhook_routes(line: Callable[[], Line]) -> APIRouter:
    """The routes; `line` gives the open phone line or raises HTTPException."""
    router = APIRouter(prefix="/twilio")

    @router.post("/voice")
    async def voice(request: Request) -> Response:
        """Connect a call to its media stream."""
        fields = await _signed(line(), request)
        return _twiml(came_in(line(), announced(fields)))

    @router.post("/stream-ended")
    async def stream_end(request: Request) -> Response:
        """Say what comes after a media stream."""
        fields = await _signed(line(), request)
        return _twiml(await stream_ended(line(), announced(fields), hung_up=is_over(fields)))

    @router.post("/dialled")
    async def dial_end(request: Request) -> Response:
        """Take a caller back whom nobody answered."""
        fields = await _signed(line(), request)
        return _twiml(
            await dialled(line(), announced(fields), fields.get("DialCallStatus", ""), hung_up=is_over(fields))
        )

    @router.post("/recorded")
    async def recording_end(request: Request) -> Response:
        """Keep a voicemail as a message for the staff."""
        fields = await _signed(line(), request)
        return _twiml(await recorded(line(), announced(fields), fields))

    @router.post("/status")
    async def call_status(request: Request) -> Response:
        """End what still runs of a call that is over."""
        fields = await _signed(line(), request)
        call = announced(fields)
        if is_over(fields):
            line().end(call.call_sid)
            line().book.hung_up(call.call_sid)
        return Response(status_code=status.HTTP_204_NO_CONTENT)

    return router


async def _signed(line: Line, request: Request) -> Fields:
    """The form of a request that Twilio signed. Raises HTTPException for every other one."""
    signature = request.headers.get(HEADER)
    if not signature:
        raise _refused("no signature")
    fields = await read_form(request)
    if not line.signatures.webhook(request_target(request.scope), fields, signature):
        raise _refused("wrong signature")
    if line.account_sid is not None and fields.get("AccountSid") != line.account_sid:
        raise _refused("another account")
    return fields


def _refused(reason: str) -> HTTPException:
    _log.warning("A webhook was refused: %s.", reason)
    return HTTPException(status.HTTP_403_FORBIDDEN)


def _twiml(document: str) -> Response:
    return Response(document, media_type="text/xml", headers={"Cache-Control": "no-store"})


def request_target(scope: MutableMapping[str, Any]) -> str:
    """Path and query exactly as they stood on the wire."""
    path = scope.get("raw_path") or scope["path"].encode()
    query = scope.get("query_string", b"")
    return str((path + (b"?" + query if query else b"")).decode("latin-1"))
