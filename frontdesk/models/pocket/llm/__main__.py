"""`python -m frontdesk.models.pocket.llm`: the steps from recorded dialogues to a GGUF file."""

import argparse
from pathlib import Path

from frontdesk.models.pocket.llm import checkpoint, export
from frontdesk.models.pocket.llm.train import Plan, train

SHIPPED = Path(__file__).with_name("pocket-receptionist.gguf")


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(prog="python -m frontdesk.models.pocket.llm", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    training = steps.add_parser("train", help="train from a folder of dialogues, or go on where training stopped")
    training.add_argument("--dialogues", type=Path, required=True, help="folder of shard-*.jsonl.gz; may still be growing")
    training.add_argument("--out", type=Path, required=True, help="folder of checkpoints and learning_curve.csv")
    training.add_argument("--start", type=Path, default=SHIPPED, help=".gguf or .pt to begin with")
    training.add_argument("--minutes", type=float, help="length of the whole training, resumed parts counted")
    training.add_argument("--tokens", type=int)
    for name, kind in (
        ("feed_forward", int),
        ("batch", int),
        ("matrix_rate", float),
        ("other_rate", float),
        ("decay_from", float),
        ("copies", float),
        ("save_every", float),
        ("keep_every", float),
        ("processes", int),
        ("threads", int),
        ("device", str),
        ("seed", int),
        ("warm_up", int),
        ("report_every", int),
    ):
        training.add_argument(f"--{name.replace('_', '-')}", type=kind, default=getattr(Plan, name, None))
    training.add_argument("--compile", action="store_true")
    exporting = steps.add_parser("export", help="write a checkpoint as GGUF F16")
    exporting.add_argument("checkpoint", type=Path)
    exporting.add_argument("gguf", type=Path)
    chosen = parser.parse_args()
    if chosen.step == "export":
        saved = checkpoint.load(chosen.checkpoint)
        export.write(chosen.gguf, saved.shape, saved.tensors, saved.tokenizer)
        return
    settings = {name: value for name, value in vars(chosen).items() if name != "step" and value is not None}
    if chosen.tokens and not chosen.minutes:
        settings["minutes"] = None
    train(Plan(**settings))


if __name__ == "__main__":
    main()
