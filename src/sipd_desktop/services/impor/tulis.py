"""Writing a plan: records in slices, each with its acts, and the local memory of the import.

All slices lie in one transaction; a slice keeps memory flat, not the outcome. The batch remembers
every row of the file and every record written, enough to show it and to take it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from sipd_desktop.base.clock import now_text
from sipd_desktop.base.ids import new_id
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.impor.asal import write_asal
from sipd_desktop.services.impor.gudang import Rencana, Tulisan
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.pantau import DIAM, Pantau
from sipd_desktop.services.impor.simpan import VERB
from sipd_desktop.services.impor.tahan import pack
from sipd_desktop.services.impor.tiga_arah import Sumber
from sipd_desktop.services.masalah import refresh_masalah
from sipd_desktop.services.masalah.tertutup import save_tertutup
from sipd_desktop.storage.bentuk import dump
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.storage.tables import (
    IMPOR_BARIS,
    IMPOR_BATCH,
    IMPOR_PILIHAN,
    IMPOR_TULISAN,
    IMPOR_USUL,
    PERUBAHAN,
)

KATA = "Menyimpan"
DITINGGAL = (
    "{jumlah} jawaban tentang TBC, HIV atau kesehatan jiwa tidak disimpan di laptop ini. "
    "Orangnya diberi tanda: tanya bidan."
)
_JENIS = {"warga": "ubah", "catatan_tertutup": "baru"}
_POTONG = 500
_URUT = ("keluarga", "warga")
"""Subjects before what refers to them."""


def apply_rencana(
    conn: Connection,
    petugas: Petugas,
    rencana: Rencana,
    bacaan: Bacaan,
    *,
    sumber: Sumber,
    acuan: date,
    pantau: Pantau = DIAM,
    induk: str | None = None,
) -> Changes:
    """Write the whole plan inside the open write transaction; nothing at all for an empty plan.

    `acuan`: the day for which masalah are judged anew. `induk`: the import whose row this answers.
    `pantau` may end it between slices; the caller's transaction then takes everything back.
    """
    if rencana.is_kosong and not rencana.tertutup:
        return Changes()
    batch = new_id()
    last = _last(conn)
    kinds = {"keluarga", "warga"}
    done, total = 0, len(rencana.tulisan)
    for part in _slices(rencana.tulisan):
        pantau.maju(KATA, done, total)
        _write(conn, petugas, batch, part)
        kinds.add(part[0].tbl)
        done += len(part)
    pantau.maju(KATA, done, total)
    is_tertulis = _keep_closed(conn, petugas, batch, rencana, bacaan)
    if rencana.is_kosong and not is_tertulis:
        return Changes()
    _keep_batch(conn, petugas, batch, bacaan, sumber, last, induk)
    write_asal(conn, batch, rencana.asal)
    _keep_questions(conn, batch, rencana, bacaan)
    bacaan.batch = batch
    pantau.maju("Mencari masalah")
    found = refresh_masalah(conn, petugas, [i for _, i in rencana.subjek], acuan)
    return Changes(frozenset(kinds) | found.changes.kinds)


def _last(conn: Connection) -> int:
    """Number of the newest change of this laptop."""
    return conn.execute(select(func.max(PERUBAHAN.c.nomor))).scalar_one() or 0


def _keep_closed(
    conn: Connection, petugas: Petugas, batch: str, rencana: Rencana, bacaan: Bacaan
) -> bool:
    """Hand closed answers to their readers; what that wrote is taken back with the import.

    A file that brings nothing else may still bring them to readers who came later.
    """
    if not rencana.tertutup:
        return False
    told = save_tertutup(conn, petugas, rencana.tertutup, tandai=not rencana.is_kosong)
    if told.ditinggal:
        bacaan.catatan.append(DITINGGAL.format(jumlah=told.ditinggal))
    rows = fetch_rows(conn, "tindakan", told.changes.tindakan)
    made = [
        {"batch": batch, "tbl": r["objek_jenis"], "id": r["objek"], "lembar": bacaan.sheet}
        | {"row": 0, "jenis": _JENIS[r["objek_jenis"]], "dibatalkan": 0}
        for r in rows.values()
    ]
    if made:
        _mark_back(conn, [r["objek"] for r in rows.values()])
        conn.execute(upsert(IMPOR_TULISAN).on_conflict_do_nothing(), made)
    return bool(made)


def _mark_back(conn: Connection, row_ids: Sequence[str]) -> None:
    """What an earlier, cancelled import had made is this one's now."""
    tulisan = IMPOR_TULISAN.c
    conn.execute(
        update(IMPOR_TULISAN)
        .where(tulisan.dibatalkan == 1, tulisan.id.in_(row_ids))
        .values(dibatalkan=2)
    )


