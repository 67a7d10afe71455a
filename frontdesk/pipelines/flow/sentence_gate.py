"""Between language model and synthesiser: words become sentences here, and no sentence passes unguarded.

Everything that is spoken goes through this processor: the model's replies as `AggregatedTextFrame`s, one per sentence,
and the fixed sentences of code as `TTSSpeakFrame`s. What it lets through it notes as owed, until the caller has heard
it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from pipecat.frames.frames import (
    AggregatedTextFrame,
    Frame,
    FunctionCallsStartedFrame,
    InterruptionFrame,
    LLMContextFrame,
    LLMFullResponseEndFrame,
    LLMTextFrame,
    TTSSpeakFrame,
)
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.utils.text.base_text_aggregator import TextType

from frontdesk.models.frames import EngineFailedFrame, EngineName
from frontdesk.pipelines.flow.owed_speech import OwedSpeech, Sentence
from frontdesk.pipelines.flow.sentence_splitter import SentenceSplitter
from frontdesk.pipelines.guards.claims.guard import Verdict
from frontdesk.pipelines.guards.reply_guard import ReplyGuard
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.turns.clock import TurnClock


class SentenceGate(FrameProcessor):
    """The one door to the synthesiser in a call."""

    def __init__(
        self,
        context: LLMContext,
        guard: ReplyGuard,
        owed: OwedSpeech,
        clock: TurnClock,
        *,
        on_failure: Callable[[EngineName], Awaitable[None]],
        on_success: Callable[[], None],
    ) -> None:
        """`on_failure` hears of a language model that gave up or has nothing to say, `on_success` of each sentence."""
        super().__init__()
        self._context = context
        self._guard = guard
        self._owed = owed
        self._clock = clock
        self._on_failure = on_failure
        self._on_success = on_success
        self._splitter = SentenceSplitter()
        self._replied = False
        self._judged = False
        self._empty_before = False

    async def say(self, sentence: str, *, remember: bool = True, insist: bool = False) -> None:
        """Speak a sentence of code's, word for word.

        `remember` adds it to the conversation at once, heard or not; `insist` has it said again if it is cut off.
        """
        if remember:
            self._context.add_message({"role": "assistant", "content": sentence})
        self._owed.answered()
        await self._speak(Sentence(sentence, remembered=True, insist=insist))

    async def say_meanwhile(self, sentence: str) -> None:
        """Speak a sentence that is no answer: the conversation never holds it, and it is not said again."""
        await self._speak(Sentence(sentence, remembered=True, passing=True))

    async def say_again(self) -> None:
        """Speak what was cut off; what the conversation lost with the cut goes into it as it is heard."""
        for sentence in self._owed.take_unsaid():
            await self._speak(sentence)

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Turn the model's words into sentences; everything else passes."""
        await super().process_frame(frame, direction)
        if isinstance(frame, LLMTextFrame):
            for sentence in self._splitter.feed(frame.text):
                await self._let_through(sentence)
            return
        if isinstance(frame, TTSSpeakFrame):
            await self._speak(Sentence(frame.text, remembered=not frame.append_to_context))
            return
        if isinstance(frame, EngineFailedFrame):
            self._splitter.reset()
            self._replied = True
            await self._on_failure(frame.engine)
            return
        if isinstance(frame, InterruptionFrame):
            self._splitter.reset()
            self._owed.interrupted()
            self._replied = self._judged = False
        elif isinstance(frame, FunctionCallsStartedFrame):
            # A system frame: it may overtake the start of its own reply, so only ends and interruptions reset this.
            self._replied = True
        elif isinstance(frame, LLMFullResponseEndFrame):
            await self._finish()
        await self.push_frame(frame, direction)

    async def _finish(self) -> None:
        """End a reply. One that said nothing and called nothing gets a question, so that the line never goes dead."""
        for sentence in self._splitter.flush():
            await self._let_through(sentence)
        if not self._replied:
            await self._fill_in()
        else:
            self._empty_before = False
        self._replied = self._judged = False
        self._guard.reply_began()

    async def _fill_in(self) -> None:
        """Speak in place of a reply without words. The second in a row is a failure, unless the guard took them."""
        if self._empty_before and not self._judged:
            await self._on_failure("language_model")
            return
        self._empty_before = not self._judged
        await self._queue_reply(sentences(self._guard.call.language).anything_else)

    async def _let_through(self, sentence: str) -> None:
        self._judged = True
        verdict = self._guard.judge(sentence)
        if verdict is Verdict.PASS:
            self._replied = True
            self._on_success()
            await self._queue_reply(sentence)
        elif verdict is Verdict.REPLACE:
            self._replied = True
            await self.say(self._guard.correction)
            if self._guard.ask_again():
                await self.push_frame(LLMContextFrame(self._context), FrameDirection.UPSTREAM)

    async def _queue_reply(self, sentence: str) -> None:
        self._owed.answered()
        self._clock.mark("sentence")
        self._owed.queued(Sentence(sentence, remembered=False))
        await self.push_frame(AggregatedTextFrame(sentence, TextType.SENTENCE))

    async def _speak(self, sentence: Sentence) -> None:
        self._clock.mark("sentence")
        self._owed.queued(sentence)
        await self.push_frame(TTSSpeakFrame(sentence.text, append_to_context=not sentence.remembered))
