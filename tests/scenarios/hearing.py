"""What the caller really heard: the receptionist's sentences, found again sample for sample in what the line played.

Every sentence that the synthesiser renders for a call is remembered as the mu-law bytes that it becomes on the wire. So
the text of what was heard is known exactly, for any engine, any words and any voice: a sentence that was cut off counts
up to the last sample that was played.
"""

import audioop
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from frontdesk.bot.demo.ears import audible
from frontdesk.bot.demo.wire.playout import Played
from frontdesk.bot.demo.wire.ulaw import FRAME_SECONDS
from frontdesk.models.ports import Speech, Synthesiser

_HEAD = 400
"""Bytes by which a sentence is found, 50 ms from where it becomes loud."""
_LOUD = 1000


@dataclass(frozen=True, slots=True)
class _Known:
    speech: Speech
    wire: bytes
    offset: int

    @property
    def head(self) -> bytes:
        return self.wire[self.offset : self.offset + _HEAD]


@dataclass(frozen=True, slots=True)
class _Heard:
    known: _Known
    start: int


@dataclass(slots=True)
class Hearing:
    """One caller's ear."""

    played: bytearray = field(default_factory=bytearray)
    """What the receptionist sent and the line played, without the silence that the line puts in where audio is late."""
    loud: list[bool] = field(default_factory=list)
    """Of every frame, whether it held sound."""
    silent_frames: int = 0
    """Frames since the last sound."""
    sounded: bool = False
    """Whether there was sound since `forget`."""
    _known: dict[str, _Known] = field(default_factory=dict)
    _found: list[_Heard] = field(default_factory=list)
    _searched: int = 0
    _since: int = 0

    def learn(self, speech: Speech) -> None:
        """Take note of a sentence that may be played."""
        if speech.text in self._known or not speech.pcm:
            return
        loud = np.flatnonzero(np.abs(np.frombuffer(speech.pcm, "<i2").astype(int)) > _LOUD)
        offset = int(loud[0]) if loud.size else 0
        self._known[speech.text] = _Known(speech, audioop.lin2ulaw(speech.pcm, 2), offset)

    def hear(self, played: Played) -> None:
        """Take in 20 ms."""
        self.played += played.audio[: played.sounded]
        self.loud.append(audible(played.audio))
        if self.loud[-1]:
            self.silent_frames, self.sounded = 0, True
        else:
            self.silent_frames += 1

    @property
    def quiet(self) -> float:
        """Seconds since the last sound."""
        return self.silent_frames * FRAME_SECONDS

    def forget(self) -> None:
        """What was heard so far is answered."""
        self._since = len(self.played)
        self.sounded = False

    def words(self) -> str:
        """What was heard since `forget`, word for word, with the part of a sentence that is being said."""
        return " ".join(self._texts(self._since))

    def everything(self) -> str:
        """What was heard in the whole call."""
        return " ".join(self._texts(0))

    def _texts(self, since: int) -> list[str]:
        self._search()
        texts = [(heard.start, self._part(heard)) for heard in self._found]
        return [text for start, (text, end) in texts if end > since and text]

    def _search(self) -> None:
        begin = max(0, self._searched - _HEAD)
        fresh: dict[int, _Heard] = {}
        for known in self._known.values():
            place = self.played.find(known.head, begin)
            while place >= 0:
                heard = _Heard(known, place - known.offset)
                rival = fresh.get(heard.start)
                if rival is None or self._matched(heard) > self._matched(rival):
                    fresh[heard.start] = heard
                place = self.played.find(known.head, place + 1)
        self._found = [heard for heard in self._found if heard.start not in fresh]
        self._found += fresh.values()
        self._found.sort(key=lambda heard: heard.start)
        self._searched = self._oldest_open()

    def _oldest_open(self) -> int:
        """Behind it nothing can change: the head of the last sentence may still fit two."""
        last = self._found[-1] if self._found else None
        if last is not None and len(self.played) < last.start + len(last.known.wire):
            return last.start + last.known.offset
        return len(self.played)

    def _matched(self, heard: _Heard) -> int:
        """Bytes of the sentence that were played, up to where something else follows."""
        got = np.frombuffer(bytes(self.played[max(0, heard.start) :]), np.uint8)[: len(heard.known.wire)]
        want = np.frombuffer(heard.known.wire, np.uint8)[: len(got)]
        other = np.flatnonzero(got != want)
        return int(other[0]) if other.size else len(got)

    def _part(self, heard: _Heard) -> tuple[str, int]:
        """The words of a sentence that were played, and where it stopped."""
        matched = self._matched(heard)
        speech, end = heard.known.speech, heard.start + matched
        if matched >= len(heard.known.wire) - _HEAD:
            return speech.text, end
        heard_characters = [characters for characters, samples in speech.alignment if samples <= matched]
        return speech.text[: max(heard_characters, default=0)], end


class HeardSynthesiser:
    """A synthesiser whose every sentence the caller's ear learns."""

    def __init__(self, engine: Synthesiser, ears: Sequence[Hearing]) -> None:
        self._engine = engine
        self._ears = ears

    @property
    def ready(self) -> bool:
        """See `Synthesiser`."""
        return self._engine.ready

    async def synthesise(self, text: str, *, language: str, rate: int) -> Speech:
        """See `Synthesiser`."""
        speech = await self._engine.synthesise(text, language=language, rate=rate)
        for ear in self._ears:
            ear.learn(speech)
        return speech

    async def prepare(self, sentences: Sequence[str], *, language: str, rate: int) -> None:
        """See `Synthesiser`."""
        await self._engine.prepare(sentences, language=language, rate=rate)

    async def close(self) -> None:
        """The engine is shared and stays."""
