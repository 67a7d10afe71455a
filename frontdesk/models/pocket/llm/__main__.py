"""Make the pocket receptionist again: a small Llama trained from scratch on simulated calls.

Steps, each from files to files in --folder:
  generate    record dialogues between simulated callers and an all-knowing receptionist
  tokenizer   learn a new vocabulary from them (only for training from nothing: the shipped one is used otherwise)
  train       train on them; stopped and called again, it goes on where the last checkpoint was
  export      write the last checkpoint as GGUF
  verify      prove that llama.cpp computes what PyTorch computes, and write sha256.txt
  evaluate    let simulated callers phone the result and count who got what they wanted
  all         generate and train at the same time, then export, verify, evaluate
"""

import argparse
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from frontdesk.models.pocket.llm.steps import SHIPPED, Workshop
from frontdesk.models.pocket.llm.train import Plan

STEPS = ("generate", "tokenizer", "train", "export", "verify", "evaluate", "all")
SMOKE = {"count": 200, "tokens": 20_000, "batch": 1024, "calls": 2, "warm_up": 2, "report_every": 2}


def main() -> None:
    """Run one step, or all."""
    chosen = _parser().parse_args()
    if chosen.smoke:
        vars(chosen).update(SMOKE)
    shop = Workshop(chosen.folder, lambda text: print(text, flush=True))  # noqa: T201
    try:
        if chosen.step == "all":
            with shop.recording(chosen.count, chosen.seed):
                _do("train", shop, chosen)
            for step in ("export", "verify", "evaluate"):
                _do(step, shop, chosen)
        else:
            _do(chosen.step, shop, chosen)
    except KeyboardInterrupt:
        sys.exit("Stopped. The same command goes on from the last checkpoint.")
    except subprocess.CalledProcessError as error:
        sys.exit(f"The step failed (status {error.returncode}); its own message stands above.")
    except (FileNotFoundError, ValueError) as error:
        sys.exit(str(error))


def _do(step: str, shop: Workshop, chosen: argparse.Namespace) -> None:
    if step == "generate":
        shop.generate(chosen.count, chosen.seed)
    elif step == "tokenizer":
        shop.learn_vocabulary()
    elif step == "train":
        shop.train(_plan(shop, chosen))
    elif step == "export":
        shop.export(chosen.checkpoint, chosen.gguf)
    elif step == "verify":
        shop.verify()
    else:
        shop.evaluate(chosen.calls)


def _plan(shop: Workshop, chosen: argparse.Namespace) -> Plan:
    given = {name: value for name, value in vars(chosen).items() if value is not None}
    if chosen.start == Path("scratch"):
        given["start"] = None
        given["vocabulary"] = shop.vocabulary if shop.vocabulary.exists() else SHIPPED
    if chosen.device in (None, "cpu"):
        given.setdefault("processes", min(2, os.cpu_count() or 1))
    given.setdefault("dialogues", shop.dialogues)
    given.setdefault("out", shop.training)
    if chosen.tokens and not chosen.minutes:
        given["minutes"] = None
    return Plan(**{field.name: given[field.name] for field in fields(Plan) if field.name in given})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m frontdesk.models.pocket.llm",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("checkpoint", nargs="?", type=Path, help="export: the checkpoint (default: the last one)")
    parser.add_argument("gguf", nargs="?", type=Path, help="export: the file to write (default: in --folder)")
    parser.add_argument("--folder", type=Path, default=Path("data/pocket-llm"), help="default: %(default)s")
    parser.add_argument(
        "--smoke", action="store_true", help="a tiny budget: proves the path in two minutes, teaches nothing"
    )
    parser.add_argument(
        "--count", type=int, default=100_000, help="generate: how many dialogues (default: %(default)s)"
    )
    parser.add_argument("--calls", type=int, default=200, help="evaluate: how many calls (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="another number, other dialogues and another order")
    training = parser.add_argument_group("train")
    training.add_argument("--dialogues", type=Path, help="folder of shards; it may still be growing")
    training.add_argument("--out", type=Path, help="folder of checkpoints")
    training.add_argument(
        "--start",
        type=Path,
        default=SHIPPED,
        help="a .gguf or .pt to begin with, or scratch (default: the shipped model)",
    )
    training.add_argument(
        "--minutes",
        type=float,
        help="length of the whole training, resumed parts counted; rates reach 0 at its end (default: 60)",
    )
    training.add_argument("--tokens", type=int, help="the same in tokens")
    training.add_argument("--processes", type=int, help="one per core is fastest (default: 2 on a CPU, else 1)")
    training.add_argument("--threads", type=int, help="of each process (default: 1)")
    training.add_argument("--device", help="cpu or cuda (default: cpu)")
    training.add_argument(
        "--compile", action="store_true", default=None, help="a fifth faster after two minutes of compiling"
    )
    for name, kind in {
        "feed_forward": int,
        "batch": int,
        "matrix_rate": float,
        "other_rate": float,
        "decay_from": float,
        "copies": float,
        "warm_up": int,
        "save_every": float,
        "keep_every": float,
        "report_every": int,
    }.items():
        training.add_argument(f"--{name.replace('_', '-')}", type=kind, help=f"default: {getattr(Plan, name)}")
    return parser


if __name__ == "__main__":
    main()
