"""Work off the UI thread: a lane of one thread for the data file, a second lane for the network.

Four verbs. `read` and `write` get an open connection, `job` and `network` none; all deliver their
answer on the main thread, in order, unless the owner is gone. A `write` returns `Changes` or
`(something, Changes)`; `data_changed` then tells the pages. A UserError goes to `failed`, else to
`refused` (the message bar); anything else is a bug: logged without its text, told by `broke`.

The worker never holds the last reference to a widget: callables wait in a table of the main
thread and the worker drops its own before it reports.
"""

from __future__ import annotations

import logging
import threading
import traceback
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from types import MethodType
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes

log = logging.getLogger(__name__)

Then = Callable[[Any], None]
Failed = Callable[[UserError], None]


@dataclass
class _Job:
    kind: str
    fn: Callable[..., Any]
    owner: weakref.ref[QObject]
    then: Callable[[], Then | None]
    failed: Callable[[], Failed | None]
    result: Any = None
    error: UserError | None = None
    trace: str | None = None


def bug_text(error: BaseException) -> str:
    """Where it broke, without the text of the error: that may hold names and numbers."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            where = frame.filename.replace("\\", "/").rpartition("/src/")[2]
            lines.append(f"  {where}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


class Tasks(QObject):
    """The two lanes of one window."""

    data_changed = Signal(object)
    """Changes, after each write; the background exchange may emit it too, from its own thread."""
    refused = Signal(object)
    """A UserError that nobody else shows."""
    broke = Signal(str)
    """A bug: where, without personal data."""
    _ready = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stopping = threading.Event()
        """Set when the program ends; long loops look at it."""
        self._buku: Any = None
        self._jobs: dict[int, _Job] = {}
        self._next = 0
        self._data = ThreadPoolExecutor(1, "sipd-data")
        self._net = ThreadPoolExecutor(2, "sipd-net")
        self._ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def attach(self, buku: Any) -> None:
        """Give the open data file (or None after it is closed)."""
        self._buku = buku

    def read(
        self,
        owner: QObject,
        fn: Callable[[Any], Any],
        then: Then,
        failed: Failed | None = None,
        *,
        slow: bool = False,
    ) -> None:
        """Run `fn(conn)` on a read picture; `slow` (a report) does not hold up the data lane."""
        self._start("read", self._net if slow else self._data, owner, fn, then, failed)

    def write(
        self,
        owner: QObject,
        fn: Callable[[Any], Any],
        then: Then | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run `fn(conn)` as one transaction; `then` gets what it returned, after the commit."""
        self._start("write", self._data, owner, fn, then, failed)

    def job(
        self,
        owner: QObject,
        fn: Callable[[], Any],
        then: Then | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run `fn()` on the data lane: opening, preparing and closing a folder, writing files."""
        self._start("job", self._data, owner, fn, then, failed)

    def network(
        self,
        owner: QObject,
        fn: Callable[[], Any],
        then: Then | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run `fn()` beside the data lane: an exchange with the desa's data centre."""
        self._start("network", self._net, owner, fn, then, failed)

    def is_idle(self) -> bool:
        """Nothing is running or waiting."""
        return not self._jobs

    def forget_reads(self) -> None:
        """Deliver no read that is under way: the screen is being locked, its pages are empty."""
        for job in self._jobs.values():
            if job.kind == "read":
                job.then = job.failed = _nobody

    def close(self) -> None:
        """Let writes end, skip waiting reads, deliver nothing more; call once, last."""
        self.stopping.set()
        self._data.shutdown(wait=True)
        self._net.shutdown(wait=True)
        self._jobs.clear()
        self._buku = None

    def _start(
        self,
        kind: str,
        lane: ThreadPoolExecutor,
        owner: QObject,
        fn: Callable[..., Any],
        then: Then | None,
        failed: Failed | None,
    ) -> None:
        if self.stopping.is_set():
            return
        self._next += 1
        self._jobs[self._next] = _Job(kind, fn, weakref.ref(owner), _weak(then), _weak(failed))
        lane.submit(self._run, self._next)

    def _run(self, number: int) -> None:
        """On a worker thread: do the work, note the answer, keep no reference, report."""
        job = self._jobs.get(number)
        if job is None or (self.stopping.is_set() and job.kind != "write"):
            return
        try:
            with self._open(job.kind) as conn:
                job.result = job.fn(conn) if job.kind in ("read", "write") else job.fn()
        except UserError as error:
            job.error = error.with_traceback(None)
        except Exception as error:  # noqa: BLE001 - the one end of all bugs of the lanes
            job.trace = bug_text(error)
        del job
        if not self.stopping.is_set():
            self._ready.emit(number)

    def _open(self, kind: str) -> Any:
        if kind in ("job", "network"):
            return nullcontext()
        if self._buku is None:
            raise UserError("folder-tertutup")
        return self._buku.write() if kind == "write" else self._buku.read()

    @Slot(int)
    def _deliver(self, number: int) -> None:
        job = self._jobs.pop(number, None)
        if job is None:
            return
        owner = job.owner()
        alive = owner is not None and isValid(owner)
        if job.trace is not None:
            log.error("kesalahan di pekerjaan %s\n%s", job.kind, job.trace)
            self.broke.emit(job.trace)
            job.error = UserError("kesalahan-program")
        if job.error is not None:
            self._tell(job, alive)
            return
        then = job.then()
        if alive and then is not None:
            then(job.result)
        self._announce(job)

    def _tell(self, job: _Job, alive: bool) -> None:
        failed = job.failed() if alive else None
        assert job.error is not None
        if failed is not None:
            failed(job.error)
        elif job.trace is None and (alive or job.kind == "write"):
            self.refused.emit(job.error)

    def _announce(self, job: _Job) -> None:
        if job.kind != "write":
            return
        found = job.result[-1] if isinstance(job.result, tuple) else job.result
        if isinstance(found, Changes) and found.kinds:
            self.data_changed.emit(found)


def _nobody() -> None:
    return None


def _weak(call: Callable[..., None] | None) -> Callable[[], Callable[..., None] | None]:
    """A method of a widget is held weakly, so that a waiting job keeps no dead page alive."""
    if isinstance(call, MethodType) and isinstance(call.__self__, QObject):
        return weakref.WeakMethod(call)
    return lambda: call
