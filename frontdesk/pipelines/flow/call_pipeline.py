"""The pipeline of one call, and how its parts know each other.

transport -> recogniser -> keypad -> user turns -> context keeper -> language model -> sentence gate -> synthesiser
          -> transport -> spoken record -> assistant turns
"""

from __future__ import annotations

import re

from pipecat.audio.vad.vad_analyzer import VADParams
from pipecat.frames.frames import EndWorkerFrame, TTSSpeakFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import (
    LLMContextAggregatorPair,
    LLMUserAggregator,
    LLMUserAggregatorParams,
    UserTurnStoppedMessage,
)
from pipecat.processors.frame_processor import FrameProcessor
from pipecat.transports.base_transport import BaseTransport
from pipecat.turns.user_start import VADUserTurnStartStrategy
from pipecat.turns.user_stop import BaseUserTurnStopStrategy
from pipecat.turns.user_turn_strategies import UserTurnStrategies

from frontdesk.models.frames import EngineName
from frontdesk.models.llama_service import LlamaService
from frontdesk.models.piper_service import PiperService
from frontdesk.models.ports import Transcript
from frontdesk.models.vad import SharedSilero, SharedSmartTurn
from frontdesk.models.whisper_service import WhisperService
from frontdesk.pipelines.call_language import CallLanguage
from frontdesk.pipelines.call_options import CallOptions
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk, Journal
from frontdesk.pipelines.flow.closing import Closing
from frontdesk.pipelines.flow.context_keeper import ContextKeeper
from frontdesk.pipelines.flow.context_tidying import past
from frontdesk.pipelines.flow.filler import Filler
from frontdesk.pipelines.flow.keypad import Keypad
from frontdesk.pipelines.flow.owed_speech import OwedSpeech
from frontdesk.pipelines.flow.passing_on import PassingOn, Transfer
from frontdesk.pipelines.flow.presence import Presence
from frontdesk.pipelines.flow.remedies import Remedies
from frontdesk.pipelines.flow.sentence_gate import SentenceGate
from frontdesk.pipelines.flow.spoken_record import SpokenRecord
from frontdesk.pipelines.flow.tool_handlers import ToolHandlers
from frontdesk.pipelines.flow.tool_schemas import tool_schemas
from frontdesk.pipelines.flow.troubles import Troubles
from frontdesk.pipelines.guards.reply_guard import ReplyGuard
from frontdesk.pipelines.prompts import system_prompt
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tool_runner import ToolRunner
from frontdesk.pipelines.tools import ToolResult
from frontdesk.pipelines.turns.clock import TurnClock
from frontdesk.pipelines.turns.stop import PatientTurnStop

VOICE = VADParams(start_secs=0.1, stop_secs=0.2, confidence=0.7, min_volume=0.4)
"""When somebody speaks. Pipecat's own values (start after 0.2 s, volume 0.6) never notice a French "non" of 0.28 s."""

_ASKS_FOR_NUMBER = re.compile(r"\b(?:number|digits|phone|numéro|chiffres|téléphone)\b", re.IGNORECASE)


