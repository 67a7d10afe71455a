"""Twilio's messages both ways, as Twilio's documentation writes them, and everything that is not one."""

import base64
import json
import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pipecat.audio.dtmf.types import KeypadEntry
from pipecat.clocks.system_clock import SystemClock
from pipecat.frames.frames import (
    CancelFrame,
    CancelWorkerFrame,
    EndFrame,
    InputAudioRawFrame,
    InputDTMFFrame,
    InterruptionFrame,
    OutputAudioRawFrame,
    TTSStoppedFrame,
)
from pipecat.processors.frame_processor import FrameProcessorSetup
from pipecat.utils.asyncio.task_manager import TaskManager

from frontdesk.pipelines.flow.twilio_serializer import CALLER_HUNG_UP, SpeechPlayedFrame, TwilioSerializer

SID = "MZ" + "0" * 32


async def serializer() -> TwilioSerializer:
    made = TwilioSerializer(SID)
    setup = FrameProcessorSetup(
        clock=SystemClock(),
        task_manager=TaskManager(),
        pipeline_worker=None,  # type: ignore[arg-type]
        audio_in_sample_rate=8000,
        audio_out_sample_rate=8000,
    )
    await made.setup(setup)
    return made


def media(payload: bytes) -> str:
    return json.dumps({"event": "media", "streamSid": SID, "media": {"payload": base64.b64encode(payload).decode()}})


async def test_media_comes_in_as_8_khz_pcm() -> None:
    frame = await (await serializer()).deserialize(media(b"\xff" * 160))
    assert isinstance(frame, InputAudioRawFrame)
    assert (frame.sample_rate, frame.num_channels, len(frame.audio)) == (8000, 1, 320)


async def test_audio_goes_out_as_mu_law() -> None:
    sent = await (await serializer()).serialize(OutputAudioRawFrame(bytes(640), 8000, 1))
    message = json.loads(str(sent))
    assert (message["event"], message["streamSid"]) == ("media", SID)
    assert len(base64.b64decode(message["media"]["payload"])) == 320


async def test_every_speech_ends_with_a_mark_of_its_own() -> None:
    twilio = await serializer()
    marks = [json.loads(str(await twilio.serialize(TTSStoppedFrame()))) for _ in range(2)]
    assert [mark["event"] for mark in marks] == ["mark", "mark"]
    assert marks[0]["streamSid"] == SID
    assert marks[0]["mark"]["name"] != marks[1]["mark"]["name"]
    played = await twilio.deserialize(json.dumps(marks[0]))
    assert isinstance(played, SpeechPlayedFrame)
    assert played.mark == marks[0]["mark"]["name"]


async def test_an_interruption_clears() -> None:
    sent = await (await serializer()).serialize(InterruptionFrame())
    assert json.loads(str(sent)) == {"event": "clear", "streamSid": SID}


async def test_stop_ends_the_call_at_once() -> None:
    stop = {"event": "stop", "streamSid": SID, "stop": {"accountSid": "AC", "callSid": "CA"}}
    frame = await (await serializer()).deserialize(json.dumps(stop))
    assert isinstance(frame, CancelWorkerFrame)
    assert frame.reason == CALLER_HUNG_UP


async def test_the_end_of_the_pipeline_sends_nothing_and_hangs_nothing_up() -> None:
    twilio = await serializer()
    assert await twilio.serialize(EndFrame()) is None
    assert await twilio.serialize(CancelFrame()) is None


@pytest.mark.parametrize("digit", list("0123456789*#"))
async def test_keys_come_in(digit: str) -> None:
    pressed = {"event": "dtmf", "streamSid": SID, "dtmf": {"track": "inbound_track", "digit": digit}}
    frame = await (await serializer()).deserialize(json.dumps(pressed))
    assert isinstance(frame, InputDTMFFrame)
    assert frame.button == KeypadEntry(digit)


MALFORMED: list[Any] = [
    "",
    "{",
    "[]",
    '"stop"',
    "17",
    "null",
    "[" * 5000,
    b"\xff\xfe\x00",
    {},
    {"event": None},
    {"event": ["media"]},
    {"event": "connected", "protocol": "Call"},
    {"event": "unheard-of"},
    {"event": "media"},
    {"event": "media", "media": "Marie Tremblay"},
    {"event": "media", "media": {"payload": 17}},
    {"event": "media", "media": {"payload": "A"}},
    {"event": "media", "media": {"payload": ""}},
    {"event": "dtmf"},
    {"event": "dtmf", "dtmf": []},
    {"event": "dtmf", "dtmf": {"digit": "Marie Tremblay"}},
    {"event": "dtmf", "dtmf": {"digit": {}}},
]


@pytest.mark.parametrize("message", MALFORMED)
async def test_nonsense_is_dropped_and_never_quoted(message: Any, caplog: pytest.LogCaptureFixture) -> None:
    data = message if isinstance(message, str | bytes) else json.dumps(message)
    with caplog.at_level(logging.DEBUG):
        assert await (await serializer()).deserialize(data) is None
    assert "Tremblay" not in caplog.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["event", "media", "payload", "dtmf", "digit", "mark", "name"]), inner)
        ),
        max_leaves=8,
    ),
    st.sampled_from(["media", "mark", "stop", "dtmf", "start", "clear"]),
)
async def test_no_json_breaks_the_stream(value: Any, event: str) -> None:
    message = {**value, "event": event} if isinstance(value, dict) else value
    await (await serializer()).deserialize(json.dumps(message))
