"""Training: batches in, smaller loss out, a checkpoint every few minutes, and the learning rate falling to zero.

The matrices inside the blocks are trained with Muon, everything else (embeddings, output, norms) with AdamW. On a CPU
one process per core is fastest: each works on its own batches with one thread, and gradients are averaged.
"""

import csv
import ctypes
import os
import time
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import distributed, multiprocessing
from torch.nn import functional

from frontdesk.models.pocket.llm import checkpoint, export, tokenizer
from frontdesk.models.pocket.llm.checkpoint import Checkpoint, Progress
from frontdesk.models.pocket.llm.copy_circuit import Frozen, wire
from frontdesk.models.pocket.llm.corpus import Batch, Corpus, nothing_recorded
from frontdesk.models.pocket.llm.model import Llama, Shape, grow_feed_forward
from frontdesk.models.pocket.llm.muon import Muon
from frontdesk.models.pocket.llm.progress import Line

CURVE = "learning_curve.csv"
LATEST = "latest.pt"


@dataclass(frozen=True)
class Plan:
    """Everything that decides a training run."""

    dialogues: Path
    out: Path
    start: Path | None
    """A checkpoint or GGUF of this recipe to begin with; None: a new model with the copy circuit and nothing learnt."""
    vocabulary: Path | None = None
    """For a new model: tokenizer.json, or a GGUF whose vocabulary it takes."""
    feed_forward: int = 640
    minutes: float | None = 60.0
    """Length of the whole training, pauses left out and what a resumed checkpoint has behind it counted."""
    tokens: int | None = None
    """The same in tokens; the budget that is used up first ends the training."""
    batch: int = 4096
    """Tokens of one step in one process."""
    matrix_rate: float = 6e-3
    other_rate: float = 3e-3
    warm_up: int = 20
    """Steps until the rates are reached."""
    decay_from: float = 0.0
    """Share of the budget after which the rates fall, in a straight line, to zero at its end."""
    copies: float = 0.06
    save_every: float = 180.0
    """Seconds between checkpoints."""
    keep_every: float = 900.0
    """Seconds between checkpoints that stay."""
    processes: int = 1
    threads: int = 1
    device: str = "cpu"
    seed: int = 0
    compile: bool = False
    resume: bool = True
    report_every: int = 25


def train(plan: Plan) -> Path:
    """Run the plan, from the newest checkpoint in its folder if there is one; returns the final checkpoint."""
    if not any(plan.dialogues.glob("shard-*.jsonl.gz")):
        raise FileNotFoundError(nothing_recorded(plan.dialogues))
    plan.out.mkdir(parents=True, exist_ok=True)
    if plan.processes == 1:
        _Trainer(plan, 0).run()
    else:
        meeting = plan.out / f"meeting-{os.getpid()}"
        try:
            multiprocessing.start_processes(_one_of_several, (plan, meeting), plan.processes, start_method="spawn")
        finally:
            meeting.unlink(missing_ok=True)
    return plan.out / LATEST


def _one_of_several(rank: int, plan: Plan, meeting: Path) -> None:
    distributed.init_process_group(
        "gloo", init_method=f"file://{meeting.resolve()}", world_size=plan.processes, rank=rank
    )
    _Trainer(plan, rank).run()
    distributed.destroy_process_group()


def keep_memory() -> None:
    """Ask glibc not to hand freed memory back to the system: a step frees and wants the same gigabyte every time.

    Worth 15 % on a CPU. Elsewhere than on glibc nothing happens.
    """
    trim_threshold, mmap_threshold = -1, -3
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(trim_threshold, 2**31 - 1)
        libc.mallopt(mmap_threshold, 2**30)


