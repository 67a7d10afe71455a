"""Training goes on where it stopped, and growing a model changes nothing that it says."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("gguf")

from frontdesk.models.pocket.llm import checkpoint, export
from frontdesk.models.pocket.llm.copy_circuit import regions
from frontdesk.models.pocket.llm.model import Llama, grow_feed_forward
from frontdesk.models.pocket.llm.muon import orthogonalised
from frontdesk.models.pocket.llm.steps import SHIPPED
from frontdesk.models.pocket.llm.train import Plan, train


@pytest.fixture
def plan(shards: Path, tmp_path: Path) -> Plan:
    return Plan(
        shards, tmp_path / "out", SHIPPED, minutes=None, tokens=1000, batch=512, copies=0.0, report_every=1, warm_up=1
    )


def test_training_stops_at_its_budget_and_resumes_with_a_longer_one(plan: Plan) -> None:
    first = checkpoint.load(train(plan))
    assert first.progress.steps >= 1
    second = checkpoint.load(train(replace(plan, tokens=2000)))
    assert second.progress.steps > first.progress.steps
    with (plan.out / "learning_curve.csv").open(newline="") as file:
        steps = [int(line["steps"]) for line in csv.DictReader(file)]
    assert steps == list(range(1, second.progress.steps + 1))


def test_the_circuit_stays_and_the_rest_moves(plan: Plan) -> None:
    shape, before, _ = export.read(SHIPPED)
    after = checkpoint.load(train(replace(plan, feed_forward=shape.feed_forward))).tensors
    for region in regions(shape):
        held = before[region.tensor][region.rows, region.columns]
        assert torch.equal(after[region.tensor][region.rows, region.columns], held)
    assert not torch.equal(after["blk.2.ffn_up.weight"], before["blk.2.ffn_up.weight"])


def test_a_new_model_begins_with_the_shipped_vocabulary(plan: Plan) -> None:
    made = checkpoint.load(train(replace(plan, start=None, vocabulary=SHIPPED, tokens=1)))
    assert made.progress.steps == 1
    assert 4e6 <= sum(tensor.numel() for tensor in made.tensors.values()) <= 12e6


def test_a_grown_model_says_what_it_said() -> None:
    shape, tensors, _ = export.read(SHIPPED)
    wider = replace(shape, feed_forward=shape.feed_forward + 64)
    small, large = Llama(shape), Llama(wider)
    small.load_state_dict(tensors)
    large.load_state_dict(grow_feed_forward(tensors, shape, wider, torch.Generator().manual_seed(0)))
    tokens = torch.arange(40)[None]
    with torch.no_grad():
        assert torch.allclose(small(tokens), large(tokens), atol=1e-4)


def test_nothing_but_the_feed_forward_layers_can_grow() -> None:
    shape, tensors, _ = export.read(SHIPPED)
    with pytest.raises(ValueError, match="only the feed-forward"):
        grow_feed_forward(tensors, shape, replace(shape, width=384), torch.Generator())


def test_another_programs_checkpoint_is_refused(tmp_path: Path) -> None:
    torch.save({"weights": torch.zeros(1)}, tmp_path / "other.pt")
    with pytest.raises(ValueError, match="no checkpoint of this recipe"):
        checkpoint.load(tmp_path / "other.pt")


def test_orthogonalised_matrices_have_singular_values_near_one_and_keep_their_zeros() -> None:
    matrices = torch.randn(2, 24, 48, generator=torch.Generator().manual_seed(0))
    matrices[:, :4] = 0
    made = orthogonalised(matrices)
    assert torch.equal(made[:, :4], torch.zeros(2, 4, 48))
    values = torch.linalg.svdvals(made[:, 4:])
    assert 0.5 < values.min() <= values.max() < 1.5
