"""Whole phone calls against Twilio's double: put through, taken back, left in trouble, recorded, restarted."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest

from frontdesk.bot.demo.wire.people import Dialled, Person, Voicemail
from frontdesk.bot.demo.wire.phone_line import PhoneLine
from frontdesk.bot.phone.carrier import Carrier, Outcome
from frontdesk.bot.phone.phrases import PHRASES
from frontdesk.pipelines.sentences import sentences
from tests.bot.phone_house import FRONT_DESK, LIMIT, PhoneHouse, phone_house, until

EN, FR = sentences("en"), sentences("fr")


@pytest.fixture
async def house() -> AsyncIterator[PhoneHouse]:
    async with phone_house() as opened:
        yield opened


async def at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


async def never(_seconds: float) -> None:
    await asyncio.Event().wait()


async def ask_for_a_person(house: PhoneHouse, line: object) -> None:
    await line.dial()  # type: ignore[attr-defined]
    await house.heard("?")
    await line.press("0")  # type: ignore[attr-defined]


async def test_somebody_answers(house: PhoneHouse) -> None:
    async with house.call(people={FRONT_DESK: Person()}, wait=at_once) as line:
        await ask_for_a_person(house, line)
        await line.ended.wait()
    assert line.dialled == [Dialled(FRONT_DESK, "completed")]
    assert (line.streams, line.faults, line.ended_by) == (1, [], "server")
    assert house.actions() == [("transfer", "front-desk")]
    assert house.ends()[-1] == "transferred"
    assert house.records.of("TurnRow")[-1].text == EN.transferring.format(extension="the front desk")


@pytest.mark.parametrize(
    ("person", "status"),
    [(Person("no answer"), "no-answer"), (Person("busy"), "busy"), (None, "failed")],
)
async def test_nobody_answers_and_the_receptionist_goes_on(
    house: PhoneHouse, person: Person | None, status: str
) -> None:
    async with house.call(people={FRONT_DESK: person} if person else {}, wait=at_once) as line:
        await ask_for_a_person(house, line)
        await house.heard(EN.nobody_took)
        assert line.streams == 2
    assert [dialled.status for dialled in line.dialled] == [status]
    assert (line.faults, line.ended_by) == ([], "caller")
    assert house.actions() == [("transfer", "front-desk"), ("transfer failed", "front-desk")]
    positions = [row.position for row in house.records.rows if hasattr(row, "position")]
    assert positions == sorted(set(positions))
    assert "transferred" in house.ends()
    await until(lambda: house.ends()[-1] == "caller hung up")
    assert len(house.records.of("CallRow")) == 1


async def test_a_call_in_french_comes_back_in_french(house: PhoneHouse) -> None:
    async with house.call("+15145550110", people={FRONT_DESK: Person("busy")}, wait=at_once) as line:
        await ask_for_a_person(house, line)
        await house.heard(FR.nobody_took)
    assert house.records.of("CallRow")[0].language == "fr"


async def test_a_hidden_caller_is_shown_as_the_clinic(house: PhoneHouse) -> None:
    async with house.call(caller="anonymous", people={FRONT_DESK: Person()}, wait=at_once) as line:
        await ask_for_a_person(house, line)
        await line.ended.wait()
    assert line.dialled == [Dialled(FRONT_DESK, "completed", house.clinic.phone)]


@pytest.mark.parametrize("refusal", [(400, 21220), (404, 20404), (503, 20500)])
async def test_the_carrier_refuses_and_the_call_goes_on(house: PhoneHouse, refusal: tuple[int, int]) -> None:
    house.api.refusal = refusal
    async with house.call(wait=at_once) as line:
        await ask_for_a_person(house, line)
        await house.heard(EN.nobody_reached)
        assert line.streaming
    assert (line.dialled, line.streams, line.faults) == ([], 1, [])
    assert house.actions() == [("transfer", "front-desk"), ("transfer failed", "front-desk")]


@dataclass
class SlowCarrier:
    """Twilio's REST API as seen from here, whose answer is given up; it does what was asked once `go` is set."""

    go: threading.Event = field(default_factory=threading.Event)
    does: bool = True

    def on(self, monkeypatch: pytest.MonkeyPatch, *, patience: float) -> None:
        """Stand in for the carrier. `patience`: seconds in which a transfer may still turn out to be made."""
        update = Carrier._update

        def late(carrier: Carrier, *arguments: str) -> Outcome:
            assert self.go.wait(LIMIT)
            return update(carrier, *arguments) if self.does else "taken"

        monkeypatch.setattr(Carrier, "_update", late)
        monkeypatch.setattr("frontdesk.bot.phone.carrier.SECONDS", 0.5)
        monkeypatch.setattr("frontdesk.bot.phone.phone_calls.UNSURE_SECONDS", patience)


