"""Who has a TCP port or a process id: for error messages that say by what a start is kept."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

_LISTENING = "0A"
_PROC = Path("/proc")


def describe_process(pid: int) -> str:
    """`process 123 (command line)`, as far as this user may see it."""
    try:
        words = (_PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return f"process {pid}"
    command = " ".join(word.decode(errors="replace") for word in words if word)[:120]
    return f"process {pid} ({command})" if command else f"process {pid}"


def describe_port_owner(port: int) -> str:
    """The process that listens on a TCP port of this machine, or `another program` where that cannot be seen."""
    sockets = {f"socket:[{inode}]" for inode in _listening(port)}
    for process in _PROC.glob("[0-9]*"):
        if sockets & set(_open_files(process)):
            return describe_process(int(process.name))
    return "another program"


def _open_files(process: Path) -> Iterator[str]:
    """What a process has open; files may close and processes end while we look."""
    with contextlib.suppress(OSError):
        for entry in (process / "fd").iterdir():
            with contextlib.suppress(OSError):
                yield str(entry.readlink())


def _listening(port: int) -> set[str]:
    inodes: set[str] = set()
    for table in ("net/tcp", "net/tcp6"):
        try:
            lines = (_PROC / table).read_text().splitlines()[1:]
        except OSError:
            continue
        for fields in map(str.split, lines):
            if fields[3] == _LISTENING and int(fields[1].rpartition(":")[2], 16) == port:
                inodes.add(fields[9])
    return inodes


def listen(host: str, port: int, *, backlog: int = 128) -> socket.socket:
    """A listening TCP socket; port 0 takes any free one. Raises OSError."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(backlog)
    except OSError:
        listener.close()
        raise
    return listener
