"""Byte-level BPE with 4,096 tokens, cut into words as Qwen2 cuts them: llama.cpp knows that cut by name (`qwen2`).

Numbers fall into single digits, and a word with its leading space is one unit. Control tokens come first, so that their
ids never change.
"""

from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from frontdesk.models.pocket.llm.template import ASSISTANT, CALL, CALL_END, END, SYSTEM, TOOL, USER

PAD = "<|pad|>"
CONTROL = (PAD, END, SYSTEM, USER, ASSISTANT, TOOL)
"""Never part of a text; llama.cpp hides them."""
VISIBLE = (CALL, CALL_END)
"""One token each, but llama.cpp writes them out, because frontdesk finds tool calls by them."""
VOCABULARY = 4096

_WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|"
    r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def learn(texts: Iterable[str], size: int = VOCABULARY) -> Tokenizer:
    """Train a new vocabulary on rendered messages. A new vocabulary means training the model from scratch."""
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=[*CONTROL, *VISIBLE],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer = _with_words(Tokenizer(models.BPE()))
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def assemble(tokens: list[str], merges: list[str]) -> Tokenizer:
    """Build a tokenizer from the lists that a GGUF file holds; ids are positions in `tokens`."""
    pairs = [(left, right) for left, _, right in (merge.partition(" ") for merge in merges)]
    tokenizer = _with_words(Tokenizer(models.BPE(vocab={token: i for i, token in enumerate(tokens)}, merges=pairs)))
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in (*CONTROL, *VISIBLE)])
    return tokenizer


def token_id(tokenizer: Tokenizer, token: str) -> int:
    """The id of a control token; `KeyError` when the vocabulary is not one of this recipe's."""
    number: int | None = tokenizer.token_to_id(token)
    if number is None:
        raise KeyError(token)
    return number


def load(path: Path) -> Tokenizer:
    """Read a tokenizer file that `learn` or `assemble` made and `save` wrote."""
    return Tokenizer.from_file(str(path))


def _with_words(tokenizer: Tokenizer) -> Tokenizer:
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_WORDS), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer
