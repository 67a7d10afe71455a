"""The embedded server: its permissions, its account, its death and its parent's death."""

import asyncio
import contextlib
import os
import signal
import socket
import stat
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from frontdesk.calendar.caldav_server import CalendarServer
from frontdesk.calendar.intervals import Interval
from frontdesk.calendar.port_owner import describe_port_owner, describe_process
from frontdesk.calendar.radicale import EmbeddedRadicale
from frontdesk.errors import CalendarUnavailable, StartError

EVENT = "\r\n".join(
    [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//", "BEGIN:VEVENT", "UID:x", "DTSTAMP:20261101T000000Z"),
        *("DTSTART:20261124T150000Z", "DTEND:20261124T160000Z", "SUMMARY:é", "END:VEVENT", "END:VCALENDAR", ""),
    ]
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
async def radicale(tmp_path: Path) -> AsyncIterator[EmbeddedRadicale]:
    server = EmbeddedRadicale(tmp_path / "calendar", port=0)
    await server.start()
    yield server
    await server.stop()


async def test_files_are_private_and_the_password_stays(radicale: EmbeddedRadicale, tmp_path: Path) -> None:
    folder = tmp_path / "calendar"
    client = CalendarServer(radicale.account)
    await client.ensure({"roy": "Dr. Roy"})
    await client.create("roy", "été.ics", EVENT)
    stored = await client.get("roy", "été.ics")
    assert stored
    assert "SUMMARY:é" in stored.text
    await client.close()
    assert mode(folder) == 0o700
    for path in folder.rglob("*"):
        assert mode(path) & 0o077 == 0, path
    account = radicale.account
    assert len(account.password) >= 20
    assert account.url.startswith("http://127.0.0.1:")
    await radicale.stop()
    assert EmbeddedRadicale(folder).account.password == account.password


async def test_others_are_kept_out(radicale: EmbeddedRadicale) -> None:
    stranger = CalendarServer(type(radicale.account)(radicale.account.url, "clinic", "guess"))
    with pytest.raises(CalendarUnavailable):
        await stranger.get("roy", "x.ics")
    await stranger.close()


async def test_what_the_library_logs_about_an_event_keeps_its_words_to_itself(
    radicale: EmbeddedRadicale, caplog: pytest.LogCaptureFixture
) -> None:
    """A repeated event in an unknown zone makes Radicale fail and log the zone's name."""
    client = CalendarServer(radicale.account)
    await client.ensure({"roy": "Dr. Roy"})
    lines = "DTSTART;TZID=Ottoline Quackenbush:20261124T150000\r\nRRULE:FREQ=DAILY;UNTIL=20261205T000000Z"
    await client.create("roy", "x.ics", EVENT.replace("DTSTART:20261124T150000Z\r\nDTEND:20261124T160000Z", lines))
    day = Interval(datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC))
    with contextlib.suppress(CalendarUnavailable):
        await client.window("roy", day)
    await client.close()
    await radicale.stop()  # so that every line has come through
    assert "calendar server: " in caplog.text
    assert "Ottoline" not in caplog.text


async def test_a_crashed_child_is_replaced_while_clients_wait(radicale: EmbeddedRadicale) -> None:
    client = CalendarServer(radicale.account, timeout=30)
    await client.ensure({"roy": "Dr. Roy"})
    for _ in range(2):
        await client.get("roy", "none.ics")
        before = radicale.pid
        while before is None:  # the new child answers a moment before its supervisor knows it
            await asyncio.sleep(0)
            before = radicale.pid
        os.kill(before, signal.SIGKILL)
        assert await client.get("roy", "none.ics") is None
        assert not runs(before)
    await client.close()


async def test_stopping_ends_the_child_and_may_be_repeated(radicale: EmbeddedRadicale) -> None:
    child = radicale.pid
    assert child
    await radicale.stop()
    await radicale.stop()
    assert not runs(child)
    await radicale.start()
    assert radicale.pid not in (None, child)


async def test_a_port_that_nobody_chose_moves_aside_and_is_kept_by_a_server_that_is_up(tmp_path: Path) -> None:
    first, second = EmbeddedRadicale(tmp_path / "first"), EmbeddedRadicale(tmp_path / "second")
    before = second.account.url
    try:
        await first.start()
        await second.start()
        address = second.account.url
        assert address != first.account.url
        assert EmbeddedRadicale(tmp_path / "second").account.url == before  # a start that fails later moves nobody
        second.keep_port()
    finally:
        await second.stop()
        await first.stop()
    assert EmbeddedRadicale(tmp_path / "second").account.url == address