class CallPipeline:
    """Everything that exists once per call. `worker` runs it; `closing` ends it politely; `tools` may outlast it."""

    def __init__(
        self,
        desk: Desk,
        call: CallState,
        transport: BaseTransport,
        journal: Journal,
        options: CallOptions,
        transfer: Transfer | None = None,
    ) -> None:
        self._desk = desk
        self._call = call
        self._journal = journal
        self._owed = OwedSpeech()
        self._clock = TurnClock()
        self._troubles = Troubles()
        self._guard = ReplyGuard(call)
        self._context = LLMContext(messages=past(call.turns), tools=tool_schemas())
        self._runner = ToolRunner(desk, call, journal, self._clock.now)
        self.tools = ToolHandlers(self._runner, call, self._context, self._clock)
        self.tools.voice = self
        self._gate = SentenceGate(
            self._context, self._guard, self._owed, self._clock, on_failure=self._failed, on_success=self._model_works
        )
        self.closing = Closing(self._gate.say, self._end)
        self._passing_on = PassingOn(
            call, self.closing, transfer, say=self._gate.say, queue=self._gate.push_frame, acted=self._runner.acted
        )
        self._remedies = Remedies(call, self._troubles, self._runner.voicemail, self.closing, self.say)
        self._keypad = Keypad(self._caller_said, number_asked=self._number_asked, pause=options.key_pause)
        self._presence = Presence(call, self.closing, self.say, busy=self._busy)
        self._language = CallLanguage(call, desk.clinic.languages)
        self._turn_stop = PatientTurnStop(SharedSmartTurn(), options.patience, self._clock)
        self._keeper = self._new_keeper(options)
        self.worker = _worker(self._stages(transport, options), options)

    async def greet(self, sentence: str) -> None:
        """Queue the first words of the call."""
        self._context.add_message({"role": "assistant", "content": sentence})
        await self.worker.queue_frame(TTSSpeakFrame(sentence, append_to_context=False))

    async def say(self, sentence: str, *, remember: bool = True, insist: bool = False) -> None:
        """Speak a sentence of code's, unless the line is to be quiet; see `SentenceGate.say`.

        What must be heard is said even to a caller who is about to be passed on.
        """
        if not self.closing.quiet or (insist and self.closing.reason is None):
            await self._gate.say(sentence, remember=remember, insist=insist)

    async def goodbye(self, sentence: str, *, trouble: bool) -> None:
        """Speak the last words of the call and end it."""
        await self.closing.close("trouble" if trouble else "goodbye", sentence)

    async def pass_on(self, result: ToolResult, *, remember: bool) -> None:
        """Announce a transfer and make it."""
        await self._passing_on.begin(result, remember=remember)

    async def warn(self) -> None:
        """Tell the caller that the call's time is nearly up, as soon as they pause."""
        await self.tools.caller_silent.wait()
        if not self.closing.quiet:
            await self._gate.say_meanwhile(sentences(self._call.language).last_minute)

    def _stages(self, transport: BaseTransport, options: CallOptions) -> list[FrameProcessor]:
        desk, call = self._desk, self._call
        turns = self._aggregators(options)
        model = LlamaService(desk.language_model, call.call_id, lambda: system_prompt(desk.clinic, call.language))
        self.tools.register(model)
        return [
            transport.input(),
            WhisperService(desk.recogniser, lambda: call.language, self._language.rivals, self._transcribed),
            self._keypad,
            turns.user(),
            self._keeper,
            model,
            self._gate,
            PiperService(desk.synthesiser, lambda: call.language),
            transport.output(),
            self._record(),
            turns.assistant(),
        ]

    def _new_keeper(self, options: CallOptions) -> ContextKeeper:
        async def ask_for_patience() -> None:
            if not self.closing.quiet:
                await self._gate.say_meanwhile(sentences(self._call.language).one_moment)

        return ContextKeeper(
            self._call,
            self.tools,
            self._guard,
            self._owed,
            self._clock,
            Filler(options.filler, self._owed, ask_for_patience, waited=self._clock.silence),
            insist=self._gate.say_again,
            closed=lambda: self.closing.quiet,
        )

    def _record(self) -> SpokenRecord:
        return SpokenRecord(
            self._call,
            self._journal,
            self._owed,
            self._clock,
            self._troubles,
            self._desk.clock,
            on_unspoken=self._remedies.unspoken,
            on_pass_on=self._passing_on.announced,
            on_key=self._keeper.key_pressed,
        )

    def _aggregators(self, options: CallOptions) -> LLMContextAggregatorPair:
        pair = LLMContextAggregatorPair(
            self._context,
            user_params=LLMUserAggregatorParams(
                vad_analyzer=SharedSilero(params=VOICE),
                user_turn_strategies=UserTurnStrategies(start=[VADUserTurnStartStrategy()], stop=[self._turn_stop]),
                user_idle_timeout=options.silence,
                empty_user_turn=None,
            ),
            realtime_service_mode=False,
        )
        pair.user().add_event_handler("on_user_turn_stopped", self._turn_stopped)
        pair.user().add_event_handler("on_user_turn_idle", self._silence)
        return pair

    async def _turn_stopped(
        self, _user: LLMUserAggregator, _strategy: BaseUserTurnStopStrategy | None, message: UserTurnStoppedMessage
    ) -> None:
        if message.content:
            self._troubles.worked("recogniser")
            self._caller_said(message.content)
        elif self._turn_stop.segment_lost:
            await self._remedies.failed("recogniser")
        else:
            await self._keeper.resume(self._context)

    async def _silence(self, _user: LLMUserAggregator) -> None:
        await self._presence.silent()

    def _caller_said(self, words: str) -> None:
        self._presence.heard()
        self._journal.turn(speaker="caller", text=words, language=self._call.language, at=self._desk.clock())

    def _transcribed(self, transcript: Transcript) -> None:
        switched = self._language.heard(transcript)
        if switched is not None:
            self._runner.acted(switched)

    def _number_asked(self) -> bool:
        words = [*self._call.assistant_said[-1:], self._owed.under_way]
        return _ASKS_FOR_NUMBER.search(" ".join(words)) is not None

    def _busy(self) -> bool:
        return self._owed.answer_due or self._keypad.in_use

    async def _failed(self, engine: EngineName) -> None:
        await self._remedies.failed(engine)

    def _model_works(self) -> None:
        self._remedies.model_works()

    async def _end(self, reason: str) -> None:
        await self._gate.push_frame(EndWorkerFrame(reason=reason))


def _worker(stages: list[FrameProcessor], options: CallOptions) -> PipelineWorker:
    """The pipeline's worker. Silence and length of the call are judged by us, not by Pipecat's idle time-outs."""
    return PipelineWorker(
        Pipeline(stages),
        params=PipelineParams(audio_in_sample_rate=options.rate, audio_out_sample_rate=options.rate),
        enable_rtvi=False,
        enable_turn_tracking=False,
        idle_timeout_secs=None,
        cancel_on_idle_timeout=False,
        cancel_runner_on_idle_timeout=False,
    )
