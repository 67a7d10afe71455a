"""Twilio's webhooks: a call comes in, a call changed its state."""

import logging
from collections.abc import Callable, MutableMapping
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response, status
from twilio.twiml.voice_response import Connect, Stream, VoiceResponse

from frontdesk.bot.phone.caller_number import caller_number
from frontdesk.bot.phone.form import account_sid, call_sid, read_form
from frontdesk.bot.phone.line import Line
from frontdesk.bot.phone.signatures import HEADER
from frontdesk.bot.phone.stream_tokens import AnnouncedCall

MEDIA_PATH = "/twilio/media/"
_OVER = {"completed", "busy", "failed", "no-answer", "canceled"}
_log = logging.getLogger(__name__)


def webhook_routes(line: Callable[[], Line]) -> APIRouter:
    """The routes; `line` gives the open phone line or raises HTTPException."""
    router = APIRouter(prefix="/twilio")

    @router.post("/voice")
    async def voice(request: Request) -> Response:
        """Connect a call to its media stream."""
        fields = await _signed(line(), request)
        return _twiml(_welcome(line(), fields))

    @router.post("/status")
    async def call_status(request: Request) -> Response:
        """End what still runs of a call that is over."""
        fields = await _signed(line(), request)
        ended = call_sid(fields)
        if fields.get("CallStatus") in _OVER:
            line().end(ended)
        return Response(status_code=status.HTTP_204_NO_CONTENT)

    return router


async def _signed(line: Line, request: Request) -> dict[str, str]:
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


def _welcome(line: Line, fields: dict[str, str]) -> VoiceResponse:
    response = VoiceResponse()
    if line.full:
        _log.warning("A call was turned away: %s.", "the server is going" if line.closing else "max_calls run already")
        response.reject(reason="busy")
        return response
    call = AnnouncedCall(
        call_sid=call_sid(fields),
        account_sid=account_sid(fields),
        caller=caller_number(fields.get("From")),
        called=caller_number(fields.get("To")),
    )
    token = line.tokens.issue(call)
    if token is None:
        raise HTTPException(status.HTTP_409_CONFLICT)
    stream = Stream(url=f"{line.signatures.socket_base}{MEDIA_PATH}{token}")
    stream.parameter(name="token", value=token)
    stream.parameter(name="from_number", value=call.caller or "anonymous")
    stream.parameter(name="to_number", value=call.called or "")
    connect = Connect()
    connect.append(stream)
    response.append(connect)
    return response


def _twiml(response: VoiceResponse) -> Response:
    return Response(str(response), media_type="text/xml", headers={"Cache-Control": "no-store"})


def request_target(scope: MutableMapping[str, Any]) -> str:
    """Path and query exactly as they stood on the wire."""
    path = scope.get("raw_path") or scope["path"].encode()
    query = scope.get("query_string", b"")
    return str((path + (b"?" + query if query else b"")).decode("latin-1"))
