"""However `frontdesk talk` ends, its call has an end in the records. Real processes, pocket models."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-c", "from frontdesk.bot.cli import main; main()"]


def environment(folder: Path) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("FRONTDESK_")}
    return clean | {"FRONTDESK_DATA_DIR": str(folder / "data"), "FRONTDESK_RADICALE_PORT": "0"}


def talking(folder: Path) -> subprocess.Popen[str]:
    """A conversation that has begun: the receptionist has greeted."""
    process = subprocess.Popen(
        [*COMMAND, "talk", "--json", "--language", "fr"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(folder),
        cwd=folder,
        text=True,
    )
    assert process.stdout is not None
    greeting = process.stdout.readline()
    assert json.loads(greeting)["kind"] == "speech", process.communicate()
    return process


def ends(folder: Path) -> list[str | None]:
    """How each call ended, oldest first."""
    listed = subprocess.run(
        [*COMMAND, "calls", "list", "--json"], env=environment(folder), cwd=folder, capture_output=True, check=True
    )
    return [call["end_reason"] for call in reversed(json.loads(listed.stdout))]


def close_terminal_of_a_talk(folder: Path) -> None:
    """Talk in a terminal of its own, then close that."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "talk"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment(folder),
        cwd=folder,
        preexec_fn=lambda: os.login_tty(slave),
    )
    os.close(slave)
    said = b""
    while b"receptionist" not in said:
        said += os.read(master, 1024)
    os.close(master)
    process.wait(60)


def test_every_end_is_recorded(tmp_path: Path) -> None:
    with talking(tmp_path) as killed:
        killed.kill()
    assert ends(tmp_path) in ([None], [])  # nobody was left to write it, perhaps not even the call's row
    with talking(tmp_path) as stopped:
        begun = ends(tmp_path)
        stopped.send_signal(signal.SIGTERM)
        assert stopped.wait(60) == 0
        assert stopped.stderr is not None
        assert "Traceback" not in stopped.stderr.read()
    assert ends(tmp_path) == ["server stopped"] * len(begun)
    close_terminal_of_a_talk(tmp_path)
    assert ends(tmp_path) == ["server stopped"] * len(begun) + ["caller hung up"]
