"""Taking an import back: what it added is voided, what it changed gets its old value again.

A value that someone changed since stays, field by field; so does a new record that someone has
worked on since, or that other records hang on. Nobody's work is lost, and the answer tells how much
stayed, by field and count. Importing the same file again brings the same rows back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select, update

from sipd_desktop.base.clock import now_text
from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import field_of
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.hak import require
from sipd_desktop.services.impor.batch import fetch_batch, list_jawaban, list_ubah
from sipd_desktop.services.impor.gantung import list_gantung
from sipd_desktop.services.impor.pantau import DIAM, Pantau
from sipd_desktop.services.impor.simpan import VERB_BATAL
from sipd_desktop.services.masalah import refresh_masalah
from sipd_desktop.storage.bentuk import dump, image_of
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.storage.tables import (
    ASAL_NILAI,
    IMPOR_BATCH,
    IMPOR_PILIHAN,
    IMPOR_TULISAN,
    IMPOR_USUL,
)

KATA = "Membatalkan impor"
PINDAH = "Catatan di Posyandu lain"
_POTONG = 500
_SUBJEK = ("warga", "keluarga")


@dataclass(frozen=True, slots=True)
class Pembatalan:
    """What cancelling an import did: records taken out, records given back their values."""

    dikeluarkan: int
    dikembalikan: int
    sisa: tuple[tuple[str, int], ...]
    """What stayed because someone worked on it since: (label, records)."""
    changes: Changes = field(default_factory=Changes)


def cancel_impor(
    conn: Connection, petugas: Petugas, batch: str, *, acuan: date, pantau: Pantau = DIAM
) -> Pembatalan:
    """Take one import back, with the answers given to it since, in the caller's transaction.

    `acuan`: the day for which masalah are judged anew. Raises NotAllowed, UserError
    `impor-batch-tidak-ada`, `impor-sudah-dibatalkan`.
    """
    require(conn, petugas, "impor", "tambah")
    if fetch_batch(conn, batch)["dibatalkan"]:
        raise UserError("impor-sudah-dibatalkan")
    done = [_cancel(conn, petugas, b, acuan, pantau) for b in (*list_jawaban(conn, batch), batch)]
    stays: Counter[str] = Counter()
    for one in done:
        stays.update(dict(one.sisa))
    if len(done) > 1 and stays:
        conn.execute(
            update(IMPOR_BATCH).where(IMPOR_BATCH.c.id == batch).values(sisa=dump(dict(stays)))
        )
    changes = Changes()
    for one in done:
        changes |= one.changes
    out, back = sum(d.dikeluarkan for d in done), sum(d.dikembalikan for d in done)
    return Pembatalan(out, back, tuple(sorted(stays.items())), changes)


def _cancel(
    conn: Connection, petugas: Petugas, batch: str, acuan: date, pantau: Pantau
) -> Pembatalan:
    head = fetch_batch(conn, batch)
    tulisan = IMPOR_TULISAN.c
    query = select(IMPOR_TULISAN).where(tulisan.batch == batch).order_by(tulisan.tbl, tulisan.id)
    rows = [dict(r) for r in conn.execute(query).mappings()]
    work = _Pembatal(conn, petugas, head, pantau, len(rows))
    work.give_back([r for r in rows if r["jenis"] == "ubah"])
    work.take_out([r for r in rows if r["jenis"] != "ubah"])
    work.forget()
    conn.execute(
        update(IMPOR_BATCH)
        .where(IMPOR_BATCH.c.id == batch)
        .values(
            dibatalkan=now_text(),
            dibatalkan_oleh=petugas.akun,
            sisa=dump(dict(work.sisa)) if work.sisa else None,
        )
    )
    found = refresh_masalah(conn, petugas, work.subjek, acuan) if work.subjek else None
    changes = Changes(frozenset(work.kinds)) | (found.changes if found else Changes())
    return Pembatalan(work.out, work.back, tuple(sorted(work.sisa.items())), changes)


class _Pembatal:
    def __init__(
        self,
        conn: Connection,
        petugas: Petugas,
        head: Mapping[str, Any],
        pantau: Pantau,
        dari: int,
    ) -> None:
        self._conn, self._petugas, self._batch = conn, petugas, str(head["id"])
        self._awal = int(head["perubahan"] or 0)
        self._akhir = int(head["perubahan_akhir"] or 0)
        self._pantau, self._dari = pantau, dari
        self._kept: set[str] = set()
        self.sisa: Counter[str] = Counter()
        self.subjek: set[str] = set()
        self.kinds: set[str] = set()
        self.out = self.back = 0

    def give_back(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Old values of records that were there before."""
        for tbl, part in _by_tbl(rows):
            ids = [r["id"] for r in part]
            fields = list_ubah(self._conn, ids, self._awal, self._akhir)
            stored = fetch_rows(self._conn, tbl, ids)
            niat = Niat(self._conn, self._petugas)
            for r in part:
                row = stored.get(r["id"])
                if row is None:
                    self.sisa[PINDAH] += 1
                    continue
                self.back += self._restore(niat, tbl, row, fields.get(r["id"], {}))
            niat.done()
            self._tell(tbl, part)

    def _restore(
        self,
        niat: Niat,
        tbl: str,
        row: Mapping[str, Any],
        fields: Mapping[str, tuple[Any, Any]],
    ) -> bool:
        now = image_of(tbl, row)
        patch = {}
        for key, (old, new) in fields.items():
            if now.get(key) == new:
                patch[key] = old
            elif now.get(key) != old:
                self._stays(tbl, row, key)
        return niat.update_row(tbl, row, patch, VERB_BATAL)

    def take_out(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Void what the import added, but what someone has worked on since."""
        going: dict[str, str] = {}
        for tbl, part in _by_tbl(rows):
            stored = fetch_rows(self._conn, tbl, [r["id"] for r in part])
            edited = self._edited(stored, tbl)
            for r in part:
                row = stored.get(r["id"])
                if row is None:
                    self.sisa[PINDAH] += 1
                elif row["deleted_at"] is None and r["id"] in edited:
                    self._kept.add(r["id"])
                    for key in edited[r["id"]]:
                        self._stays(tbl, row, key)
                elif row["deleted_at"] is None:
                    going[r["id"]] = tbl
        held = list_gantung(self._conn, self._batch, going, self._kept)
        self.sisa.update(label for label in held.values() if label)
        self._kept |= held.keys()
        for tbl in sorted(set(going.values()), key=lambda t: (t in _SUBJEK, t)):
            gone = [i for i, t in going.items() if t == tbl and i not in held]
            for start in range(0, len(gone), _POTONG):
                self._void(tbl, gone[start : start + _POTONG])

    def _void(self, tbl: str, row_ids: Sequence[str]) -> None:
        niat = Niat(self._conn, self._petugas)
        rows = fetch_rows(self._conn, tbl, row_ids)
        niat.void_many(tbl, [rows[i] for i in row_ids], VERB_BATAL)
        niat.done()
        self.out += len(row_ids)
        self._mark(row_ids, 1)
        self.kinds.add(tbl)
        if tbl in _SUBJEK:
            self.subjek.update(row_ids)
        self._pantau.maju(KATA, self.back + self.out, self._dari)

    def _edited(self, stored: Mapping[str, Mapping[str, Any]], tbl: str) -> dict[str, set[str]]:
        """Fields of added records that are no longer as the import left them."""
        found: dict[str, set[str]] = defaultdict(set)
        for row_id, fields in list_ubah(self._conn, list(stored), self._akhir, None).items():
            now = image_of(tbl, stored[row_id])
            found[row_id] = {k for k, (old, _) in fields.items() if now.get(k) != old}
        return {i: keys for i, keys in found.items() if keys}

    def _stays(self, tbl: str, row: Mapping[str, Any], key: str) -> None:
        declared = field_of(tbl, key, row.get("form"))
        self.sisa[str(declared.label) if declared else key] += 1

    def _tell(self, tbl: str, part: Sequence[Mapping[str, Any]]) -> None:
        self.kinds.add(tbl)
        self._mark([r["id"] for r in part], 2)
        if tbl in _SUBJEK:
            self.subjek.update(r["id"] for r in part)
        self._pantau.maju(KATA, self.back, self._dari)

    def _mark(self, row_ids: Sequence[str], how: int) -> None:
        """1: voided by this, an import may bring it back; 2: done otherwise."""
        self._conn.execute(
            update(IMPOR_TULISAN)
            .where(IMPOR_TULISAN.c.batch == self._batch, IMPOR_TULISAN.c.id.in_(row_ids))
            .values(dibatalkan=how)
        )

    def forget(self) -> None:
        """Provenance and open questions of this import go with it; answers are remembered."""
        asal = ASAL_NILAI.c
        self._conn.execute(
            ASAL_NILAI.delete().where(asal.batch == self._batch, asal.id.not_in(self._kept))
        )
        for table in (IMPOR_PILIHAN, IMPOR_USUL):
            self._conn.execute(
                table.delete().where(table.c.batch == self._batch, table.c.putusan.is_(None))
            )


def _by_tbl(
    rows: Sequence[Mapping[str, Any]],
) -> Iterable[tuple[str, list[Mapping[str, Any]]]]:
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["tbl"]].append(row)
    for tbl, part in groups.items():
        for start in range(0, len(part), _POTONG):
            yield tbl, part[start : start + _POTONG]
