"""`frontdesk eval`: what it prints and writes, how it ends, and what its errors say to do."""

import json
from pathlib import Path
from typing import Any

import pytest

from frontdesk.bot.evaluation.evaluate import Result
from frontdesk.bot.evaluation.grading import Grade
from frontdesk.bot.evaluation.report import Report
from tests.bot.command_line import CommandLine


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    # It would take pytest's log handlers away.
    monkeypatch.setattr("frontdesk.bot.cli.evaluate.quieten", lambda *_: None)
    return CommandLine(monkeypatch, capsys, tmp_path)


def test_the_shipped_model_is_measured_and_the_numbers_are_written(cli: CommandLine) -> None:
    numbers = cli.folder / "numbers.json"
    shown = cli.run("eval", "--set", "all", "--calls", "1", "--show", "1", "--language", "fr", "--json", str(numbers))
    for word in ("simulated", "familiar", "misheard", "cards", "pocket-receptionist.gguf", "Right", str(numbers)):
        assert word in shown.replace("\n", "")
    told = json.loads(numbers.read_text(encoding="utf-8"))
    assert [one["set"] for one in told["sets"]] == ["simulated", "familiar", "misheard", "cards"]
    assert all(one["calls"] == 1 and one["first_reply_ms"] for one in told["sets"])
    for one in told["sets"]:
        for missed in one["missed"]:
            assert missed["call"] in shown
    assert ("receptionist  " in shown) == any(one["missed"] for one in told["sets"])


def test_a_share_too_low_ends_with_status_one(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    right, wrong = (Result("card x", "ask", "en", Grade(missed, ())) for missed in ((), ("the answer was not given",)))

    async def measured(*_: Any) -> list[Report]:
        return [Report("simulated", [right, right]), Report("cards", [right, wrong])]

    monkeypatch.setattr("frontdesk.bot.cli.evaluate._measure", measured)
    assert "50.0 %" in cli.run("eval", "--at-least", "50")
    cli.run("eval", "--at-least", "50.1", code=1)
    told = json.loads(cli.run("eval", "--json", "-", "--at-least", "100", code=1))
    assert [one["right_percent"] for one in told["sets"]] == [100.0, 50.0]


def test_errors_name_the_remedy(cli: CommandLine) -> None:
    broken = cli.folder / "broken.gguf"
    broken.write_bytes(b"GGUF, but not really")
    for arguments, remedy in (
        (("--model", "gone.gguf"), "gone.gguf is missing; copy the model there"),
        (("--model", "gguf:small:q4"), "q4.gguf is missing; copy the model there"),
        (("--model", "http://models.example"), "model servers are not supported yet"),
        (("--model", str(broken)), "broken.gguf"),
        (("--set", "friends"), "Use one of: simulated, familiar, misheard, cards, all"),
        (("--language", "de"), "Use one of: en, fr"),
        (("--json", "nowhere/numbers.json"), "Make it first"),
    ):
        assert remedy in " ".join(cli.fail("eval", "--calls", "1", *arguments).split())


def test_help_tells_what_is_measured(cli: CommandLine) -> None:
    shown = " ".join(cli.run("eval", "--help").split())
    for word in ("--set", "--at-least", "--json", "written by hand", "Harm"):
        assert word in shown
    assert "eval" in cli.run("--help")
