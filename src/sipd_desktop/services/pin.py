"""The PIN of a kader: for switching and the lock screen only, never for data at rest.

A try is counted and committed before it is looked at, so that neither a kill nor a power cut gives
one back: at most ten are ever evaluated, then only the passphrase helps (trust-and-ux A3, S-04).
After five wrong ones the wait is 30 s, 1, 5, 15 minutes, measured by the clock that never jumps;
after a restart a wait begins anew. The calendar clock plays no part.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Mapping
from typing import Any

from nacl.exceptions import InvalidkeyError
from nacl.pwhash import argon2id
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.tables import AKUN

OPS, MEM = argon2id.OPSLIMIT_INTERACTIVE, argon2id.MEMLIMIT_INTERACTIVE
_FREE, _LAST = 5, 10
_WAIT = (30, 60, 300, 900, 900)
_run = secrets.token_hex(8)
"""This run of the program: steady clocks of two runs cannot be compared."""


def has_pin(conn: Connection, kader_id: str) -> bool:
    """Whether this kader has chosen a PIN on this laptop."""
    query = select(AKUN.c.pin_hash).where(AKUN.c.kader_id == kader_id)
    return bool(conn.execute(query).scalar_one_or_none())


def set_pin(conn: Connection, kader_id: str, pin: str) -> None:
    """Choose a PIN of six digits; tries begin anew."""
    if len(pin) != 6 or not (pin.isascii() and pin.isdigit()):
        raise UserError("pin-bentuk")
    hashed = argon2id.str(pin.encode(), OPS, MEM)
    save_akun(conn, kader_id, pin_hash=hashed.decode(), gagal=0, tunggu_sampai=None)


def save_akun(conn: Connection, kader_id: str, **values: object) -> None:
    """Set columns of an account of this laptop; makes its row when there is none."""
    row = insert(AKUN).values(kader_id=kader_id, **values)
    conn.execute(row.on_conflict_do_update(index_elements=["kader_id"], set_=values))


def reset_tries(conn: Connection, kader_id: str) -> None:
    """After the passphrase was given: tries begin anew."""
    save_akun(conn, kader_id, gagal=0, tunggu_sampai=None)


def check_pin(buku: Buku, kader_id: str, pin: str) -> UserError | None:
    """Count a try, then look at it: None when it fits, else why not.

    Two transactions of its own; call it outside any other. Answers `pin-salah` (with the tries left
    before the first wait), `pin-tunggu`, `pin-terkunci`.
    """
    with buku.write() as conn:
        hashed = _claim(conn, kader_id)
    if hashed is not None and fits(hashed, pin):
        with buku.write() as conn:
            save_akun(conn, kader_id, gagal=0, tunggu_sampai=None, terakhir=clock.now_text())
        return None
    with buku.read() as conn:
        return pin_problem(conn, kader_id) or UserError("pin-salah", sisa=pin_left(conn, kader_id))


def fits(hashed: str, pin: str) -> bool:
    """Whether the PIN makes this hash; slow on purpose."""
    try:
        argon2id.verify(hashed.encode(), pin.encode())
    except InvalidkeyError:
        return False
    return True


def _claim(conn: Connection, kader_id: str) -> str | None:
    """Count one try as wrong; gives the hash to compare with, or None when no try is taken now."""
    row = _row(conn, kader_id)
    if row is None or not row["pin_hash"] or int(row["gagal"] or 0) >= _LAST:
        return None
    gagal = int(row["gagal"] or 0)
    if _left(row) > 0:
        if not _is_this_run(row["tunggu_sampai"]):
            save_akun(conn, kader_id, tunggu_sampai=_until(gagal))
        return None
    until = _until(gagal + 1) if gagal + 1 >= _FREE else None
    save_akun(conn, kader_id, gagal=gagal + 1, tunggu_sampai=until)
    return str(row["pin_hash"])


def _row(conn: Connection, kader_id: str) -> Mapping[Any, Any] | None:
    return conn.execute(select(AKUN).where(AKUN.c.kader_id == kader_id)).mappings().one_or_none()


def _wait(gagal: int) -> int:
    return _WAIT[min(max(gagal - _FREE, 0), len(_WAIT) - 1)]


def _until(gagal: int) -> str:
    """The end of a wait: `run:steady seconds`."""
    return f"{_run}:{clock.monotonic() + _wait(gagal):.3f}"


def _is_this_run(until: str) -> bool:
    return until.startswith(f"{_run}:")


def _left(row: Mapping[Any, Any]) -> float:
    """Seconds still to wait; the whole wait when it was set in another run."""
    until, gagal = row["tunggu_sampai"], int(row["gagal"] or 0)
    if not until:
        return 0
    if not _is_this_run(until):
        return _wait(gagal)
    return min(float(until.rpartition(":")[2]) - clock.monotonic(), _wait(gagal))


def pin_problem(conn: Connection, kader_id: str) -> UserError | None:
    """Why no PIN is taken now (`pin-tunggu`, `pin-terkunci`), or None."""
    row = _row(conn, kader_id)
    if row is None:
        return None
    if int(row["gagal"] or 0) >= _LAST:
        return UserError("pin-terkunci")
    left = _left(row)
    return UserError("pin-tunggu", detik=math.ceil(left)) if left > 0 else None


def pin_left(conn: Connection, kader_id: str) -> int:
    """Tries left before the first wait."""
    query = select(AKUN.c.gagal).where(AKUN.c.kader_id == kader_id)
    return max(_FREE - int(conn.execute(query).scalar_one_or_none() or 0), 0)
