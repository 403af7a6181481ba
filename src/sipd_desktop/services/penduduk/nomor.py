"""NIK and No KK as typed at one of the acts: their form, and who has them already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.rules.nik import clean_nomor
from sipd_desktop.services.gabung import kini_of
from sipd_desktop.services.orang import KELUARGA, WARGA
from sipd_desktop.storage.rekam import fetch_row

_PANJANG = 16


def read_nomor(text: str, field: str, code: str) -> str | None:
    """A typed number as 16 digits, None when empty; raises InvalidInput."""
    plain = clean_nomor(text)
    if not plain:
        return None
    if len(plain) != _PANJANG or not (plain.isascii() and plain.isdigit()):
        raise InvalidInput([Problem(field, code)])
    return plain


def find_nik(conn: Connection, nik: str) -> Mapping[str, Any] | None:
    """Who has this NIK, voided ones and those who left too; a living one before the others."""
    query = (
        select(WARGA.id)
        .where(WARGA.nik == nik)
        .order_by(WARGA.deleted_at.is_not(None), WARGA.status_dasar, WARGA.id)
    )
    found = conn.execute(query).scalars().first()
    return None if found is None else fetch_row(conn, "warga", kini_of(conn, found))


def refuse_known_nik(conn: Connection, nik: str | None, own: str = "") -> None:
    """Raise `nik-sudah-ada` when somebody else has this NIK."""
    if nik is None:
        return
    row = find_nik(conn, nik)
    if row is not None and row["id"] != own:
        raise UserError("nik-sudah-ada", rt=rt_of(conn, row))


def rt_of(conn: Connection, row: Mapping[str, Any]) -> str:
    """The RT of a person for a sentence; a dash when it is not known."""
    home = fetch_row(conn, "keluarga", row["keluarga_id"]) if row["keluarga_id"] else None
    return (home["rt"] if home else None) or "-"


def refuse_known_kk(conn: Connection, no_kk: str | None, own: str = "") -> None:
    """Raise `kk-sudah-ada` when another household has this No KK."""
    found = find_kk(conn, no_kk, own)
    if found is not None:
        raise UserError("kk-sudah-ada", rt=(fetch_row(conn, "keluarga", found) or {})["rt"] or "-")


def find_kk(conn: Connection, no_kk: str | None, own: str = "") -> str | None:
    """The household that has this No KK, but for one's own."""
    if no_kk is None:
        return None
    query = select(KELUARGA.id).where(
        KELUARGA.no_kk == no_kk, KELUARGA.deleted_at.is_(None), KELUARGA.id != own
    )
    return conn.execute(query.order_by(KELUARGA.id).limit(1)).scalar_one_or_none()
