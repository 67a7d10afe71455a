"""The steps of the recipe, each from files to files in one folder, so that any of them can be run again alone."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from frontdesk.models.pocket.llm import checkpoint, curve, export, tokenizer, verify
from frontdesk.models.pocket.llm.corpus import dialogues, nothing_recorded
from frontdesk.models.pocket.llm.template import render
from frontdesk.models.pocket.llm.train import CURVE, LATEST, Plan, train

SHIPPED = Path(__file__).with_name("pocket-receptionist.gguf")
_READ_FOR_WORDS = 20_000
"""Dialogues that a new vocabulary is learnt from."""
_COMPARED = 8
"""Dialogues on which the GGUF is compared with PyTorch."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folder that everything is made in."""

    folder: Path
    tell: Callable[[str], None]

    @property
    def dialogues(self) -> Path:
        """Recorded dialogues."""
        return self.folder / "dialogues"

    @property
    def training(self) -> Path:
        """Checkpoints and the learning curve."""
        return self.folder / "training"

    @property
    def vocabulary(self) -> Path:
        """A vocabulary of its own, if one was learnt."""
        return self.folder / "tokenizer.json"

    @property
    def model(self) -> Path:
        """The finished file."""
        return self.folder / SHIPPED.name

    def generate(self, count: int, seed: int) -> None:
        """Record simulated calls, in a process of their own."""
        self.tell(f"Recording {count} dialogues in {self.dialogues}: about 1,000 a minute on one core")
        subprocess.run(_recorder(self.dialogues, count, seed), check=True)

    @contextmanager
    def recording(self, count: int, seed: int) -> Iterator[None]:
        """Record on while something else runs, from the first file on; what is not recorded by its end is given up."""
        self.tell(f"Recording {count} dialogues in {self.dialogues}; training begins with the first 1,000")
        command = _recorder(self.dialogues, count, seed)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as recorder:
            try:
                while recorder.poll() is None and not self._shards():
                    time.sleep(0.5)
                if recorder.returncode:
                    raise subprocess.CalledProcessError(recorder.returncode, command)
                yield
            finally:
                recorder.terminate()

    def learn_vocabulary(self) -> None:
        """Learn a new vocabulary; models trained with another cannot be gone on with."""
        found = (messages for shard in self._some_shards() for messages in dialogues(shard))
        learnt = tokenizer.learn(render(m) for messages in islice(found, _READ_FOR_WORDS) for m in messages)
        learnt.save(str(self.vocabulary))
        self.tell(f"{learnt.get_vocab_size()} tokens in {self.vocabulary}")

    def train(self, plan: Plan) -> None:
        """Train, then draw the curve."""
        train(plan)
        if (plan.out / CURVE).exists():
            curve.draw(plan.out / CURVE, plan.out / "learning_curve.png")
        self.tell(f"Trained: {plan.out / LATEST}; the curve is {plan.out / 'learning_curve.png'}")

    def export(self, source: Path | None = None, target: Path | None = None) -> None:
        """Write a checkpoint as GGUF."""
        saved = checkpoint.load(source or self.training / LATEST)
        export.write(target or self.model, saved.shape, saved.tensors, saved.tokenizer)
        self.tell(f"Exported: {target or self.model}")

    def verify(self) -> None:
        """Compare the GGUF with PyTorch, and write its digest only if they agree."""
        found = verify.compare(self.model, islice(dialogues(self._some_shards()[0]), _COMPARED))
        self.tell(
            f"{found.tokens} tokens: largest difference of a logit {found.largest_difference:.3f} "
            f"(allowed {verify.TOLERANCE}), same choice at {found.same_choice:.2%}, "
            f"same cut into tokens: {'yes' if found.same_tokens else 'no'}"
        )
        if not found.holds:
            raise ValueError(f"llama.cpp runs {self.model} differently from PyTorch: do not ship it")
        self.tell(f"Verified: {verify.write_digest(self.model)}")

    def evaluate(self, calls: int) -> None:
        """Measure the finished file as the product measures any language model."""
        command = [sys.executable, "-c", "from frontdesk.bot.cli import main; main()", "eval"]
        subprocess.run([*command, "--model", str(self.model), "--calls", str(calls)], check=True)

    def _shards(self) -> list[Path]:
        return sorted(self.dialogues.glob("shard-*.jsonl.gz"))

    def _some_shards(self) -> list[Path]:
        """`FileNotFoundError` when nothing was recorded."""
        if shards := self._shards():
            return shards
        raise FileNotFoundError(nothing_recorded(self.dialogues))


def _recorder(folder: Path, count: int, seed: int) -> list[str]:
    """The command of another part of frontdesk, which this one does not import."""
    command = [sys.executable, "-m", "frontdesk.bot.evaluation.record"]
    return [*command, "--out", str(folder), "--dialogues", str(count), "--seed", str(seed)]
