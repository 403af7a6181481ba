"""Entries the centre has set aside: why, in words, and the ways to mend them.

A mended value is an ordinary change and goes out with the next number; "kirim lagi" marks the row
so that the same values are frozen anew (the confirmed image still lacks them). What waits for
another record leaves by itself when that record arrives.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from sqlalchemy import Connection

from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.base.tampil import parse_desimal
from sipd_desktop.rules.tanggal_teks import read_tanggal_teks
from sipd_desktop.services.beda.baris import Disisihkan
from sipd_desktop.services.beda.kata import KOSONG, Pembaca
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.spec.field import (
    Angka,
    Choice,
    Daftar,
    Digits,
    Field,
    Integer,
    Tanggal,
    Text,
    Wire,
    YaTidak,
)
from sipd_desktop.storage.antrean import Ditolak, list_ditolak, mark_dirty
from sipd_desktop.storage.bentuk import image_of
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import HASIL

TUNGGU = frozenset(("subjek-belum-ada", "tabel-belum-dikenal", "tidak-dikenal-form"))
"""The centre tries these again by itself (docs/sinkronisasi.md)."""
NILAI = frozenset(("jenis", "panjang", "batas", "skala", "tanggal", "angka", "nul"))
_ALASAN = {
    "subjek-belum-ada": "tolak-subjek-belum-ada",
    "luar-lingkup": "tolak-luar-lingkup",
    "tabel-belum-dikenal": "tolak-jenis-baru",
    "tidak-dikenal-form": "tolak-jenis-baru",
    "sistem": "tolak-sistem",
}
_YA = {"ya": True, "y": True, "tidak": False, "t": False}


def list_disisihkan(baca: Pembaca) -> tuple[Disisihkan, ...]:
    """What is set aside now, one row per record, reason and field."""
    found: dict[tuple[str, str, str, str | None], Disisihkan] = {}
    for entry in list_ditolak(baca.conn):
        key = (entry.tbl, entry.id, entry.code, entry.field)
        if key in found:
            old = found[key]
            found[key] = _to_row(baca, entry, old.jumlah + 1)
        else:
            found[key] = _to_row(baca, entry, 1)
    return tuple(found.values())


def reason_code(row: Disisihkan) -> str:
    """The registry code of the sentence that says why."""
    return code_of(row.kode, row.kolom)


def code_of(kode: str, kolom: str | None) -> str:
    """The registry code of the sentence for a quarantine code and its field."""
    return _ALASAN.get(kode, "tolak-isi" if kolom else "tolak-lain")


def _to_row(baca: Pembaca, entry: Ditolak, jumlah: int) -> Disisihkan:
    row = fetch_row(baca.conn, entry.tbl, entry.id)
    kind = baca.kind(entry.tbl, row)
    field = baca.field(entry.tbl, entry.field, row) if entry.field else None
    value = image_of(entry.tbl, row).get(entry.field or "") if row is not None else None
    return Disisihkan(
        n=entry.n,
        tbl=entry.tbl,
        id=entry.id,
        judul=baca.title(entry.tbl, row),
        apa=f"{kind}: {field.label}" if field is not None else kind,
        nilai=baca.words(field, value) if field is not None else KOSONG,
        kode=entry.code,
        kolom=entry.field,
        cara=_way(entry, field, exists=row is not None),
        warga_id=baca.person_of(entry.tbl, row),
        jumlah=jumlah,
    )


def _way(
    entry: Ditolak, field: Field | None, *, exists: bool
) -> Literal["tunggu", "perbaiki", "kirim-lagi"]:
    if entry.code in TUNGGU:
        return "tunggu"
    if entry.code in NILAI and field is not None and exists and _is_typable(field):
        return "perbaiki"
    return "kirim-lagi"


def _is_typable(field: Field) -> bool:
    return isinstance(field, Text | Digits | Integer | Angka | Tanggal | YaTidak | Choice | Daftar)


def mend(
    conn: Connection, petugas: Petugas, tbl: str, row_id: str, kolom: str, teks: str, today: date
) -> Changes:
    """Put a right value, as typed; an empty text takes the value away.

    Raises `disisihkan-tidak-ada`, and InvalidInput when the new value is not right either.
    """
    row = fetch_row(conn, tbl, row_id)
    field = Pembaca(conn, today).field(tbl, kolom, row)
    if row is None or field is None:
        raise UserError("disisihkan-tidak-ada")
    value = _typed(field, " ".join(teks.split()), today)
    bad = field.check(value)
    if bad:
        raise InvalidInput([Problem(kolom, f"isian-{bad}")])
    niat = Niat(conn, petugas)
    if not niat.update_row(tbl, row, {kolom: value}):
        mark_dirty(conn, tbl, row_id, niat.moment)
    if tbl == "isian":
        conn.execute(HASIL.delete().where(HASIL.c.isian_id == row_id))
    return niat.done()


def _typed(field: Field, teks: str, today: date) -> Wire:
    """Typed text as a wire value; what cannot be read stays text, and the field's check says so."""
    if not teks:
        return None
    if isinstance(field, Angka):
        try:
            return field.encode(parse_desimal(teks))
        except ValueError:
            return teks
    if isinstance(field, Tanggal):
        found = read_tanggal_teks(teks, today)
        return found.tanggal.isoformat() if found.tanggal is not None else teks
    if isinstance(field, YaTidak):
        return _YA.get(teks.casefold(), teks)
    if isinstance(field, Integer):
        return int(teks) if teks.isascii() and teks.lstrip("-").isdigit() else teks
    if isinstance(field, Daftar):
        return [part.strip() for part in teks.split(",") if part.strip()]
    if isinstance(field, Choice):
        labels = {label.casefold(): key for key, label in field.options}
        return labels.get(teks.casefold(), teks)
    return teks


def send_again(conn: Connection, tbl: str, row_id: str, moment: str) -> None:
    """Mark a record so that the next exchange sends what was set aside once more."""
    if fetch_row(conn, tbl, row_id) is None:
        raise UserError("disisihkan-tidak-ada")
    mark_dirty(conn, tbl, row_id, moment)
