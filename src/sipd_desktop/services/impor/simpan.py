"""The plan on the encrypted file: reading people and households, and writing in one transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.ids import new_id
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.impor.gudang import Rencana, Tersimpan
from sipd_desktop.services.impor.hasil import Bacaan, Nilai
from sipd_desktop.services.impor.tiga_arah import Asal
from sipd_desktop.storage.bentuk import dump, image_of, parse_list
from sipd_desktop.storage.tables import ASAL_NILAI, IMPOR_BATCH, SYNCED

VERB = "mengimpor"
SEMUA = "*"
"""One row of `asal_nilai` per record holds all its fields: twenty times fewer rows."""
_ASAL = (
    "INSERT INTO asal_nilai (tbl, id, field, nilai_impor, batch) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (tbl, id, field) DO UPDATE SET nilai_impor = excluded.nilai_impor, "
    "batch = excluded.batch"
)


class SqlStore:
    """`PendudukStore` inside one transaction; keeps the rows it read for the writing."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self.rows: dict[tuple[str, str], Mapping[str, Any]] = {}
        self._asal = self._load_asal()

    def _load_asal(self) -> dict[tuple[str, str], dict[str, Asal]]:
        query = select(ASAL_NILAI.c.tbl, ASAL_NILAI.c.id, ASAL_NILAI.c.nilai_impor)
        return {
            (tbl, row_id): _read_asal(text)
            for tbl, row_id, text in self._conn.execute(query.where(ASAL_NILAI.c.field == SEMUA))
        }

    def _load(self, tbl: str) -> list[Tersimpan]:
        made = []
        for found in self._conn.execute(select(SYNCED[tbl])).mappings():
            row = dict(found)
            self.rows[tbl, row["id"]] = row
            asal = self._asal.get((tbl, row["id"]), {})
            made.append(
                Tersimpan(row["id"], image_of(tbl, row), asal, row["deleted_at"] is not None)
            )
        return made

    def list_warga(self) -> Sequence[Tersimpan]:
        """All people; a merged row only lends its NIK to the row that stands for it."""
        kini = load_kini(self._conn)
        people = self._load("warga")
        merged: dict[str, list[str]] = defaultdict(list)
        for person in people:
            stands = kini.get(person.id, person.id)
            nik = person.nilai.get("nik")
            if stands != person.id and isinstance(nik, str):
                merged[stands].append(nik)
        alone = [p for p in people if kini.get(p.id, p.id) == p.id]
        for person in alone:
            person.nik_lain = tuple(merged.get(person.id, ()))
        return alone

    def list_keluarga(self) -> Sequence[Tersimpan]:
        """All households that are not voided."""
        return [t for t in self._load("keluarga") if not t.terhapus]

    def list_posyandu(self) -> Sequence[tuple[str, Sequence[str]]]:
        """(id, RT served), in a fixed order."""
        posyandu = SYNCED["posyandu"].c
        query = (
            select(posyandu.id, posyandu.rt_layanan)
            .where(posyandu.deleted_at.is_(None))
            .order_by(posyandu.created_at, posyandu.id)
        )
        return [(i, parse_list(served)) for i, served in self._conn.execute(query)]


def apply_rencana(
    conn: Connection, petugas: Petugas, store: SqlStore, rencana: Rencana, bacaan: Bacaan
) -> Changes:
    """Write the whole plan inside the open write transaction; nothing at all for an empty plan."""
    if rencana.is_kosong:
        return Changes()
    niat = Niat(conn, petugas)
    new: dict[str, list[tuple[str, Mapping[str, Nilai]]]] = defaultdict(list)
    for item in rencana.tulisan:
        if item.is_baru:
            new[item.tbl].append((item.id, item.nilai))
        else:
            niat.update_row(item.tbl, store.rows[item.tbl, item.id], item.nilai, VERB)
    for tbl in ("keluarga", "warga"):
        if new[tbl]:
            niat.insert_many(tbl, new[tbl], VERB)
    batch = new_id()
    conn.execute(
        IMPOR_BATCH.insert().values(
            id=batch,
            berkas=bacaan.berkas,
            sha256=bacaan.sha256,
            profil=bacaan.profil,
            hitungan=dump(bacaan.counts()),
            pencatat=petugas.pencatat,
            waktu=niat.moment,
        )
    )
    remembered = [(t, i, SEMUA, _dump_asal(given), batch) for t, i, given in rencana.asal]
    if remembered:
        conn.exec_driver_sql(_ASAL, remembered)
    return niat.done()


def _dump_asal(given: Mapping[str, Asal]) -> str:
    """`{profil: {field: value}}`."""
    by_profil: dict[str, dict[str, Nilai]] = defaultdict(dict)
    for key, asal in given.items():
        by_profil[asal.profil][key] = asal.nilai
    return dump(by_profil)


def _read_asal(text: str) -> dict[str, Asal]:
    return {
        key: Asal(value, profil)
        for profil, fields in json.loads(text).items()
        for key, value in fields.items()
    }
