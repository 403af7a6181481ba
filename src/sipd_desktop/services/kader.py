"""The kader of a Posyandu: who may stand at a langkah, with or without a login of their own."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.ids import key_name, new_id
from sipd_desktop.bidang.umum.posyandu import BIDANG_TUGAS, JABATAN
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.pin import save_akun
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED

_KADER = SYNCED["kader"]
_KEYS = {key for key, _ in JABATAN}
_BIDANG = {key for key, _ in BIDANG_TUGAS}


def add_kader(
    conn: Connection, petugas: Petugas, *, posyandu_id: str, nama: str, jabatan: str = "kader"
) -> tuple[str, Changes]:
    """Add a kader to a Posyandu; one who was taken off comes back. Returns the id.

    Raises `nama-kader-kosong`, and `kader-sudah-ada` for an active one of the same name.
    """
    tidy = " ".join(nama.split())
    if not tidy:
        raise UserError("nama-kader-kosong")
    assert jabatan in _KEYS
    niat = Niat(conn, petugas)
    for row_id, old, active in _same_posyandu(conn, posyandu_id):
        if key_name(old) == key_name(tidy):
            if active is not False:
                raise UserError("kader-sudah-ada")
            niat.update("kader", row_id, {"aktif": True, "jabatan": jabatan})
            return row_id, niat.done()
    row_id = new_id()
    values: dict[str, Wire] = {"posyandu_id": posyandu_id, "nama": tidy, "jabatan": jabatan}
    niat.insert("kader", row_id, {**values, "aktif": True}, "mendaftarkan")
    return row_id, niat.done()


def retire_kader(conn: Connection, petugas: Petugas, kader_id: str) -> Changes:
    """Take a kader off the lists; what they did keeps their name. Not oneself."""
    if kader_id in (petugas.pelaku, petugas.pencatat):
        raise UserError("kader-diri-sendiri")
    niat = Niat(conn, petugas)
    niat.update("kader", kader_id, {"aktif": False})
    save_akun(conn, kader_id, izin_oleh=None, izin_pada=None, pin_hash=None, gagal=0)
    return niat.done()


def set_bidang(
    conn: Connection, petugas: Petugas, kader_id: str, bidang: Collection[str]
) -> Changes:
    """Which of the six fields a kader works in; opens to her what the matrix keeps to a field.

    Raises NotAllowed, `akun-tidak-ada`, `bidang-sendiri-ditetapkan`: nobody gives it to herself.
    """
    row = fetch_row(conn, "kader", kader_id)
    if row is None or row["deleted_at"] or row["aktif"] == 0:
        raise UserError("akun-tidak-ada")
    if kader_id == petugas.akun:
        raise UserError("bidang-sendiri-ditetapkan")
    assert set(bidang) <= _BIDANG
    niat = Niat(conn, petugas)
    chosen = [key for key, _ in BIDANG_TUGAS if key in bidang]
    niat.update_row("kader", row, {"bidang": chosen or None}, "menetapkan-bidang")
    return niat.done()


def _same_posyandu(conn: Connection, posyandu_id: str) -> list[tuple[str, str, bool | None]]:
    query = select(_KADER.c.id, _KADER.c.nama, _KADER.c.aktif).where(
        _KADER.c.posyandu_id == posyandu_id, _KADER.c.deleted_at.is_(None)
    )
    return [
        (row_id, nama or "", None if aktif is None else bool(aktif))
        for row_id, nama, aktif in conn.execute(query)
    ]
