"""Preparing a new data folder: desa, Posyandu, first user and keys."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from sipd_desktop.base import ids
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.paths import resources
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.rules.wilayah import parse_layanan
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage import folder as tempat
from sipd_desktop.storage import kunci, rahasia
from sipd_desktop.storage.engine import Buku, check_library
from sipd_desktop.storage.keadaan import set_setelan, set_state
from sipd_desktop.storage.skema import upgrade


@dataclass(frozen=True, slots=True)
class Siap:
    """What was made; `kata_sandi` only when the program chose it. Shown once, kept nowhere."""

    folder: str
    pengguna: str
    kata_sandi: str | None
    kode_pemulihan: str


_OWN = (
    *(tempat.DB + ending for ending in ("", "-wal", "-shm", "-journal")),
    tempat.KUNCI,
    tempat.TANDA,
    tempat.LOCK,
)


def make_kata_sandi() -> str:
    """Four everyday words, 44 bits, picked by the computer."""
    words = (resources() / "kata.txt").read_text("utf-8").split()
    return " ".join(secrets.choice(words) for _ in range(4))


def check_kode_desa(kode: str) -> str:
    """Ten digits without dots; raises `kode-desa-salah`."""
    plain = kode.replace(".", "").strip()
    if len(plain) != 10 or not plain.isascii() or not plain.isdigit():
        raise UserError("kode-desa-salah")
    return plain


def split_posyandu(text: str) -> tuple[str, tuple[str, ...]]:
    """`Melati 2:001/002,002/002` to a name and the RT it serves; none means all."""
    nama, _, daftar = text.partition(":")
    if not nama.strip():
        raise UserError("nama-posyandu-kosong")
    try:
        return " ".join(nama.split()), parse_layanan(daftar)
    except ValueError as error:
        raise UserError("rt-posyandu-salah", bagian=str(error)) from error


def jenis_desa(kode: str) -> str:
    """Desa, kelurahan or desa adat, proposed from the seventh digit (1xxx, 2xxx, 3xxx)."""
    return {"1": "kelurahan", "3": "desa_adat"}.get(kode[6], "desa")


def prepare_folder(
    folder: Path,
    *,
    kode_desa: str,
    nama_desa: str,
    posyandu: Sequence[str],
    nama: str,
    sandi: str | None = None,
    contoh: bool = False,
) -> Siap:
    """Create a data folder; nothing is left behind when something is refused."""
    check_library()
    tempat.check_place(folder)
    kode = check_kode_desa(kode_desa)
    units = [split_posyandu(p) for p in posyandu]
    _check_names(units, nama, nama_desa)
    made = None if sandi else make_kata_sandi()
    kunci.check_sandi(sandi or made or "")
    existed = folder.exists()
    folder_id = tempat.make_folder(folder)
    try:
        secret = rahasia.make_secret(folder_id)
        key, code = kunci.make_keys(folder, sandi or made or "", secret)
        with tempat.FolderLock(folder):
            buku = Buku(folder / tempat.DB, key)
            try:
                upgrade(buku)
                with buku.write() as conn:
                    _fill(conn, kode, nama_desa, units, " ".join(nama.split()), contoh=contoh)
            finally:
                buku.close()
            tempat.mark_contoh(folder, contoh=contoh)
    except BaseException:
        _undo(folder, folder_id, existed=existed)
        raise
    return Siap(str(folder), " ".join(nama.split()), made, code)


def _check_names(units: Sequence[tuple[str, tuple[str, ...]]], nama: str, desa: str) -> None:
    if not units:
        raise UserError("nama-posyandu-kosong")
    if not nama.strip():
        raise UserError("nama-pengguna-kosong")
    if not desa.strip():
        raise UserError("nama-desa-kosong")
    if len({ids.key_name(unit) for unit, _ in units}) < len(units):
        raise UserError("nama-posyandu-ganda")
    field = REGISTERS["posyandu"].by_key()["nama"]
    for text in (nama, desa, *(unit for unit, _ in units)):
        if field.check(" ".join(text.split())) is not None:
            raise UserError("nama-terlalu-panjang")


def _undo(folder: Path, folder_id: str, *, existed: bool) -> None:
    rahasia.drop_secret(folder_id)
    for name in _OWN:
        (folder / name).unlink(missing_ok=True)
    if not existed and folder.exists() and not any(folder.iterdir()):
        folder.rmdir()


def _fill(
    conn: Connection,
    kode: str,
    nama_desa: str,
    units: Sequence[tuple[str, tuple[str, ...]]],
    nama: str,
    *,
    contoh: bool,
) -> None:
    desa = ids.desa_id(kode)
    first = ids.posyandu_id(desa, units[0][0])
    ketua = ids.ketua_id(first, nama)
    set_state(conn, "device", ids.new_id())
    set_state(conn, "inkarnasi", 0)
    set_setelan(conn, "kode_desa", kode)
    set_setelan(conn, "pengguna_pertama", ketua)
    set_setelan(conn, "posyandu_kini", first)
    if contoh:
        set_setelan(conn, "contoh", "1")
    niat = Niat(conn, Petugas(ketua, ketua, sistem=True))
    desa_row = {"kode": kode, "nama": nama_desa.strip(), "jenis": jenis_desa(kode)}
    niat.insert("desa", desa, desa_row, "menyiapkan")
    for label, served in units:
        row: dict[str, Wire] = {
            "desa_id": desa,
            "nama_awal": label,
            "nama": label,
            "rt_layanan": list(served),
        }
        niat.insert("posyandu", ids.posyandu_id(desa, label), row, "menyiapkan")
    niat.insert(
        "kader",
        ketua,
        {"posyandu_id": first, "nama": nama, "jabatan": "ketua", "aktif": True},
        "menyiapkan",
    )
    niat.done()
