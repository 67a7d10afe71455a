"""What the tests about existing appointments share: bookings in the real diary, and calls of tools that are heard."""

from datetime import datetime

from frontdesk.calendar import Appointment, Diary
from frontdesk.calendar.spoken import Wish
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.tools import ToolResult, call_tool

TUESDAY = "Tuesday, November the twenty-fourth at three"
FRIDAY = "Friday, November the twenty-seventh at ten"
NUMBER = "+15145550142"


async def booked(
    diary: Diary,
    start: datetime,
    *,
    name: str = "Mary Johnson",
    phone: str | None = NUMBER,
    service: str = "checkup",
    person: str = "tremblay",
) -> Appointment:
    wish = Wish(start.date(), start.date(), start.time(), None, None)
    openings = await diary.openings(wish, service=service, practitioner=person)
    assert openings.exact
    return await diary.book(openings.slots[0], name=name, phone=phone, key=f"{name}:{start}", language="en")


async def tool(desk: Desk, call: CallState, which: str, /, **arguments: str) -> ToolResult:
    """Call a tool; what it announces is heard by the caller."""
    result = await call_tool(desk, call, which, arguments)
    if result.announce:
        call.assistant_says(result.announce)
    return result


async def found(desk: Desk, call: CallState, wish: str, name: str = "Mary Johnson") -> ToolResult:
    call.caller_says(wish)
    call.assistant_says("What name is it under?")
    call.caller_says(f"{name}.")
    return await tool(desk, call, "find_appointments", name=name)


async def left(diary: Diary) -> list[str]:
    return [one.spoken("en") for one in await diary.upcoming()]
