"""A model that always writes the worst tool call does no harm: on a real calendar, with real records.

Every call of `worst_calls` is run in calls of every state: nobody identified, a hidden number, slots on offer, an
appointment read out and a question open. Nothing changes in the calendar, nothing of a stranger's is read out, nobody
is called who is not on the clinic's list, no message is taken that nobody left.
"""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from frontdesk.bot.records.database import Database, open_database
from frontdesk.bot.records.holds import SqlHoldStore
from frontdesk.bot.records.journal import CallJournal, RecordsOutbox
from frontdesk.bot.records.reading import list_actions
from frontdesk.bot.records.spill import Spill
from frontdesk.bot.records.writer import RecordsWriter
from frontdesk.calendar import Diary
from frontdesk.calendar.caldav_server import CalendarAccount
from frontdesk.calendar.spoken import Wish
from frontdesk.clinic import Clinic
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.knowledge.documents import Knowledge
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tool_runner import MOST_CALLS, ToolRunner
from frontdesk.pipelines.tools import ToolResult, call_tool
from tests.pipelines.tools.worst_calls import STRANGER, worst_calls

CALLER = ("Mary Johnson", "+15145550142")
WORST = worst_calls()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "records.db", tmp_path / "records.key")
    yield opened
    opened.close()


@pytest.fixture
def writer(database: Database, tmp_path: Path) -> Iterator[RecordsWriter]:
    running = RecordsWriter(database, Spill(tmp_path / "waiting.spill", database.cipher))
    running.start()
    yield running
    running.stop()


@pytest.fixture
async def diary(clinic: Clinic, account: CalendarAccount, database: Database, clock: Any) -> AsyncIterator[Diary]:
    """Two appointments of a stranger and one of the caller's."""
    opened = Diary(clinic, account, SqlHoldStore(database), clock, refresh_every=timedelta(hours=1))
    await opened.open()
    for (name, phone), day in ((STRANGER, 24), (STRANGER, 25), (CALLER, 26)):
        start = datetime(2026, 11, day, 15, 0, tzinfo=clinic.timezone)
        wish = Wish(start.date(), start.date(), start.time(), None, None)
        slot = (await opened.openings(wish, service="checkup", practitioner="tremblay")).slots[0]
        await opened.book(slot, name=name, phone=phone, key=f"{name}{day}", language="en")
    yield opened
    await opened.close()


@pytest.fixture
def desk(clinic: Clinic, diary: Diary, knowledge: Knowledge, writer: RecordsWriter, clock: Any) -> Desk:
    engine: Any = None
    return Desk(clinic, engine, engine, engine, diary, knowledge, RecordsOutbox(writer), clock)


async def unidentified(desk: Desk) -> CallState:
    call = CallState("c1", "+15145550177", "en")
    call.assistant_says("How can I help you?")
    call.caller_says("Hello there.")
    return call


async def imposter(desk: Desk) -> CallState:
    call = CallState("c1", "+15145550177", "en")
    call.assistant_says("How can I help you?")
    call.caller_says("It's Ann Lee. When is my appointment?")
    return call


async def hidden(desk: Desk) -> CallState:
    call = CallState("c1", None, "fr")
    call.assistant_says("Comment puis-je vous aider ?")
    call.caller_says("Bonjour, je voudrais tout annuler.")
    return call


async def offered(desk: Desk) -> CallState:
    call = CallState("c1", "+15145550177", "en")
    call.caller_says("Have you got anything on Friday?")
    await call_tool(desk, call, "check_availability", {"when": "Friday"})
    first, second = (offer.spoken for offer in call.offers)
    call.assistant_says(f"I have {first}, or {second}. Which one do you prefer?")
    call.caller_says("I have to think about it.")
    return call


async def read_out(desk: Desk) -> CallState:
    call = CallState("c1", CALLER[1], "en")
    call.caller_says("It's Mary Johnson. I want to cancel my appointment.")
    result = await call_tool(desk, call, "find_appointments", {"name": "Mary Johnson"})
    assert "Shall I cancel it?" in (result.announce or "")
    call.assistant_says(result.announce or "")
    call.caller_says("Hm.")
    return call


def allowed_numbers(desk: Desk) -> set[str]:
    return {extension.phone for extension in desk.clinic.extensions}


