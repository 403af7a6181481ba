"""The gate of one exchange: every slice of writing passes it, and closing it stops the exchange.

The window must be able to close within a second while a slow answer is still on the line. `stop`
waits only for the slice being written; nothing is written afterwards, and an answer that comes
later is simply an answer that was lost, which the next hello settles.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")
_POLL_S = 0.2


class Dihentikan(Exception):
    """The exchange was stopped because the program closes; what was done so far stands."""


class Gerbang:
    """Enter it (`with gerbang:`) around each read or write of the file."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._stopped = threading.Event()

    @property
    def stopped(self) -> threading.Event:
        """Set once `stop` was called."""
        return self._stopped

    def stop(self) -> None:
        """Let nothing more through; returns when the slice being written is done."""
        self._stopped.set()
        with self._lock:
            pass

    def check(self) -> None:
        """Raise Dihentikan once stopped."""
        if self._stopped.is_set():
            raise Dihentikan

    def __enter__(self) -> None:
        self._lock.acquire()
        if self._stopped.is_set():
            self._lock.release()
            raise Dihentikan

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.release()


class Jalur:
    """One thread that does the talking, so that the file can be written while an answer travels."""

    def __init__(self, gerbang: Gerbang) -> None:
        self._gerbang = gerbang
        self._work: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = (
            queue.SimpleQueue()
        )
        threading.Thread(target=self._run, name="sipd-jalur", daemon=True).start()

    def start(self, call: Callable[[], T]) -> Future[T]:
        """Begin a call; calls go one after the other."""
        future: Future[T] = Future()
        self._work.put((future, call))
        return future

    def wait(self, future: Future[T]) -> T:
        """The answer of a call; raises Dihentikan as soon as the gate is closed."""
        while True:
            self._gerbang.check()
            try:
                return future.result(_POLL_S)
            except NotYet:
                if future.done():
                    raise

    def call(self, call: Callable[[], T]) -> T:
        """Do one call and wait for it."""
        return self.wait(self.start(call))

    def close(self) -> None:
        """Let the thread end after the call it is in."""
        self._work.put(None)

    def _run(self) -> None:
        while (item := self._work.get()) is not None:
            future, call = item
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(call())
            except BaseException as error:  # noqa: BLE001 - handed to whoever waits
                future.set_exception(error)
