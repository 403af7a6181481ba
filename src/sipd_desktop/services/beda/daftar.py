"""The inbox: open differences with both values, who and when, and a proposal; and decided ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, timezone
from typing import Any

from sqlalchemy import Connection, func, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import mask_nomor
from sipd_desktop.services.beda.baris import Beda, Ganda, Kotak, Sisi
from sipd_desktop.services.beda.kata import KOSONG, Pembaca
from sipd_desktop.services.beda.lokal import count_lokal, fetch_beda, list_lokal
from sipd_desktop.services.beda.sisih import list_disisihkan
from sipd_desktop.services.beda.usul import propose
from sipd_desktop.services.gabung import is_surviving
from sipd_desktop.services.orang import WARGA, get_orang
from sipd_desktop.spec.field import Digits, Field
from sipd_desktop.storage.bentuk import image_of
from sipd_desktop.storage.keadaan import get_state
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED

HAPUS = "deleted_at"
_KONFLIK, _TINDAKAN, _KADER = SYNCED["konflik"], SYNCED["tindakan"], SYNCED["kader"]
_HIDUP = {"false": "Tetap dipakai", "true": "Dibatalkan"}
_SELESAI = 20


def count_beda(conn: Connection) -> int:
    """How many differences wait for a person."""
    query = select(func.count()).where(
        _KONFLIK.c.putusan.is_(None), _KONFLIK.c.deleted_at.is_(None)
    )
    return int(conn.execute(query).scalar_one()) + count_lokal(conn)


def open_kotak(conn: Connection, tanggal: date, zona: timezone = UTC) -> Kotak:
    """The whole inbox for the screen."""
    baca = Pembaca(conn, tanggal, zona)
    return Kotak(
        beda=tuple(_to_beda(baca, r) for r in _rows(conn, decided=False)),
        disisihkan=list_disisihkan(baca),
        ganda=list_ganda(conn, tanggal),
        selesai=tuple(_to_beda(baca, r) for r in _rows(conn, decided=True)),
    )


def list_beda(conn: Connection, tanggal: date, zona: timezone = UTC) -> tuple[Beda, ...]:
    """Open differences, the oldest first."""
    return open_kotak(conn, tanggal, zona).beda


def open_beda(
    conn: Connection, beda_id: str, tanggal: date, zona: timezone = UTC, *, buka: bool = False
) -> Beda:
    """One difference; `buka` shows numbers of a person whole. Raises `beda-tidak-ada`."""
    row = fetch_beda(conn, beda_id)
    if row is None:
        raise UserError("beda-tidak-ada")
    return _to_beda(Pembaca(conn, tanggal, zona, buka), row)


def list_ganda(conn: Connection, tanggal: date) -> tuple[Ganda, ...]:
    """NIK that more than one living, unmerged person carries."""
    same = (
        select(WARGA.nik)
        .where(WARGA.nik.is_not(None), WARGA.nik != "", WARGA.deleted_at.is_(None), is_surviving())
        .group_by(WARGA.nik)
        .having(func.count() > 1)
    )
    found = []
    for nik in conn.execute(same).scalars().all():
        query = select(WARGA.id).where(WARGA.nik == nik, WARGA.deleted_at.is_(None), is_surviving())
        people = [get_orang(conn, i, tanggal) for i in conn.execute(query).scalars().all()]
        words = tuple((o.id, ", ".join(filter(None, (o.nama, o.umur, _rt(o.rt))))) for o in people)
        found.append(Ganda(mask_nomor(nik), words))
    return tuple(found)


def _rt(rt: str) -> str:
    return f"RT {rt}" if rt else ""


def _rows(conn: Connection, *, decided: bool) -> list[Mapping[str, Any]]:
    put = _KONFLIK.c.putusan
    query = select(_KONFLIK).where(
        put.is_not(None) if decided else put.is_(None), _KONFLIK.c.deleted_at.is_(None)
    )
    if decided:
        query = query.order_by(_KONFLIK.c.updated_at.desc(), _KONFLIK.c.id).limit(_SELESAI)
    else:
        query = query.order_by(_KONFLIK.c.waktu, _KONFLIK.c.id)
    found: list[Mapping[str, Any]] = [dict(r) for r in conn.execute(query).mappings()]
    return found + list_lokal(conn, decided=decided)[-_SELESAI if decided else None :]


@dataclass(frozen=True, slots=True)
class Nilai:
    """The values of a difference as they would be stored, and what stands now."""

    dipakai: Any
    lain: Any
    kini: Any


def values_of(conn: Connection, beda: Mapping[str, Any]) -> Nilai:
    """Both values of a konflik row, and the present one of the record (None without it)."""
    used, other = (json.loads(beda[k] or "null") for k in ("nilai_dipakai", "nilai_lain"))
    row = fetch_row(conn, beda["objek_jenis"], beda["objek"])
    if row is None:
        return Nilai(used, other, None)
    if beda["kolom"] == HAPUS:
        return Nilai(used, other, bool(row["deleted_at"]))
    return Nilai(used, other, image_of(beda["objek_jenis"], row).get(beda["kolom"]))


def _to_beda(baca: Pembaca, beda: Mapping[str, Any]) -> Beda:
    conn, tbl, kolom = baca.conn, beda["objek_jenis"], beda["kolom"]
    row = fetch_row(conn, tbl, beda["objek"])
    field = baca.field(tbl, kolom, row)
    nilai = values_of(conn, beda)
    warga = baca.person_of(tbl, row)
    orang = fetch_row(conn, "warga", warga) if warga else None
    usul, alasan = propose(tbl, kolom, field, (nilai.dipakai, nilai.lain), row=row, orang=orang)
    third = row is not None and nilai.kini not in (nilai.dipakai, nilai.lain)
    return Beda(
        id=beda["id"],
        tbl=tbl,
        objek=beda["objek"],
        kolom=kolom,
        judul=baca.title(tbl, row),
        apa=_what(baca, tbl, kolom, row, field),
        dipakai=_side(baca, beda, "dipakai", field),
        lain=_side(baca, beda, "lain", field),
        kini=_words(baca, field, kolom, nilai.kini) if third else None,
        usul=usul,
        alasan=alasan,
        ada=row is not None,
        samar=isinstance(field, Digits) and field.sensitive,
        warga_id=warga,
        putusan=beda["putusan"],
        diputus=_kader(conn, beda["diputus_oleh"]),
    )


def _what(
    baca: Pembaca, tbl: str, kolom: str, row: Mapping[str, Any] | None, field: Field | None
) -> str:
    kind = baca.kind(tbl, row)
    if kolom == HAPUS:
        return f"{kind}: masih dipakai atau dibatalkan"
    label = field.label if field is not None else kolom
    return label if tbl == "warga" else f"{kind}: {label}"


def _words(baca: Pembaca, field: Field | None, kolom: str, value: object) -> str:
    if kolom == HAPUS:
        return _HIDUP[json.dumps(bool(value))]
    return baca.words(field, value)


def _side(baca: Pembaca, beda: Mapping[str, Any], side: str, field: Field | None) -> Sisi:
    conn, device = baca.conn, beda[f"perangkat_{side}"]
    value = json.loads(beda[f"nilai_{side}"] or "null")
    act = _act(conn, beda, device)
    mine = device == get_state(conn, "device")
    return Sisi(
        nilai=_words(baca, field, beda["kolom"], value) if value is not None else KOSONG,
        pelaku=_kader(conn, act[0] or act[1]) if act else "",
        laptop="laptop ini" if mine else "laptop lain",
        waktu=act[2] if act else "",
    )


def _act(
    conn: Connection, beda: Mapping[str, Any], device: str | None
) -> tuple[str | None, str | None, str] | None:
    """(doer, typist, instant) of the last act of that laptop on the record before the case."""
    t = _TINDAKAN.c
    query = (
        select(t.pelaku, t.pencatat, t.waktu)
        .where(t.objek == beda["objek"], t.perangkat == device)
        .order_by((t.waktu > (beda["waktu"] or "")).asc(), t.waktu.desc())
        .limit(1)
    )
    row = conn.execute(query).first()
    return (row[0], row[1], row[2] or "") if row else None


def _kader(conn: Connection, kader_id: str | None) -> str:
    if not kader_id:
        return ""
    query = select(_KADER.c.nama).where(_KADER.c.id == kader_id)
    return conn.execute(query).scalar_one_or_none() or ""
