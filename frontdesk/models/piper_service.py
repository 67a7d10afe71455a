"""The synthesiser in one call's pipeline: a thin Pipecat service over the shared engine.

Every text frame that arrives is one whole sentence and is spoken at once: nothing is gathered here, so that no half
sentence is ever rendered and none waits for the character after its full stop. Audio leaves at the pipeline's rate.
Words are timed from the engine's alignment, so that the context holds what the caller heard when the assistant was
interrupted.
"""

import logging
import re
from bisect import bisect_left
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass

from pipecat.frames.frames import Frame, TTSAudioRawFrame
from pipecat.services.settings import TTSSettings
from pipecat.services.tts_service import TTSService
from pipecat.utils.text.base_text_aggregator import Aggregation, TextType
from pipecat.utils.text.simple_text_aggregator import SimpleTextAggregator

from frontdesk.errors import EngineFailed
from frontdesk.models.frames import EngineFailedFrame
from frontdesk.models.ports import Speech, Synthesiser

logger = logging.getLogger(__name__)


class WholeSentences(SimpleTextAggregator):
    """Takes every piece of text for a sentence."""

    async def aggregate(self, text: str) -> AsyncIterator[Aggregation]:
        """Yield `text` at once."""
        if text.strip():
            yield Aggregation(text=text.strip(), type=TextType.SENTENCE)


@dataclass
class Playing:
    """One reply as it plays: when its first audio left (seconds, pipeline clock) and how long its audio is by now."""

    since: float
    until: float


class PiperService(TTSService):
    """Text to speech for one call."""

    def __init__(self, synthesiser: Synthesiser, language: Callable[[], str]) -> None:
        """`language` is asked before every sentence for its ISO 639-1 code; the engine has one voice for each."""
        super().__init__(
            push_start_frame=True,
            push_stop_frames=True,
            push_text_frames=False,
            # A broken voice is the pipeline's affair (EngineFailedFrame), not a reason to end the call.
            max_consecutive_zero_audio_contexts=0,
            settings=TTSSettings(model="piper", voice=None, language=None),
        )
        self._text_aggregator = WholeSentences()  # type: ignore[no-untyped-call]
        self._synthesiser = synthesiser
        self._language = language
        self._playing: dict[str, Playing] = {}

    def can_generate_metrics(self) -> bool:
        """Time to the first audio and processing time are measured."""
        return True

    async def run_tts(self, text: str, context_id: str) -> AsyncGenerator[Frame | None, None]:
        """Speak one sentence. An interruption cancels this; a sentence that waits for the engine is never rendered."""
        await self.start_tts_usage_metrics(text)
        try:
            speech = await self._synthesiser.synthesise(text, language=self._language(), rate=self.sample_rate)
        except EngineFailed as error:
            logger.error("a sentence was lost: %s", error.message)
            self._unsay(context_id)
            await self.push_frame(EngineFailedFrame(engine="synthesiser"))
            return
        finally:
            await self.stop_ttfb_metrics()
        if not speech.pcm:
            return
        begin = self._begin(context_id, seconds=len(speech.pcm) / 2 / speech.rate)
        await self.add_word_timestamps(word_times(speech, begin), context_id)
        yield TTSAudioRawFrame(speech.pcm, speech.rate, 1, context_id=context_id)

    async def tts_process_generator(self, context_id: str, generator: AsyncGenerator[Frame | None, None]) -> None:
        """Speak a sentence. None of its audio comes later: a reply may end at once even if nothing was rendered.

        The base class concludes that from the audio it saw, and lets a reply without any wait three seconds for some.
        """
        await super().tts_process_generator(context_id, generator)
        self._is_yielding_frames_synchronously = True

    def _unsay(self, context_id: str) -> None:
        """Forget the sentence that was registered last, or the end of the reply would report it as spoken."""
        slots = self._aggregated_frame_sequencer._slots
        if slots and slots[-1].context_id == context_id:
            slots.pop()

    async def on_audio_context_completed(self, context_id: str) -> None:
        """Forget how far the reply was."""
        self._playing.pop(context_id, None)

    async def on_audio_context_interrupted(self, context_id: str) -> None:
        """Forget how far the reply was."""
        self._playing.pop(context_id, None)

    def _begin(self, context_id: str, *, seconds: float) -> float:
        """When a sentence of `seconds` starts to play, counted from the reply's first audio.

        It starts when the sentence before it ends, or now where that one is over already.
        """
        now = self.get_clock().get_time() / 1e9
        playing = self._playing.setdefault(context_id, Playing(since=now, until=0.0))
        begin = max(playing.until, now - playing.since)
        playing.until = begin + seconds
        return begin


def word_times(speech: Speech, begin: float) -> list[tuple[str, float]]:
    """Each word of `speech` with the second at which it has been said, counted from `begin`.

    Without an alignment the words share the time by their letters.
    """
    samples = len(speech.pcm) // 2
    words = list(re.finditer(r"\S+", speech.text))
    by_letters = tuple((word.end(), samples * word.end() // len(speech.text)) for word in words)
    aligned = speech.alignment or by_letters
    ends = [characters for characters, _ in aligned]
    times: list[tuple[str, float]] = []
    for match in words:
        pair = aligned[min(bisect_left(ends, match.end()), len(aligned) - 1)]
        times.append((match.group(), begin + pair[1] / speech.rate))
    return times
