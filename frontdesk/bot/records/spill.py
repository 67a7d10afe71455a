"""The spill file: rows that wait on disk, sealed, while the database cannot be written.

One sealed JSON object per line. A crash may leave half a line at the end; it is skipped and counted. Writing a row to
the database twice is harmless, so the file may be read again after a crash between writing and clearing.
"""

import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from frontdesk.bot.records.cipher import Cipher
from frontdesk.bot.records.entries import Entry, from_json, to_json
from frontdesk.errors import RecordsUnavailable

_COLUMN = "spill"
_log = logging.getLogger(__name__)


class Spill:
    """Entries on disk, oldest first."""

    def __init__(self, path: Path, cipher: Cipher) -> None:
        self.path = path
        self._cipher = cipher

    def append(self, entries: Sequence[Entry]) -> None:
        """Write the entries through to the disk. Raises OSError."""
        lines = [self._cipher.seal(json.dumps(to_json(entry), ensure_ascii=False), _COLUMN) for entry in entries]
        new = not self.path.exists()
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="ascii") as file:
            # A line that a crash cut short must not swallow the next one.
            file.write(("\n" if file.tell() else "") + "\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        if new:
            _sync_folder(self.path.parent)

    def load(self) -> list[Entry]:
        """What an earlier process left behind. Raises OSError."""
        if not self.path.exists():
            return []
        entries: list[Entry] = []
        broken = 0
        for line in self.path.read_text(encoding="ascii", errors="replace").split():
            try:
                entries.append(from_json(json.loads(self._cipher.open(line, _COLUMN))))
            except (RecordsUnavailable, ValidationError, ValueError, KeyError):
                broken += 1
        if broken:
            _log.error("%d waiting rows of %s are broken and lost", broken, self.path.name)
        return entries

    def clear(self) -> None:
        """Forget everything: it is in the database. Raises OSError."""
        self.path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Have the new file's name on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
