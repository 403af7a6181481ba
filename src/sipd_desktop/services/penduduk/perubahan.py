"""The list of changes for OpenSID: what happened since the operator last entered it there.

Every peristiwa without `sudah_dimasukkan` stands in it. One that was marked and then taken back
stands in it too, so that it is put right there. The mark is set by a person, never by exporting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.bidang.umum.peristiwa import JENIS_PERISTIWA
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.hak import require
from sipd_desktop.services.orang import KELUARGA, WARGA
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.storage.tables import SYNCED

_PERISTIWA = SYNCED["peristiwa"].c
_LABEL = {key: str(label) for key, label in JENIS_PERISTIWA}
_FIELDS = REGISTERS["keluarga"].by_key()
_LEWAT_IMPOR = ("lahir", "datang", "ubah")
"""What OpenSID takes from its import; it refuses a changed status, household or address there."""


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One event to enter."""

    id: str
    jenis: str
    label: str
    tanggal: date
    warga_id: str
    nama: str
    nik_ekor: str
    rt: str
    rw: str
    rincian: str
    """Where from or to, or the fields that changed."""
    dibatalkan: bool
    """Was entered there, and taken back here since."""
    dimasukkan: date | None
    lewat_impor: bool

    @property
    def cara(self) -> str:
        """How it gets into OpenSID."""
        if self.dibatalkan:
            return "dibatalkan di sini: betulkan di OpenSID"
        return "lewat impor" if self.lewat_impor else "ketik di OpenSID"


def list_perubahan(
    conn: Connection, *, posyandu_id: str | None = None, sudah: bool = False
) -> tuple[Perubahan, ...]:
    """Events still to enter (or with `sudah` those entered), the oldest first."""
    marked = _PERISTIWA.sudah_dimasukkan.is_not(None)
    live = _PERISTIWA.deleted_at.is_(None)
    wanted = and_(live, marked) if sudah else or_(and_(live, ~marked), and_(~live, marked))
    query = (
        select(
            SYNCED["peristiwa"],
            WARGA.nama,
            WARGA.nik,
            KELUARGA.rt,
            KELUARGA.rw,
        )
        .select_from(
            SYNCED["peristiwa"]
            .outerjoin(SYNCED["warga"], WARGA.id == _PERISTIWA.warga_id)
            .outerjoin(SYNCED["keluarga"], KELUARGA.id == WARGA.keluarga_id)
        )
        .where(wanted)
        .order_by(_PERISTIWA.tanggal, _PERISTIWA.created_at, _PERISTIWA.id)
    )
    if posyandu_id is not None:
        query = query.where(WARGA.posyandu_id == posyandu_id)
    return tuple(_to_row(r) for r in conn.execute(query).mappings() if r["tanggal"])


def _to_row(row: Any) -> Perubahan:
    entered = row["sudah_dimasukkan"]
    parts = (row["dari_ke"], row["catatan"])
    detail = ", ".join(p for p in parts if p)
    change_of_home = row["jenis"] == "ubah" and _is_address(row["catatan"] or "")
    return Perubahan(
        id=row["id"],
        jenis=row["jenis"],
        label=_LABEL.get(row["jenis"], row["jenis"]),
        tanggal=date.fromisoformat(row["tanggal"]),
        warga_id=row["warga_id"],
        nama=row["nama"] or "Di Posyandu lain",
        nik_ekor=(row["nik"] or "")[-4:],
        rt=row["rt"] or "",
        rw=row["rw"] or "",
        rincian=detail,
        dibatalkan=row["deleted_at"] is not None,
        dimasukkan=date.fromisoformat(entered) if entered else None,
        lewat_impor=row["jenis"] in _LEWAT_IMPOR and not change_of_home,
    )


def _is_address(catatan: str) -> bool:
    """Whether a correction touched what OpenSID takes only by hand (household and address)."""
    words = {w.strip() for w in catatan.split(",")}
    by_hand = {str(_FIELDS[k].label) for k in ("no_kk", "alamat", "dusun", "rw", "rt")}
    return bool(words & by_hand)


def count_perubahan(conn: Connection, *, posyandu_id: str | None = None) -> int:
    """How many events wait to be entered."""
    return len(list_perubahan(conn, posyandu_id=posyandu_id))


def mark_dimasukkan(
    conn: Connection, petugas: Petugas, ids: Sequence[str], tanggal: date
) -> Changes:
    """The operator has entered these in OpenSID; Ctrl+Z takes the mark back.

    Of an event that was taken back here, the mark goes: it is put right there. Raises NotAllowed,
    `perubahan-tidak-dipilih`.
    """
    if not ids:
        raise UserError("perubahan-tidak-dipilih")
    require(conn, petugas, "perubahan_penduduk", "ubah")
    niat = Niat(conn, petugas)
    for row in fetch_rows(conn, "peristiwa", list(ids)).values():
        mark = None if row["deleted_at"] else tanggal.isoformat()
        niat.update_row("peristiwa", row, {"sudah_dimasukkan": mark}, "memasukkan-opensid")
    return niat.done()


def people_of(conn: Connection, ids: Sequence[str]) -> tuple[str, ...]:
    """The people of these events, each once, after merging; those taken back left out."""
    kini = load_kini(conn)
    rows = fetch_rows(conn, "peristiwa", list(ids))
    found = [rows[i]["warga_id"] for i in ids if i in rows and not rows[i]["deleted_at"]]
    return tuple(dict.fromkeys(kini.get(w, w) for w in found))
