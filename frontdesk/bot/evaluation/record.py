"""Record training dialogues: `python -m frontdesk.bot.evaluation.record --out FOLDER --dialogues 100000`.

Every dialogue is a simulated call through the product's own receptionist with the oracle in place of a model. Only
calls that end right are kept. Shards of at most 1,000 dialogues, gzipped JSON lines; a folder that is partly there is
gone on with.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import logging
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from frontdesk.bot.evaluation.drawing import draw
from frontdesk.bot.evaluation.grading import Grade, grade
from frontdesk.bot.evaluation.oracle import Oracle
from frontdesk.bot.evaluation.play import Played, play
from frontdesk.bot.evaluation.wording import Split
from frontdesk.models.ports import Message

SHARD = 1000
"""Dialogues in a file."""
_STRIDE = 100_000
"""Seeds of a shard: as many as it could ever need."""


async def rehearse(seed: int, split: Split = "train", **options: Any) -> tuple[Played, Oracle, Grade, list[Any]]:
    """One call with the oracle."""
    lot = draw(seed, split, **options)
    oracle = Oracle(lot.call)
    played = await play(lot.setting, lot.caller, oracle, lot.call, hears=oracle)
    return played, oracle, grade(played, lot.caller, lot.wishes), list(lot.wishes)


def as_lesson(played: Played, oracle: Oracle) -> dict[str, Any]:
    """The dialogue as a model reads it; what the oracle wrote is to be learnt, what code said is only read."""
    lines: list[dict[str, Any]] = [{"role": "system", "content": f"{played.clinic}. {played.language}."}]
    written = Counter(oracle.said)
    for message in played.messages:
        line = _line(message, written)
        last = lines[-1]
        if (
            line["role"] == last["role"]
            and "content" in line
            and "content" in last
            and line["role"] in ("user", "assistant")
        ):
            lines[-1] = {**last, "content": f"{last['content']} {line['content']}"} | (
                {"learn": False} if "learn" in last else {}
            )
        else:
            lines.append(line)
    return {"messages": lines, "split": "train"}


def _line(message: Message, written: Counter[str]) -> dict[str, Any]:
    if "tool_call" in message:
        call = message["tool_call"]
        return {"role": "assistant", "tool_call": {"name": call["name"], "arguments": call["arguments"]}, "learn": True}
    content = message["content"]
    if message["role"] == "assistant":
        learn = written[content] > 0
        written[content] -= learn
        return {"role": "assistant", "content": content, "learn": learn}
    return {"role": message["role"], "content": content}


async def _lessons(seed: int, count: int) -> Sequence[str]:
    """So many dialogues as JSON, from the calls behind a seed."""
    done: list[str] = []
    while len(done) < count:
        seed += 1
        played, oracle, result, _ = await rehearse(seed)
        if result.right:
            done.append(json.dumps(as_lesson(played, oracle), ensure_ascii=False))
    return done


def record(folder: Path, dialogues: int, seed: int) -> Iterator[Path]:
    """Write what is missing of so many dialogues, shard by shard."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(-(-dialogues // SHARD)):
        path = folder / f"shard-{number:05d}.jsonl.gz"
        if path.exists():
            continue
        count = min(SHARD, dialogues - number * SHARD)
        lines = asyncio.run(_lessons((seed * 1000 + number) * _STRIDE, count))
        partial = path.with_suffix(f".{os.getpid()}.part")
        with gzip.open(partial, "wt", encoding="utf-8", compresslevel=4) as file:
            file.write("\n".join(lines) + "\n")
        partial.rename(path)
        yield path


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m frontdesk.bot.evaluation.record", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of the shards; it may be there already")
    parser.add_argument("--dialogues", type=int, default=100_000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="another seed gives other dialogues; 9 is for evaluation")
    arguments = parser.parse_args()
    logging.disable(logging.ERROR)
    for path in record(arguments.out, arguments.dialogues, arguments.seed):
        print(path)  # noqa: T201


if __name__ == "__main__":
    main()
