"""`frontdesk calls`: lists, the story of a call, the audit, and erasing."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console

from frontdesk.bot.cli import output
from frontdesk.bot.data_folder import DataFolder
from tests.bot.command_line import CommandLine
from tests.bot.record_keeping import NOON, OTTOLINE, RecordKeeping, act, at, say

CALL = "CA" + "3" * 32


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(monkeypatch, capsys, tmp_path)


def a_whole_call(records: RecordKeeping) -> None:
    """English, then French: everything that a story tells. The clinic is in Toronto: noon is eight in the morning."""
    journal = records.call(CALL, caller=OTTOLINE)
    journal.turn(speaker="assistant", text="Good morning. [Maple] How can I help?", language="en", at=at(0, 2))
    say(journal, "Bonjour, mardi prochain à quinze heures ?", second=5)
    act(journal, "language", "the caller speaks French", "fr")
    slots = [{"slot": "A", "spoken": "mardi le 12 mai à 14 h 30"}, {"slot": "B", "spoken": "mardi le 12 mai à 16 h"}]
    journal.tool_called(
        name="check_availability", arguments={"when": "mardi prochain"}, result={"taken": True, "slots": slots},
        at=at(0, 6), took_ms=44.7,
    )  # fmt: skip
    journal.turn(
        speaker="assistant", text="Quinze heures est pris, j'ai", language="fr", at=at(0, 7),
        latency_ms={"voice_to_voice": 463.0}, interrupted=True,
    )  # fmt: skip
    journal.tool_called(
        name="book_appointment", arguments={"slot": "A", "name": "Zoé"}, result={"booked": True, "spoken": "mardi"},
        at=at(0, 9), took_ms=80.0,
    )  # fmt: skip
    act(journal, "booked", "Zoé a dit oui", "uid-1")
    journal.ended(reason="caller hung up", at=at(0, 134))
    records.keep_message("8c1f0a2b3d4e", call_id=CALL, name="Zoé", phone=OTTOLINE, text="Rappelez-moi", at=at(0, 60))


def other_calls(records: RecordKeeping) -> None:
    emergency = records.call("CBemergency", day=1)
    act(emergency, "emergency", "chest pain", day=1)
    emergency.ended(reason="goodbye", at=at(1, 3600 + 61))
    unreached = records.call("CCunreached", day=2)
    act(unreached, "transfer", "asked", "front", day=2)
    act(unreached, "transfer failed", "nobody answered", "front", day=2)
    bare = records.call("CDsummary", keep="summary", day=3)
    act(bare, "moved", "secret", "uid-2", day=3)


def test_before_the_first_start_nothing_is_made(cli: CommandLine) -> None:
    assert json.loads(cli.run("calls", "list", "--json")) == []
    assert f"No calls yet: the data folder {cli.data} is not there" in " ".join(cli.run("calls", "list").split())
    assert "Nothing was done yet" in cli.run("calls", "audit")
    assert "No messages" not in cli.run("calls", "list")
    assert "They begin with: frontdesk serve" in cli.fail("calls", "erase", "x")
    assert not cli.data.exists()


def test_a_list_tells_what_became_of_each_call(cli: CommandLine) -> None:
    cli.keep(a_whole_call)
    cli.keep(other_calls)
    lines = cli.run("calls", "list").splitlines()
    assert re.match(r"CDsummar +2026-05-07 08:00 +en +hidden +moved +broken off", lines[1])
    assert re.match(r"CCunreac +2026-05-06 08:00 +en +hidden +not transferred +broken off", lines[2])
    assert re.match(r"CBemerge +2026-05-05 08:00 +1:01:01 +en +hidden +emergency +goodbye", lines[3])
    assert re.match(
        r"CA333333 +2026-05-04 08:00 +2:14 +en fr +\+15145550123 +booked, message +caller hung up", lines[4]
    )
    assert "America/Toronto" in lines[5]
    with DataFolder(cli.data).locked():
        assert "running" in cli.run("calls", "list").splitlines()[1]


def test_a_typed_call_shows_the_number_that_was_given(cli: CommandLine) -> None:
    def fill(records: RecordKeeping) -> None:
        records.call("typed", channel="typed", caller=OTTOLINE).ended(reason="goodbye", at=at(0, 5))
        records.call("bare", channel="typed").ended(reason="goodbye", at=at(0, 5))

    cli.keep(fill)
    listed = cli.run("calls", "list")
    assert f"typed {OTTOLINE}" in listed
    assert re.search(r"bare .* typed +goodbye", listed)


@pytest.mark.parametrize(
    ("options", "calls"),
    [
        (["--outcome", "booked"], ["CA"]),
        (["--outcome", "message"], ["CA"]),
        (["--outcome", "transferred"], []),
        (["--outcome", "not transferred"], ["CC"]),
        (["--since", "2026-05-06"], ["CD", "CC"]),
        (["--since", "2026-05-05T08:00", "--limit", "2"], ["CD", "CC"]),
        (["--since", "2026-05-05T08:00:01-04:00", "--outcome", "emergency"], []),
        (["--since", "9999d", "--limit", "1"], ["CD"]),
        (["--since", "today"], []),
    ],
)
def test_a_list_can_be_narrowed(cli: CommandLine, options: list[str], calls: list[str]) -> None:
    cli.keep(a_whole_call)
    cli.keep(other_calls)
    assert [call["id"][:2] for call in json.loads(cli.run("calls", "list", "--json", *options))] == calls
    if not calls:
        assert "No such calls" in cli.run("calls", "list", *options)


def test_many_calls_are_read_page_by_page(cli: CommandLine) -> None:
    def fill(records: RecordKeeping) -> None:
        for number in range(450):
            journal = records.call(f"call{number:03}")
            if number % 100 == 0:
                act(journal, "booked")

    cli.keep(fill)
    found = json.loads(cli.run("calls", "list", "--json", "--outcome", "booked", "--limit", "9"))
    assert [call["id"] for call in found] == [f"call{number}00" for number in ("0", "1", "2", "3", "4")]


def test_the_story_of_a_call(cli: CommandLine) -> None:
    cli.keep(a_whole_call)
    story = cli.run("calls", "show", "CA3")
    for line in (
        r"Began     Monday, 4 May 2026, 08:00:00 \(America/Toronto\)",
        r"Length    2:14",
        r"Line      phone, from \+15145550123",
        r"Language  English then French",
        r"Outcome   booked, message",
        r"Ended     caller hung up",
        r"Answers   1 measured, after 0.46 s",
        r"08:00:02  receptionist  Good morning. \[Maple\] How can I help\?",
        r"08:00:05  caller        Bonjour, mardi prochain à quinze heures \?",
        r'08:00:06    tool        looked for free times: when "mardi prochain" -> not free; offered A mardi le 12 mai',
        r"08:00:07  receptionist  Quinze heures est pris, j'ai \[interrupted\] \(after 0.46 s\)",
        r"08:00:00  BOOKED        Zoé a dit oui \[uid-1\]",
        r"08:01:00  MESSAGE       from Zoé, \+15145550123: Rappelez-moi \(8c1f0a2b, open\)",
    ):
        assert re.search(f"^{line}", story, re.MULTILINE), line
    assert "\x1b" not in story


@pytest.mark.parametrize("command", ["calls show CA3", "calls list", "calls audit", "messages list"])
def test_it_fits_every_terminal_and_loses_no_word(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    cli.keep(a_whole_call)
    cli.keep(other_calls)

    def words(width: int) -> tuple[set[str], int]:
        terminal = Console(width=width, force_terminal=True, color_system="standard", highlight=False, record=True)
        for module in ("output", "calls"):
            monkeypatch.setattr(f"frontdesk.bot.cli.{module}.console", terminal)
        cli.run(*command.split())
        text = terminal.export_text()
        return set(text.split()), max(map(len, text.splitlines()))

    everything, _ = words(300)
    for width in range(79, 85):
        shown, widest = words(width)
        assert widest <= width
        assert shown == everything


def test_everything_of_a_call_as_json(cli: CommandLine) -> None:
    cli.keep(a_whole_call)
    record = json.loads(cli.run("calls", "show", CALL, "--json"))
    assert (record["seconds"], record["languages"], record["outcomes"]) == (134.0, ["en", "fr"], ["booked", "message"])
    assert [event["event"] for event in record["events"]] == [
        "turn",
        "turn",
        "action",
        "tool",
        "turn",
        "tool",
        "action",
    ]
    assert record["events"][3]["result"]["slots"][1]["spoken"] == "mardi le 12 mai à 16 h"
    assert record["events"][4]["latency_ms"] == {"voice_to_voice": 463.0}
    assert record["messages"][0]["text"] == "Rappelez-moi"


def test_a_call_of_which_little_was_kept(cli: CommandLine) -> None:
    def fill(records: RecordKeeping) -> None:
        records.call("none at all")

    cli.keep(other_calls)
    cli.keep(fill)
    assert "no reason kept [uid-2]" in cli.run("calls", "show", "CD")
    assert "secret" not in cli.run("calls", "show", "CD")
    assert "broken off" in cli.run("calls", "show", "none")
    with DataFolder(cli.data).locked():
        assert "running" in cli.run("calls", "show", "none")
    assert "records_keep" in cli.run("calls", "show", "none")


def test_the_audit(cli: CommandLine) -> None:
    cli.keep(a_whole_call)
    cli.keep(other_calls)
    rows = json.loads(cli.run("calls", "audit", "--json"))
    kinds = ["moved", "transfer failed", "transfer", "emergency", "booked", "language"]
    assert [row["kind"] for row in rows] == kinds
    assert "Zoé a dit oui" in cli.run("calls", "audit", "--kind", "booked")
    assert "not kept" in cli.run("calls", "audit", "--since", "2026-05-07")


def test_erasing_a_call_asks_first(cli: CommandLine) -> None:
    cli.keep(a_whole_call)
    asked = cli.run("calls", "erase", "CA3", typed="n\n", code=1)
    assert "1 call (" in asked
    assert "and 1 message." in asked
    assert "cannot be undone" in asked
    assert len(json.loads(cli.run("calls", "list", "--json"))) == 1
    assert "Erased" in cli.run("calls", "erase", "CA3", typed="y\n")
    assert json.loads(cli.run("calls", "list", "--json")) == []
    assert json.loads(cli.run("messages", "list", "--json")) == []
    assert json.loads(cli.run("calls", "audit", "--json")) == []


def test_erasing_a_person(cli: CommandLine) -> None:
    cli.keep(a_whole_call)
    cli.keep(other_calls)
    assert "Nothing in the records" in cli.run("calls", "erase", "--phone", "+15145550199", "--yes")
    erased = cli.run("calls", "erase", "--phone", "(514) 555-0123", "--yes")
    assert "and 1 message." in erased
    assert "Erased" in erased
    assert CALL not in cli.run("calls", "list", "--json")
    assert len(json.loads(cli.run("calls", "list", "--json"))) == 3


def test_a_call_under_way_and_rows_that_wait_are_not_erased(cli: CommandLine) -> None:
    cli.keep(other_calls)
    folder = DataFolder(cli.data)
    with folder.locked():
        assert "still going on" in cli.fail("calls", "erase", "CD", "--yes")
    folder.spill.touch()
    assert "frontdesk serve" in cli.fail("calls", "erase", "CD", "--yes")
    folder.spill.unlink()
    cli.run("calls", "erase", "CD", "--yes")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "nobody"], "frontdesk calls list"),
        (["show", "C"], "frontdesk calls list"),
        (["erase", "nobody"], "frontdesk calls list"),
        (["erase"], "--phone"),
        (["erase", "CB", "--phone", OTTOLINE], "--phone"),
        (["erase", "--phone", "12"], "Write it like"),
        (["list", "--since", "blah"], "Write today"),
        (["list", "--outcome", "blah"], "Use one of: emergency, booked"),
        (["audit", "--kind", "blah"], "Use one of: booked"),
    ],
)
def test_errors_name_what_to_write(cli: CommandLine, arguments: list[str], said: str) -> None:
    cli.keep(other_calls)
    text = cli.fail("calls", *arguments)
    assert said in text
    assert text.count("\n") == 1


def test_lengths_and_moments() -> None:
    assert output.console is not None
    from frontdesk.bot.cli.moments import since_when, span

    assert span(timedelta(seconds=-3)) == "0:00"
    assert since_when("Yesterday", NOON).isoformat() == "2026-05-03T00:00:00+00:00"
    assert since_when("2 days", NOON) == NOON - timedelta(days=2)
