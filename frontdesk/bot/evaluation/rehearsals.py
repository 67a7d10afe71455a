"""The sets of calls by which a language model is judged.

simulated   drawn callers who say what no training has shown, to practices that none has shown
familiar    drawn callers who talk as in training, in calls that are new
misheard    the callers of `simulated`, with the word errors that were measured on the pocket recogniser
cards       callers written by hand, who phone the example practice
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from typing import Literal, get_args

from frontdesk.bot.evaluation.card_caller import CardCaller
from frontdesk.bot.evaluation.card_grading import grade_card
from frontdesk.bot.evaluation.cards import every_card, setting_of
from frontdesk.bot.evaluation.drawing import Lot, draw
from frontdesk.bot.evaluation.grading import Grade, grade
from frontdesk.bot.evaluation.play import Answering, Played, Setting
from frontdesk.bot.evaluation.wording import Split
from frontdesk.calendar.spoken import Language
from frontdesk.pipelines.call_state import CallState

SetName = Literal["simulated", "familiar", "misheard", "cards"]
SETS: tuple[SetName, ...] = get_args(SetName)
_FIRST_SEED = 900_000_000
"""No training dialogue has one of the hundred million seeds from here on, which `record --seed 9` would draw."""
_STRIDE = 1_000_000


@dataclass(frozen=True)
class Rehearsal:
    """One call to be made. `judge` is asked once, after it."""

    name: str
    """The seed or the card."""
    kind: str
    """What the caller wants first."""
    setting: Setting
    caller: Answering
    call: CallState
    judge: Callable[[Played], Grade]


def rehearsals(
    chosen: SetName, calls: int | None, *, language: Language | None = None, seed: int = 0
) -> Iterator[Rehearsal]:
    """So many calls of a set, or as many as it has; only the cards have an end, so that None is for them.

    `language` None mixes both. Another seed draws other callers.
    """
    if chosen == "cards":
        return islice(_by_hand(language), calls)
    split: Split = "train" if chosen == "familiar" else "held out"
    drawn = _drawn(split, 1.0 if chosen == "misheard" else None, seed)
    return islice((one for one in drawn if language in (None, one.setting.language)), calls)


def _drawn(split: Split, misheard: float | None, seed: int) -> Iterator[Rehearsal]:
    for number in count(_FIRST_SEED + seed * _STRIDE):
        lot = draw(number, split, misheard=misheard)
        judge = partial(_drawn_grade, lot)
        yield Rehearsal(f"seed {number}", lot.wishes[0].kind, lot.setting, lot.caller, lot.call, judge)


def _drawn_grade(lot: Lot, played: Played) -> Grade:
    return grade(played, lot.caller, lot.wishes)


def _by_hand(language: Language | None) -> Iterator[Rehearsal]:
    for card in every_card(language):
        setting, call = setting_of(card)
        caller = CardCaller(card)
        judge = partial(grade_card, caller, setting.practice.clinic)
        yield Rehearsal(f"card {card.id}", card.wants, setting, caller, call, judge)
