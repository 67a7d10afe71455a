"""The data folder's lock, across processes and their deaths, and what a running server tells other commands."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.bot.calendar_access import account
from frontdesk.bot.data_folder import DataFolder
from frontdesk.bot.settings import Settings
from frontdesk.errors import StartError

HOLDER = """
import sys
from pathlib import Path
from frontdesk.bot.data_folder import DataFolder
folder = DataFolder(Path(sys.argv[1]))
with folder.locked():
    folder.note_running({"calendar_url": "http://127.0.0.1:1/clinic/"})
    print("locked", flush=True)
    sys.stdin.read()
"""


def test_a_second_start_says_which_process_has_the_folder(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"locked\n"
        folder = DataFolder(tmp_path)
        assert folder.in_use()
        assert folder.running() == {"calendar_url": "http://127.0.0.1:1/clinic/"}
        with pytest.raises(StartError, match=f"in use by process {holder.pid}"), folder.locked():
            pass
        told = account(Settings(data_dir=tmp_path), folder)
        assert told.url == "http://127.0.0.1:1/clinic/"
        os.kill(holder.pid, signal.SIGKILL)
    assert not folder.in_use()
    assert folder.running() is None
    with folder.locked():
        assert folder.running() is None  # what the killed one noted is not believed


def test_nothing_is_made_by_asking(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    assert not folder.in_use()
    assert folder.running() is None
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StartError, match="set FRONTDESK_DATA_DIR"), DataFolder(tmp_path / "file" / "data").locked():
        pass


def test_the_account_is_known_before_the_first_start(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, radicale_port=7777)
    first, second = (account(settings, DataFolder(tmp_path)) for _ in range(2))
    assert first.url == "http://127.0.0.1:7777/clinic/"
    assert first.password == second.password
    assert first.password


def test_another_calendar_server_is_taken_from_the_settings(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path, calendar_url="https://cal.example.org/u/", calendar_username="u", calendar_password="p"
    )
    told = account(settings, DataFolder(tmp_path))
    assert (told.url, told.username, told.password, told.embedded) == ("https://cal.example.org/u/", "u", "p", False)
