"""Commands run in this process, on a data folder of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from frontdesk.bot.cli import main
from frontdesk.bot.cli.commands import app
from tests.bot.record_keeping import RecordKeeping


class CommandLine:
    """`run` for what must succeed, `fail` for what must end in an error."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        monkeypatch.chdir(folder)
        # It would take pytest's log handlers away.
        monkeypatch.setattr("frontdesk.bot.cli.commands.quieten", lambda *_: None)
        monkeypatch.setenv("FRONTDESK_DATA_DIR", str(self.data))
        monkeypatch.setenv("FRONTDESK_RADICALE_PORT", "0")

    def run(self, *arguments: str, typed: str | None = None, code: int = 0) -> str:
        """What the command prints."""
        outcome = CliRunner().invoke(app, arguments, input=typed, catch_exceptions=False)
        assert outcome.exit_code == code, outcome.output
        return outcome.output

    def fail(self, *arguments: str) -> str:
        """What the command writes to standard error."""
        self._monkeypatch.setattr("sys.argv", ["frontdesk", *arguments])
        with pytest.raises(SystemExit) as caught:
            main()
        assert caught.value.code == 2
        return self._capsys.readouterr().err

    def keep(self, fill: Callable[[RecordKeeping], None]) -> None:
        """Fill the records, as a server would that has ended since."""
        records = RecordKeeping(self.data)
        fill(records)
        records.close()
