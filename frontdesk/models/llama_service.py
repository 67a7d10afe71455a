"""The language model in one call's pipeline: a thin Pipecat service over the shared engine.

It turns an `LLMContextFrame` into `LLMFullResponseStartFrame`, text frames and `LLMFullResponseEndFrame`; a tool call
goes to Pipecat's function-call machinery. An interruption stops the generation and pushes no end frame, because the
synthesiser would then speak the half sentence it holds. A failed engine pushes an `EngineFailedFrame`; the call goes
on.
"""

import logging
import uuid
from collections.abc import Callable, Sequence

from pipecat.frames.frames import (
    Frame,
    FunctionCallFromLLM,
    LLMContextFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
)
from pipecat.metrics.metrics import LLMTokenUsage
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.frame_processor import FrameDirection
from pipecat.services.llm_service import LLMService
from pipecat.services.settings import LLMSettings

from frontdesk.errors import BadReply, EngineFailed
from frontdesk.models.frames import EngineFailedFrame
from frontdesk.models.llama_adapter import LlamaAdapter
from frontdesk.models.ports import LanguageModel, TextDelta, ToolCall, ToolSpec, Usage

logger = logging.getLogger(__name__)


def _settings() -> LLMSettings:
    """Settings with every field present, as Pipecat demands of a service; the engine decides what is None here."""
    return LLMSettings(
        model="llama",
        system_instruction=None,
        temperature=None,
        max_tokens=None,
        top_p=None,
        top_k=None,
        frequency_penalty=None,
        presence_penalty=None,
        seed=None,
        filter_incomplete_user_turns=False,
        user_turn_completion_config=None,
    )


class LlamaService(LLMService[LlamaAdapter]):
    """One call's door to the language model. Subclasses may override `handle_tool_call`."""

    adapter_class = LlamaAdapter
    supports_developer_role = False

    def __init__(
        self,
        engine: LanguageModel,
        call_id: str,
        system: Callable[[], str],
        *,
        max_tokens: int = 160,
        on_usage: Callable[[Usage], None] | None = None,
    ) -> None:
        """Serve the call `call_id`. Before a reply `system` gives the system prompt, after it `on_usage` its tokens."""
        super().__init__(settings=_settings())
        self._engine = engine
        self._call_id = call_id
        self._system = system
        self._max_tokens = max_tokens
        self._on_usage = on_usage

    def can_generate_metrics(self) -> bool:
        """Tell Pipecat that time to first token and usage are measured."""
        return True

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Answer contexts; pass everything else on."""
        await super().process_frame(frame, direction)
        if not isinstance(frame, LLMContextFrame):
            await self.push_frame(frame, direction)
            return
        await self.push_frame(LLMFullResponseStartFrame())
        await self.start_processing_metrics()
        try:
            await self._answer(frame.context)
        except EngineFailed as error:
            logger.warning("%s", error.message)
            await self.push_frame(EngineFailedFrame(engine="language_model"))
        await self.stop_processing_metrics()
        await self.push_frame(LLMFullResponseEndFrame())

    async def handle_tool_call(self, context: LLMContext, call: ToolCall) -> None:
        """Run the reply's tool call through Pipecat's handlers."""
        request = FunctionCallFromLLM(
            function_name=call.name, tool_call_id=uuid.uuid4().hex, arguments=call.arguments, context=context
        )
        await self.run_function_calls([request])

    async def _answer(self, context: LLMContext) -> None:
        prompt = await self.get_llm_adapter().get_llm_invocation_params(context, system_instruction=self._system())
        await self.start_ttfb_metrics()
        call: ToolCall | None = None
        reply = self._engine.generate(self._call_id, prompt["messages"], prompt["tools"], max_tokens=self._max_tokens)
        try:
            async for item in reply:
                await self.stop_ttfb_metrics()
                if isinstance(item, TextDelta):
                    await self._push_llm_text(item.text)
                elif isinstance(item, ToolCall):
                    await self.stop_ttfat_metrics()
                    call = _known(item, prompt["tools"])
                else:
                    await self._count(item)
        finally:
            close = getattr(reply, "aclose", None)
            if close is not None:
                await close()
        if call is not None:
            await self.handle_tool_call(context, call)

    async def _count(self, usage: Usage) -> None:
        if self._on_usage is not None:
            self._on_usage(usage)
        await self.start_llm_usage_metrics(
            LLMTokenUsage(
                prompt_tokens=usage.prompt_tokens,
                completion_tokens=usage.completion_tokens,
                total_tokens=usage.prompt_tokens + usage.completion_tokens,
                cache_read_input_tokens=usage.kept_tokens,
            )
        )


def _known(call: ToolCall, tools: Sequence[ToolSpec]) -> ToolCall:
    """A call of a tool that was offered; Pipecat would leave the caller without an answer to any other."""
    if call.name not in {tool.name for tool in tools}:
        raise BadReply("the language model called a tool that does not exist")
    return call
