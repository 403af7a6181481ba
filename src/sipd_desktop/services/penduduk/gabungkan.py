"""Merging two records of one person, and taking it apart again.

Merging writes the guarded field `digabung_ke` of the one that goes; what was recorded about it is
read with the one that stands. What the one that stands lacks is taken over, and given back when the
two are parted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import mask_nomor, tanggal_pendek
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import ids_of, kini_of
from sipd_desktop.services.orang import HIDUP, JK, KATA_STATUS, WARGA
from sipd_desktop.services.penduduk.dasar import put_peristiwa, require_warga
from sipd_desktop.services.penduduk.ganda import are_twins, fact_of
from sipd_desktop.services.penduduk.lembar import kata_shdk
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import image_of
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import PERUBAHAN, SYNCED

TERISI = (
    "nik",
    "tempat_lahir",
    "tanggal_lahir",
    "jenis_kelamin",
    "nama_ibu",
    "ibu_id",
    "nama_ayah",
    "agama",
    "akta_lahir",
    "punya_kms",
    "berat_lahir",
    "panjang_lahir",
    "gol_darah",
    "telepon",
)
"""What the record that stands takes over where it is empty."""
_VERB, _PISAH = "menggabung", "memisahkan"
_ISIAN, _HADIR = SYNCED["isian"].c, SYNCED["kehadiran"].c
_GABUNG = "gabung"


@dataclass(frozen=True, slots=True)
class BarisGanda:
    """One line of the comparison; `beda` when both sides say something, and not the same."""

    label: str
    satu: str
    dua: str
    beda: bool


@dataclass(frozen=True, slots=True)
class LembarGanda:
    """Two records side by side."""

    satu: str
    dua: str
    nama_satu: str
    nama_dua: str
    baris: tuple[BarisGanda, ...]
    kembar: bool
    peringatan: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tergabung:
    """A record that was merged into somebody, as the list for parting shows it."""

    id: str
    nama: str
    tanggal_lahir: date | None


def open_ganda(conn: Connection, satu: str, dua: str) -> LembarGanda:
    """Two records to compare; raises `orang-tidak-ada`, `ganda-orang-sama`."""
    a, b = require_warga(conn, satu), require_warga(conn, dua)
    if a["id"] == b["id"]:
        raise UserError("ganda-orang-sama")
    lines = tuple(
        BarisGanda(label, x, y, bool(x and y and x != y))
        for label, x, y in zip(_LABEL, _words(conn, a), _words(conn, b), strict=True)
    )
    twins = are_twins(fact_of(a), fact_of(b))
    return LembarGanda(
        a["id"], b["id"], a["nama"] or "", b["nama"] or "", lines, twins, _warnings(a, b, twins)
    )


_LABEL = (
    "Nama",
    "NIK",
    "L/P",
    "Tanggal lahir",
    "Nama ibu",
    "Hubungan keluarga",
    "RT/RW",
    "Akta lahir",
    "Status",
    "Datang ke Posyandu",
    "Catatan ukur dan formulir",
)


def _words(conn: Connection, row: Mapping[str, Any]) -> tuple[str, ...]:
    home = fetch_row(conn, "keluarga", row["keluarga_id"]) if row["keluarga_id"] else None
    lahir, ids = row["tanggal_lahir"], ids_of(conn, row["id"])
    akta = {None: "", 0: "belum", 1: "ada"}.get(row["akta_lahir"], "")
    return (
        row["nama"] or "",
        mask_nomor(row["nik"]) if row["nik"] else "",
        JK.get(row["jenis_kelamin"], ""),
        tanggal_pendek(date.fromisoformat(lahir)) if lahir else "",
        row["nama_ibu"] or "",
        kata_shdk(row["shdk"]).capitalize(),
        "/".join(filter(None, ((home or {}).get("rt"), (home or {}).get("rw")))),
        akta,
        KATA_STATUS.get(row["status_dasar"] or HIDUP, "hidup"),
        _times(conn, _HADIR.warga_id, ids, _HADIR),
        _times(conn, _ISIAN.subjek, ids, _ISIAN),
    )


def _times(conn: Connection, column: Any, ids: list[str], cols: Any) -> str:
    query = select(func.count()).where(column.in_(ids), cols.deleted_at.is_(None))
    return f"{conn.execute(query).scalar_one()} kali"


def _warnings(a: Mapping[str, Any], b: Mapping[str, Any], twins: bool) -> tuple[str, ...]:
    found = []
    if twins:
        found.append(
            "Ibu dan tanggal lahirnya sama: mungkin anak kembar. Tanyakan dulu kepada keluarganya."
        )
    if a["nik"] and b["nik"] and a["nik"] != b["nik"]:
        found.append("NIK-nya berbeda. Cocokkan dengan KK sebelum menggabungkan.")
    if a["jenis_kelamin"] and b["jenis_kelamin"] and a["jenis_kelamin"] != b["jenis_kelamin"]:
        found.append("Yang satu laki-laki, yang lain perempuan.")
    if (a["status_dasar"] or HIDUP) != (b["status_dasar"] or HIDUP):
        found.append("Statusnya berbeda. Status yang tetap dipakai adalah milik catatan pilihan.")
    return tuple(found)


def record_gabung(
    conn: Connection, petugas: Petugas, tetap_id: str, ganda_id: str, tanggal: date
) -> Changes:
    """The record `ganda_id` is read as `tetap_id` from now on.

    Raises NotAllowed, `orang-tidak-ada`, `ganda-orang-sama`.
    """
    keep, gone = require_warga(conn, tetap_id), require_warga(conn, ganda_id)
    if keep["id"] == gone["id"]:
        raise UserError("ganda-orang-sama")
    niat = Niat(conn, petugas)
    niat.update_row("warga", gone, {"digabung_ke": keep["id"]}, _VERB)
    old, new = image_of("warga", keep), image_of("warga", gone)
    taken = {k: new[k] for k in TERISI if old.get(k) is None and new.get(k) is not None}
    if taken:
        niat.update_row("warga", keep, taken, _VERB)
    known = REGISTERS["warga"].by_key()
    put_peristiwa(
        niat,
        _GABUNG,
        gone["id"],
        tanggal,
        _VERB,
        keluarga_id=gone["keluarga_id"],
        catatan=", ".join(str(known[k].label) for k in taken) or None,
    )
    return niat.done()


def list_tergabung(conn: Connection, warga_id: str) -> tuple[Tergabung, ...]:
    """Records that are read as this person."""
    others = [i for i in ids_of(conn, warga_id) if i != kini_of(conn, warga_id)]
    query = select(WARGA.id, WARGA.nama, WARGA.tanggal_lahir).where(WARGA.id.in_(others))
    return tuple(
        Tergabung(i, nama or "", date.fromisoformat(lahir) if lahir else None)
        for i, nama, lahir in conn.execute(query.order_by(WARGA.nama, WARGA.id))
    )


def record_pisah(conn: Connection, petugas: Petugas, ganda_id: str) -> Changes:
    """Part a merged record again, at any time after; what was taken over from it goes back.

    Raises `orang-tidak-ada`, `ganda-tidak-digabung`.
    """
    gone = fetch_row(conn, "warga", ganda_id)
    if gone is None:
        raise UserError("orang-tidak-ada")
    if not gone["digabung_ke"]:
        raise UserError("ganda-tidak-digabung")
    keep = fetch_row(conn, "warga", gone["digabung_ke"])
    niat = Niat(conn, petugas)
    niat.update_row("warga", gone, {"digabung_ke": None}, _PISAH)
    if keep is not None:
        back = _taken_over(conn, keep, gone)
        if back:
            niat.update_row("warga", keep, back, _PISAH)
    _void_event(niat, ganda_id)
    return niat.done()


def _taken_over(
    conn: Connection, keep: Mapping[str, Any], gone: Mapping[str, Any]
) -> dict[str, Wire]:
    """Fields the one that stood got by the merge and that were not changed since."""
    merged = select(func.max(PERUBAHAN.c.waktu)).where(
        PERUBAHAN.c.objek == gone["id"], PERUBAHAN.c.field == "digabung_ke"
    )
    moment = conn.execute(merged.where(PERUBAHAN.c.baru.is_not(None))).scalar_one_or_none()
    query = select(PERUBAHAN.c.field, PERUBAHAN.c.baru).where(
        PERUBAHAN.c.objek == keep["id"],
        PERUBAHAN.c.waktu == moment,
        PERUBAHAN.c.lama.is_(None),
        PERUBAHAN.c.field.in_(TERISI),
    )
    now, theirs = image_of("warga", keep), image_of("warga", gone)
    return {
        field: None
        for field, new in conn.execute(query)
        if new and now.get(field) == json.loads(new) == theirs.get(field)
    }


def _void_event(niat: Niat, ganda_id: str) -> None:
    events = SYNCED["peristiwa"].c
    query = select(events.id).where(
        events.warga_id == ganda_id, events.jenis == _GABUNG, events.deleted_at.is_(None)
    )
    for event in niat.conn.execute(query).scalars().all():
        niat.void("peristiwa", event, _PISAH)