def _slices(items: Sequence[Tulisan]) -> Iterator[list[Tulisan]]:
    """Writes of one table and one kind at a time, subjects first."""
    order = {tbl: n for n, tbl in enumerate(_URUT)}
    groups: dict[tuple[int, str, bool], list[Tulisan]] = {}
    for item in items:
        key = order.get(item.tbl, len(order)), item.tbl, item.jenis != "baru"
        groups.setdefault(key, []).append(item)
    for key in sorted(groups):
        for start in range(0, len(groups[key]), _POTONG):
            yield groups[key][start : start + _POTONG]


def _write(conn: Connection, petugas: Petugas, batch: str, part: Sequence[Tulisan]) -> None:
    """One slice."""
    niat = Niat(conn, petugas)
    tbl = part[0].tbl
    written: list[Tulisan] = []
    if part[0].jenis == "baru":
        niat.insert_many(tbl, [(i.id, i.nilai) for i in part], VERB)
        written = list(part)
    else:
        rows = fetch_rows(conn, tbl, [i.id for i in part])
        for item in part:
            back = item.jenis == "pulih" and rows[item.id]["deleted_at"] is not None
            if back:
                niat.unvoid(tbl, item.id, VERB)
            if niat.update_row(tbl, rows[item.id], item.nilai, VERB) or back:
                written.append(item)
        _mark_back(conn, [i.id for i in part if i.jenis == "pulih"])
    niat.done()
    _keep_written(conn, batch, written)


def _keep_written(conn: Connection, batch: str, written: Iterable[Tulisan]) -> None:
    made = [
        {"batch": batch, "tbl": i.tbl, "id": i.id, "lembar": i.lembar, "row": i.row}
        | {"jenis": i.jenis, "dibatalkan": 0}
        for i in written
    ]
    if made:
        conn.execute(insert(IMPOR_TULISAN), made)


def _keep_batch(
    conn: Connection,
    petugas: Petugas,
    batch: str,
    bacaan: Bacaan,
    sumber: Sumber,
    last: int,
    induk: str | None,
) -> None:
    conn.execute(
        insert(IMPOR_BATCH).values(
            id=batch,
            berkas=bacaan.berkas,
            sha256=bacaan.sha256,
            profil=bacaan.profil,
            hitungan=dump(bacaan.counts()),
            pencatat=petugas.pencatat or petugas.pelaku,
            waktu=now_text(),
            lembar=bacaan.sheet,
            tanggal=sumber.tanggal,
            tanggal_pasti=int(sumber.is_pasti),
            perubahan=last,
            perubahan_akhir=_last(conn),
            induk=induk,
        )
    )
    for sheet in bacaan.lembar_semua():
        rows = [
            {
                "batch": batch,
                "lembar": sheet.sheet,
                "row": b.row,
                "outcome": b.outcome,
                "status": b.status,
                "codes": dump(b.codes) if b.temuan else None,
                "bentrok": dump(b.bentrok) if b.bentrok else None,
                "warga_id": b.warga_id,
                "keluarga_id": b.keluarga_id,
            }
            for b in sheet.baris
            if b.outcome != "ignore"
        ]
        for start in range(0, len(rows), _POTONG):
            conn.execute(insert(IMPOR_BARIS), rows[start : start + _POTONG])


def _keep_questions(conn: Connection, batch: str, plan: Rencana, bacaan: Bacaan) -> None:
    """Differences and proposals that wait; a newer value takes the place of an older question."""
    for beda in plan.beda:
        same = [IMPOR_PILIHAN.c[k] == getattr(beda, k) for k in ("tbl", "id", "field")]
        conn.execute(IMPOR_PILIHAN.delete().where(*same, IMPOR_PILIHAN.c.putusan.is_(None)))
        values = {k: getattr(beda, k) for k in ("tbl", "id", "field", "nilai", "lembar", "row")}
        conn.execute(upsert(IMPOR_PILIHAN).values(**values, batch=batch).on_conflict_do_nothing())
    held = {b.usul.kunci: b for s in bacaan.lembar_semua() for b in s.baris if b.usul}
    for lembar, row, usul in plan.usul:
        values = {"kunci": usul.kunci, "alasan": usul.alasan, "calon": dump(list(usul.calon))}
        values |= {"batch": batch, "lembar": lembar, "row": row, "isi": pack(held[usul.kunci])}
        conn.execute(upsert(IMPOR_USUL).values(**values).on_conflict_do_nothing())
    for key, warga_id in plan.putusan.items():
        conn.execute(update(IMPOR_USUL).where(IMPOR_USUL.c.kunci == key).values(putusan=warga_id))
