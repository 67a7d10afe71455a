"""What is logged, and what must not be: libraries that write callers' words, names or numbers are silenced.

Our own loggers say what happened without data and are shown from INFO on. A library's message may quote transcripts,
form fields or events: only its level and place are kept.
"""

import logging
import sys

from frontdesk.pipelines.quiet import hush_pipecat

_OURS = ("frontdesk", "uvicorn", "pipecat")  # pipecat's is fed by `hush_pipecat`, with places only
_SILENT = ("caldav", "faster_whisper", "httpx", "niquests", "twilio", "urllib3", "uvicorn.access", "websockets")


class _Line(logging.Formatter):
    """One line per record, without traceback; other libraries' records without their message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        moment = self.formatTime(record, "%H:%M:%S")
        level = record.levelname.lower()
        if not record.name.startswith(_OURS):
            return f"{moment} {level}: {record.name} reported something ({record.module}, line {record.lineno})"
        what = f" ({record.exc_info[0].__name__})" if record.exc_info and record.exc_info[0] else ""
        return f"{moment} {level}: {record.getMessage()}{what}"


def quieten(level: int = logging.INFO) -> None:
    """Set up logging to standard error for a process that takes calls."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("frontdesk").setLevel(level)
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    hush_pipecat()
