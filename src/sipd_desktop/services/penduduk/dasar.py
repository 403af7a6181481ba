"""What all acts on people share: who is meant, which dates are possible, and the peristiwa row.

A peristiwa is one dated event of one person, with the place where they lived then. Its id comes
from person and kind (and date, where it can happen again), so that two laptops that note one death
make one row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base import ids
from sipd_desktop.base.clock import parse_instant
from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.gabung import is_surviving, kini_of
from sipd_desktop.services.orang import HIDUP, WARGA, is_living
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import PERUBAHAN

SEKALI = ("lahir", "meninggal")
"""Kinds that happen once to a person."""
TEMPAT = ("rt", "rw", "dusun")
"""Where a household lives, as an event keeps it."""
KEPALA, SUAMI, ISTRI, ANAK, MENANTU, CUCU, FAMILI = 1, 2, 3, 4, 5, 6, 9
"""Codes of the list `shdk`."""


def require_warga(conn: Connection, warga_id: str) -> Mapping[str, Any]:
    """The row of a person as they stand after merging; raises `orang-tidak-ada`."""
    row = fetch_row(conn, "warga", kini_of(conn, warga_id))
    if row is None or row["deleted_at"]:
        raise UserError("orang-tidak-ada")
    return row


def is_alive(row: Mapping[str, Any]) -> bool:
    """Whether a stored person neither died nor moved away."""
    return (row["status_dasar"] or HIDUP) == HIDUP


def require_keluarga(conn: Connection, keluarga_id: str) -> Mapping[str, Any]:
    """The row of a household; raises `keluarga-tidak-ada`."""
    row = fetch_row(conn, "keluarga", keluarga_id)
    if row is None or row["deleted_at"]:
        raise UserError("keluarga-tidak-ada")
    return row


def list_anggota(conn: Connection, keluarga_id: str) -> list[str]:
    """Ids of the members who live, in family order."""
    query = (
        select(WARGA.id)
        .where(
            WARGA.keluarga_id == keluarga_id,
            WARGA.deleted_at.is_(None),
            is_living(),
            is_surviving(),
        )
        .order_by(WARGA.shdk.is_(None), WARGA.shdk, WARGA.tanggal_lahir, WARGA.id)
    )
    return list(conn.execute(query).scalars())


def check_tanggal(
    tanggal: date, hari_ini: date, row: Mapping[str, Any] | None = None, field: str = "tanggal"
) -> None:
    """Refuse a date after today, or before the person was born; raises InvalidInput."""
    if tanggal > hari_ini:
        raise InvalidInput([Problem(field, "peristiwa-belum-terjadi")])
    born = row["tanggal_lahir"] if row is not None else None
    if born and tanggal.isoformat() < born:
        raise InvalidInput([Problem(field, "peristiwa-sebelum-lahir")])


def put_peristiwa(
    niat: Niat, jenis: str, warga_id: str, tanggal: date, verb: str, **more: Wire
) -> str:
    """Inside an open intent: note what happened. What was marked as entered is open again."""
    day = tanggal.isoformat()
    home = more.get("keluarga_id")
    place = place_at(niat.conn, str(home), tanggal) if home else ("", "", "")
    parts = () if jenis in SEKALI else (day,)
    row_id = ids.peristiwa_id(warga_id, jenis, *parts)
    values: dict[str, Wire] = {
        "jenis": jenis,
        "warga_id": warga_id,
        "tanggal": day,
        "sudah_dimasukkan": None,
        "isi_dimasukkan": None,
        "rt": place[0] or None,
        "rw": place[1] or None,
        "dusun": place[2] or None,
        **more,
    }
    niat.put("peristiwa", row_id, values, verb)
    return row_id


def place_at(conn: Connection, keluarga_id: str, tanggal: date) -> tuple[str, str, str]:
    """RT, RW and dusun of a household on a day, as far as this laptop saw its address change."""
    row = fetch_row(conn, "keluarga", keluarga_id)
    if row is None:
        return "", "", ""
    found = {k: row[k] or "" for k in TEMPAT}
    change = PERUBAHAN.c
    query = (
        select(change.field, change.lama, change.waktu)
        .where(change.objek == keluarga_id, change.field.in_(TEMPAT))
        .order_by(change.nomor.desc())
    )
    for field, old, moment in conn.execute(query):
        if parse_instant(moment).astimezone().date() > tanggal:
            found[field] = json.loads(old) if old else ""
    return found["rt"], found["rw"], found["dusun"]


def clean(text: str) -> str | None:
    """A typed text with single spaces; None when nothing was typed."""
    return " ".join(text.split()) or None


def first_problem(problems: Iterable[Problem]) -> None:
    """Raise InvalidInput when there is any problem."""
    found = list(problems)
    if found:
        raise InvalidInput(found)
