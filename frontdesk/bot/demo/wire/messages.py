"""The JSON messages of Twilio's media-stream protocol, caller's side, with their running numbers."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from frontdesk.bot.demo.wire.account import IncomingCall
from frontdesk.bot.demo.wire.ulaw import RATE

CONNECTED = json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"})


class Messages:
    """Writes what Twilio sends on one stream."""

    def __init__(self, call: IncomingCall, stream_sid: str) -> None:
        self._call = call
        self.stream_sid = stream_sid
        self._sequence = 0
        self._chunk = 0
        self._samples = 0

    def start(self, parameters: Mapping[str, str]) -> str:
        """The stream begins; `parameters` are those of the TwiML."""
        return self._message(
            "start",
            {
                "accountSid": self._call.account.sid,
                "streamSid": self.stream_sid,
                "callSid": self._call.sid,
                "tracks": ["inbound"],
                "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": RATE, "channels": 1},
                "customParameters": dict(parameters),
            },
        )

    def media(self, audio: bytes) -> str:
        """Mu-law audio of the caller; its timestamp is the milliseconds since the stream began."""
        self._chunk += 1
        stamp = self._samples * 1000 // RATE
        self._samples += len(audio)
        payload = base64.b64encode(audio).decode("ascii")
        return self._message(
            "media", {"track": "inbound", "chunk": str(self._chunk), "timestamp": str(stamp), "payload": payload}
        )

    def mark(self, name: str) -> str:
        """What was queued before the mark has been played, or cleared."""
        return self._message("mark", {"name": name})

    def dtmf(self, digit: str) -> str:
        """The caller pressed a key."""
        return self._message("dtmf", {"track": "inbound_track", "digit": digit})

    def stop(self) -> str:
        """The call is over."""
        return self._message("stop", {"accountSid": self._call.account.sid, "callSid": self._call.sid})

    def _message(self, event: str, body: dict[str, Any]) -> str:
        self._sequence += 1
        return json.dumps(
            {"event": event, "sequenceNumber": str(self._sequence), event: body, "streamSid": self.stream_sid}
        )