@pytest.fixture
def slow() -> Iterator[SlowCarrier]:
    carrier = SlowCarrier()
    yield carrier
    carrier.go.set()


def unsure(house: PhoneHouse, line: PhoneLine) -> bool:
    """Whether the carrier was given up."""
    known = house.house.line.book.get(line.call.sid) if house.house.line else None
    return known is not None and known.conversation is not None and known.conversation.unsure


@pytest.mark.parametrize(("person", "audit"), [(Person(), 1), (Person("busy"), 2)], ids=["answered", "busy"])
async def test_a_transfer_whose_answer_is_lost_is_waited_for(
    house: PhoneHouse, slow: SlowCarrier, monkeypatch: pytest.MonkeyPatch, person: Person, audit: int
) -> None:
    slow.on(monkeypatch, patience=LIMIT)
    async with house.call(people={FRONT_DESK: person}, wait=at_once) as line:
        await ask_for_a_person(house, line)
        await until(lambda: unsure(house, line))
        slow.go.set()
        if audit == 1:
            await line.ended.wait()
        else:
            await house.heard(EN.nobody_took)
    assert (line.streams, line.faults) == (audit, [])
    assert house.actions() == [("transfer", "front-desk"), ("transfer failed", "front-desk")][:audit]
    assert house.ends()[0] == "caller hung up"  # noted when the stream closed, put right at once
    assert house.ends()[1] == "transferred"
    assert not any(EN.nobody_reached in row.text for row in house.records.of("TurnRow"))


