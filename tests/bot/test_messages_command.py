"""`frontdesk messages`: open until somebody has dealt with them."""

import json
from pathlib import Path

import pytest

from tests.bot.command_line import CommandLine
from tests.bot.record_keeping import OTTOLINE, RecordKeeping, at


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(monkeypatch, capsys, tmp_path)


def two_messages(records: RecordKeeping) -> None:
    records.keep_message(
        "aaaa1111222", name="Zoé [B]", phone=OTTOLINE, text="Rappelez-moi s'il vous plaît", language="fr"
    )
    records.keep_message("bbbb1111222", at=at(1), recording="https://example.org/RE1")


def open_ids(cli: CommandLine) -> list[str]:
    return [message["id"][:4] for message in json.loads(cli.run("messages", "list", "--json"))]


def test_before_the_first_start(cli: CommandLine) -> None:
    assert "No open messages" in cli.run("messages", "list")
    assert "messages list" in cli.fail("messages", "show", "x")
    assert "messages list" in cli.fail("messages", "done", "x")
    assert not cli.data.exists()


def test_they_are_listed_on_the_clinics_clock_newest_first(cli: CommandLine) -> None:
    cli.keep(two_messages)
    assert open_ids(cli) == ["bbbb", "aaaa"]
    text = cli.run("messages", "list")
    assert "2026-05-04 08:00  Zoé [B]" in text
    assert "hidden" in text
    assert json.loads(cli.run("messages", "list", "--json", "--since", "2026-05-05"))[0]["id"].startswith("bbbb")


def test_one_of_them_whole(cli: CommandLine) -> None:
    cli.keep(two_messages)
    text = cli.run("messages", "show", "aaaa")
    for words in ("aaaa1111222", "Monday, 4 May 2026", "Zoé [B]", OTTOLINE, "Rappelez-moi", "open", "calls show c1"):
        assert words in text
    assert "https://example.org/RE1" in cli.run("messages", "show", "bbbb")
    assert json.loads(cli.run("messages", "show", "bbbb", "--json"))["state"] == "open"


def test_what_is_done_leaves_the_list_and_can_come_back(cli: CommandLine) -> None:
    cli.keep(two_messages)
    assert "aaaa1111 is done" in cli.run("messages", "done", "aaaa")
    assert open_ids(cli) == ["bbbb"]
    assert "done" in cli.run("messages", "list", "--all")
    assert "done," in cli.run("messages", "show", "aaaa")
    assert "aaaa1111 is open" in cli.run("messages", "done", "--undo", "aaaa")
    cli.run("messages", "done", "aaaa", "bbbb")
    assert open_ids(cli) == []


def test_all_of_them_or_none(cli: CommandLine) -> None:
    cli.keep(two_messages)
    assert "begins with 'cccc'" in cli.fail("messages", "done", "aaaa", "cccc")
    assert open_ids(cli) == ["bbbb", "aaaa"]
