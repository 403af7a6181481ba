"""No pause of the window while thousands of rows are made: the collector of cycles waits.

A full collection stops every thread for as long as there are objects: a quarter of a second at
5,000 rows of 66 cells. Rows hold no cycles, so nothing is lost by waiting. What was made is set
aside (`gc.freeze`) until the file is let go.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_running = 0


@contextmanager
def without_pause() -> Iterator[None]:
    """Hold the collector still; works may overlap."""
    global _running
    with _lock:
        _running += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _running -= 1
            if _running == 0:
                gc.freeze()
                gc.enable()


def let_go() -> None:
    """The file was closed: its rows are looked at again like everything else."""
    gc.unfreeze()
