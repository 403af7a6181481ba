"""Putting the other laptop's day into this file: merge row by row, inside the caller's transaction.

Rows the centre has confirmed to the other laptop and it has not touched are stored as they are and
not sent again; all else is marked to be sent, so that the day survives even if the other laptop
does not. Values taken go to the history with their writer, judgements they touch are redone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import FORMS, REGISTERS
from sipd_desktop.storage.bentuk import dump_or_none
from sipd_desktop.storage.keadaan import get_state
from sipd_desktop.storage.rekam import fetch_row, insert_rows, patch_row, set_deleted
from sipd_desktop.sync.beda import Keadaan
from sipd_desktop.sync.gabung_baca import read_baris
from sipd_desktop.sync.gabung_versi import remember
from sipd_desktop.sync.jejak import Jejak
from sipd_desktop.sync.terapkan import applying
from sipd_desktop.wire.check import ENVELOPE, MAX_FIELDS, MAX_INT, bad_field, fields_of, is_id
from sipd_desktop.wire.gabung import (
    HAPUS,
    TABEL,
    Aturan,
    BarisHari,
    BedaHari,
    Hasil,
    Versi,
    merge_baris,
    version_of,
)

_MOMENT, MAX_NILAI = 40, 20_000


@dataclass(slots=True)
class Hitung:
    """What joining did: rows new here, changed, the same; new differences."""

    baru: int = 0
    berubah: int = 0
    sama: int = 0
    beda: int = 0

    @property
    def ada(self) -> bool:
        """Whether anything on this laptop changed."""
        return bool(self.baru or self.berubah or self.beda)


def check_baris(rows: Sequence[BarisHari], hari: str) -> int:
    """Refuse rows no laptop of ours can make; leave out values the centre would set aside.

    Returns how many values were left out. UserError `paket-palsu`.
    """
    out = 0
    for row in rows:
        known = row.tbl in TABEL and row.tbl in REGISTERS and is_id(row.id)
        if not known or row.isi.get("hari_buka_id", hari) != hari or ENVELOPE & row.isi.keys():
            raise UserError("paket-palsu")
        if not _is_sound(row):
            raise UserError("paket-palsu")
        found = row.isi.get("form")
        form = found if isinstance(found, str) else None
        for isi in (row.isi, row.dasar.isi if row.dasar and row.dasar.isi else {}):
            for key in [k for k, v in isi.items() if bad_field(row.tbl, {k: v}, form)]:
                del isi[key]
                out += isi is row.isi
    return out


def _is_sound(row: BarisHari) -> bool:
    """Numbers the file can hold, moments of sane length, no more fields than a record may have."""
    numbers = [v.urut for v in row.versi.values()]
    numbers += [n for seen in row.tahu.values() for n in seen.values()]
    numbers += [row.dasar.seq] if row.dasar else []
    short = [row.dibuat, row.diubah, *(v.waktu for v in row.versi.values())]
    many = max(len(row.isi), len(row.versi), len(row.tahu))
    return (
        many <= MAX_FIELDS
        and all(0 <= n <= MAX_INT for n in numbers)
        and all(len(text) <= _MOMENT and "\x00" not in text for text in short)
    )


def check_beda(found: Sequence[BedaHari]) -> None:
    """Refuse differences that no laptop of ours can note. UserError `paket-palsu`."""
    for beda in found:
        known = beda.objek_jenis in TABEL and is_id(beda.id) and is_id(beda.objek)
        long = max(len(beda.nilai_dipakai), len(beda.nilai_lain)) > MAX_NILAI
        decided = beda.putusan in (None, "dipakai", "lain")
        if not known or long or not decided or len(beda.kolom) > 60:
            raise UserError("paket-palsu")
        try:
            msgspec.json.decode(beda.nilai_dipakai)
            msgspec.json.decode(beda.nilai_lain)
        except msgspec.MsgspecError as error:
            raise UserError("paket-palsu") from error


def join_rows(conn: Connection, rows: Sequence[BarisHari], waktu: str) -> Hitung:
    """Merge these rows; `waktu` is when a person did it."""
    hitung, jejak = Hitung(), Jejak(conn)
    device = get_state(conn, "device")
    for tbl in TABEL:
        group = [row for row in rows if row.tbl == tbl]
        here = {r.id: r for r in read_baris(conn, tbl, [r.id for r in group], device)}
        for theirs in group:
            mine = here.get(theirs.id)
            if mine is None:
                _insert(conn, theirs, jejak)
                hitung.baru += tbl != "tindakan"
            elif not REGISTERS[tbl].append_only:
                _merge(conn, mine, theirs, hitung, jejak, waktu)
    jejak.store()
    return hitung


def _insert(conn: Connection, row: BarisHari, jejak: Jejak) -> None:
    confirmed, base = row.dasar is not None, row.dasar
    if base is not None:
        clean = base.isi is None
        with applying(conn):
            insert_rows(conn, row.tbl, [(row.id, row.isi if clean else base.isi or {})], row.dibuat)
            if base.hapus:
                set_deleted(conn, row.tbl, row.id, row.diubah, deleted=True)
            if not clean:  # nomor pusat, supaya hanya bedanya yang dikirim
                conn.exec_driver_sql(
                    f"UPDATE {row.tbl} SET seq = ? WHERE id = ?", (base.seq, row.id)
                )
        if not clean:
            _change(conn, row.tbl, row.id, _patch(base.isi or {}, row.isi), row.diubah)
    else:
        insert_rows(conn, row.tbl, [(row.id, row.isi)], row.dibuat)
    stored = fetch_row(conn, row.tbl, row.id)
    assert stored is not None
    if row.hapus != bool(stored["deleted_at"]):
        set_deleted(conn, row.tbl, row.id, row.diubah, deleted=row.hapus)
    if row.diubah and not (confirmed and base and base.isi is None):
        _stamp(conn, row.tbl, row.id, row.diubah)
    jejak.note_new(row.tbl, row.id, row.isi)
    if row.tbl != "tindakan":
        remember(conn, row.tbl, row.id, row.tahu, row.versi.items())


def _patch(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    gone = {k: None for k in before if k not in after}
    return {**{k: v for k, v in after.items() if before.get(k) != v}, **gone}


def _change(conn: Connection, tbl: str, row_id: str, patch: Mapping[str, Any], moment: str) -> None:
    row = fetch_row(conn, tbl, row_id)
    assert row is not None
    if patch:
        patch_row(conn, tbl, row, patch, max(moment, row["updated_at"] or ""))


def _stamp(conn: Connection, tbl: str, row_id: str, moment: str) -> None:
    """The moment of the edit, not of joining: fair when the centre compares."""
    conn.exec_driver_sql(f"UPDATE {tbl} SET updated_at = ? WHERE id = ?", (moment, row_id))


def _merge(
    conn: Connection,
    mine: BarisHari,
    theirs: BarisHari,
    hitung: Hitung,
    jejak: Jejak,
    waktu: str,
) -> None:
    form = mine.isi.get("form")
    aturan = _rules(mine.tbl, form if isinstance(form, str) and form in FORMS else None)
    hasil = merge_baris(mine, theirs, aturan, waktu)
    moment = max(mine.diubah, theirs.diubah)
    taken = {k: v for k in hasil.ambil if (v := version_of(theirs, k)) is not None}
    if hasil.ambil:
        _change(conn, mine.tbl, mine.id, hasil.ambil, moment)
    if hasil.hapus is not None:
        set_deleted(conn, mine.tbl, mine.id, moment, deleted=hasil.hapus)
        taken[HAPUS] = theirs.versi.get(HAPUS) or Versi("", 0, moment)
    if hasil.ambil or hasil.hapus is not None:
        _note(conn, mine, hasil, taken)
        _redo(jejak, mine, hasil)
        hitung.berubah += 1
    else:
        hitung.sama += 1
    for beda in hasil.beda:
        hitung.beda += store_beda(conn, beda)
    _learn(conn, mine, theirs, taken)


def _note(conn: Connection, mine: BarisHari, hasil: Hasil, taken: Mapping[str, Versi]) -> None:
    pairs: list[tuple[str, object, object]] = [
        (key, mine.isi.get(key), value) for key, value in hasil.ambil.items()
    ]
    if hasil.hapus is not None:
        pairs.append((HAPUS, mine.hapus or None, hasil.hapus or None))
    conn.exec_driver_sql(
        "INSERT INTO perubahan(objek_jenis, objek, field, lama, baru, waktu, device) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (mine.tbl, mine.id, key, dump_or_none(old), dump_or_none(new), *_writer(taken.get(key)))
            for key, old, new in pairs
        ],
    )


def _writer(versi: Versi | None) -> tuple[str | None, str]:
    return (versi.waktu, versi.perangkat or "-") if versi else (None, "-")


def _redo(jejak: Jejak, mine: BarisHari, hasil: Hasil) -> None:
    after = {k: v for k, v in {**mine.isi, **hasil.ambil}.items() if v is not None}
    jejak.touch(
        mine.tbl,
        mine.id,
        Keadaan(mine.isi, mine.hapus),
        Keadaan(after, mine.hapus if hasil.hapus is None else hasil.hapus),
    )


def _learn(
    conn: Connection, mine: BarisHari, theirs: BarisHari, taken: Mapping[str, Versi]
) -> None:
    """What they knew is now taken into account here; only what is new is written."""
    seen: dict[str, dict[str, int]] = {}
    told = {k: dict(v) for k, v in theirs.tahu.items()}
    for key, versi in theirs.versi.items():
        devices = told.setdefault(key, {})
        devices[versi.perangkat] = max(devices.get(versi.perangkat, -1), versi.urut)
    for key, devices in told.items():
        for device, urut in devices.items():
            if mine.tahu.get(key, {}).get(device, -1) < urut:
                seen.setdefault(key, {})[device] = urut
    if seen or taken:
        remember(conn, mine.tbl, mine.id, seen, taken.items())


@cache
def _rules(tbl: str, form: str | None) -> Aturan:
    fields = fields_of(tbl, form).values()
    return Aturan(
        frozenset(f.key for f in fields if f.guarded), {f.key: f.gabung for f in fields if f.gabung}
    )


def store_beda(conn: Connection, beda: BedaHari) -> int:
    """Keep a difference once; a decision made on the other laptop comes along. 1 when new."""
    have = conn.exec_driver_sql("SELECT putusan FROM beda_lokal WHERE id = ?", (beda.id,)).first()
    if have is None:
        conn.exec_driver_sql(
            "INSERT INTO beda_lokal(id, objek_jenis, objek, kolom, nilai_dipakai, nilai_lain, "
            "perangkat_dipakai, perangkat_lain, waktu, putusan, diputus_oleh) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            tuple(getattr(beda, name) for name in beda.__struct_fields__),
        )
        return int(beda.putusan is None)
    if have.putusan is None and beda.putusan is not None:
        conn.exec_driver_sql(
            "UPDATE beda_lokal SET putusan = ?, diputus_oleh = ? WHERE id = ?",
            (beda.putusan, beda.diputus_oleh, beda.id),
        )
    return 0
