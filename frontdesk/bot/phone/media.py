"""The media socket: refused before the upgrade unless signed and announced, then one call on it."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

from frontdesk.bot.phone.documents import MEDIA_PATH
from frontdesk.bot.phone.line import Line
from frontdesk.bot.phone.signatures import HEADER
from frontdesk.bot.phone.stream_tokens import AnnouncedCall
from frontdesk.bot.phone.webhooks import request_target

START_SECONDS = 10.0
_POLICY_VIOLATION = 1008
_MOST_BEFORE_START = 5
_log = logging.getLogger(__name__)


def media_routes(line: Callable[[], Line | None]) -> APIRouter:
    """The route; `line` gives the open phone line or None."""
    router = APIRouter()

    @router.websocket(MEDIA_PATH + "{token}")
    async def media(websocket: WebSocket, token: str) -> None:
        """Twilio's stream of one call."""
        opened = line()
        call = _admitted(opened, websocket, token)
        if opened is None or call is None:
            await websocket.close()  # before the upgrade: answered with HTTP 403
            return
        opened.book.stream_began(call)
        await websocket.accept()
        stream_sid = await _started(websocket, call, token)
        if stream_sid is None:
            opened.book.stream_ended(call.call_sid, "trouble")
            _log.warning("A media stream was closed: its start message is missing or belongs to another call.")
            if websocket.client_state == WebSocketState.CONNECTED:
                await websocket.close(_POLICY_VIOLATION)
            return
        await opened.run(call, websocket, stream_sid)
        if WebSocketState.CONNECTED == websocket.client_state == websocket.application_state:
            await websocket.close()

    return router


def _admitted(line: Line | None, websocket: WebSocket, token: str) -> AnnouncedCall | None:
    """The announced call that this handshake belongs to. A handshake without a signature costs no token."""
    if line is None:
        return None
    if not line.signatures.handshake(request_target(websocket.scope), websocket.headers.get(HEADER)):
        _log.warning("A media stream was refused: wrong signature.")
        return None
    call = line.tokens.redeem(token)
    if call is None:
        _log.warning("A media stream was refused: its token is unknown, used or too old.")
    return call


async def _started(websocket: WebSocket, call: AnnouncedCall, token: str) -> str | None:
    """Wait for the start message; the stream's SID if it names this call, else None."""
    try:
        async with asyncio.timeout(START_SECONDS):
            for _ in range(_MOST_BEFORE_START):
                message = json.loads(await websocket.receive_text())
                if isinstance(message, dict) and message.get("event") == "start":
                    return _stream_sid(message.get("start"), call, token)
    except (TimeoutError, WebSocketDisconnect, ValueError, KeyError, RecursionError):
        return None
    return None


def _stream_sid(start: Any, call: AnnouncedCall, token: str) -> str | None:
    if not isinstance(start, dict) or start.get("callSid") != call.call_sid:
        return None
    parameters = start.get("customParameters")
    if isinstance(parameters, dict) and parameters.get("token", token) != token:
        return None
    stream_sid = start.get("streamSid")
    return stream_sid if isinstance(stream_sid, str) and stream_sid else None
