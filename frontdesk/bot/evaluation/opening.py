"""Open a language model as the product does: in a child process of its own, on one thread.

One thing differs: a slow model's reply is waited for, so that it counts by what it says. How long it took is measured.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from frontdesk.models.llama_engine import LlamaEngine
from frontdesk.models.llama_options import LlamaOptions

OPTIONS = LlamaOptions(threads=1, first_token_seconds=120.0, token_seconds=60.0)


@asynccontextmanager
async def open_model(file: Path) -> AsyncIterator[LlamaEngine]:
    """A warm engine; closed at the end. Raises `ModelMissing`."""
    engine = await LlamaEngine.open(file, OPTIONS)
    try:
        yield engine
    finally:
        await engine.close()
