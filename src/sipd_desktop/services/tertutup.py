"""Closed notes about a person: written and read by the bidan, sealed for everybody else.

Writing needs no words, only the public half of the key; reading needs `KunciTerbuka`. What others
see is at most a mark on the person, set on purpose: "ada tindak lanjut, tanya bidan".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import InvalidInput, Problem
from sipd_desktop.base.ids import new_id
from sipd_desktop.bidang.umum.tertutup import JENIS_TERTUTUP
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import ids_of, kini_of
from sipd_desktop.services.hak import require
from sipd_desktop.services.kunci_tertutup import KunciTerbuka, newest_key
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED
from sipd_desktop.wire.segel import MAX_BYTES, seal, unseal

_CATATAN = SYNCED["catatan_tertutup"].c
TANDA = "Ada tindak lanjut, tanya bidan"


@dataclass(frozen=True, slots=True)
class Catatan:
    """One note; `isi` and `tindak_lanjut` are None as long as it is not opened."""

    id: str
    jenis: str
    tanggal: date | None
    isi: str | None
    tindak_lanjut: str | None


@dataclass(frozen=True, slots=True)
class CatatanBaru:
    """What the bidan types; `tanda` is what kader will see: a mark and nothing else."""

    jenis: str
    tanggal: date
    isi: str
    tindak_lanjut: str = ""
    tanda: bool = False


def save_catatan(conn: Connection, petugas: Petugas, warga_id: str, data: CatatanBaru) -> Changes:
    """Write a note, sealed before it touches the file. Raises InvalidInput,
    `tertutup-belum-ada-kunci`, NotAllowed."""
    problems = _problems(data)
    if problems:
        raise InvalidInput(problems)
    kunci, pubkey = newest_key(conn, data.jenis)
    warga, row_id = kini_of(conn, warga_id), new_id()
    values: dict[str, str | None] = {
        "warga_id": warga,
        "jenis": data.jenis,
        "tanggal": data.tanggal.isoformat(),
        "kunci": kunci,
    }
    for key in ("isi", "tindak_lanjut"):
        text = getattr(data, key).strip()
        values[key] = seal(pubkey, row_id, key, text) if text else None
    niat = Niat(conn, petugas)
    niat.insert("catatan_tertutup", row_id, values)
    row = fetch_row(conn, "warga", warga)
    if row is not None and bool(row["tanya_bidan"]) != data.tanda:
        niat.update_row("warga", row, {"tanya_bidan": data.tanda or None})
    return niat.done()


def _problems(data: CatatanBaru) -> tuple[Problem, ...]:
    found = []
    if data.jenis not in dict(JENIS_TERTUTUP):
        found.append(Problem("jenis", "tertutup-tanpa-jenis"))
    if not data.isi.strip():
        found.append(Problem("isi", "tertutup-isi-kosong"))
    for key in ("isi", "tindak_lanjut"):
        if len(getattr(data, key).encode()) > MAX_BYTES:
            found.append(Problem(key, "tertutup-terlalu-panjang"))
    return tuple(found)


def list_catatan(
    conn: Connection, petugas: Petugas, warga_id: str, terbuka: KunciTerbuka | None = None
) -> tuple[Catatan, ...]:
    """The notes about a person, newest first; opened as far as the keys reach. Raises NotAllowed
    for a role that may not read: it reads nothing, not even that there is one."""
    require(conn, petugas, "tertutup", "lihat")
    if terbuka is not None and terbuka.kader_id != petugas.akun:
        terbuka = None
    query = (
        select(
            _CATATAN.id,
            _CATATAN.jenis,
            _CATATAN.tanggal,
            _CATATAN.kunci,
            _CATATAN.isi,
            _CATATAN.tindak_lanjut,
        )
        .where(
            _CATATAN.warga_id.in_(ids_of(conn, kini_of(conn, warga_id))),
            _CATATAN.deleted_at.is_(None),
        )
        .order_by(_CATATAN.tanggal.desc(), _CATATAN.id.desc())
    )
    labels = dict(JENIS_TERTUTUP)
    found = []
    for row in conn.execute(query):
        key = terbuka.kunci.get(row.kunci) if terbuka else None
        texts = [
            unseal(key, row.id, name, sealed) if key and sealed else ("" if key else None)
            for name, sealed in (("isi", row.isi), ("tindak_lanjut", row.tindak_lanjut))
        ]
        day = date.fromisoformat(row.tanggal) if row.tanggal else None
        found.append(Catatan(row.id, labels.get(row.jenis, row.jenis or ""), day, *texts))
    return tuple(found)


def record_look(conn: Connection, petugas: Petugas, warga_id: str) -> Changes:
    """Opening somebody's closed notes is an act in the history of each note."""
    require(conn, petugas, "tertutup", "lihat")
    niat = Niat(conn, petugas)
    for note in list_catatan(conn, petugas, warga_id):
        niat.act("melihat", "catatan_tertutup", note.id)
    return niat.done()
