"""Whether a kader was allowed to log in on this laptop; local, it never travels."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, or_, select

from sipd_desktop.storage.keadaan import get_setelan
from sipd_desktop.storage.tables import AKUN, SYNCED

_KADER = SYNCED["kader"].c


def may_enter(conn: Connection) -> ColumnElement[bool]:
    """SQL over `kader`: the first user, those who were allowed, those who had a PIN before that."""
    allowed = select(AKUN.c.kader_id).where(
        or_(AKUN.c.izin_oleh.isnot(None), AKUN.c.pin_hash.isnot(None))
    )
    return or_(_KADER.id == get_setelan(conn, "pengguna_pertama"), _KADER.id.in_(allowed))


def has_izin(conn: Connection, kader_id: str) -> bool:
    """Whether this kader may log in here."""
    query = select(_KADER.id).where(_KADER.id == kader_id, may_enter(conn))
    return conn.execute(query).first() is not None
