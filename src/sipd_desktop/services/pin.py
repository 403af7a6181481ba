"""The PIN of a kader: for switching and the lock screen only, never for data at rest.

Hash and tries live in a local table, so tries survive a restart. After five wrong ones the wait is
30 s, 1, 5, 15 minutes; the tenth locks until the passphrase is given (trust-and-ux A3).
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from nacl.exceptions import InvalidkeyError
from nacl.pwhash import argon2id
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from sipd_desktop.base.clock import instant_text, parse_instant
from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.tables import AKUN

_FREE, _LAST = 5, 10
_WAIT = (30, 60, 300, 900, 900)


def has_pin(conn: Connection, kader_id: str) -> bool:
    """Whether this kader has chosen a PIN on this laptop."""
    query = select(AKUN.c.pin_hash).where(AKUN.c.kader_id == kader_id)
    return bool(conn.execute(query).scalar_one_or_none())


def set_pin(conn: Connection, kader_id: str, pin: str) -> None:
    """Choose a PIN of six digits; tries begin anew."""
    if len(pin) != 6 or not (pin.isascii() and pin.isdigit()):
        raise UserError("pin-bentuk")
    hashed = argon2id.str(
        pin.encode(), argon2id.OPSLIMIT_INTERACTIVE, argon2id.MEMLIMIT_INTERACTIVE
    )
    _save(conn, kader_id, pin_hash=hashed.decode(), gagal=0, tunggu_sampai=None)


def _save(conn: Connection, kader_id: str, **values: object) -> None:
    row = insert(AKUN).values(kader_id=kader_id, **values)
    conn.execute(row.on_conflict_do_update(index_elements=["kader_id"], set_=values))


def reset_tries(conn: Connection, kader_id: str) -> None:
    """After the passphrase was given: tries begin anew."""
    _save(conn, kader_id, gagal=0, tunggu_sampai=None)


def check_pin(conn: Connection, kader_id: str, pin: str, now: datetime) -> bool:
    """Count a try; True when it fits. False: commit, then ask `pin_problem` for the sentence.

    Runs in a write transaction that must be committed also when it fails.
    """
    row = conn.execute(select(AKUN).where(AKUN.c.kader_id == kader_id)).mappings().one_or_none()
    if row is None or not row["pin_hash"] or pin_problem(conn, kader_id, now) is not None:
        return False
    try:
        argon2id.verify(row["pin_hash"].encode(), pin.encode())
    except InvalidkeyError:
        gagal = int(row["gagal"] or 0) + 1
        until = None
        if gagal >= _FREE:
            wait = _WAIT[min(gagal - _FREE, len(_WAIT) - 1)]
            until = instant_text(now + timedelta(seconds=wait))
        _save(conn, kader_id, gagal=gagal, tunggu_sampai=until)
        return False
    _save(conn, kader_id, gagal=0, tunggu_sampai=None, terakhir=instant_text(now))
    return True


def pin_problem(conn: Connection, kader_id: str, now: datetime) -> UserError | None:
    """Why no PIN is taken now (`pin-tunggu`, `pin-terkunci`), or None."""
    row = conn.execute(select(AKUN).where(AKUN.c.kader_id == kader_id)).mappings().one_or_none()
    if row is None:
        return None
    if int(row["gagal"] or 0) >= _LAST:
        return UserError("pin-terkunci")
    if row["tunggu_sampai"]:
        left = (parse_instant(row["tunggu_sampai"]) - now).total_seconds()
        if left > 0:
            return UserError("pin-tunggu", detik=math.ceil(left))
    return None


def pin_left(conn: Connection, kader_id: str) -> int:
    """Tries left before the first wait."""
    query = select(AKUN.c.gagal).where(AKUN.c.kader_id == kader_id)
    return max(_FREE - int(conn.execute(query).scalar_one_or_none() or 0), 0)
