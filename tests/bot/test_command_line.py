"""Commands that need no models, run in this process, and how errors look."""

import json
import os
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from frontdesk.bot.cli import main
from frontdesk.bot.cli.commands import app

runner = CliRunner()


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "frontdesk.bot.cli.commands.quieten", lambda *_: None
    )  # it would take pytest's log handlers away
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FRONTDESK_RADICALE_PORT", "0")
    return tmp_path


def run(*arguments: str) -> str:
    outcome = runner.invoke(app, arguments, catch_exceptions=False)
    assert outcome.exit_code == 0, outcome.output
    return outcome.output


def failing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    monkeypatch.setattr("sys.argv", ["frontdesk", *arguments])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    return capsys.readouterr().err


def test_help_names_every_command() -> None:
    text = run("--help")
    for command in ("serve", "talk", "demo", "calendar", "calls", "messages"):
        assert command in text
    assert run("--version").strip()


def test_calendar_info_before_the_first_start() -> None:
    told = json.loads(run("calendar", "info", "--json"))
    assert set(told) == {"url", "username", "password", "calendars"}
    assert told["calendars"][0]["url"].startswith(told["url"])
    assert told["password"] in run("calendar", "info")


def test_calendar_list_and_free_alone() -> None:
    assert json.loads(run("calendar", "list", "--json")) == []
    free = json.loads(run("calendar", "free", "next week", "--limit", "3", "--json"))
    assert len(free) == 3
    assert free[0]["start"] < free[1]["start"]
    assert "checkup" in run("calendar", "free")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["calendar", "free", "--service", "surgery"], "Use one of: checkup"),
        (["calendar", "free", "blah"], "names no day and time"),
        (["calls", "list", "--config", "nowhere.toml"], "cannot be read"),
        (["talk", "--caller", "12"], "Write it like +15145550123"),
    ],
)
def test_errors_are_one_line_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    text = failing(monkeypatch, capsys, *arguments)
    assert said in text
    assert text.count("\n") == 1
    assert "Traceback" not in text


def test_every_problem_of_the_settings_on_its_own_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FRONTDESK_PORT", "x")
    monkeypatch.setenv("FRONTDESK_HOTS", "x")
    text = failing(monkeypatch, capsys, "serve")
    assert text.count("error") == 2
    assert "FRONTDESK_HOST" in text


def test_a_taken_port_is_named_before_anything_slow(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        text = failing(monkeypatch, capsys, "serve", "--port", str(taken.getsockname()[1]))
    assert f"taken by process {os.getpid()}" in text
