"""A call's WebSocket to Twilio as a Pipecat transport: 8 kHz both ways, no resampler, 40 ms of speech per message.

Twilio's own rate is kept because every streaming resampler holds audio back (80 to 105 ms per turn from 8 to 16 kHz).
40 ms instead of 20 ms halves what one call costs the event loop and delays a barge-in by 20 ms at most.
"""

from fastapi import WebSocket
from pipecat.frames.frames import Frame, TTSStoppedFrame
from pipecat.processors.frame_processor import FrameDirection
from pipecat.transports.websocket.fastapi import (
    FastAPIWebsocketOutputTransport,
    FastAPIWebsocketParams,
    FastAPIWebsocketTransport,
)

from frontdesk.pipelines.flow.twilio_serializer import TwilioSerializer

RATE = 8_000
"""Hz; the only rate Twilio's media streams know."""


class _Output(FastAPIWebsocketOutputTransport):
    """Sends a mark behind the last audio of every speech."""

    async def push_frame(self, frame: Frame, direction: FrameDirection = FrameDirection.DOWNSTREAM) -> None:
        """Push on; the audio queue pushes the end of a speech here once all of its audio was sent."""
        if isinstance(frame, TTSStoppedFrame) and direction == FrameDirection.DOWNSTREAM:
            await self._write_frame(frame)
        await super().push_frame(frame, direction)


class TwilioTransport(FastAPIWebsocketTransport):
    """The transport of one accepted media stream whose `start` message has been read."""

    def __init__(self, websocket: WebSocket, stream_sid: str) -> None:
        params = FastAPIWebsocketParams(
            audio_in_enabled=True,
            audio_in_sample_rate=RATE,
            audio_out_enabled=True,
            audio_out_sample_rate=RATE,
            audio_out_10ms_chunks=4,
            audio_out_end_silence_secs=0,
            serializer=TwilioSerializer(stream_sid),
            allowed_origins=[],
        )
        super().__init__(websocket, params)
        self._output: FastAPIWebsocketOutputTransport = _Output(self, self._client, params)
