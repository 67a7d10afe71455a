"""The records' writer: one thread between the calls and the database, so that no disk ever holds audio up.

Rules. `put` only queues. What the database refuses for now waits in memory and in the spill file, in order, and is
tried again with the next entry, at `flush`, and every few seconds; what an earlier process spilled comes first. An
entry that no retry could help (it breaks a constraint) is dropped with a line in the log, never its content.

`keep` returns only when the entry is on a disk: in the database or, where that fails or is slow, in the spill file.
While the database is known to fail, entries go to the spill file first: nobody waits for the next try.
"""

import logging
import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace

from frontdesk.bot.records.database import Database
from frontdesk.bot.records.entries import Entry, store
from frontdesk.bot.records.spill import Spill
from frontdesk.errors import RecordsUnavailable, StartError

_RETRY_SECONDS = 5.0
_KEEP_SECONDS = 1.5  # for the database to keep a message; then the spill file is asked
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Queued:
    entry: Entry
    spilled: bool
    kept: "Future[None] | None" = None
    """Done as soon as the entry is on a disk, or known to reach none."""

    def on_disk(self) -> None:
        """Tell whoever waits."""
        if self.kept is not None and not self.kept.done():
            self.kept.set_result(None)

    def refused(self, why: str) -> None:
        """Tell whoever waits that the entry is given up."""
        if self.kept is not None and not self.kept.done():
            self.kept.set_exception(RecordsUnavailable(why))


@dataclass(frozen=True, slots=True)
class _Flush:
    done: threading.Event


class RecordsWriter:
    """Takes entries from any thread and writes them in order."""

    def __init__(self, database: Database, spill: Spill) -> None:
        self._database = database
        self._spill = spill
        self._queue: queue.SimpleQueue[_Queued | _Flush | None] = queue.SimpleQueue()
        self._waiting: list[_Queued] = []
        self._spill_lock = threading.Lock()
        self._spill_holds = False  # whether it holds rows that are in the database by now
        self._thread = threading.Thread(target=self._run, name="records-writer", daemon=True)
        self._failing = False
        self._spill_failing = False

    @property
    def healthy(self) -> bool:
        """Whether the last write reached the database."""
        return not self._failing

    @property
    def waiting(self) -> int:
        """How many entries wait for a database that fails."""
        return len(self._waiting)

    def start(self) -> None:
        """Take up what an earlier process spilled, then write. Raises `StartError`."""
        try:
            self._waiting = [_Queued(entry, True) for entry in self._spill.load()]
        except OSError as error:
            remedy = "Make it readable: it holds rows of earlier calls. Or move it away to go on without them."
            raise StartError(f"The spill file {self._spill.path} cannot be read: {error.strerror}. {remedy}") from None
        self._thread.start()

    def put(self, entry: Entry) -> None:
        """Queue an entry; returns at once."""
        self._queue.put(_Queued(entry, False))

    def keep(self, entry: Entry) -> None:
        """Have the entry on a disk, in the database or in the spill file. Blocking, about two seconds at most.

        Raises `RecordsUnavailable`; a database that was only slow may then still write the entry.
        """
        queued = _Queued(entry, False, Future())
        assert queued.kept is not None
        self._queue.put(queued)
        try:
            queued.kept.result(_KEEP_SECONDS)
        except TimeoutError:
            with self._spill_lock:
                try:
                    self._spill.append([entry])
                except OSError as error:
                    raise RecordsUnavailable(
                        f"The records database is slow and the spill file cannot be written ({error.strerror})."
                    ) from None
                self._queue.put(_Queued(entry, True))

    def flush(self) -> bool:
        """Wait until everything put so far was tried. Returns whether all of it is in the database."""
        done = threading.Event()
        self._queue.put(_Flush(done))
        done.wait()
        return not self._waiting

    def stop(self) -> None:
        """Write what is there and end; what still waits is in the spill file for the next start."""
        self._queue.put(None)
        self._thread.join()
        lost = sum(not queued.spilled for queued in self._waiting)
        if lost:
            _log.error("%d rows could be written neither to the database nor to the spill file and are lost", lost)

    def _run(self) -> None:
        while True:
            flushes, ending = self._gather()
            self._write()
            for flush in flushes:
                flush.done.set()
            if ending:
                return

    def _gather(self) -> tuple[list[_Flush], bool]:
        """Wait for something to do, then take all that is queued."""
        flushes: list[_Flush] = []
        try:
            item = self._queue.get(timeout=_RETRY_SECONDS if self._waiting else None)
            while item is not None:
                if isinstance(item, _Flush):
                    flushes.append(item)
                else:
                    self._waiting.append(item)
                item = self._queue.get_nowait()
        except queue.Empty:
            return flushes, False
        return flushes, True

    def _write(self) -> None:
        if not self._waiting:
            self._clear_spill()
            return
        if self._failing:
            self._spill_waiting()
        try:
            self._store_all()
        except RecordsUnavailable as error:
            if not self._failing:
                _log.error("%s Rows wait in memory and in the spill file.", error.message)
            self._failing = True
            self._spill_waiting()
            return
        if self._failing:
            _log.warning("The records database can be written again.")
        self._failing = False
        self._forget_written()

    def _store_all(self) -> None:
        """All waiting entries in one transaction; if one of them is broken, each in its own, without that one."""
        try:
            with self._database.write() as session:
                for queued in self._waiting:
                    store(session, queued.entry)
        except RecordsUnavailable:
            raise
        except Exception:
            for queued in self._waiting:
                self._store_one(queued)

    def _store_one(self, queued: _Queued) -> None:
        kind = type(queued.entry).__name__
        try:
            with self._database.write() as session:
                store(session, queued.entry)
        except RecordsUnavailable:
            raise
        except Exception as error:
            _log.error("A %s breaks a rule of its table and is dropped (%s).", kind, type(error).__name__)
            queued.refused(f"A {kind} breaks a rule of its table.")

    def _forget_written(self) -> None:
        self._spill_holds |= any(queued.spilled for queued in self._waiting)
        for queued in self._waiting:
            queued.on_disk()
        self._waiting = []
        self._clear_spill()

    def _clear_spill(self) -> None:
        """Remove the spill file once everything in it is in the database."""
        if not self._spill_holds:
            return
        with self._spill_lock:
            # `keep` may have spilled an entry that is still queued: the file then stays until that one is written.
            if self._queue.empty():
                try:
                    self._spill.clear()
                    self._spill_holds = False
                except OSError as error:
                    _log.error("The spill file cannot be removed (%s); its rows are in the database.", error.strerror)

    def _spill_waiting(self) -> None:
        fresh = [queued for queued in self._waiting if not queued.spilled]
        if not fresh:
            return
        try:
            with self._spill_lock:
                self._spill.append([queued.entry for queued in fresh])
        except OSError as error:
            self._log_spill_trouble(error)
            self._give_up(fresh, "Neither the records database nor the spill file can be written.")
            return
        self._spill_failing = False
        for queued in fresh:
            queued.on_disk()
        self._waiting = [replace(queued, spilled=True) for queued in self._waiting]

    def _give_up(self, fresh: Sequence[_Queued], why: str) -> None:
        """Let go of what somebody waits for: they tell the caller that it could not be kept. The rest waits."""
        for queued in fresh:
            queued.refused(why)
        self._waiting = [queued for queued in self._waiting if queued.spilled or queued.kept is None]

    def _log_spill_trouble(self, error: OSError) -> None:
        if not self._spill_failing:
            _log.error("The spill file cannot be written (%s); rows wait in memory only.", error.strerror)
        self._spill_failing = True
