"""The pipeline of one call, and how its parts know each other.

transport -> recogniser -> user turns -> context keeper -> language model -> sentence gate -> synthesiser
          -> transport -> spoken record -> assistant turns
"""

from __future__ import annotations

from pipecat.adapters.llm.schemas.function_schema import FunctionSchema
from pipecat.adapters.llm.schemas.tools_schema import ToolsSchema
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
from pipecat.transports.base_transport import BaseTransport
from pipecat.turns.user_start import VADUserTurnStartStrategy
from pipecat.turns.user_stop import BaseUserTurnStopStrategy
from pipecat.turns.user_turn_strategies import UserTurnStrategies

from frontdesk.models.frames import EngineName
from frontdesk.models.llama_service import LlamaService
from frontdesk.models.piper_service import PiperService
from frontdesk.models.vad import SharedSilero, SharedSmartTurn
from frontdesk.models.whisper_service import WhisperService
from frontdesk.pipelines.call_options import CallOptions
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.closing import Closing
from frontdesk.pipelines.context_keeper import ContextKeeper
from frontdesk.pipelines.desk import Desk, Journal
from frontdesk.pipelines.keypad import Keypad
from frontdesk.pipelines.owed_speech import OwedSpeech
from frontdesk.pipelines.prompts import system_prompt
from frontdesk.pipelines.reply_guard import ReplyGuard
from frontdesk.pipelines.sentence_gate import SentenceGate
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.spoken_record import SpokenRecord
from frontdesk.pipelines.tool_handlers import ToolHandlers
from frontdesk.pipelines.tools import TOOLS
from frontdesk.pipelines.troubles import Troubles
from frontdesk.pipelines.turn_clock import TurnClock
from frontdesk.pipelines.turn_stop import PatientTurnStop

VOICE = VADParams(start_secs=0.1, stop_secs=0.2, confidence=0.7, min_volume=0.4)
"""When somebody speaks. Pipecat's own values (start after 0.2 s, volume 0.6) never notice a French "non" of 0.28 s."""


class CallPipeline:
    """Everything that exists once per call. `worker` runs it; `closing` ends it politely; `tools` may outlast it."""

    def __init__(
        self, desk: Desk, call: CallState, transport: BaseTransport, journal: Journal, options: CallOptions
    ) -> None:
        self._desk = desk
        self._call = call
        self._journal = journal
        self._asked_if_there = False
        self._troubles = Troubles()
        self._owed = OwedSpeech()
        clock = TurnClock()
        guard = ReplyGuard(call)
        context = LLMContext(tools=_schemas())
        self.tools = ToolHandlers(desk, call, journal, context, clock)
        self._gate = SentenceGate(context, guard, self._owed, clock, self._troubles, on_failure=self._engine_failed)
        self.closing = Closing(self._gate.say, self._end)
        self.tools.say = self._say
        self.tools.goodbye = self._goodbye
        self._keeper = ContextKeeper(
            call,
            self.tools,
            guard,
            self._owed,
            clock,
            insist=self._gate.say_again,
            closed=lambda: self.closing.reason is not None,
        )
        record = SpokenRecord(
            call, journal, self._owed, clock, self._troubles, desk.clock, on_failure=self._engine_failed
        )
        self._context = context
        self._turn_stop = PatientTurnStop(SharedSmartTurn(), options.patience, clock)
        user, assistant = self._aggregators(context, options)
        model = LlamaService(desk.language_model, call.call_id, lambda: system_prompt(desk.clinic, call.language))
        self.tools.register(model)
        stages = [
            transport.input(),
            WhisperService(desk.recogniser, lambda: call.language),
            Keypad(self._caller_said),
            user,
            self._keeper,
            model,
            self._gate,
            PiperService(desk.synthesiser, lambda: call.language),
            transport.output(),
            record,
            assistant,
        ]
        self.worker = PipelineWorker(
            Pipeline(stages),
            params=PipelineParams(audio_in_sample_rate=options.rate, audio_out_sample_rate=options.rate),
            enable_rtvi=False,
            enable_turn_tracking=False,
            idle_timeout_secs=None,
            cancel_on_idle_timeout=False,
            cancel_runner_on_idle_timeout=False,
        )

    async def greet(self, sentence: str) -> None:
        """Queue the first words of the call."""
        self._context.add_message({"role": "assistant", "content": sentence})
        await self.worker.queue_frame(TTSSpeakFrame(sentence, append_to_context=False))

    def _aggregators(self, context: LLMContext, options: CallOptions) -> LLMContextAggregatorPair:
        pair = LLMContextAggregatorPair(
            context,
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
            self._asked_if_there = False
            self._troubles.worked("recogniser")
            self._caller_said(message.content)
        elif self._turn_stop.segment_lost:
            await self._engine_failed("recogniser")
        else:
            await self._nothing_said()

    def _caller_said(self, words: str) -> None:
        self._journal.turn(speaker="caller", text=words, language=self._call.language, at=self._desk.clock())

    async def _nothing_said(self) -> None:
        """A cough: give the caller again what it cut off."""
        await self.tools.settled()
        if self._owed.answer_due:
            await self._keeper.answer_again(self._context)
        else:
            await self._gate.say_again()

    async def _engine_failed(self, engine: EngineName) -> None:
        remedy = self._troubles.failed(engine)
        spoken = sentences(self._call.language)
        if remedy == "end":
            await self.closing.close("trouble", spoken.goodbye)
        else:
            await self._say(spoken.repeat if remedy == "repeat" else spoken.engine_trouble)

    async def _silence(self, _user: LLMUserAggregator) -> None:
        spoken = sentences(self._call.language)
        if self._asked_if_there:
            await self.closing.close("silence", spoken.goodbye)
        else:
            self._asked_if_there = True
            await self._say(spoken.still_there)

    async def _say(self, sentence: str, *, remember: bool = True, insist: bool = False) -> None:
        if self.closing.reason is None:
            await self._gate.say(sentence, remember=remember, insist=insist)

    async def _goodbye(self, sentence: str) -> None:
        await self.closing.close("goodbye", sentence)

    async def _end(self, reason: str) -> None:
        await self._gate.push_frame(EndWorkerFrame(reason=reason))


def _schemas() -> ToolsSchema:
    specs = [tool.spec for tool in TOOLS.values()]
    schemas = [
        FunctionSchema(
            name=spec.name,
            description=spec.description,
            properties=spec.parameters.get("properties", {}),
            required=spec.parameters.get("required", []),
        )
        for spec in specs
    ]
    return ToolsSchema(standard_tools=schemas)
