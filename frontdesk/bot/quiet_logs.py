"""What is logged, and what must not be: libraries that write callers' words, names or numbers are silenced.

Our own loggers say what happened without data and are shown from INFO on. A library's message may quote transcripts,
form fields or events: only its level and place are kept.
"""

import logging
import sys
import traceback

from frontdesk.pipelines.flow.quiet import hush_pipecat

_OURS = ("frontdesk", "uvicorn", "pipecat")  # pipecat's is fed by `hush_pipecat`, with places only
_SILENT = ("caldav", "faster_whisper", "httpx", "niquests", "twilio", "urllib3", "uvicorn.access", "websockets")


class _Line(logging.Formatter):
    """One line per record, without an exception's text; other libraries' records without their message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        moment = self.formatTime(record, "%H:%M:%S")
        level = record.levelname.lower()
        if not record.name.startswith(_OURS):
            return f"{moment} {level}: {record.name} reported something ({record.module}, line {record.lineno})"
        return f"{moment} {level}: {record.getMessage().strip()}{_where(record)}"


def _where(record: logging.LogRecord) -> str:
    """The kind of a logged exception and the line it came from; its text may hold data."""
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    frames = traceback.extract_tb(record.exc_info[2])
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f" ({record.exc_info[0].__name__}{place})"


def quieten(level: int = logging.INFO) -> None:
    """Set up logging to standard error for a process that takes calls."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("frontdesk").setLevel(level)
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    hush_pipecat()
