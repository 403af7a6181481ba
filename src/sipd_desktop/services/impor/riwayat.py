"""The history of imports in words: each row with its person, each change with before and after.

Also what taking an import back would do, told before anybody does it, and taking a choice back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, select, update

from sipd_desktop.base.tampil import mask_nomor
from sipd_desktop.bidang import field_of
from sipd_desktop.services.catat import Changes, Petugas
from sipd_desktop.services.hak import require
from sipd_desktop.services.impor.batch import BarisBatch, BatchRinci, list_jawaban, open_batch
from sipd_desktop.services.impor.pilih import Bentrok, list_bentrok
from sipd_desktop.services.impor.pilih_orang import list_usul
from sipd_desktop.services.impor.sebut import MENYEBUT_NOMOR, kata_nilai
from sipd_desktop.services.urungkan import undo
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import (
    IMPOR_BATCH,
    IMPOR_PILIHAN,
    IMPOR_TULISAN,
    PERUBAHAN,
    SYNCED,
)

_POTONG = 500
_TABEL = {
    "warga": "Warga",
    "keluarga": "Keluarga",
    "isian": "Pendataan",
    "vaksinasi": "Vaksinasi",
    "bantuan": "Bantuan",
    "pendataan_wilayah": "Pendataan RT",
}


@dataclass(frozen=True, slots=True)
class BarisRiwayat:
    """One row of an imported file with the name it is about."""

    baris: BarisBatch
    nama: str

    @property
    def nomor(self) -> int:
        """Its number in the sheet."""
        return self.baris.row


@dataclass(frozen=True, slots=True)
class UbahanKata:
    """One change in words."""

    tentang: str
    kolom: str
    lama: str
    baru: str


@dataclass(frozen=True, slots=True)
class RencanaBatal:
    """What taking an import back would do."""

    baru: int
    """Records that would leave the lists."""
    diubah: int
    """Records that would get their old values again."""
    disunting: int
    """Records somebody changed since: what was changed stays."""
    kolom: tuple[tuple[str, int], ...] = ()
    """The fields changed since, with how many records."""


def open_riwayat(
    conn: Connection, petugas: Petugas, batch: str
) -> tuple[BatchRinci, tuple[BarisRiwayat, ...]]:
    """An import with its rows but the ignored. Raises NotAllowed, `impor-batch-tidak-ada`."""
    found = open_batch(conn, petugas, batch)
    rows = [b for b in found.baris if b.outcome != "ignore"]
    names = _names(conn, "warga", [b.warga_id for b in rows if b.warga_id])
    heads = _names(conn, "keluarga", [b.keluarga_id for b in rows if not b.warga_id])
    known = {**heads, **names}
    return found, tuple(BarisRiwayat(b, known.get(b.warga_id or b.keluarga_id, "")) for b in rows)


def _names(conn: Connection, tbl: str, ids: Sequence[str | None]) -> dict[str | None, str]:
    table = SYNCED[tbl].c
    found: dict[str | None, str] = {}
    wanted = list({i for i in ids if i})
    for start in range(0, len(wanted), _POTONG):
        part = table.id.in_(wanted[start : start + _POTONG])
        if tbl == "warga":
            found |= {i: n or "" for i, n in conn.execute(select(table.id, table.nama).where(part))}
        else:
            rows = conn.execute(select(table.id, table.no_kk).where(part))
            found |= {i: f"KK {mask_nomor(k)}" if k else "Keluarga" for i, k in rows}
    return {i: n or "" for i, n in found.items()}


def list_ubahan(conn: Connection, baris: BarisBatch) -> tuple[UbahanKata, ...]:
    """What one row wrote, numbers masked."""
    made = []
    for item in baris.tulisan:
        row = fetch_row(conn, item.tbl, item.id) or {}
        about = _TABEL.get(item.tbl, item.tbl)
        if item.jenis != "ubah":
            made.append(UbahanKata(about, "", "", "baru" if item.jenis == "baru" else "kembali"))
        for key, old, new in item.isi:
            field = field_of(item.tbl, key, row.get("form"))
            label = str(field.label) if field else key
            words = [kata_nilai(conn, field, value) for value in (old, new)]
            if key in MENYEBUT_NOMOR:
                words = [mask_nomor(w) for w in words]
            made.append(UbahanKata(about, label, *words))
    return tuple(made)


def plan_batal(conn: Connection, petugas: Petugas, batch: str) -> RencanaBatal:
    """Count what `cancel_impor` would touch. Raises NotAllowed."""
    require(conn, petugas, "impor", "tambah")
    tulisan, change, head = IMPOR_TULISAN.c, PERUBAHAN.c, IMPOR_BATCH.c
    family = [batch, *list_jawaban(conn, batch)]
    query = select(tulisan.jenis, func.count()).where(tulisan.batch.in_(family))
    kinds = {str(j): int(n) for j, n in conn.execute(query.group_by(tulisan.jenis))}
    since = conn.execute(select(head.perubahan_akhir).where(head.id == batch)).scalar_one_or_none()
    by_answer = exists().where(
        head.id.in_(family),
        change.nomor > head.perubahan,
        change.nomor <= head.perubahan_akhir,
    )
    query = select(change.objek_jenis, change.objek, change.field).where(
        change.nomor > (since or 0),
        change.field.not_in(("*", "deleted_at")),
        change.objek.in_(select(tulisan.id).where(tulisan.batch.in_(family))),
        ~by_answer,
    )
    edited = {(str(t), str(i), str(f)) for t, i, f in conn.execute(query.distinct())}
    labels = Counter(_label(conn, tbl, row_id, key) for tbl, row_id, key in edited)
    changed = kinds.pop("ubah", 0)
    touched = len({row_id for _, row_id, _ in edited})
    return RencanaBatal(sum(kinds.values()), changed, touched, tuple(sorted(labels.items())))


def _label(conn: Connection, tbl: str, row_id: str, key: str) -> str:
    form = (fetch_row(conn, tbl, row_id) or {}).get("form") if tbl == "isian" else None
    field = field_of(tbl, key, form)
    return str(field.label) if field else key


def reopen_bentrok(
    conn: Connection, petugas: Petugas, soal: Bentrok, tindakan: Sequence[str]
) -> Changes:
    """Take a choice back: the old value returns and the question waits again.

    `tindakan`: the acts of the choice. Raises NotAllowed, `sudah-diubah-lagi`.
    """
    require(conn, petugas, "impor", "tambah")
    changes = undo(conn, petugas, tindakan) if tindakan else Changes()
    pilih = IMPOR_PILIHAN.c
    same = [pilih[k] == getattr(soal, k) for k in ("tbl", "id", "field", "nilai")]
    conn.execute(update(IMPOR_PILIHAN).where(*same).values(putusan=None, oleh=None, waktu=None))
    return changes


def count_menunggu(conn: Connection, petugas: Petugas) -> int:
    """Questions of imports that still wait. Raises NotAllowed."""
    return len(list_bentrok(conn, petugas)) + len(list_usul(conn, petugas))
