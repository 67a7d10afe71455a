"""The process in which the demonstration's server runs: `python -m frontdesk.bot.demo.server_child ARGUMENTS`.

It is the command `frontdesk` with the same arguments, and one thing more: standard input is a pipe that the parent
never writes to, and when it ends, however the parent went, the server is asked to stop.
"""

import os
import signal
import sys
import threading
import time

from frontdesk.bot.cli import main

_LAST_SECONDS = 15.0


def _follow_parent() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_LAST_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_follow_parent, daemon=True).start()
    main()
