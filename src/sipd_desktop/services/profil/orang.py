"""The person page: who it is (numbers covered), six fields at once, acts on the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import mask_nomor
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.services.beda.kata import KOSONG, Pembaca
from sipd_desktop.services.gabung import kini_of
from sipd_desktop.services.hari.baris import Orang
from sipd_desktop.services.lihat import mask_tertutup
from sipd_desktop.services.orang import get_orang
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.services.profil.enam import BarisBidang, open_enam
from sipd_desktop.services.profil.rumah import Rumah, open_rumah
from sipd_desktop.storage.bentuk import image_of
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED

_WARGA = SYNCED["warga"].c
_FAKTA = (
    "tempat_lahir",
    "tanggal_lahir",
    "shdk",
    "status_kawin",
    "pendidikan",
    "pekerjaan",
    "nama_ibu",
    "nama_ayah",
    "akta_lahir",
    "punya_jkn",
    "gol_darah",
)
_HIDUP = 1


@dataclass(frozen=True, slots=True)
class HalamanOrang:
    """One person as her page shows her."""

    orang: Orang
    nik_samar: str
    fakta: tuple[tuple[str, str], ...]
    keluarga_id: str | None
    tanya_bidan: bool
    enam: tuple[BarisBidang, ...]
    posyandu_id: str | None


@dataclass(frozen=True, slots=True)
class Keadaan:
    """What a family page shows besides its members."""

    rumah: Rumah
    enam: tuple[BarisBidang, ...]
    posyandu_id: str | None


def open_halaman(
    conn: Connection, petugas: Petugas, warga_id: str, acuan: date, *, keluar: bool = False
) -> HalamanOrang:
    """A person by id, after merging; `keluar` without dugaan. Raises `orang-tidak-ada`."""
    who = kini_of(conn, warga_id)
    orang = get_orang(conn, who, acuan)
    row = fetch_row(conn, "warga", who)
    if row is None:
        raise UserError("orang-tidak-ada")
    shown = mask_tertutup(conn, petugas, "warga", row, nik_tersamar=True)
    values, fields = image_of("warga", shown), REGISTERS["warga"].by_key()
    reader = Pembaca(conn, acuan)
    facts = []
    for key in _FAKTA:
        text = reader.words(fields[key], values.get(key))
        if values.get(key) is not None and text != KOSONG:
            facts.append((fields[key].label, text))
    if row["status_dasar"] not in (None, _HIDUP):
        status = reader.words(fields["status_dasar"], row["status_dasar"])
        facts.insert(0, (fields["status_dasar"].label, status))
    return HalamanOrang(
        orang=orang,
        nik_samar=mask_nomor(row["nik"]) if row["nik"] else "belum ada",
        fakta=tuple(facts),
        keluarga_id=row["keluarga_id"],
        tanya_bidan=bool(row["tanya_bidan"]),
        enam=open_enam(
            conn, petugas, {who: orang.nama}, acuan, row["keluarga_id"] or "", keluar=keluar
        ),
        posyandu_id=row["posyandu_id"],
    )


def open_keadaan(
    conn: Connection, petugas: Petugas, keluarga_id: str, acuan: date, *, keluar: bool = False
) -> Keadaan:
    """House and six fields of a family and its members; `keluar` without dugaan."""
    query = select(_WARGA.id, _WARGA.nama).where(
        _WARGA.keluarga_id == keluarga_id,
        _WARGA.deleted_at.is_(None),
        _WARGA.digabung_ke.is_(None),
    )
    names = {row[0]: row[1] or "" for row in conn.execute(query)}
    table = open_enam(conn, petugas, names, acuan, keluarga_id, keluar=keluar)
    row = fetch_row(conn, "keluarga", keluarga_id)
    unit = row["posyandu_id"] if row is not None else None
    return Keadaan(open_rumah(conn, keluarga_id, acuan), table, unit)
