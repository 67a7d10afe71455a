"""Twilio Media Streams on the wire: JSON text messages both ways, 8 kHz mu-law audio inside.

In:   media -> audio, dtmf -> a key, mark -> `SpeechPlayedFrame`, stop -> the call ends at once; others -> nothing
Out:  audio -> media, interruption -> clear, end of speech -> mark (Twilio returns it when the caller has heard it all)

A message that makes no sense is dropped; a log line says so without quoting it. Hanging up is not done here: it takes a
REST request with credentials, which the server's side holds.
"""

import binascii
import json
import logging
from dataclasses import dataclass
from typing import Any

from pipecat.frames.frames import (
    CancelWorkerFrame,
    Frame,
    SystemFrame,
    TTSStoppedFrame,
)
from pipecat.serializers.twilio import TwilioFrameSerializer

logger = logging.getLogger(__name__)

CALLER_HUNG_UP = "caller hung up"


@dataclass
class SpeechPlayedFrame(SystemFrame):
    """The caller has heard (or a clear has dropped) everything that was sent before the mark of this name."""

    mark: str = ""


class TwilioSerializer(TwilioFrameSerializer):
    """Pipecat's serializer with marks, stop, and quiet about what callers send."""

    def __init__(self, stream_sid: str) -> None:
        super().__init__(stream_sid, params=TwilioFrameSerializer.InputParams(auto_hang_up=False))
        self._marks = 0

    async def serialize(self, frame: Frame) -> str | bytes | None:
        """Turn a frame into a message for Twilio; None where Twilio has none for it."""
        if isinstance(frame, TTSStoppedFrame):
            self._marks += 1
            return self._mark(f"speech-{self._marks}")
        return await super().serialize(frame)

    async def deserialize(self, data: str | bytes) -> Frame | None:
        """Turn a message of Twilio's into a frame; None where there is nothing to do, or nothing to be understood."""
        message = _parsed(data)
        event = message.get("event")
        if event == "stop":
            return CancelWorkerFrame(reason=CALLER_HUNG_UP)
        if event == "mark":
            return SpeechPlayedFrame(mark=str(_part(message, "mark").get("name", "")))
        try:
            return await super().deserialize(data) if event in ("media", "dtmf") else None
        except (binascii.Error, AttributeError, TypeError, ValueError):
            logger.warning("a malformed %s message of the media stream was dropped", event)
            return None

    def _mark(self, name: str) -> str:
        return json.dumps({"event": "mark", "streamSid": self._stream_sid, "mark": {"name": name}})


def _parsed(data: str | bytes) -> dict[str, Any]:
    try:
        message = json.loads(data)
    except (ValueError, RecursionError):
        message = None
    if isinstance(message, dict):
        return message
    logger.warning("a message of the media stream that is not a JSON object was dropped")
    return {}


def _part(message: dict[str, Any], key: str) -> dict[str, Any]:
    part = message.get(key)
    return part if isinstance(part, dict) else {}
