"""A llama.cpp model with one context, through llama-cpp-python's low-level functions. One thread may use it.

Wrong positions, sequence numbers or a full memory make `llama_decode` return an error, which becomes `EngineFailed`.
None of llama.cpp's samplers is used: they end the process when misused, and greedy choice needs only the logits.
"""

import ctypes
import re
from collections import deque
from dataclasses import dataclass
from typing import Any

import llama_cpp
import numpy as np
import numpy.typing as npt

from frontdesk.errors import EngineFailed, ModelMissing
from frontdesk.models.llama_options import LlamaOptions
from frontdesk.models.tool_calls import MARKS

_ERROR_LEVEL = 4
_errors: deque[str] = deque(maxlen=3)


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator, unused-ignore]
def _log(level: int, text: bytes, _: Any) -> None:
    """Keep the last errors to explain a failed start; drop the rest."""
    if level == _ERROR_LEVEL:
        _errors.append(text.decode(errors="replace").strip())


@dataclass(frozen=True, slots=True)
class BatchToken:
    """One token to be read: where it stands in which sequence, and whether the next one is to be predicted."""

    token: int
    position: int
    sequence: int
    predict: bool


class LlamaContext:
    """A loaded model. `context_tokens` is what one sequence may hold."""

    def __init__(self, path: str, options: LlamaOptions) -> None:
        """Load the file at `path`; `ModelMissing` says why it cannot be."""
        llama_cpp.llama_log_set(_log, None)
        llama_cpp.llama_backend_init()
        wanted = llama_cpp.llama_model_default_params()
        wanted.n_gpu_layers = options.gpu_layers
        self._model = llama_cpp.llama_model_load_from_file(path.encode(), wanted)
        if not self._model:
            raise ModelMissing("; ".join(_errors) or "llama.cpp cannot load it")
        self._vocab = llama_cpp.llama_model_get_vocab(self._model)
        self.context_tokens = min(options.context_tokens, llama_cpp.llama_model_n_ctx_train(self._model))
        self.batch_tokens = options.chunk_tokens + options.calls
        self._context = self._open(options)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._batch = llama_cpp.llama_batch_init(self.batch_tokens, 0, 1)
        self._size = llama_cpp.llama_vocab_n_tokens(self._vocab)
        self._read_vocabulary()

    def _open(self, options: LlamaOptions) -> Any:
        wanted = llama_cpp.llama_context_default_params()
        wanted.n_ctx = self.context_tokens * options.calls
        wanted.n_batch = wanted.n_ubatch = self.batch_tokens
        wanted.n_seq_max = options.calls
        wanted.kv_unified = True  # sequences share cells, so that copying a beginning costs nothing
        wanted.n_threads = wanted.n_threads_batch = options.threads
        wanted.no_perf = True
        context = llama_cpp.llama_init_from_model(self._model, wanted)
        if not context:
            raise ModelMissing("; ".join(_errors) or "there is not enough memory for its context")
        return context

    def _read_vocabulary(self) -> None:
        control = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL
        marks = {mark.encode() for mark in MARKS}
        self.pieces: list[bytes] = []
        self.ends: set[int] = set()
        specials: list[str] = []
        for token in range(self._size):
            piece = self._piece(token)
            is_control = bool(llama_cpp.llama_vocab_get_attr(self._vocab, token) & control)
            if is_control or piece in marks:
                specials.append(piece.decode(errors="replace"))
            if llama_cpp.llama_vocab_is_eog(self._vocab, token) or (is_control and piece not in marks):
                self.ends.add(token)
            self.pieces.append(piece)
        texts = sorted(filter(None, specials), key=len, reverse=True)
        self.specials = re.compile("|".join(map(re.escape, texts))) if texts else None

    def _piece(self, token: int) -> bytes:
        room = 64
        while True:
            buffer = ctypes.create_string_buffer(room)
            size = llama_cpp.llama_token_to_piece(self._vocab, token, buffer, room, 0, True)
            if size >= 0:
                return buffer.raw[:size]
            room = -size

    @property
    def template(self) -> str:
        """The chat template in the file, empty if there is none."""
        source = llama_cpp.llama_model_chat_template(self._model, None)
        return source.decode(errors="replace") if source else ""

    @property
    def bos(self) -> str:
        """The token that begins a text, as text."""
        return self._special_text(llama_cpp.llama_vocab_bos(self._vocab))

    @property
    def eos(self) -> str:
        """The token that ends a text, as text."""
        return self._special_text(llama_cpp.llama_vocab_eos(self._vocab))

    def _special_text(self, token: int) -> str:
        return self.pieces[token].decode(errors="replace") if 0 <= token < self._size else ""

    def tokenise(self, text: str) -> list[int]:
        """Give the tokens of a rendered template; the model's first token is added where the template left it out."""
        data = text.encode()
        room = len(data) + 8
        tokens = (llama_cpp.llama_token * room)()
        count = llama_cpp.llama_tokenize(self._vocab, data, len(data), tokens, room, False, True)
        if count < 0:
            raise EngineFailed("the prompt cannot be tokenised")
        found = list(tokens[:count])
        first = llama_cpp.llama_vocab_bos(self._vocab)
        missing = llama_cpp.llama_vocab_get_add_bos(self._vocab) and found[:1] != [first]
        return [first, *found] if missing else found

    def read(self, tokens: list[BatchToken]) -> None:
        """Read up to `batch_tokens` tokens of any sequences; `EngineFailed` when llama.cpp refuses."""
        batch = self._batch
        batch.n_tokens = len(tokens)
        for at, item in enumerate(tokens):
            batch.token[at] = item.token
            batch.pos[at] = item.position
            batch.n_seq_id[at] = 1
            batch.seq_id[at][0] = item.sequence
            batch.logits[at] = item.predict
        status = llama_cpp.llama_decode(self._context, batch)
        if status != 0:
            raise EngineFailed(f"llama.cpp cannot read the batch (status {status})")

    def logits(self, at: int) -> npt.NDArray[np.float32]:
        """Scores of all tokens to follow the `at`th token of the last batch; valid until the next `read`."""
        scores = llama_cpp.llama_get_logits_ith(self._context, at)
        return np.ctypeslib.as_array(scores, shape=(self._size,))

    def keep(self, sequence: int, tokens: int) -> bool:
        """Drop everything of a sequence behind its first `tokens`; False when the model cannot drop a part."""
        return bool(llama_cpp.llama_memory_seq_rm(self._memory, sequence, tokens, -1))

    def copy(self, source: int, target: int) -> None:
        """Let `target`, which is empty, share what `source` holds."""
        llama_cpp.llama_memory_seq_cp(self._memory, source, target, -1, -1)
