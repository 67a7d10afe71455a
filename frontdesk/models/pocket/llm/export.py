"""GGUF: the one file that llama.cpp, and so frontdesk, loads. Written from a checkpoint, and read back to start from.

Parameters already bear llama.cpp's names, so exporting is a loop. Matrices become 16-bit floats; norms stay 32-bit.
8-bit would be half the size, but fingerprints of +-1 dominate the scale of their blocks: logits would be off by 1.5.
"""

import json
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from frontdesk.models.pocket.llm.model import Shape
from frontdesk.models.pocket.llm.template import CHAT_TEMPLATE, END
from frontdesk.models.pocket.llm.tokenizer import CONTROL, PAD, VISIBLE, assemble

NAME = "pocket-receptionist"


def write(path: Path, shape: Shape, tensors: dict[str, Tensor], tokenizer: Tokenizer) -> None:
    """Write the model as GGUF F16, under another name until it is whole."""
    unfinished = path.with_suffix(".part")
    writer = gguf.GGUFWriter(unfinished, "llama")
    writer.add_name(NAME)
    _describe(writer, shape)
    _add_vocabulary(writer, tokenizer)
    writer.add_chat_template(CHAT_TEMPLATE)
    for name, tensor in tensors.items():
        values = tensor.detach().float().cpu().numpy()
        writer.add_tensor(name, values.astype(np.float32 if values.ndim == 1 else np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    unfinished.replace(path)


def _describe(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_vocab_size(shape.vocabulary)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.blocks)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(shape.norm_epsilon)
    writer.add_rope_dimension_count(shape.head_width)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)


def _add_vocabulary(writer: gguf.GGUFWriter, tokenizer: Tokenizer) -> None:
    tokens = [tokenizer.id_to_token(number) for number in range(tokenizer.get_vocab_size())]
    kinds = dict.fromkeys(CONTROL, gguf.TokenType.CONTROL) | dict.fromkeys(VISIBLE, gguf.TokenType.USER_DEFINED)
    writer.add_tokenizer_model("gpt2")  # llama.cpp's name for byte-level BPE
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types([kinds.get(token, gguf.TokenType.NORMAL) for token in tokens])
    writer.add_token_merges(merges_of(tokenizer))
    end = tokens.index(END)
    writer.add_eos_token_id(end)
    writer.add_eot_token_id(end)
    writer.add_bos_token_id(end)  # llama.cpp wants one; it is never put in front
    writer.add_add_bos_token(False)
    writer.add_pad_token_id(tokens.index(PAD))


def merges_of(tokenizer: Tokenizer) -> list[str]:
    """The BPE merges in order, each as two tokens with a space between."""
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    return [merge if isinstance(merge, str) else " ".join(merge) for merge in merges]


def read(path: Path) -> tuple[Shape, dict[str, Tensor], Tokenizer]:
    """Read a GGUF that `write` wrote: sizes, tensors as 32-bit floats, tokenizer. `ValueError` for any other file."""
    reader = gguf.GGUFReader(path)

    def field(name: str) -> Any:
        found = reader.get_field(name)
        if found is None:
            raise ValueError(f"{path} has no {name}: only models that this recipe made can be read")
        return found.contents()

    shape = Shape(
        width=field("llama.embedding_length"),
        blocks=field("llama.block_count"),
        heads=field("llama.attention.head_count"),
        feed_forward=field("llama.feed_forward_length"),
        vocabulary=field("llama.vocab_size"),
        context=field("llama.context_length"),
        norm_epsilon=field("llama.attention.layer_norm_rms_epsilon"),
        rope_base=field("llama.rope.freq_base"),
    )
    tensors = {tensor.name: torch.from_numpy(np.array(tensor.data, dtype=np.float32)) for tensor in reader.tensors}
    tokenizer = assemble(field("tokenizer.ggml.tokens"), field("tokenizer.ggml.merges"))
    return shape, tensors, tokenizer
