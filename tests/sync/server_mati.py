"""`sipd-server` that kills itself (SIGKILL) at a counted SQL statement or commit, for fault tests.

SIPD_UJI_MATI_PADA = the number, counted from the first signed hello on; 0 or nothing = never.
"""

from __future__ import annotations

import os
import signal

from sqlalchemy import Engine, event

from sipd_server.sessions import Sessions


def _arm(last: int) -> None:
    count = 0
    armed = False
    take = Sessions.take_nonce

    def first_hello(self: Sessions, nonce: str, device: str) -> bool:
        nonlocal armed
        armed = True
        return take(self, nonce, device)

    def tick(*_: object) -> None:
        nonlocal count
        if armed:
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)

    Sessions.take_nonce = first_hello  # type: ignore[method-assign]
    event.listen(Engine, "before_cursor_execute", tick)
    event.listen(Engine, "commit", tick)


if __name__ == "__main__":
    _arm(int(os.environ.get("SIPD_UJI_MATI_PADA") or 0))
    from sipd_server.main import main

    main()
