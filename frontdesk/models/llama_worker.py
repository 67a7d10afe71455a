"""The child process that runs llama.cpp: `python -m frontdesk.models.llama_worker`, started by `LlamaChild`.

One thread owns the context; the main thread only reads requests and answers pings. When standard input closes, the
parent is gone, and the process ends at once, in the middle of whatever it computes.
"""

import logging
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from queue import SimpleQueue
from typing import BinaryIO

from frontdesk.models.llama_wire import Wire, pack, read

logger = logging.getLogger(__name__)


def _answers() -> BinaryIO:
    """Move standard output aside for the answers; what libraries print there goes to standard error from now on."""
    own = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(own, "wb", buffering=0)


class Answers:
    """Standard output, for both threads."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def send(self, message: Wire) -> None:
        """Write one whole message."""
        with self._lock:
            self._stream.write(pack(message))


def _own_context(hello: Wire, requests: SimpleQueue[Wire], send: Callable[[Wire], None]) -> None:
    """Load the model, say whether it is there, and serve; the process ends with this thread."""
    from frontdesk.errors import FrontdeskError
    from frontdesk.models.llama_binding import LlamaContext
    from frontdesk.models.llama_options import LlamaOptions
    from frontdesk.models.llama_scheduler import Scheduler

    try:
        options = LlamaOptions(**hello["options"])
        context = LlamaContext(hello["model"], options)
        scheduler = Scheduler(context, options.calls, send)
        scheduler.warm_up()
        send({"ready": True, "context": context.context_tokens})
        scheduler.run(requests)
    except FrontdeskError as error:
        send({"broken": error.message})
    except Exception as error:  # the outer edge of the process; the message stays out of the log, it may hold words
        place = traceback.extract_tb(error.__traceback__)[-1]
        logger.critical("%s at %s:%s", type(error).__name__, place.filename, place.lineno)
    finally:
        os._exit(1)


def main() -> None:
    """Read requests until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole terminal; the parent decides
    send = Answers(_answers()).send
    hello = read(sys.stdin.buffer)
    if hello is None:
        return
    requests: SimpleQueue[Wire] = SimpleQueue()
    threading.Thread(target=_own_context, args=(hello, requests, send), daemon=True).start()
    while (request := read(sys.stdin.buffer)) is not None:
        if request["op"] == "ping":
            send({"id": request["id"], "pong": True})
        else:
            requests.put(request)
    os._exit(0)


if __name__ == "__main__":
    main()
