"""From a setting string to model files on this machine. Nothing is ever downloaded.

    setting                     recogniser           voice                            language model
    pocket                      shipped              shipped (en, fr)                 shipped
    whisper:NAME                <store>/whisper/NAME
    piper:NAME                                       <store>/piper/NAME.onnx
    gguf:REPO:QUANT                                                                   <store>/gguf/REPO/QUANT.gguf
    a path                      CTranslate2 folder   .onnx beside its .onnx.json      .gguf

`<store>` is the folder `models` of the data directory. The shipped files are compared with the `sha256.txt` beside
them, so that a half-copied file stops the start instead of a call.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from frontdesk.errors import ModelMissing

POCKET = Path(__file__).parent / "pocket"
POCKET_VOICES = {"en": "pocket-en_US.onnx", "fr": "pocket-fr_FR.onnx"}
WHISPER_FILES = ("config.json", "model.bin", "tokenizer.json")


def recogniser_folder(setting: str, store: Path) -> Path:
    """The CTranslate2 folder that `setting` names. Raises `ModelMissing`."""
    if setting == "pocket":
        return _checked_pocket("stt")
    folder = _locate(setting, "whisper", store / "whisper", suffix="")
    return _complete(setting, folder, [folder / name for name in WHISPER_FILES])


def voice_file(setting: str, language: str, store: Path) -> Path:
    """The Piper voice that `setting` names for `language`, with its `.onnx.json` beside it. Raises `ModelMissing`."""
    if setting == "pocket":
        if language not in POCKET_VOICES:
            raise ModelMissing(
                f"the pocket voices speak {' and '.join(POCKET_VOICES)}, not {language!r}; "
                "set a Piper voice for it: piper:NAME or the path of an .onnx file"
            )
        return _checked_pocket("tts") / POCKET_VOICES[language]
    file = _locate(setting, "piper", store / "piper", suffix=".onnx")
    return _complete(setting, file, [file, file.with_name(file.name + ".json")])


def language_model_file(setting: str, store: Path) -> Path:
    """The `.gguf` that `setting` names. Raises `ModelMissing`."""
    if setting == "pocket":
        folder = _checked_pocket("llm")
        return next(iter(sorted(folder.glob("*.gguf"))))
    file = _locate(setting, "gguf", store / "gguf", suffix=".gguf")
    return _complete(setting, file, [file])


def _locate(setting: str, scheme: str, folder: Path, *, suffix: str) -> Path:
    """The path that a setting other than `pocket` stands for, whether or not it is there."""
    if setting.startswith(("http://", "https://")):
        raise ModelMissing(
            f"{setting}: model servers are not supported yet; use pocket, {scheme}:NAME or the path of a local model"
        )
    kind, colon, name = setting.partition(":")
    if colon and kind in ("whisper", "piper", "gguf"):
        if kind != scheme:
            raise ModelMissing(f"{setting}: this engine takes pocket, {scheme}:NAME or a path, not a {kind} model")
        return folder / (name.replace(":", "/") + suffix)
    return Path(setting).expanduser()


def _complete(setting: str, target: Path, files: Sequence[Path]) -> Path:
    """`target`, provided that all of its files are there."""
    absent = [file for file in files if not file.is_file()]
    if absent:
        raise ModelMissing(
            f"{setting}: {absent[0]} is missing; copy the model there (cp -r MODEL {target}) "
            "or use the model in the package: pocket"
        )
    return target


def _checked_pocket(kind: str) -> Path:
    """The shipped folder `kind` (`stt`, `tts`, `llm`) after comparing every file with its checksum."""
    folder = POCKET / kind
    sums = folder / "sha256.txt"
    remedy = "put the package's files back: git checkout -- frontdesk/models/pocket, or reinstall frontdesk"
    if not sums.is_file():
        raise ModelMissing(f"pocket: {sums} is missing; {remedy}")
    for line in sums.read_text(encoding="utf-8").splitlines():
        expected, name = line.split(maxsplit=1)
        file = folder / name
        if not file.is_file():
            raise ModelMissing(f"pocket: {file} is missing; {remedy}")
        if hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            raise ModelMissing(f"pocket: {file} is damaged (its sha256 differs from {sums.name}); {remedy}")
    return folder
