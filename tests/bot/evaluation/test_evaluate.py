"""Sets of simulated calls, how they are counted, and that no broken call stops the others."""

from collections.abc import AsyncIterator, Sequence
from itertools import count, pairwise
from typing import Any

import pytest

from frontdesk.bot.evaluation.evaluate import Result, evaluate, staffed_by
from frontdesk.bot.evaluation.grading import Grade
from frontdesk.bot.evaluation.oracle import Oracle
from frontdesk.bot.evaluation.play import Hears
from frontdesk.bot.evaluation.rehearsals import SETS, SetName, rehearsals
from frontdesk.bot.evaluation.report import BY_KIND, SUMMARY, Report, interval, quantiles
from frontdesk.bot.evaluation.timed import Timed
from frontdesk.errors import BadReply, EngineFailed
from frontdesk.models.ports import LanguageModel, TextDelta, ToolCall, Usage
from frontdesk.pipelines.call_state import CallState

Item = TextDelta | ToolCall | Usage


class Playing:
    """Gives the same reply to everything, or raises."""

    ready = True

    def __init__(self, *items: Item | Exception) -> None:
        self.items = items
        self.forgotten: list[str] = []

    async def generate(self, *_: Any, **__: Any) -> AsyncIterator[Item]:
        for item in self.items:
            if isinstance(item, Exception):
                raise item
            yield item

    async def forget(self, call_id: str) -> None:
        self.forgotten.append(call_id)

    async def close(self) -> None: ...


def with_the_oracle(call: CallState) -> tuple[LanguageModel, Hears | None]:
    oracle = Oracle(call)
    return oracle, oracle


def result(kind: str, language: str, *missed: str, harm: Sequence[str] = (), waits: Sequence[float] = ()) -> Result:
    return Result(
        f"{kind} {missed}", kind, language, Grade(missed, tuple(harm)), turns=4, tool_calls=2, waits=tuple(waits)
    )


async def test_a_receptionist_who_knows_what_was_meant_serves_most_callers() -> None:
    heard: list[Result] = []
    results = await evaluate(rehearsals("simulated", 8), with_the_oracle, at_once=3, progress=heard.append)
    assert sum(one.right for one in results) >= 6
    assert sorted(one.name for one in heard) == sorted(one.name for one in results)
    assert [one.name for one in results] == [f"seed {900_000_000 + number}" for number in range(8)]
    assert all(one.turns and one.waits and one.story and one.error is None for one in results)
    assert not any(one.invalid_tool_calls or one.broken_replies for one in results)


@pytest.mark.parametrize("chosen", SETS)
def test_calls_of_a_set_follow_from_their_seed(chosen: SetName) -> None:
    def opening(language: Any, seed: int) -> list[str]:
        made = rehearsals(chosen, 3, language=language, seed=seed)
        return [f"{one.name} {one.kind} {getattr(one.caller.answer('Hello?', one.call), 'text', '')}" for one in made]

    assert len(opening(None, 0)) == 3
    assert opening("fr", 0) == opening("fr", 0)
    assert (opening("fr", 0) == opening("fr", 1)) == (chosen == "cards")
    assert {one.setting.language for one in rehearsals(chosen, 4, language="en")} == {"en"}


def test_the_cards_have_an_end() -> None:
    assert len(list(rehearsals("cards", None, language="fr"))) == 105


async def test_a_call_that_raises_is_a_failure_with_the_errors_type_and_the_others_go_on() -> None:
    broken, numbers = Playing(ZeroDivisionError("secret words")), count()

    def staff(call: CallState) -> tuple[LanguageModel, Hears | None]:
        return (broken, None) if next(numbers) == 1 else with_the_oracle(call)

    results = await evaluate(rehearsals("simulated", 3), staff, at_once=1)
    assert [one.error for one in results] == [None, "ZeroDivisionError", None]
    assert results[1].grade.missed == ("broke with ZeroDivisionError",)
    assert not results[1].right
    assert len(broken.forgotten) == 1
    assert "secret words" not in str(Report("simulated", results).as_json())


async def test_unusable_replies_are_counted() -> None:
    usage = Usage(0, 0, 0)
    for items, told in (
        ((ToolCall("dance", {}), usage), (True, True, False)),
        ((ToolCall("end_call", {"with": "a bang"}), usage), (True, True, False)),
        ((BadReply("no tool"),), (True, True, True)),
        ((EngineFailed("gone"),), (False, False, True)),
    ):
        (one,) = await evaluate(rehearsals("cards", 1), staffed_by(Playing(*items)), at_once=1)
        assert (one.tool_calls > 0, one.invalid_tool_calls > 0, one.broken_replies > 0) == told
        assert one.error is None
        assert not one.right


async def test_a_wait_ends_with_the_first_sentence_or_the_whole_tool_call() -> None:
    seconds = count()

    async def waits(*items: Item) -> list[float]:
        timed = Timed(Playing(*items), now=lambda: float(next(seconds)))
        assert [item async for item in timed.generate("T1", [], [])] == list(items)
        return timed.waits

    text = [TextDelta("Sure. "), TextDelta("Which day? "), Usage(0, 0, 0)]
    assert await waits(*text) == await waits(ToolCall("end_call", {}), Usage(0, 0, 0)) == [1000.0]
    assert await waits(TextDelta("One moment"), Usage(0, 0, 0)) == [1000.0]


def test_a_report_counts_by_kind_and_language() -> None:
    report = Report(
        "simulated",
        [
            result("book", "en", waits=(30, 10)),
            result("book", "en", "book not fulfilled", waits=(50,)),
            result("book", "fr", harm=("booked without a yes",), waits=(20,)),
            result("ask", "en", waits=(10, 10)),
        ],
    )
    assert report.right == 50.0
    assert report.reasons == [("book not fulfilled", 1), ("harm: booked without a yes", 1)]
    assert dict(zip(SUMMARY, report.summary(), strict=True)) == {
        "Set": "simulated", "Calls": "4", "Right": "50.0 %", "95 %": "15-85 %", "Harm": "1", "Turns": "4.0",
        "Tool calls": "8", "Invalid": "0", "First reply": "25 / 50 ms", "Every reply": "15 / 50 ms",
    }  # fmt: skip
    assert all(len(row) == len(BY_KIND) for row in report.by_kind())
    assert [row[:4] for row in report.by_kind()] == [
        ["ask", "en", "1", "100 %"],
        ["book", "en", "2", "50 %"],
        ["book", "fr", "1", "0 %"],
    ]
    told = report.as_json()
    assert (told["calls"], told["right"], told["harm"], len(told["missed"])) == (4, 2, 1, 2)
    assert told["first_reply_ms"] == {"median": 25.0, "p95": 50}


def test_nothing_is_no_share_and_no_wait() -> None:
    empty = Report("cards", [])
    assert (empty.right, empty.reasons, empty.by_kind(), quantiles([])) == (0.0, [], [], None)
    assert interval(0, 0) == (0.0, 100.0)
    assert len(empty.summary()) == len(SUMMARY)


def test_more_calls_tell_more() -> None:
    spans = [high - low for low, high in (interval(8 * times, 10 * times) for times in (1, 4, 16))]
    assert all(narrower < wider for wider, narrower in pairwise(spans))
    assert all(0 <= low <= 100 * right / 7 <= high <= 100 for right in range(8) for low, high in [interval(right, 7)])
