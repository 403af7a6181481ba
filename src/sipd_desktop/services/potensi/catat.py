"""Writing potensi down by hand: new, changed, taken off; what is wrong is said per question.

Its id follows from kind, name and place, so that two laptops noting the same mushola make one row.
Changing one of those is therefore taking the old one off and noting the new one, in one act.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from sipd_desktop.base import ids
from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.bidang.umum.masalah import LEMBAR_POTENSI
from sipd_desktop.rules.wilayah import rt_rw
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.spec.entry import Entry
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import image_of
from sipd_desktop.storage.rekam import fetch_row

_KUNCI = ("jenis", "nama", "rw", "rt")


def check_potensi(nilai: Mapping[str, Wire], hari_ini: date) -> tuple[Problem, ...]:
    """Pure: what refuses saving, per question."""
    found = list(Entry(LEMBAR_POTENSI, dict(nilai)).problems())
    for key in ("rt", "rw"):
        if nilai.get(key) and rt_rw(str(nilai[key])) is None:
            found.append(Problem(key, "potensi-rt-belum-jelas"))
    tanggal = nilai.get("tanggal")
    wrong = {p.field for p in found}
    if tanggal and "tanggal" not in wrong and str(tanggal) > hari_ini.isoformat():
        found.append(Problem("tanggal", "isian-tanggal-depan"))
    if nilai.get("jumlah") and not nilai.get("satuan"):
        found.append(Problem("satuan", "potensi-tanpa-satuan"))
    return tuple(found)


def save_potensi(
    conn: Connection,
    petugas: Petugas,
    nilai: Mapping[str, Wire],
    hari_ini: date,
    *,
    posyandu_id: str | None,
    potensi_id: str = "",
    kode: str = "",
) -> tuple[str, Changes]:
    """Store a potensi (wire values of its page); returns its id, which may be a new one.

    `posyandu_id` is whose laptops get a new one, `kode` the answer it was made from.
    Raises InvalidInput with the problems per question, `potensi-sudah-ada`, `potensi-tidak-ada`.
    """
    problems = check_potensi(nilai, hari_ini)
    if problems:
        raise InvalidInput(problems)
    values = _tidy(nilai)
    made = ids.potensi_id(*(str(values.get(key) or "") for key in _KUNCI))
    old = _require(conn, potensi_id) if potensi_id else None
    there = fetch_row(conn, "potensi", made)
    if there is not None and not there["deleted_at"] and made != potensi_id:
        raise UserError("potensi-sudah-ada")
    niat = Niat(conn, petugas)
    if old is not None and made == potensi_id:
        niat.update_row("potensi", old, values)
        return made, niat.done()
    kept: dict[str, Wire] = {"sumber_data": "kader", "posyandu_id": posyandu_id}
    kept |= {"kode": kode} if kode else {}
    if old is not None:
        kept |= image_of("potensi", old)
        niat.void("potensi", potensi_id, "mengubah")
    niat.put("potensi", made, {**kept, **values}, "mengubah" if old is not None else "mencatat")
    return made, niat.done()


def void_potensi(conn: Connection, petugas: Petugas, potensi_id: str) -> Changes:
    """Take a potensi off the list; its data stays and Ctrl+Z brings it back."""
    _require(conn, potensi_id)
    niat = Niat(conn, petugas)
    niat.void("potensi", potensi_id)
    return niat.done()


def open_potensi(conn: Connection, petugas: Petugas, potensi_id: str) -> dict[str, Wire]:
    """All values of one potensi, its contact whole; looking at it goes into the history.

    Raises NotAllowed, `potensi-tidak-ada`.
    """
    row = _require(conn, potensi_id)
    niat = Niat(conn, petugas)
    niat.act("melihat", "potensi", potensi_id, nik_tersamar=False)
    niat.done()
    return {k: v for k, v in image_of("potensi", row).items() if v is not None}


def _require(conn: Connection, potensi_id: str) -> Mapping[str, Any]:
    row = fetch_row(conn, "potensi", potensi_id)
    if row is None or row["deleted_at"]:
        raise UserError("potensi-tidak-ada")
    return row


def _tidy(nilai: Mapping[str, Wire]) -> dict[str, Wire]:
    values: dict[str, Wire] = {f.key: nilai.get(f.key) for f in LEMBAR_POTENSI.fields()}
    for key in ("rt", "rw"):
        values[key] = rt_rw(str(values[key])) if values[key] else None
    for key in ("nama", "dusun"):
        text = " ".join(str(values[key] or "").split())
        values[key] = (text.upper() if key == "dusun" else text) or None
    return values
