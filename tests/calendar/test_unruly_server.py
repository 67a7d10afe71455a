"""A calendar server that hangs or refuses at every request of every change: what is told is true.

All requests of a change are tried side by side, each on an appointment of its own, so that waiting is done once.
"""

import asyncio
from datetime import timedelta

import pytest

from frontdesk.calendar.appointment import Slot
from frontdesk.calendar.bookkeeping import Bookkeeping
from frontdesk.errors import CalendarUnavailable
from tests.calendar.fault_proxy import Fate, Request
from tests.calendar.office import ANN, Office, slot_at

REQUESTS = {"book": 5, "move": 5, "cross": 7, "cancel": 2}


class Patient:
    """Somebody whose change meets a server that fails at one request, or from one on."""

    def __init__(self, want: str, step: int) -> None:
        self.want, self.step, self.name = want, step, f"patient {step}"
        self.old, self.new = slot_at(8 + step), slot_at(8 + step, 30, "chen" if want == "cross" else "roy")

    async def change(self, office: Office, fate: Fate, *, for_ever: bool, seconds: int) -> bool:
        """Whether the patient was told that it is done."""
        theirs = await office.stands(self.old, self.name) if self.want != "book" else None
        seen = 0

        async def fail(request: Request) -> Fate:
            nonlocal seen
            seen += 1
            return fate if seen == self.step or (for_ever and seen > self.step) else "pass"

        async with office.through(fail, seconds=seconds) as (books, _):
            try:
                await self.ask(books, theirs)
            except CalendarUnavailable:
                return False
        return True

    async def ask(self, books: Bookkeeping, theirs: object) -> None:
        if self.want == "book":
            await books.book(self.new, ANN, self.name)
        elif self.want == "cancel":
            await books.cancel(theirs, self.name)  # type: ignore[arg-type]
        else:
            await books.move(theirs, self.new, self.name)  # type: ignore[arg-type]

    def allowed(self, *, told: bool) -> list[list[Slot]]:
        """What may stand in the calendar in the end."""
        before, after = [] if self.want == "book" else [self.old], [] if self.want == "cancel" else [self.new]
        return [after] if told else [before, after]


@pytest.mark.parametrize("want", REQUESTS)
@pytest.mark.parametrize(("fate", "for_ever"), [("hang", False), ("hang", True), ("refuse", False)])
async def test_what_is_told_is_true(
    want: str, fate: Fate, for_ever: bool, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    if for_ever:
        monkeypatch.setattr("frontdesk.calendar.bookkeeping._PATIENCE", timedelta(seconds=1.5))
    patients = [Patient(want, step) for step in range(1, REQUESTS[want] + 1)]
    seconds = 5 if for_ever else 2
    changes = (patient.change(office, fate, for_ever=for_ever, seconds=seconds) for patient in patients)
    told = await asyncio.gather(*changes)
    assert any(told) is (fate == "hang" and not for_ever), "one lost request is asked again, a refused one is not"

    monkeypatch.undo()
    office.clock.forward(seconds=31)
    await office.bookkeeping().settle()
    assert office.holds.rows("granule") == []
    standing = await office.slots()
    for patient, was_told in zip(patients, told, strict=True):
        stands = [slot for slot in standing if slot in (patient.old, patient.new)]
        assert stands in patient.allowed(told=was_told)


@pytest.mark.parametrize("period", [2, 3])
async def test_a_line_that_loses_every_other_request_still_moves(period: int, office: Office) -> None:
    theirs, seen = await office.stands(slot_at(9), "Ann"), 0

    async def lose(request: Request) -> Fate:
        nonlocal seen
        seen += 1
        return "lose_answer" if seen % period == 0 else "pass"

    async with office.through(lose) as (books, _):
        assert (await books.move(theirs, slot_at(10, 0, "chen"), "CA1:move")).slot == slot_at(10, 0, "chen")
    assert await office.slots() == [slot_at(10, 0, "chen")]
