"""The data folder's lock, across processes and their deaths, and what a running server tells other commands."""

import errno
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
from tests.bot.record_keeping import RecordKeeping

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


@pytest.mark.parametrize("call", ["open", "ftruncate", "pwrite"])
def test_a_disk_that_refuses_the_lock_is_named_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(f"frontdesk.bot.data_folder.os.{call}", refuse)
    with pytest.raises(StartError, match=r"No space left on device\. Check its rights"), DataFolder(tmp_path).locked():
        pass


def test_a_disk_that_gives_no_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    (tmp_path / "lock").touch()
    monkeypatch.setattr("frontdesk.bot.data_folder.fcntl.flock", refuse)
    with pytest.raises(StartError, match="No locks available"), DataFolder(tmp_path).locked():
        pass
    with pytest.raises(StartError, match="No locks available"):
        DataFolder(tmp_path).in_use()


def test_a_folder_in_a_folder_that_is_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = DataFolder(tmp_path / "file" / "data")
    assert not folder.in_use()
    assert not folder.has_records()


def test_whoever_makes_the_folder_makes_it_for_this_user_only(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        account(Settings(data_dir=tmp_path / "a" / "data"), DataFolder(tmp_path / "a" / "data"))
        with DataFolder(tmp_path / "b" / "data").locked():
            pass
        RecordKeeping(tmp_path / "c" / "data").close()
    finally:
        os.umask(old)
    made = [path for folder in "abc" for path in (tmp_path / folder).rglob("*")]
    assert len(made) >= 8
    for path in made:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    with DataFolder(tmp_path).locked():
        assert tmp_path.stat().st_mode & 0o777 == 0o750


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