class _Trainer:
    def __init__(self, plan: Plan, rank: int) -> None:
        keep_memory()
        self._plan, self._first = plan, rank == 0
        torch.set_num_threads(plan.threads)
        torch.manual_seed(plan.seed)
        self._device = torch.device(plan.device)
        begun = self._begin()
        self._shape, self._tokenizer, self._progress = begun.shape, begun.tokenizer, begun.progress
        self._model = Llama(begun.shape)
        self._model.load_state_dict(begun.tensors)
        self._model.to(self._device)
        self._frozen = Frozen(self._model)
        self._matrices = [
            weight for name, weight in self._model.named_parameters() if name.startswith("blk.") and weight.dim() == 2
        ]
        self._muon = Muon(self._matrices)
        self._adam = self._adam_w()
        if begun.optimisers:
            self._muon.load(begun.optimisers["muon"])
            self._adam.load_state_dict(begun.optimisers["adam"])
        self._began, self._before = time.monotonic(), begun.progress.seconds
        self._saved = self._kept = begun.progress.seconds
        self._losses: list[float] = []
        self._reported = replace(begun.progress)
        self._warm_up_end = begun.progress.steps + plan.warm_up
        self._corpus = Corpus(
            plan.dialogues,
            begun.tokenizer,
            seed=plan.seed + begun.progress.steps,
            copies=plan.copies,
            share=(rank, plan.processes),
        )
        if plan.compile:
            for block in self._model.blk:
                block.compile(dynamic=True)

    def _begin(self) -> Checkpoint:
        latest = self._plan.out / LATEST
        if self._plan.resume and latest.exists():
            return checkpoint.load(latest)
        if self._plan.start is None:
            return self._new()
        begun = checkpoint.load(self._plan.start)
        begun.progress, begun.optimisers = Progress(), None
        wider = replace(begun.shape, feed_forward=max(begun.shape.feed_forward, self._plan.feed_forward))
        generator = torch.Generator().manual_seed(self._plan.seed)
        begun.tensors = grow_feed_forward(begun.tensors, begun.shape, wider, generator)
        begun.shape = wider
        return begun

    def _new(self) -> Checkpoint:
        path = self._plan.vocabulary
        assert path is not None
        words = export.read(path)[2] if path.suffix == ".gguf" else tokenizer.load(path)
        model = Llama(Shape(feed_forward=self._plan.feed_forward, vocabulary=words.get_vocab_size()))
        wire(model, self._plan.seed)
        return Checkpoint(model.shape, model.state_dict(), words)

    def _adam_w(self) -> torch.optim.AdamW:
        known = {id(matrix) for matrix in self._matrices}
        embeddings = [self._model.token_embd.weight]
        rest = [p for p in self._model.parameters() if id(p) not in known and p is not embeddings[0]]
        return torch.optim.AdamW(
            [{"params": embeddings, "factor": 2.0}, {"params": rest, "factor": 1.0}],
            lr=self._plan.other_rate,
            betas=(0.9, 0.97),
            weight_decay=0.0,
            fused=True,
        )

    def run(self) -> None:
        """Train until the budget is spent."""
        with Line() if self._first else nullcontext() as line:
            for batch in self._corpus.batches(self._plan.batch):
                loss, spent, read = self._gradients(batch.to(self._device), self._spent())
                if spent >= 1:
                    break
                rate = self._rate(spent)
                self._step(rate)
                self._progress.steps += 1
                self._progress.tokens += read
                self._progress.seconds = self._before + time.monotonic() - self._began
                if line is not None:
                    self._book_keeping(line, loss, rate, spent)
        if self._first:
            self._save(LATEST)

    def _book_keeping(self, line: Line, loss: float, rate: float, spent: float) -> None:
        """Report every few steps, save every few minutes."""
        at, plan = self._progress, self._plan
        self._losses.append(loss)
        if at.steps % plan.report_every == 0:
            speed = (at.tokens - self._reported.tokens) / max(1e-9, at.seconds - self._reported.seconds)
            mean = sum(self._losses) / len(self._losses)
            self._losses, self._reported = [], replace(at)
            self._note(mean, rate, speed)
            line.show(spent, f"{at.tokens / 1e6:.2f}M tokens  loss {mean:.4f}  rate {rate:.2f}  {speed:,.0f} tokens/s")
        if at.seconds - self._saved > plan.save_every:
            self._saved = at.seconds
            self._save(LATEST)
        if at.seconds - self._kept > plan.keep_every:
            self._kept = at.seconds
            self._save(f"minute-{at.seconds / 60:03.0f}.pt")

    def _spent(self) -> float:
        shares = [0.0]
        if self._plan.minutes:
            shares.append(self._progress.seconds / 60 / self._plan.minutes)
        if self._plan.tokens:
            shares.append(self._progress.tokens / self._plan.tokens)
        return max(shares)

    def _rate(self, spent: float) -> float:
        warm = min(1.0, 1 - (self._warm_up_end - self._progress.steps - 1) / max(1, self._plan.warm_up))
        return warm * min(1.0, (1 - spent) / (1 - self._plan.decay_from))

    def _gradients(self, batch: Batch, spent: float) -> tuple[float, float, int]:
        """Fill in the gradients, averaged over the processes; returns loss, budget spent, tokens read by all."""
        with torch.autocast(self._device.type, dtype=torch.bfloat16):
            states = self._model.hidden(batch.tokens).flatten(0, 1)[batch.places]
            logits = functional.linear(states, self._model.output.weight)
        loss = functional.cross_entropy(logits.float(), batch.targets)
        loss.backward()
        read = batch.read
        if self._plan.processes == 1:
            return loss.item(), spent, read
        weights = list(self._model.parameters())
        figures = torch.tensor([loss.item(), spent, float(read)])
        shared = torch.cat([*(weight.grad.flatten() for weight in weights if weight.grad is not None), figures])
        distributed.all_reduce(shared)
        shared /= self._plan.processes
        *gradients, figures = shared.split([*(weight.numel() for weight in weights), 3])
        for weight, gradient in zip(weights, gradients, strict=True):
            weight.grad = gradient.view_as(weight)
        mean_loss, mean_spent, mean_read = figures.tolist()
        return mean_loss, mean_spent, round(mean_read * self._plan.processes)

    def _step(self, rate: float) -> None:
        self._frozen.hide_gradients()
        others = [parameter for group in self._adam.param_groups for parameter in group["params"]]
        torch.nn.utils.clip_grad_norm_(others, 1.0)
        for group in self._adam.param_groups:
            group["lr"] = self._plan.other_rate * rate * group["factor"]
        self._muon.step(self._plan.matrix_rate * rate)
        self._adam.step()
        self._adam.zero_grad(set_to_none=True)
        self._frozen.restore()

    def _note(self, loss: float, rate: float, speed: float) -> None:
        """Add a line to the learning curve."""
        at, path = self._progress, self._plan.out / CURVE
        fresh = not path.exists()
        with path.open("a", newline="") as file:
            writer = csv.writer(file)
            if fresh:
                writer.writerow(["seconds", "steps", "tokens", "loss", "rate", "tokens_per_second"])
            writer.writerow([round(at.seconds), at.steps, at.tokens, round(loss, 4), round(rate, 4), round(speed)])

    def _save(self, name: str) -> None:
        Checkpoint(
            self._shape,
            {name: tensor.detach().cpu() for name, tensor in self._model.state_dict().items()},
            self._tokenizer,
            self._progress,
            {"muon": self._muon.state(), "adam": self._adam.state_dict()},
        ).save(self._plan.out / name)
