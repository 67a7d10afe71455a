"""A typed booking call during which one chosen SQL statement fails."""

import asyncio
from dataclasses import dataclass

from frontdesk.models.ports import ToolCall
from frontdesk.pipelines.typed import TypedCall
from tests.failing_statements import failing_statement
from tests.scenarios.calendars import entries
from tests.scenarios.faulty_call import FaultyCall, Fuse
from tests.scenarios.house import House
from tests.scenarios.recordings import Line
from tests.scenarios.scenario import Reply, Turn
from tests.scenarios.script import Cast, Cue

_WHEN = "as soon as possible"
"""Every call gets another time, so that one house serves them all."""
_BOOK = Reply(tool=ToolCall("book_appointment", {"slot": "A", "name": "James Baker"}))
LINES: tuple[tuple[str, tuple[Reply, ...]], ...] = (
    (
        f"James Baker here I need a check-up {_WHEN}",
        (Reply(tool=ToolCall("check_availability", {"when": _WHEN, "service": "check-up"})),),
    ),
    ("the first one please", (_BOOK,)),
    ("yes that's right", (_BOOK,)),
    ("no that's all thank you", (Reply(tool=ToolCall("end_call", {})),)),
)


@dataclass
class TypedBookings:
    """One house in which bookings are typed, one after the other."""

    house: House
    cast: Cast

    async def with_fault(self, k: int) -> FaultyCall:
        """A call whose k-th statement is refused; 0: none is."""
        found = FaultyCall(Fuse(k))
        before = len(await entries(self.house.server, self.house.clinic))
        with failing_statement(k) as statements:
            await self._talk(found)
            await asyncio.to_thread(self.house.reception.writer.flush)
        found.fuse = Fuse(k, armed=True, seen=list(statements.seen))
        found.booked = len(await entries(self.house.server, self.house.clinic)) - before
        found.judge()
        return found

    async def _talk(self, found: FaultyCall) -> None:
        desk = self.house.reception.desk
        call = self.house.reception.new_call(caller="+14385550168")
        journal = self.house.reception.journal(call.call_id)
        journal.started(channel="typed", language="en", caller=call.caller_number, at=desk.clock())
        cue = Cue("en", bytearray)
        self.cast.enter(call.call_id, cue)
        typed = TypedCall(desk, call, journal)
        for words, model in LINES:
            if call.ended:
                break
            cue.begin(Turn(says=words, model=model), Line(b"", ()))
            answer = [utterance.text for utterance in await typed.say(words) if utterance.kind == "speech"]
            if not answer:
                found.problems.append(f"no answer to {words!r}")
            found.said += answer
        await typed.close()
        self.cast.leave(call.call_id)