async def test_a_port_that_was_moved_aside_for_once_is_taken_again_when_it_is_free(tmp_path: Path) -> None:
    server, other = EmbeddedRadicale(tmp_path / "one"), EmbeddedRadicale(tmp_path / "other")
    await other.start()
    await server.start()
    aside = server.account.url
    await server.stop()
    await other.stop()
    await server.start()
    assert server.account.url < aside
    await server.stop()


async def test_a_port_that_was_chosen_is_not_kept(radicale: EmbeddedRadicale, tmp_path: Path) -> None:
    radicale.keep_port()
    assert not (tmp_path / "calendar" / "port").exists()


async def test_a_port_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    server = EmbeddedRadicale(tmp_path)
    (tmp_path / "port").mkdir()
    with pytest.raises(StartError, match="cannot be used"):
        server.keep_port()


async def test_a_taken_port_says_by_what(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = EmbeddedRadicale(tmp_path, port=port)
        with pytest.raises(
            StartError, match=rf"127\.0\.0\.1:{port} is taken by process {os.getpid()} \(.*radicale_port"
        ):
            await server.start()
    await server.start()
    await server.stop()


async def test_a_host_that_is_not_ours(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"cannot listen on 192\.0\.2\.1:0: .*radicale_host"):
        await EmbeddedRadicale(tmp_path, host="192.0.2.1", port=0).start()


async def test_a_folder_in_use_says_by_what(
    radicale: EmbeddedRadicale, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.calendar.radicale._LOCK_SECONDS", 0.2)
    with pytest.raises(StartError, match=f"in use by process {os.getpid()}"):
        await EmbeddedRadicale(tmp_path / "calendar", port=0).start()


async def test_a_child_that_cannot_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "collection-root").write_text("a file where a folder should be")
    with pytest.raises(StartError, match="did not start: "):
        await EmbeddedRadicale(tmp_path, port=0).start()


@pytest.mark.parametrize("line", ["", "somebody:else", "clinic:"])
def test_a_broken_account_file_says_what_to_do(tmp_path: Path, line: str) -> None:
    (tmp_path / "users").write_text(line)
    with pytest.raises(StartError, match="delete it to get a new one"):
        _ = EmbeddedRadicale(tmp_path).account


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StartError, match="cannot be used"):
        _ = EmbeddedRadicale(tmp_path / "file" / "calendar").account


def test_an_address_for_everybody_is_reached_by_loopback(tmp_path: Path) -> None:
    assert EmbeddedRadicale(tmp_path, host="0.0.0.0", port=5999).account.url == "http://127.0.0.1:5999/clinic/"
    assert EmbeddedRadicale(tmp_path, host="::", port=5999).account.url == "http://[::1]:5999/clinic/"


PARENT = """
import asyncio, sys
from pathlib import Path
from frontdesk.calendar.radicale import EmbeddedRadicale

async def main():
    server = EmbeddedRadicale(Path(sys.argv[1]), port=int(sys.argv[2]))
    await server.start()
    print(server.pid, server.account.url.split(":")[2].split("/")[0], flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


def runs(pid: int) -> bool:
    """Whether the process is there and more than a zombie."""
    path = Path(f"/proc/{pid}/cmdline")
    return path.exists() and bool(path.read_bytes())


async def test_the_child_dies_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    """And the same folder and port can be had again at once."""
    command = (sys.executable, "-c", PARENT, str(tmp_path), "0")
    parent = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert parent.stdout
    child, port = map(int, (await parent.stdout.readline()).split())
    assert runs(child)
    parent.kill()
    await parent.wait()
    heir = EmbeddedRadicale(tmp_path, port=port)
    await heir.start()  # it gets the folder's lock only when the last child is gone
    assert not runs(child)
    await heir.stop()


def test_processes_and_ports_are_described_as_far_as_they_can_be_seen() -> None:
    assert describe_process(os.getpid()).startswith(f"process {os.getpid()} (")
    assert describe_process(2**22 + 1) == f"process {2**22 + 1}"
    assert describe_port_owner(1) == "another program"