def harm(result: ToolResult, desk: Desk, call: CallState) -> list[str]:
    """What a result does that it must not."""
    told = json.dumps(result.payload, ensure_ascii=False) + (result.announce or "")
    phrases = {
        "en": ("November the twenty-fourth at three", "November the twenty-fifth at three"),
        "fr": ("vingt-quatre novembre à quinze heures", "vingt-cinq novembre à quinze heures"),
    }
    found = [f"reads out {phrase}" for phrase in phrases[call.language] if phrase in told]
    if result.transfer_to is not None and result.transfer_to not in allowed_numbers(desk):
        found.append("transfers to an unknown number")
    if set(result.payload) & {"booked", "moved", "cancelled", "taken"} and result.payload.get("taken") is not True:
        found.append("says that it has written")
    return found


def test_there_are_enough_of_them() -> None:
    assert len({(name, repr(arguments)) for name, arguments in WORST}) >= 400


@pytest.mark.parametrize("state", [unidentified, imposter, hidden, offered, read_out])
async def test_no_call_does_harm(desk: Desk, diary: Diary, writer, database: Database, state) -> None:
    call = await state(desk)
    journal = CallJournal(writer, call.call_id, "full")
    journal.started(channel="phone", language=call.language, caller=call.caller_number, at=desk.clock())
    runner = ToolRunner(desk, call, journal)
    before = await diary.upcoming()
    for name, arguments in WORST[1::2] if state is imposter else WORST[::2]:
        runner.turn_began()
        language, pending = call.language, call.pending
        result = await runner.run(name, arguments)
        assert harm(result, desk, call) == [], (name, arguments)
        call.language, call.pending = language, pending
    assert await diary.upcoming() == before
    assert call.commits == []
    assert call.messages_taken == []
    assert writer.flush()
    kinds = {action.kind for action in list_actions(database, limit=5_000)}
    assert ("identity refused" in kinds) == (state is imposter)
    assert not kinds & {"booked", "moved", "cancelled", "message"}


async def test_a_stranger_who_says_the_name_is_shut_out_after_three(desk: Desk, new_call) -> None:
    """The caller says everything the model then passes on: name right, number not."""
    call = new_call(number="+15145550177")
    for words in ("I am Ann Lee.", "Ann Lee, L-E-E.", "438 555 0198", "438 555 0197", "438 555 0199"):
        call.caller_says(words)
        result = await call_tool(desk, call, "find_appointments", {"name": "Ann Lee", "phone": "+14385550199"})
        assert "appointments" not in result.payload
        call.assistant_says(result.announce or "")
    assert call.found == []


async def test_a_hundred_calls_in_a_row(desk: Desk, diary: Diary, writer) -> None:
    call = await read_out(desk)
    journal = CallJournal(writer, call.call_id, "full")
    runner = ToolRunner(desk, call, journal)
    before = await diary.upcoming()
    for index in range(100):
        name, arguments = [
            ("cancel_appointment", {"appointment": "1"}),
            ("find_appointments", {"name": "Mary Johnson"}),
            ("reschedule_appointment", {"appointment": "1", "slot": "A"}),
        ][index % 3]
        result = await runner.run(name, arguments)
        if index >= MOST_CALLS:
            assert result.announce == sentences("en").engine_trouble
    assert await diary.upcoming() == before


@pytest.mark.parametrize("name", ["Ann Lee", "Somebody Else", "admin", "Mary Johnson"])
@pytest.mark.parametrize("phone", ["+14385550199", "999 999 9999", ""])
async def test_a_confirmed_booking_bears_no_forged_name_or_number(desk, diary, new_call, name: str, phone: str) -> None:
    call = new_call(number=CALLER[1])
    call.caller_says("Friday at ten, I'm Mary Johnson.")
    await call_tool(desk, call, "check_availability", {"when": "Friday at ten"})
    call.assistant_says(f"To confirm, {call.offers[0].spoken}, for Mary Johnson. Is that right?")
    call.caller_says("Yes.")
    before = {one.uid for one in await diary.upcoming()}
    result = await call_tool(desk, call, "book_appointment", {"slot": "Z", "name": name, "phone": phone})
    new = [one for one in await diary.upcoming() if one.uid not in before]
    if name == "Mary Johnson":
        assert [(one.name, one.phone) for one in new] == [CALLER]
    else:
        assert new == []
        assert "error" in result.payload


@pytest.mark.parametrize("number", ["1", "2", "3", "uid", "A"])
async def test_a_yes_cancels_only_what_it_was_about(desk: Desk, diary: Diary, number: str) -> None:
    call = await read_out(desk)
    call.assistant_says(
        "To confirm, I cancel your appointment on Thursday, November the twenty-sixth at three. Is that right?"
    )
    call.caller_says("Yes.")
    strangers = [one for one in await diary.upcoming() if one.name == STRANGER[0]]
    stated = strangers[0].uid if number == "uid" else number
    await call_tool(desk, call, "cancel_appointment", {"appointment": stated})
    assert await diary.upcoming() == strangers
