"""The rows of one hari buka, with their versions, ready to be carried to another laptop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from sipd_desktop.storage.citra import codec_of, id_list
from sipd_desktop.storage.keadaan import get_state
from sipd_desktop.storage.tables import PENDING
from sipd_desktop.sync.gabung_versi import PetaVersi
from sipd_desktop.wire.gabung import BarisHari, BedaHari, Dasar

_BEDA = (
    "id, objek_jenis, objek, kolom, nilai_dipakai, nilai_lain, perangkat_dipakai, perangkat_lain, "
    "waktu, putusan, diputus_oleh"
)


def read_hari(conn: Connection, hari: str, posyandu: str, tanggal: str) -> list[BarisHari]:
    """All rows of a day: who came, what was written, the people it is about, and the acts."""
    ids = _ids(conn, hari, posyandu, tanggal)
    device = get_state(conn, "device")
    rows = [row for tbl, found in ids.items() for row in read_baris(conn, tbl, found, device)]
    return [*rows, *_acts(conn, [*ids["hari_buka"], *ids["kehadiran"], *ids["isian"]])]


def _ids(conn: Connection, hari: str, posyandu: str, tanggal: str) -> dict[str, list[str]]:
    def ask(sql: str, *params: object) -> list[str]:
        return [str(i) for i in conn.exec_driver_sql(sql, params).scalars() if i]

    hadir = ask("SELECT id FROM kehadiran WHERE hari_buka_id = ? ORDER BY rid", hari)
    isian = ask("SELECT id FROM isian WHERE hari_buka_id = ? ORDER BY rid", hari)
    people = ask(
        "SELECT warga_id FROM kehadiran WHERE hari_buka_id = ?1 UNION "
        "SELECT subjek FROM isian WHERE hari_buka_id = ?1 AND subjek_jenis = 'warga'",
        hari,
    )
    # yang digabung menjadi satu orang ikut bersama orangnya
    people += ask(
        "SELECT id FROM warga WHERE digabung_ke IN (SELECT value FROM json_each(?))",
        id_list(people),
    )
    homes = ask(
        "SELECT DISTINCT keluarga_id FROM warga WHERE id IN (SELECT value FROM json_each(?1)) "
        "UNION SELECT subjek FROM isian WHERE hari_buka_id = ?2 AND subjek_jenis = 'keluarga'",
        id_list(people),
        hari,
    )
    return {
        "kader": ask("SELECT id FROM kader WHERE posyandu_id = ? ORDER BY rid", posyandu),
        "keluarga": homes,
        "warga": sorted(set(people)),
        "hari_buka": [hari],
        "lembar_hari": ask(
            "SELECT id FROM lembar_hari WHERE posyandu_id = ? AND tanggal = ?", posyandu, tanggal
        ),
        "kehadiran": hadir,
        "isian": isian,
        "kehamilan": ask(
            "SELECT id FROM kehamilan WHERE warga_id IN (SELECT value FROM json_each(?))",
            id_list(people),
        ),
    }


def read_baris(conn: Connection, tbl: str, ids: Sequence[str], device: str) -> Iterator[BarisHari]:
    """Rows of one table as they stand, voided ones too; ids that are not here are left out."""
    codec, versi = codec_of(tbl), PetaVersi(conn, tbl, ids, device)
    for row in conn.exec_driver_sql(
        "SELECT t.id, t.seq, t.created_at, t.updated_at, t.deleted_at IS NOT NULL AS hapus, "
        "b.seq AS base_seq, b.data, EXISTS (SELECT 1 FROM sync_dirty d WHERE d.tbl = ?1 AND "
        "d.id = t.id) OR EXISTS (SELECT 1 FROM outbox o WHERE o.tbl = ?1 AND o.id = t.id "
        f"AND o.{PENDING}) AS waits, {codec.select('t')} "
        f"FROM {tbl} t LEFT JOIN sync_base b ON b.tbl = ?1 AND b.id = t.id "
        "WHERE t.id IN (SELECT value FROM json_each(?2)) ORDER BY t.rid",
        (tbl, id_list(ids)),
    ).all():
        yield BarisHari(
            tbl=tbl,
            id=row.id,
            isi=codec.image(tuple(row)[8:]),
            hapus=bool(row.hapus),
            dasar=_base(tbl, row),
            dibuat=row.created_at or "",
            diubah=row.updated_at or "",
            versi=versi.current(row.id, row.created_at or ""),
            tahu=versi.tahu.get(row.id, {}),
        )


def _base(tbl: str, row: Any) -> Dasar | None:
    """What the centre is known to hold; None when it never confirmed this row."""
    if row.data is not None and row.base_seq:
        isi, hapus = codec_of(tbl).read_base(row.data)
        return Dasar(seq=int(row.base_seq), isi=isi, hapus=hapus)
    if row.seq and not row.waits:
        return Dasar(seq=int(row.seq), hapus=bool(row.hapus))
    return None


def _acts(conn: Connection, ids: Iterable[str]) -> Iterator[BarisHari]:
    """Who did what on that day: append-only, so without versions."""
    codec = codec_of("tindakan")
    for row in conn.exec_driver_sql(
        f"SELECT t.id, t.created_at, {codec.select('t')} FROM tindakan t WHERE t.objek IN "
        "(SELECT value FROM json_each(?)) ORDER BY t.rid",
        (id_list(list(ids)),),
    ):
        isi = codec.image(tuple(row)[2:])
        made = row.created_at or ""
        yield BarisHari(tbl="tindakan", id=row.id, isi=isi, dibuat=made, diubah=made)


def read_beda(conn: Connection, ids: Iterable[str]) -> list[BedaHari]:
    """The differences known so far about these rows, decided ones too."""
    return [
        BedaHari(**row)
        for row in conn.exec_driver_sql(
            f"SELECT {_BEDA} FROM beda_lokal WHERE objek IN (SELECT value FROM json_each(?)) "
            "ORDER BY waktu, id",
            (id_list(list(ids)),),
        ).mappings()
    ]
