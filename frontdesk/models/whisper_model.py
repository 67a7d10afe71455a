"""faster-whisper's model, changed in two places: it encodes what was said and no more, and it can compare languages.

Whisper's own window is 30 s, and faster-whisper pads every segment to it: 163 ms of one core for a sentence of 3 s
with the pocket model, 5 ms without the padding at an equal word error.

faster-whisper detects a language by encoding the segment a second time, among all languages it knows. Here the first
window's own encoding is asked, the languages that were not to be compared are left out, and the rest is scaled to 1.
"""

import functools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from faster_whisper import WhisperModel

Samples = npt.NDArray[np.float32]

UNTRAINED_WINDOW = 10.0
"""Seconds of window left to models that were trained on 30 s only; they lose words in shorter ones."""


@dataclass(slots=True)
class Comparison:
    """One segment's languages: `rivals` as in `Recogniser`; `chosen` is the one it is decoded in from its first window.

    `found` holds the probabilities of all languages compared, adding up to 1; empty until the first window is encoded.
    """

    chosen: str
    rivals: Mapping[str, float]
    found: dict[str, float] = field(default_factory=dict)

    def decide(self, probabilities: Mapping[str, float]) -> None:
        """Choose on the probabilities of all languages that the model knows; the more probable of two rivals wins."""
        compared = {code: probabilities.get(code, 0.0) for code in (self.chosen, *self.rivals)}
        total = sum(compared.values())
        if total <= 0.0:
            return
        self.found = {code: probability / total for code, probability in compared.items()}
        winners = [code for code, least in self.rivals.items() if self.found[code] >= least]
        self.chosen = max(winners, key=self.found.__getitem__, default=self.chosen)


class ShortWindowWhisper(WhisperModel):  # type: ignore[misc]
    """faster-whisper's model without the padding that `pad_or_trim` appends as frames of zeros. For one thread."""

    _comparison: Comparison | None = None

    @functools.cached_property
    def shortest_window(self) -> int:
        """Frames kept at least: 0.5 s for a model trained on short windows, `UNTRAINED_WINDOW` for any other."""
        trained_short = self.feature_extractor.chunk_length < 30
        return int((0.5 if trained_short else UNTRAINED_WINDOW) * self.frames_per_second)

    def knows(self, language: str) -> bool:
        """Whether the model hears this language (ISO 639-1); English-only models hold other tokens too."""
        token = self.hf_tokenizer.token_to_id(f"<|{language}|>")
        return token is not None and (self.model.is_multilingual or language == "en")

    @contextmanager
    def comparing(self, comparison: Comparison | None) -> Iterator[None]:
        """Decide `comparison` on the first window that is decoded within; None compares nothing."""
        self._comparison = comparison
        try:
            yield
        finally:
            self._comparison = None

    def encode(self, features: Samples) -> Any:
        """Encode features of shape (mels, frames) up to the last frame that is not padding."""
        voiced = np.flatnonzero(features.any(axis=0))
        frames = int(voiced[-1]) + 1 if voiced.size else 0
        frames = max(self.shortest_window, frames)
        frames += frames % 2
        return super().encode(np.ascontiguousarray(features[:, :frames]))

    def generate_with_fallback(self, encoded: Any, prompt: list[int], tokenizer: Any, options: Any) -> Any:
        """Decode one window, in the language that its segment's comparison chooses."""
        comparison = self._comparison
        if comparison is not None:
            if not comparison.found:
                comparison.decide({token[2:-2]: p for token, p in self.model.detect_language(encoded)[0]})
            chosen = self.hf_tokenizer.token_to_id(f"<|{comparison.chosen}|>")
            prompt = [chosen if token == tokenizer.language else token for token in prompt]
        return super().generate_with_fallback(encoded, prompt, tokenizer, options)