async def test_a_transfer_that_never_happens_is_said_to_have_failed(
    house: PhoneHouse, slow: SlowCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow.does = False
    slow.on(monkeypatch, patience=0.1)
    async with house.call(wait=at_once) as line:
        await ask_for_a_person(house, line)
        await house.heard(EN.nobody_reached)
        assert line.streaming
    assert house.actions() == [("transfer", "front-desk"), ("transfer failed", "front-desk")]
    await until(lambda: house.ends())
    assert set(house.ends()) == {"caller hung up"}


@pytest.mark.parametrize(
    ("person", "row"),
    [(Person(), [("transfer", "front-desk")]), (Person("busy"), [])],
    ids=["answered", "busy"],
)
async def test_a_transfer_that_happens_when_nobody_hoped_for_it_any_more(
    house: PhoneHouse,
    slow: SlowCarrier,
    monkeypatch: pytest.MonkeyPatch,
    person: Person,
    row: list[tuple[str, str]],
) -> None:
    slow.on(monkeypatch, patience=0.0)
    async with house.call(people={FRONT_DESK: person}, wait=at_once) as line:
        await ask_for_a_person(house, line)
        await house.heard(EN.nobody_reached)
        slow.go.set()
        if row:
            await line.ended.wait()
            await until(lambda: house.ends()[-1] == "transferred")
        else:
            await house.heard(EN.nobody_took)
    assert line.faults == []
    assert house.actions() == [("transfer", "front-desk"), ("transfer failed", "front-desk"), *row]


async def test_a_caller_who_hangs_up_before_a_lost_transfer_was_not_put_through(
    house: PhoneHouse, slow: SlowCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow.on(monkeypatch, patience=LIMIT)
    async with house.call(wait=at_once) as line:
        await ask_for_a_person(house, line)
        await until(lambda: unsure(house, line))
        await line.hang_up()
    assert line.faults == []
    assert house.actions() == [("transfer", "front-desk"), ("transfer failed", "front-desk")]
    assert house.ends()[-1] == "caller hung up"


async def test_the_caller_hangs_up_while_it_rings(house: PhoneHouse) -> None:
    async with house.call(people={FRONT_DESK: Person()}, wait=never) as line:
        await ask_for_a_person(house, line)
        await until(lambda: "transferred" in house.ends())
        await line.hang_up()
    assert line.dialled == [Dialled(FRONT_DESK, "canceled")]
    assert (line.streams, line.faults) == (1, [])
    assert house.house.line is not None
    assert house.house.line.calls == 0
    known = house.house.line.book.get(line.call.sid)
    assert known is not None
    assert known.conversation is None


async def test_a_restart_while_it_rings_gives_a_fresh_call_that_knows_why(house: PhoneHouse) -> None:
    ringing = asyncio.Event()

    async def rings(_seconds: float) -> None:
        await ringing.wait()

    async with house.call("+15145550110", people={FRONT_DESK: Person("no answer")}, wait=rings) as line:
        await ask_for_a_person(house, line)
        await until(lambda: "transferred" in house.ends())
        house.renew()
        ringing.set()
        await house.heard(FR.nobody_took)
        assert line.streams == 2
    assert line.faults == []


async def test_a_restart_in_the_middle_of_a_stream_ends_in_voicemail(house: PhoneHouse) -> None:
    async with house.call("+15145550110", voicemail=Voicemail(9, "#"), wait=at_once) as line:
        await line.dial()
        await house.heard("?")
        dead = house.house.line
        assert dead is not None
        house.renew()
        await dead.close()
        await line.ended.wait()
    assert line.faults == []
    assert line.spoken[0].text.startswith("Vous êtes bien chez Clinique dentaire du Parc.")
    assert line.spoken[0].language == "fr-CA"
    assert line.spoken[-1].text == PHRASES["fr"].recorded
    (message,) = house.records.messages
    (recorded,) = line.recorded
    assert (message.call_id, message.phone, message.language) == (line.call.sid, "+15145550142", "fr")
    assert message.text == PHRASES["en"].message_text.format(seconds=9)
    assert message.recording == f"{recorded.sid} {recorded.url}"


class Everything(set[str]):
    """Holds every sentence."""

    def __contains__(self, _item: object) -> bool:
        return True


async def test_a_call_that_ends_in_trouble_ends_in_voicemail(house: PhoneHouse) -> None:
    async with house.call(voicemail=Voicemail(3, "hangup"), wait=at_once) as line:
        await line.dial()
        await house.heard("?")
        house.voice.broken = Everything()
        while not line.ended.is_set():
            await line.press("1")
            await line.press("#")
            await asyncio.sleep(0.2)  # the caller asks again and hears nothing
    assert line.faults == []
    assert house.ends() == ["trouble"]
    assert "You may leave a message" in line.spoken[0].text
    assert len(house.records.messages) == 1


async def test_an_engine_in_trouble_sends_new_calls_to_voicemail(house: PhoneHouse) -> None:
    house.trouble[0] = True
    async with house.call(voicemail=Voicemail(5), wait=at_once) as line:
        await line.dial()
    assert (line.streams, line.faults) == (0, [])
    assert [say.text for say in line.spoken][1:] == [PHRASES["en"].recorded]
    assert len(house.records.messages) == 1
    house.trouble[0] = False
    async with house.call(wait=at_once) as line:
        await line.dial()
        assert line.streaming


async def test_a_voicemail_that_cannot_be_noted_is_not_called_kept(house: PhoneHouse) -> None:
    house.trouble[0] = house.records.broken = True
    async with house.call(voicemail=Voicemail(5), wait=at_once) as line:
        await line.dial()
    assert line.spoken[-1].text == PHRASES["en"].not_recorded


async def test_a_caller_who_says_nothing_to_the_voicemail(house: PhoneHouse) -> None:
    house.trouble[0] = True
    async with house.call("+15145550110", wait=at_once) as line:
        await line.dial()
    assert line.spoken[-1].text == PHRASES["fr"].nothing_heard
    assert house.records.messages == []


async def test_announced_calls_count(house: PhoneHouse) -> None:
    async with phone_house(max_calls=1) as small:
        async with small.call(wait=at_once) as first, small.call(wait=at_once) as second:
            await first.dial()
            await second.dial()
            assert (second.rejected, second.streams) == ("busy", 0)
        async with small.call(wait=at_once) as third:
            await third.dial()
            assert third.streams == 1


async def test_callers_are_told_when_the_server_goes(house: PhoneHouse) -> None:
    async with house.call("+15145550110", wait=at_once) as line:
        await line.dial()
        await house.heard("?")
        assert house.house.line is not None
        await house.house.line.leave()
        await line.ended.wait()
    assert [say.text for say in line.spoken] == [PHRASES["fr"].leaving]
    await until(lambda: house.ends() and house.ends()[-1] == "server stopped")


async def test_after_hours_the_greeting_says_so_and_nobody_is_called(house: PhoneHouse) -> None:
    house.now[0] = house.now[0].replace(hour=21)
    async with house.call(people={FRONT_DESK: Person()}, wait=at_once) as line:
        await ask_for_a_person(house, line)

        await house.heard(EN.nobody_there)
    assert any(EN.after_hours in row.text for row in house.records.of("TurnRow"))
    assert line.dialled == []


async def test_the_doubles_fallback_is_what_the_command_prints(house: PhoneHouse) -> None:
    assert house.house.line is not None
    document = house.house.line.documents.voicemail(*house.clinic.languages)
    house.house.line = None  # every webhook answers 503
    async with house.call(fallback=document, wait=at_once) as line:
        await line.dial()
    assert [say.language for say in line.spoken] == ["en-US", "fr-CA", "en-US", "fr-CA"]
    assert line.spoken[-1].text == PHRASES["fr"].nothing_heard
