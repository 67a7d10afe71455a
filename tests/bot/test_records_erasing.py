"""Erasing by age, by call and by person; and ending calls that a dead server left open."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from frontdesk.bot.records.erasing import Found, erase, erase_older, find_call, find_number
from frontdesk.bot.records.holds import SqlHoldStore
from frontdesk.bot.records.journal import CallJournal
from frontdesk.bot.records.tables import ActionRow, BookingRow, CallRow, MessageRow, ToolCallRow, TurnRow
from frontdesk.bot.records.upkeep import close_orphans, erase_daily
from frontdesk.calendar.holds import Hold
from tests.bot.record_keeping import NOON, OTTOLINE, RecordKeeping, act, at, say
from tests.failing_statements import failing_statement


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordKeeping]:
    opened = RecordKeeping(tmp_path)
    yield opened
    opened.close()


def a_call(records: RecordKeeping, call_id: str, *, day: int = 0, caller: str | None = None, said: str = "hi") -> None:
    journal = records.call(call_id, day=day, caller=caller)
    say(journal, said, day=day)
    journal.tool_called(name="end_call", arguments={}, result={"ok": True}, at=at(day), took_ms=1.0)
    act(journal, "booked", day=day)
    journal.ended(reason="goodbye", at=at(day))
    assert records.writer.flush()


def left(records: RecordKeeping) -> dict[str, set[str]]:
    """The calls that still have rows, by table."""
    return {
        "calls": set(records.all(select(CallRow.id))),
        "turns": set(records.all(select(TurnRow.call_id))),
        "tools": set(records.all(select(ToolCallRow.call_id))),
        "actions": set(records.all(select(ActionRow.call_id))),
    }


def everywhere(*calls: str) -> dict[str, set[str]]:
    return {name: set(calls) for name in ("calls", "turns", "tools", "actions")}


def test_only_what_is_older_goes(records: RecordKeeping) -> None:
    for day in (0, 1, 2):
        a_call(records, f"day{day}", day=day)
    assert set(erase_older(records.database, at(2)).calls) == {"day0", "day1"}
    assert left(records) == everywhere("day2")
    assert erase_older(records.database, at(2)).nothing


def test_messages_go_only_when_they_are_done(records: RecordKeeping) -> None:
    records.keep_message("open")
    records.keep_message("done", done_at=at(1))
    records.keep_message("young", at=at(5), done_at=at(5))
    assert erase_older(records.database, at(4)).messages == ("done",)
    assert records.all(select(MessageRow.id)) == ["open", "young"]


async def test_a_hold_that_waits_to_be_settled_stays(records: RecordKeeping) -> None:
    store = SqlHoldStore(records.database)
    for call_id in ("held", "booked"):
        hold = Hold(f"{call_id}:A", call_id, NOON, NOON + timedelta(minutes=30), "o", NOON)
        assert await store.acquire(hold)
    await store.commit("booked:A", "/x.ics", "etag")
    a_call(records, "held")
    a_call(records, "booked")
    erase(records.database, find_call(records.database, "held"))
    erase_older(records.database, at(9))
    assert records.all(select(BookingRow.key)) == ["held:A"]
    assert [hold.key for hold in await store.expired(at(9))] == ["held:A"]


def test_a_call_by_its_beginning_and_everything_of_it(records: RecordKeeping) -> None:
    a_call(records, "CA12")
    a_call(records, "CA13")
    records.keep_message("m12", call_id="CA12")
    records.keep_message("m13", call_id="CA13")
    assert find_call(records.database, "CA").nothing
    assert find_call(records.database, "CA%").nothing
    found = find_call(records.database, "CA12")
    assert found == Found(("CA12",), ("m12",))
    erase(records.database, found)
    assert left(records) == everywhere("CA13")
    assert records.all(select(MessageRow.id)) == ["m13"]


def test_a_call_of_which_only_the_audit_was_kept(records: RecordKeeping) -> None:
    journal = CallJournal(records.writer, "bare", "none")
    act(journal, "booked", "said so", "uid")
    assert records.writer.flush()
    erase(records.database, find_call(records.database, "bare"))
    assert records.all(select(ActionRow.id)) == []


def test_everything_of_a_person(records: RecordKeeping) -> None:
    a_call(records, "from her", caller=OTTOLINE)
    a_call(records, "said", said="it is (514) 555-0123, thanks")
    a_call(records, "spaced", said="5 1 4 5 5 5 0 1 2 3")
    a_call(records, "other", caller="+15145550124", said="514 555 0124")
    journal = records.call("keyed")
    journal.tool_called(
        name="find_appointments", arguments={"phone": "514-555-0123"}, result={"list": [1]}, at=NOON, took_ms=1.0
    )
    records.keep_message("hers", call_id="gone", phone=OTTOLINE)
    records.keep_message("with her", call_id="from her")
    records.keep_message("others", call_id="other", phone="+15145550124")
    assert records.writer.flush()
    found = find_number(records.database, OTTOLINE)
    assert found.calls == ("from her", "keyed", "said", "spaced")
    assert found.messages == ("hers", "with her")
    assert found.running == ("keyed",)
    erase(records.database, found)
    assert left(records) == everywhere("other")
    assert records.all(select(MessageRow.id)) == ["others"]
    assert find_number(records.database, OTTOLINE).nothing


def test_an_erasure_that_fails_leaves_everything(records: RecordKeeping) -> None:
    a_call(records, "c1")
    found = find_call(records.database, "c1")
    for k in range(1, 20):
        with failing_statement(k, containing="DELETE") as statements:
            try:
                erase(records.database, found)
            except Exception:
                assert statements.failed
        if not statements.failed:
            break
        assert left(records) == everywhere("c1")
    assert left(records) == everywhere()


async def test_it_is_erased_at_once_and_once_a_day(records: RecordKeeping) -> None:
    a_call(records, "old", day=0)
    a_call(records, "new", day=2)
    now, seen = at(30), []

    class Enough(Exception):
        pass

    async def pause(_seconds: float) -> None:
        nonlocal now
        seen.append(left(records)["calls"])
        now += timedelta(hours=9)
        if len(seen) == 5:
            raise Enough

    with pytest.raises(Enough), failing_statement(0, containing="DELETE FROM calls") as deletes:
        await erase_daily(records.database, 29, lambda: now, pause)
    assert seen == [{"new"}, {"new"}, {"new"}, {"new"}, set()]
    assert len(deletes.seen) == 3  # noon and 21:00 of one day, 06:00 and 15:00 of the next, then midnight


async def test_a_failing_database_only_delays_erasing(records: RecordKeeping, caplog: pytest.LogCaptureFixture) -> None:
    a_call(records, "old")
    days = iter([at(40), at(41)])

    async def pause(_seconds: float) -> None:
        if not left(records)["calls"]:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), failing_statement(1, containing="DELETE FROM calls"):
        await erase_daily(records.database, 30, lambda: next(days), pause)
    assert "could not be erased" in caplog.text


def test_calls_of_a_dead_server_end_at_their_last_sign_of_life(records: RecordKeeping) -> None:
    records.call("silent")
    talking = records.call("talking")
    say(talking, "hello", second=5)
    act(talking, "emergency", day=0)
    a_call(records, "ended")
    assert records.writer.flush()
    assert close_orphans(records.database) == 2
    ends = {row.id: (row.ended_at, row.end_reason) for row in records.all(select(CallRow))}
    assert ends == {
        "silent": (NOON, "server stopped"),
        "talking": (at(0, 5), "server stopped"),
        "ended": (NOON, "goodbye"),
    }
    assert close_orphans(records.database) == 0
