"""sipd-server that dies by kill -9 just before the k-th step of a push; for test_bunuh.

A step is a statement or a commit inside `push`. It is armed by a file holding k, read and removed
when a push begins, so the same process serves hello and later pushes normally.
"""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from sipd_server import push as push_module
from sipd_server.main import main

ORDER = Path(os.environ["MATI_BERKAS"])
_here = threading.local()


def _step(*_: Any) -> None:
    left = getattr(_here, "left", 0)
    if not left:
        return
    _here.left = left - 1
    if left == 1:
        os.kill(os.getpid(), signal.SIGKILL)


event.listen(Engine, "before_cursor_execute", _step)
event.listen(Engine, "commit", _step)
_honest = push_module.push


def _armed(*args: Any) -> Any:
    if ORDER.exists():
        _here.left = int(ORDER.read_text())
        ORDER.unlink()
    try:
        answer = _honest(*args)
        _step()  # committed, answer not sent yet
        return answer
    finally:
        _here.left = 0


push_module.push = _armed

if __name__ == "__main__":
    main()
