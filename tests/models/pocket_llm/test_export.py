"""The shipped file, read and written again, is the same model; llama.cpp computes what PyTorch computes."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
gguf = pytest.importorskip("gguf")

from frontdesk.models.pocket.llm import export, verify
from frontdesk.models.pocket.llm.steps import SHIPPED


def test_the_shipped_model_survives_a_round_trip(tmp_path: Path, recorded: list[Any]) -> None:
    shape, tensors, tokenizer = export.read(SHIPPED)
    again = tmp_path / SHIPPED.name
    export.write(again, shape, tensors, tokenizer)
    before, after = gguf.GGUFReader(SHIPPED), gguf.GGUFReader(again)
    assert {t.name: (t.tensor_type, t.data.tobytes()) for t in before.tensors} == {
        t.name: (t.tensor_type, t.data.tobytes()) for t in after.tensors
    }
    ours = {name for name in before.fields if name.startswith(("llama.", "tokenizer.ggml."))}
    assert {name: before.fields[name].contents() for name in ours} == {
        name: after.fields[name].contents() for name in ours
    }
    found = verify.compare(again, recorded)
    assert found.holds, found


def test_the_digest_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"weights")
    assert verify.write_digest(file).read_text() == f"{hashlib.sha256(b'weights').hexdigest()}  model.gguf\n"
