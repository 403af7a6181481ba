"""What OpenSID holds of people and households, and the peristiwa `ubah` that tells it of a change.

The event is for a laptop that cannot compare (`penduduk.banding`); its note names the fields, never
their values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from sipd_desktop.base.ids import new_id
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.gabung import is_surviving
from sipd_desktop.services.orang import WARGA, is_living
from sipd_desktop.spec.field import Wire

KOLOM_WARGA: Mapping[str, str] = {
    "nama": "nama",
    "sex": "jenis_kelamin",
    "tempatlahir": "tempat_lahir",
    "tanggallahir": "tanggal_lahir",
    "agama_id": "agama",
    "pendidikan_kk_id": "pendidikan",
    "pendidikan_sedang_id": "sekolah_sekarang",
    "pekerjaan_id": "pekerjaan",
    "status_kawin": "status_kawin",
    "kk_level": "shdk",
    "warganegara_id": "warganegara",
    "nama_ayah": "nama_ayah",
    "nama_ibu": "nama_ibu",
    "golongan_darah_id": "gol_darah",
    "cacat_id": "cacat",
    "status_dasar": "status_dasar",
    "suku": "suku",
    "id_asuransi": "jenis_jkn",
}
"""Column of OpenSID to column of warga, where a value goes over as it is."""
BIDANG = {
    "warga": (*KOLOM_WARGA.values(), "nik", "hamil", "keluarga_id"),
    "keluarga": ("no_kk", "alamat", "dusun", "rw", "rt"),
}
"""What OpenSID is told of a person and of a household."""
DENGAN_TANGAN = frozenset((*BIDANG["keluarga"], "keluarga_id", "shdk", "status_dasar"))
"""What its import refuses to change of somebody it knows."""


def label_of(tbl: str, key: str) -> str:
    """The word of a field in the list."""
    return str(REGISTERS[tbl].by_key()[key].label)


def keys_of(tbl: str, catatan: str) -> tuple[str, ...]:
    """Fields named by the note of an event `ubah`."""
    words = {w.strip() for w in catatan.split(",")}
    return tuple(k for k in BIDANG[tbl] if label_of(tbl, k) in words)


def note_ubah(niat: Niat, tbl: str, row_id: str, keys: Sequence[str], tanggal: date) -> None:
    """Inside an open intent that changed these fields: note it, where OpenSID holds them too.

    A household is noted with its head, else its first member; one without people not at all.
    """
    told = [k for k in keys if k in BIDANG.get(tbl, ())]
    if not told:
        return
    if tbl == "keluarga":
        who, home = _head(niat, row_id), row_id
    else:
        query = select(WARGA.keluarga_id).where(WARGA.id == row_id)
        who, home = row_id, niat.conn.execute(query).scalar_one()
    if who is not None:
        add_ubah(niat, who, home, [label_of(tbl, k) for k in told], tanggal, "melengkapi")


def add_ubah(
    niat: Niat,
    warga_id: str,
    keluarga_id: str | None,
    label: Sequence[str],
    tanggal: date,
    verb: str,
) -> None:
    """The event itself; each correction is one of its own."""
    values: dict[str, Wire] = {
        "jenis": "ubah",
        "warga_id": warga_id,
        "keluarga_id": keluarga_id,
        "tanggal": tanggal.isoformat(),
        "catatan": ", ".join(label),
    }
    niat.insert("peristiwa", new_id(), values, verb)


def _head(niat: Niat, keluarga_id: str) -> str | None:
    """Who stands for a household: its head, else its first member who lives."""
    query = (
        select(WARGA.id)
        .where(WARGA.keluarga_id == keluarga_id, WARGA.deleted_at.is_(None))
        .where(is_living(), is_surviving())
        .order_by(WARGA.shdk.is_(None), WARGA.shdk, WARGA.id)
    )
    return niat.conn.execute(query.limit(1)).scalar_one_or_none()
