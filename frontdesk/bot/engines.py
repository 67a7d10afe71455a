"""The three engines that the settings name, loaded and warm."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from frontdesk.bot.settings import POCKET, Settings
from frontdesk.clinic import Clinic
from frontdesk.errors import ModelMissing
from frontdesk.models.llama_engine import LlamaEngine
from frontdesk.models.llama_options import LlamaOptions
from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.store import language_model_file, recogniser_folder, voice_file
from frontdesk.models.whisper_engine import WhisperEngine


@dataclass(frozen=True, slots=True)
class Engines:
    """Shared by every call."""

    recogniser: WhisperEngine
    language_model: LlamaEngine
    synthesiser: PiperEngine


@dataclass(frozen=True, slots=True)
class _Files:
    recogniser: Path
    language_model: Path
    voices: dict[str, Path]


@asynccontextmanager
async def open_engines(settings: Settings, clinic: Clinic, store: Path) -> AsyncIterator[Engines]:
    """Load and warm every engine; `store` is the model store's folder. Raises `ModelMissing` for all missing ones."""
    files = _find(settings, clinic, store)
    async with AsyncExitStack() as stack:
        recogniser = WhisperEngine(files.recogniser, threads=_threads(settings, settings.whisper))
        stack.push_async_callback(recogniser.close)
        await recogniser.start()
        synthesiser = PiperEngine(files.voices, threads=_threads(settings, settings.piper_en, settings.piper_fr))
        stack.push_async_callback(synthesiser.close)
        await synthesiser.start()
        options = LlamaOptions(threads=_threads(settings, settings.llama))
        language_model = await LlamaEngine.open(files.language_model, options)
        stack.push_async_callback(language_model.close)
        yield Engines(recogniser, language_model, synthesiser)


def _threads(settings: Settings, *models: str) -> int:
    """Threads for an engine. Pocket models get one: two would spend the time waiting for each other.

    On two busy cores a reply of the pocket Llama took up to 4.6 s with two threads and 0.03 s with one; on idle cores
    one is no slower.
    """
    return 1 if all(model == POCKET for model in models) else settings.threads


def _find(settings: Settings, clinic: Clinic, store: Path) -> _Files:
    missing: list[str] = []
    voices: dict[str, Path] = {}
    recogniser = language_model = Path()
    try:
        recogniser = recogniser_folder(settings.whisper, store)
    except ModelMissing as error:
        missing.append(f"whisper: {error.message}")
    try:
        language_model = language_model_file(settings.llama, store)
    except ModelMissing as error:
        missing.append(f"llama: {error.message}")
    for language in clinic.languages:
        key = f"piper_{language}"
        try:
            voices[language] = voice_file(getattr(settings, key), language, store)
        except ModelMissing as error:
            missing.append(f"{key}: {error.message}")
    if missing:
        raise ModelMissing("\n".join(missing))
    return _Files(recogniser, language_model, voices)
