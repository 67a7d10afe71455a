"""The process in which the embedded Radicale runs: `python -P radicale_child.py FOLDER SOCKET PARENT`.

Started as a file, it imports nothing of ours and so starts in a third of the time; -P keeps the modules beside it
(one is called `radicale`) from hiding the libraries.

SOCKET is the number of an inherited listening socket, which the parent keeps open too: while a crashed child is being
replaced, clients wait in the socket's queue instead of being refused. Standard input is a pipe that the parent never
writes to: its end, or another parent than PARENT, means that the parent is gone, however it went, and this process
ends.
"""

import logging
import os
import select
import socket
import sys
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import unquote
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from radicale import config, log
from radicale.app import Application

_PARENT_CHECK_SECONDS = 1.0
_LAST_REQUESTS_SECONDS = 3.0


class _Server(ThreadingMixIn, WSGIServer):
    """One thread per request, on a socket that listens already."""

    def __init__(self, listener: socket.socket) -> None:
        self.address_family = listener.family
        super().__init__(listener.getsockname()[:2], _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.server_name, self.server_port = str(listener.getsockname()[0]), int(listener.getsockname()[1])
        self.setup_environ()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A request that broke off, without the traceback that the base class prints."""
        logging.error("a request broke off")


class _Handler(WSGIRequestHandler):
    """Radicale wants decoded paths in UTF-8; requests are not logged, their paths may name people."""

    def get_environ(self) -> dict[str, Any]:
        environ = super().get_environ()
        environ["PATH_INFO"] = unquote(self.path.split("?", 1)[0])
        return environ

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _place_only(record: logging.LogRecord) -> bool:
    """Keep level and place of what the libraries log: their texts may quote events, which name patients."""
    record.msg = f"{record.name}: {record.module}, line {record.lineno}"
    record.args, record.exc_info, record.exc_text, record.stack_info = None, None, None, None
    return True


def configuration(folder: Path) -> config.Configuration:
    """Radicale's settings: one account that owns its calendars, everything in `folder`, nothing readable by others."""
    settings = config.load()
    settings.update(
        {
            "auth": {
                "type": "htpasswd",
                "htpasswd_filename": str(folder / "users"),
                "htpasswd_encryption": "plain",
            },
            "rights": {"type": "owner_only"},
            "storage": {"filesystem_folder": str(folder), "folder_umask": "0077"},
            "web": {"type": "none"},
        },
        "frontdesk",
    )
    return settings


def wait_for_parent(parent: int) -> None:
    """Return when the parent is gone. A forked sibling may hold the pipe's other end, so its id is watched too."""
    while os.getppid() == parent:
        readable, _, _ = select.select([0], [], [], _PARENT_CHECK_SECONDS)
        if readable and not os.read(0, 64):
            return


def main() -> None:
    """Serve until the parent is gone; requests under way get a moment to finish."""
    folder, descriptor, parent = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    os.umask(0o077)
    server = _Server(socket.socket(fileno=descriptor))
    logging.disable(logging.WARNING)  # the setup itself speaks at INFO
    log.setup()
    log.logger.setLevel(logging.ERROR)
    server.set_app(Application(configuration(folder)))
    for handler in logging.getLogger().handlers:  # from here on; what stops the start is told in full
        handler.addFilter(_place_only)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    os.write(1, b"ready\n")
    wait_for_parent(parent)
    last = threading.Timer(_LAST_REQUESTS_SECONDS, os._exit, args=(0,))
    last.daemon = True
    last.start()
    server.shutdown()
    server.server_close()
    os._exit(0)


if __name__ == "__main__":
    main()
