"""A new model copies what it has never learnt."""

import random
from copy import deepcopy
from functools import cache

import pytest

torch = pytest.importorskip("torch")

from frontdesk.models.pocket.llm.copy_circuit import Frozen, wire
from frontdesk.models.pocket.llm.model import Llama, Shape

TOOL, END, ASSISTANT = 5, 1, 4


@cache
def untrained() -> Llama:
    torch.manual_seed(0)
    new = Llama(Shape())
    wire(new)
    return new


def repeated(said: list[int]) -> list[int]:
    """What the model finds most likely at each place while it repeats `said`, from the second token on."""
    with torch.no_grad():
        logits = untrained()(torch.tensor([[TOOL, *said, END, ASSISTANT, *said[:-1]]]))
    return logits[0, -(len(said) - 1) :].argmax(1).tolist()


def test_an_untrained_model_copies_random_tokens_exactly() -> None:
    chance = random.Random(1)
    for _ in range(4):
        said = chance.sample(range(8, 4096), 16)
        assert repeated(said) == said[1:]


def test_a_number_whose_digits_come_back_keeps_its_place() -> None:
    chance, right, asked = random.Random(2), 0, 0
    for _ in range(20):
        digit = chance.sample(range(8, 4096), 10)
        said = [digit[number] for number in (5, 1, 4, 2, 4, 4, 0, 1, 1)]  # no two digits in a row come back
        right += sum(guess == truth for guess, truth in zip(repeated(said)[1:], said[2:], strict=True))
        asked += len(said) - 2
    assert right >= 0.9 * asked


def test_a_model_without_circuit_is_refused() -> None:
    with pytest.raises(ValueError, match="copy circuit"):
        Frozen(Llama(Shape(blocks=2)))


def test_what_a_step_does_to_the_circuit_is_undone() -> None:
    new = deepcopy(untrained())
    before = {name: tensor.clone() for name, tensor in new.state_dict().items()}
    frozen = Frozen(new)
    with torch.no_grad():
        for tensor in new.parameters():
            tensor.add_(1.0)
    frozen.restore()
    assert torch.equal(new.token_embd.weight[:, :73], before["token_embd.weight"][:, :73])
    assert torch.equal(new.blk[0].attn_q.weight[:128], before["blk.0.attn_q.weight"][:128])
    assert not torch.equal(new.blk[0].ffn_up.weight, before["blk.0.ffn_up.weight"])
