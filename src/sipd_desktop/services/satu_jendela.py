"""One window per data folder: the second start calls the first one to the front.

A lock file and a call file of the account (outside the data folder), no socket: the holder of the
lock looks for the call file twice a second and takes it away as its answer (docs/keputusan/0005).
A killed program frees its lock by itself, so nothing stale can stand in the way.
"""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

from sipd_desktop.base.clock import monotonic
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.paths import config_dir
from sipd_desktop.storage.folder import FolderLock

JAWAB_S = 4.0
"""How long the second start waits for an answer before it shows a window of its own."""
LIHAT_MS = 500
_PAUSE_S = 0.1


class SatuJendela:
    """The place at the window of a data folder."""

    def __init__(self, folder: Path) -> None:
        name = hashlib.sha256(str(folder.expanduser().resolve()).encode()).hexdigest()[:16]
        self._place = config_dir() / "jendela" / name
        self._lock: FolderLock | None = None
        self._wanted = self._place / "panggil"

    def take(self) -> bool:
        """Be the window of this folder; False when another one is. A refused place is no bar."""
        try:
            self._place.mkdir(parents=True, exist_ok=True)
            self._lock = FolderLock(self._place).__enter__()
        except UserError as error:
            self._lock = None
            return error.code != "sedang-dipakai"
        except OSError:
            return True
        self._wanted.unlink(missing_ok=True)
        return True

    def enter(self, wait_s: float = JAWAB_S) -> bool:
        """Be the window, or call the one that is there: False when it came to the front.

        A window that is just closing makes room; one that does not answer is not waited for.
        """
        if self.take():
            return True
        try:
            self._wanted.write_text("1", "ascii")
        except OSError:
            return True
        until, pause = monotonic() + wait_s, threading.Event()
        while monotonic() < until:
            if not self._wanted.exists():
                return False
            if self.take():
                return True
            pause.wait(_PAUSE_S)
        self._wanted.unlink(missing_ok=True)
        return True

    def is_called(self) -> bool:
        """Somebody started the program again; the call stays until it is answered."""
        return self._wanted.exists()

    def answer(self) -> bool:
        """Take the call away; True when there was one."""
        try:
            self._wanted.unlink()
        except FileNotFoundError:
            return False
        except OSError:
            return False
        return True

    def leave(self) -> None:
        """Give the place back."""
        if self._lock is not None:
            self._lock.__exit__(None, None, None)
            self._lock = None
