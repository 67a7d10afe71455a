"""The three engine ports, as plain data: no frames, no ctypes, nothing of Pipecat.

An engine is loaded once and shared by every call. Where it runs (a thread, a child process, a server on the clinic's
network) is its own affair. Every method raises `EngineFailed` when the engine cannot answer.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, Protocol, TypedDict


@dataclass(frozen=True, slots=True)
class Transcript:
    """What the recogniser heard in one segment.

    `text` is in the normaliser's written form and empty when nobody spoke; `language` is the ISO 639-1 code of the
    language it was decoded in; probabilities are 0..1; `seconds` is the length of the audio that was judged.
    `languages` holds the probabilities of the languages that were compared, adding up to 1; empty where none were or
    nobody spoke.
    """

    text: str
    language: str
    language_probability: float
    no_speech_probability: float
    seconds: float
    languages: Mapping[str, float] = field(default_factory=dict, hash=False)


NO_RIVALS: Mapping[str, float] = MappingProxyType({})
"""Only the language of the call is expected."""


class Recogniser(Protocol):
    """Speech to text."""

    @property
    def ready(self) -> bool:
        """Whether it can answer now, as far as it knows itself."""
        ...

    async def transcribe(
        self, audio: bytes, *, rate: int, language: str, rivals: Mapping[str, float] = NO_RIVALS
    ) -> Transcript:
        """Transcribe one whole segment: `audio` is 16-bit little-endian mono PCM at `rate` Hz, spoken in `language`.

        `rivals` are other languages that it may be in, each with the probability (0..1) from which the segment is
        decoded in it instead; with `inf` it is compared only. Nothing is compared on less than 1 s of speech.
        """
        ...

    async def close(self) -> None:
        """Stop the engine; calls under way fail with `EngineFailed`."""
        ...


class ToolCallPart(TypedDict):
    """A tool call inside an assistant message, as OpenAI-style chat templates read it."""

    id: str
    name: str
    arguments: dict[str, Any]


class Message(TypedDict, total=False):
    """One message of the conversation as the language model reads it. Assistant messages hold text or one tool call."""

    role: Literal["system", "user", "assistant", "tool"]
    content: str
    tool_call: ToolCallPart
    tool_call_id: str


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool the model may call. `parameters` is a JSON schema of type object; unknown arguments are refused."""

    name: str
    description: str
    parameters: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the assistant's words, in order; no markup, no leading space at the start of a reply."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolCall:
    """The one tool call of a reply; arguments parse and fit the schema's types, their values are not yet checked."""

    name: str
    arguments: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Usage:
    """The last item of every reply. `kept_tokens` of the prompt were already in the call's KV."""

    prompt_tokens: int
    kept_tokens: int
    completion_tokens: int


class LanguageModel(Protocol):
    """Text and tools to text or one tool call."""

    @property
    def ready(self) -> bool:
        """Whether it can answer now, as far as it knows itself."""
        ...

    def generate(
        self, call_id: str, messages: Sequence[Message], tools: Sequence[ToolSpec], *, max_tokens: int = 160
    ) -> AsyncIterator[TextDelta | ToolCall | Usage]:
        """Stream one reply. Closing the iterator (or cancelling its task) stops the generation at once."""
        ...

    async def forget(self, call_id: str) -> None:
        """Drop what is kept for the call; unknown calls are ignored."""
        ...

    async def close(self) -> None:
        """Stop the engine."""
        ...


@dataclass(frozen=True, slots=True)
class Speech:
    """Rendered speech: 16-bit little-endian mono PCM at `rate` Hz.

    `alignment` tells how far into `text` the voice has come: (characters, samples) pairs, both rising; empty if
    unknown.
    """

    text: str
    pcm: bytes
    rate: int
    alignment: tuple[tuple[int, int], ...] = ()


class Synthesiser(Protocol):
    """Text to speech."""

    @property
    def ready(self) -> bool:
        """Whether it can answer now, as far as it knows itself."""
        ...

    async def synthesise(self, text: str, *, language: str, rate: int) -> Speech:
        """Render one sentence; text without anything to say gives empty audio."""
        ...

    async def prepare(self, sentences: Sequence[str], *, language: str, rate: int) -> None:
        """Render fixed sentences beforehand; `synthesise` then answers them from memory, also when the engine broke."""
        ...

    async def close(self) -> None:
        """Stop the engine."""
        ...
