"""Short calls for tests that need hundreds of them: tones for a voice, half a second of speech for every line.

Everything between is real: webhook, socket, voice activity, turns, tools, calendar, records. What the caller says is
known to the recogniser by the script, so the same short recording stands for any words.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from frontdesk.bot.demo.wire.account import IncomingCall, new_sid
from frontdesk.bot.demo.wire.people import Person
from frontdesk.bot.demo.wire.phone_line import PhoneLine
from frontdesk.bot.demo.wire.ulaw import FRAME_SECONDS, decode, encode
from tests.scenarios.hearing import Hearing
from tests.scenarios.house import House
from tests.scenarios.recordings import Line, Stretch
from tests.scenarios.scenario import Reply, Turn
from tests.scenarios.script import Cast, Cue

PACE = 0.003
"""Seconds of tone per character of the receptionist's sentences."""
_PAUSE = 0.2
_SILENCE = 12.0


@dataclass
class QuickCaller:
    """One caller. `waits` are the seconds between the end of each line and the first sound of the answer."""

    line: PhoneLine
    cue: Cue
    ear: Hearing
    recording: bytes
    waits: list[float | None] = field(default_factory=list)
    """None where nothing was heard before the call ended."""

    async def hear(self) -> bool:
        """Wait until the receptionist has spoken and stopped; False where the call is over before that."""
        while not self.line.ended.is_set():
            if self.ear.sounded and self.ear.quiet >= _PAUSE:
                return True
            if self.ear.quiet >= _SILENCE:
                return False
            await asyncio.sleep(0.01)
        return self.ear.sounded

    async def say(self, words: str, model: Sequence[Reply] = ()) -> bool:
        """Say a line and listen to the whole answer; False where there was none."""
        turn = Turn(says=words, model=tuple(model))
        self.cue.begin(turn, Line(self.recording, (Stretch(words, len(self.recording)),)))
        self.line.say(self.recording)
        await self.line.said()
        self.ear.forget()
        self.ear.silent_frames = 0
        spoken = len(self.line.recording.bot)
        heard = await self.hear()
        self.waits.append(self._first_sound(spoken) if heard else None)
        return heard

    def _first_sound(self, since: int) -> float:
        """Seconds of the line's clock from `since` to the first sound after it."""
        sound = next((place for place, loud in enumerate(self.ear.loud[since // 160 :]) if loud), 0)
        return sound * FRAME_SECONDS


def quick_caller(house: House, cast: Cast, recording: bytes, number: str) -> QuickCaller:
    """A caller about to dial `house`, whose engines follow `cast`."""
    ear = Hearing()
    call = IncomingCall(new_sid("CA"), house.account, number, house.clinic.phone)
    person = Person(rings=0.1, talks=0.1)
    line = PhoneLine(
        call,
        house.url,
        on_frame=ear.hear,
        people={extension.phone: person for extension in house.clinic.extensions},
    )
    cue = Cue(house.clinic.languages[0], lambda: line.recording.caller)
    cast.enter(call.sid, cue)
    house.lines[call.sid] = line
    return QuickCaller(line, cue, ear, _own(recording, number))


def _own(recording: bytes, number: str) -> bytes:
    """The recording with a breath of noise that no other caller has: callers are told apart by their samples."""
    dice = np.random.default_rng(int(number))
    samples = decode(recording).astype(np.int32) + dice.integers(-200, 200, len(recording))
    return encode(np.clip(samples, -32768, 32767).astype(np.int16))
