"""The data folder: where all state lives, and the lock that keeps a second server out of it.

lock                who has the folder (pid); held as long as that process lives, even if it is killed
running.json        the calendar's account as the running server has it
records/            records.db, and the spill file while the database fails
keys/records.key    what the records are sealed with
calendar/           the embedded calendar server's files
models/             the model store
"""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from frontdesk.bot.private_folder import make_private_folder
from frontdesk.errors import StartError

_TRIES = 10
_PAUSE = 0.05  # seconds


class DataFolder:
    """Names the places in one data folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.records = path / "records" / "records.db"
        self.spill = path / "records" / "waiting.spill"
        self.records_key = path / "keys" / "records.key"
        self.calendar = path / "calendar"
        self.models = path / "models"
        self._lock = path / "lock"
        self._running = path / "running.json"

    def make(self) -> None:
        """Make the folder if it is missing: for this user only. Raises `StartError`."""
        try:
            make_private_folder(self.path)
        except OSError as error:
            raise self._unusable(error) from None

    def has_records(self) -> bool:
        """Whether there are records yet. Raises `StartError` where the folder may not be read."""
        try:
            return self.records.stat().st_size > 0
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise self._unusable(error) from None

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Have the folder alone. Raises `StartError` naming the process that has it."""
        self.make()
        try:
            handle = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise self._unusable(error) from None
        try:
            try:
                _take(handle, self.path)
                self._running.unlink(missing_ok=True)  # a killed server left it
            except OSError as error:
                raise self._unusable(error) from None
            yield
            with contextlib.suppress(OSError):  # the next start does not believe it, and takes it away
                self._running.unlink(missing_ok=True)
        finally:
            os.close(handle)

    def in_use(self) -> bool:
        """Whether a process has the folder now. Raises `StartError` where that cannot be seen."""
        try:
            with open(self._lock, "rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except BlockingIOError:
            return True
        except OSError as error:
            raise self._unusable(error) from None
        return False

    def note_running(self, facts: dict[str, str]) -> None:
        """Tell other commands what they need to know of the running server. Only while the lock is held.

        Raises `StartError`.
        """
        try:
            handle = os.open(self._running, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(facts, file)
        except OSError as error:
            raise self._unusable(error) from None

    def running(self) -> dict[str, str] | None:
        """What the server that has the folder now noted; None when there is none, or it is still starting."""
        if not self.in_use():
            return None
        try:
            facts = json.loads(self._running.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return {str(key): str(value) for key, value in facts.items()}

    def _unusable(self, error: OSError) -> StartError:
        remedy = "Check its rights and the free disk space, or set FRONTDESK_DATA_DIR to a folder of yours."
        return StartError(f"The data folder {self.path} cannot be used: {error.strerror}. {remedy}")


def _take(handle: int, path: Path) -> None:
    """Lock the open file and write our process number into it. Raises `StartError` and OSError."""
    for _ in range(_TRIES):  # another command may be looking at this moment whether the folder is in use
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            time.sleep(_PAUSE)
    else:
        holder = os.pread(handle, 20, 0).decode(errors="replace").strip()
        who = f"process {holder}" if holder else "another process"
        raise StartError(
            f"The data folder {path} is in use by {who}. End that one, or set FRONTDESK_DATA_DIR to another folder."
        ) from None
    os.ftruncate(handle, 0)
    os.pwrite(handle, str(os.getpid()).encode(), 0)
