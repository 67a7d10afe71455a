"""Settings to model files: what is there is found, what is missing or damaged names its remedy."""

import shutil
from pathlib import Path

import pytest

from frontdesk.errors import ModelMissing
from frontdesk.models import store

FINDERS = {
    "whisper": store.recogniser_folder,
    "piper": lambda setting, folder: store.voice_file(setting, "en", folder),
    "gguf": store.language_model_file,
}


def test_the_shipped_models_are_whole(tmp_path: Path) -> None:
    assert (store.recogniser_folder("pocket", tmp_path) / "model.bin").is_file()
    for language in ("en", "fr"):
        assert store.voice_file("pocket", language, tmp_path).suffix == ".onnx"
    assert store.language_model_file("pocket", tmp_path).suffix == ".gguf"


@pytest.mark.parametrize("kind", ["stt", "tts"])
def test_every_shipped_file_has_a_checksum_and_every_folder_a_card(kind: str) -> None:
    folder = store.POCKET / kind
    listed = {line.split()[1] for line in (folder / "sha256.txt").read_text().splitlines()}
    present = {file.name for file in folder.iterdir() if file.is_file()}
    assert present - listed == {"sha256.txt", "MODEL_CARD.md"}


@pytest.mark.parametrize("harm", ["flip", "truncate", "delete", "no sums"])
def test_a_damaged_shipped_model_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str) -> None:
    shutil.copytree(store.POCKET / "stt", tmp_path / "stt")
    monkeypatch.setattr(store, "POCKET", tmp_path)
    model = tmp_path / "stt" / "model.bin"
    content = model.read_bytes()
    if harm == "flip":
        model.write_bytes(content[:1000] + bytes([content[1000] ^ 1]) + content[1001:])
    elif harm == "truncate":
        model.write_bytes(content[:-1])
    elif harm == "delete":
        model.unlink()
    else:
        (tmp_path / "stt" / "sha256.txt").unlink()
    with pytest.raises(ModelMissing, match="git checkout -- frontdesk/models/pocket"):
        store.recogniser_folder("pocket", tmp_path)


@pytest.mark.parametrize(
    ("scheme", "setting", "files"),
    [
        ("whisper", "whisper:small", [f"whisper/small/{name}" for name in store.WHISPER_FILES]),
        ("piper", "piper:en_US-amy-low", ["piper/en_US-amy-low.onnx", "piper/en_US-amy-low.onnx.json"]),
        ("gguf", "gguf:Org/Model:Q4_K_M", ["gguf/Org/Model/Q4_K_M.gguf"]),
    ],
)
def test_a_model_in_the_store(tmp_path: Path, scheme: str, setting: str, files: list[str]) -> None:
    for name in files:
        with pytest.raises(ModelMissing, match=r"is missing; copy the model there"):
            FINDERS[scheme](setting, tmp_path)
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = FINDERS[scheme](setting, tmp_path)
    assert found in ((tmp_path / files[0]), (tmp_path / files[0]).parent)
    by_path = FINDERS[scheme](str(found), tmp_path)
    assert by_path == found


@pytest.mark.parametrize("scheme", list(FINDERS))
def test_servers_and_other_engines_models_are_refused(tmp_path: Path, scheme: str) -> None:
    with pytest.raises(ModelMissing, match="not supported yet; use pocket"):
        FINDERS[scheme]("http://models.example:8000/v1", tmp_path)
    other = "whisper" if scheme != "whisper" else "piper"
    with pytest.raises(ModelMissing, match=f"this engine takes pocket, {scheme}:NAME"):
        FINDERS[scheme](f"{other}:small", tmp_path)


def test_a_language_without_pocket_voice(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="not 'de'"):
        store.voice_file("pocket", "de", tmp_path)
